import { CsvError, parse } from 'csv-parse/sync'
import type { Refusal } from '../kernel/index.ts'
import { columnNamed } from './columns.ts'
import { refuse } from './refusals.ts'
import { lineEndsIn } from './text.ts'

export type Separator = ',' | ';' | '\t'

export const SEPARATORS: readonly Separator[] = [',', ';', '\t']
const ROW_CHARS_MAX = 100_000
const SEPARATOR_LINE = /^sep=(.)(?:\r\n|\r|\n|$)/i

/** What stands before the rows of a CSV file: a line `sep=;`, as spreadsheets write it, or nothing. */
export interface CsvStart {
  readonly separator: Separator | null
  /** Where the header begins, and on which line. */
  readonly index: number
  readonly line: number
}

export function startOf(text: string): CsvStart {
  const [whole = '', mark] = SEPARATOR_LINE.exec(text) ?? []
  const separator = SEPARATORS.find((known) => known === mark) ?? null
  return separator === null ? { separator, index: 0, line: 1 } : { separator, index: whole.length, line: 2 }
}

export interface CsvBody {
  readonly text: string
  readonly separator: Separator
  /** The line of the file on which the text begins. */
  readonly line: number
}

/**
 * Rows of cells as RFC 4180 has them, with line ends of every kind; a row without anything in it is passed over. Null, or what
 * is wrong with the row at which reading had to stop.
 */
export function readCells(
  { text, separator, line }: CsvBody,
  take: (cells: readonly string[], line: number) => void,
): (Refusal & { readonly line: number }) | null {
  let [nextLine, emptyLines] = [line, 0]
  const begin = (emptySoFar: number) => {
    nextLine += emptySoFar - emptyLines
    emptyLines = emptySoFar
    return nextLine
  }
  try {
    parse(text, {
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: ROW_CHARS_MAX,
      // I4. Taken here, so that no list of millions is built up. Lines are counted here too: the parser counts a quoted CR LF twice.
      on_record: (cells: string[], { empty_lines }) => {
        const at = begin(empty_lines)
        nextLine++
        for (const cell of cells) if (/[\r\n]/.test(cell)) nextLine += lineEndsIn(cell)
        if (cells.some((cell) => cell.trim() !== '')) take(cells, at)
        return null
      },
    })
    return null
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const { refusal } = refuse('imports.not-csv', FLAWS[error.code] ?? error.message)
    return { line: begin(Number(error.empty_lines)), ...refusal }
  }
}

/** The separator that makes known titles of the first line. */
export function separatorOf(text: string): Separator {
  const [head = ''] = text.trimStart().split(/[\r\n]/, 1)
  const known = (separator: Separator) =>
    head.split(separator).filter((title) => columnNamed(title.replace(/^"|"$/g, '')) !== undefined).length
  return SEPARATORS.reduce((best, separator) => (known(separator) > known(best) ? separator : best))
}

const FLAWS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'opens a quotation mark that is not closed',
  CSV_INVALID_CLOSING_QUOTE: 'has text behind a closing quotation mark; double quotation marks inside a cell',
  INVALID_OPENING_QUOTE: 'has a quotation mark inside a cell; put the cell in quotation marks and double those inside',
  CSV_MAX_RECORD_SIZE: `begins a row of more than ${ROW_CHARS_MAX} characters`,
}
