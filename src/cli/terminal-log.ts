import { printable, printableLines } from '../kernel/index.ts'

/** A line of the log, as JSON, with every text in it such that a terminal may show it; a stack keeps its lines. */
export function printableLog(line: string): string {
  const escaped = (key: string, value: unknown) => {
    if (typeof value !== 'string') return value
    return key === 'stack' ? printableLines(value) : printable(value)
  }
  return `${JSON.stringify(JSON.parse(line, escaped))}\n`
}
