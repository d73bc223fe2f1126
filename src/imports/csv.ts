import { CsvError, type Options, parse } from 'csv-parse/sync'
import type { Refusal } from '../kernel/index.ts'
import { columnNamed } from './columns.ts'
import { refuse } from './refusals.ts'
import { lineEndsIn } from './text.ts'

export type Separator = ',' | ';' | '\t'

const SEPARATORS: readonly Separator[] = [',', ';', '\t']
const ROW_CHARS_MAX = 100_000
const PART_CHARS = 1_000_000
const SEPARATOR_LINE = /^sep=(.)(?:\r\n|\r|\n|$)/i

/** The part before the rows of a CSV file: a line `sep=;`, as spreadsheets write it, or nothing. */
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

/** The fault of the row at which reading had to stop. */
export type CsvFlaw = Refusal & { readonly line: number }

type TakeCells = (cells: readonly string[], line: number) => void

/** Rows of cells as RFC 4180 has them, with line ends of every kind. Null, or where reading had to stop. */
export function readCells({ text, separator, line }: CsvBody, take: TakeCells): CsvFlaw | null {
  const options = {
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    max_record_size: ROW_CHARS_MAX,
  }
  const rows = new Rows(line, take)
  for (const part of partsOf(text)) {
    try {
      for (const cells of parse(part, options)) rows.add(cells)
    } catch (error) {
      if (!(error instanceof CsvError)) throw error
      return readUpToFlaw(part, options, rows)
    }
  }
  return null
}

/** I4. Counts lines from the cells: the parser counts a quoted CR LF twice. A row without anything in it is passed over. */
class Rows {
  #line: number
  readonly #take: TakeCells

  constructor(line: number, take: TakeCells) {
    this.#line = line
    this.#take = take
  }

  get line(): number {
    return this.#line
  }

  add(cells: readonly string[]): void {
    if (cells.some((cell) => cell.trim() !== '')) this.#take(cells, this.#line)
    this.#line++
    for (const cell of cells) if (/[\r\n]/.test(cell)) this.#line += lineEndsIn(cell)
  }
}

/** The parser gives nothing of a part with a flaw: its rows are taken here as they come, up to that one. */
function readUpToFlaw(part: string, options: Options, rows: Rows): CsvFlaw {
  const take = (cells: string[]) => {
    rows.add(cells)
    return null
  }
  try {
    parse(part, { ...options, on_record: take })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { line: rows.line, ...refuse('imports.not-csv', FLAWS[error.code] ?? error.message).refusal }
  }
  throw new Error('a flaw was gone when it was looked for')
}

/** The text in parts that end where a row ends: a line end behind an even number of quotation marks is outside them. */
function* partsOf(text: string): Generator<string> {
  const ends = /\r\n|\r|\n/g
  let [start, counted, quote, isQuoted] = [0, 0, text.indexOf('"'), false]
  while (start < text.length) {
    ends.lastIndex = Math.max(counted, start + PART_CHARS)
    const end = ends.exec(text) === null ? text.length : ends.lastIndex
    for (; quote !== -1 && quote < end; quote = text.indexOf('"', quote + 1)) isQuoted = !isQuoted
    counted = end
    if (isQuoted && end < text.length) continue
    yield text.slice(start, end)
    start = end
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
