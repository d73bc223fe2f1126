import { mistyped, type Typed, typed } from '../clearing/result.ts'

type Terms = Readonly<Record<string, unknown>>

const LINE = /^\s*("(?:[^"\\]|\\.)*"|[^:]+?)\s*:\s*(.+?)\s*$/

/**
 * Free terms as lines that people edit, one “name: what is agreed” each. What is no plain text stands there as JSON, and so
 * does text that would be read as something else: `readCustomTerms` gives back exactly what was written.
 */
export function writeCustomTerms(terms: Terms): string {
  const lines = Object.entries(terms).map(([name, value]) => `${nameText(name)}: ${valueText(value)}`)
  return lines.join('\n')
}

/** The terms in the lines of a form; a problem where a line is none, or a name is used twice. */
export function readCustomTerms(text: string): Typed<Terms> {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length === 0) return mistyped('Write at least one term, as “name: what is agreed”.')
  const terms = new Map<string, unknown>()
  for (const line of lines) {
    const [, name, value] = LINE.exec(line) ?? []
    if (name === undefined || value === undefined) {
      return mistyped(`Write each line as “name: what is agreed”; this one is not: ${line.slice(0, 60)}`)
    }
    const key = name.startsWith('"') ? String(asJson(name) ?? name) : name
    if (terms.has(key)) return mistyped(`“${key.slice(0, 60)}” is used twice.`)
    terms.set(key, asJson(value) === undefined ? value : asJson(value))
  }
  return typed(Object.fromEntries(terms))
}

function nameText(name: string): string {
  return /^[^\s":][^":\n\r\u2028\u2029]*$/.test(name) && name === name.trim() ? name : JSON.stringify(name)
}

function valueText(value: unknown): string {
  const isPlain = typeof value === 'string' && asJson(value) === undefined && /^\S(?:.*\S)?$/.test(value)
  return isPlain ? value : JSON.stringify(value)
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
