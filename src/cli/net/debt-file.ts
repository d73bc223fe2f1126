import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { DebtTable, OPTIONAL_COLUMNS, type RawRow, REQUIRED_COLUMNS } from './debt-table.ts'

/** The file cannot be read as a list of obligations at all. */
export class DebtFileError extends Error {
  override readonly name = 'DebtFileError'
}

export interface RowError {
  readonly line: number
  readonly message: string
}

/** What a file came to. */
export interface DebtFile {
  readonly table: DebtTable
  /** The first ones; `errorCount` counts all. */
  readonly errors: readonly RowError[]
  readonly errorCount: number
}

/** Rows with errors that are kept to be told. */
export const ERRORS_TOLD_MAX = 100
/** Rows of one file: as many as one netting takes. */
export const ROWS_MAX = 2_000_000
const LINE_CHARS_MAX = 100_000
const PROGRESS_ROWS = 100_000

/** Told now and then while a file is read. */
export type ReadProgress = (progress: { readonly rows: number; readonly part: number }) => void

/** Reads obligations: CSV (RFC 4180, with a header) or, where the first character is `{`, JSON lines. */
export async function readDebtFile(path: string, onProgress: ReadProgress): Promise<DebtFile> {
  const collector = new Collector(await sizeOf(path), onProgress)
  if ((await firstCharacter(path)) === '{') await readJsonLines(path, collector)
  else await readCsv(path, collector)
  return collector
}

class Collector implements DebtFile {
  readonly table = new DebtTable()
  readonly errors: RowError[] = []
  errorCount = 0
  bytesRead = 0
  readonly #size: number
  readonly #onProgress: ReadProgress

  constructor(size: number, onProgress: ReadProgress) {
    this.#size = size
    this.#onProgress = onProgress
  }

  add(row: RawRow, line: number): void {
    const flaw = this.table.add(row, line)
    if (flaw !== null) this.reject(line, flaw)
    const { rowCount } = this.table
    if (rowCount > ROWS_MAX) throw new DebtFileError(`more than ${ROWS_MAX} obligations: net fewer at a time`)
    if (flaw === null && rowCount % PROGRESS_ROWS === 0) {
      this.#onProgress({ rows: rowCount, part: Math.min(1, this.bytesRead / Math.max(1, this.#size)) })
    }
  }

  reject(line: number, message: string): void {
    this.errorCount++
    if (this.errors.length < ERRORS_TOLD_MAX) this.errors.push({ line, message })
  }
}

async function readCsv(path: string, collector: Collector): Promise<void> {
  let header: Header | null = null
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LINE_CHARS_MAX,
    // The records are taken here, so that no stream of them is built up.
    on_record: (record: string[], { lines, bytes }) => {
      collector.bytesRead = bytes
      if (header === null) header = readHeader(record)
      else if (record.length === header.length) collector.add(header.row(record), lines)
      else collector.reject(lines, `has ${record.length} fields where the header has ${header.length}`)
      return null
    },
  })
  try {
    await pipeline(createReadStream(path), parser, async (rows) => {
      for await (const _ of rows);
    })
  } catch (error) {
    if (error instanceof CsvError) throw new DebtFileError(`${path} is no CSV by RFC 4180: ${error.message}`)
    throw error
  }
  if (header === null) throw new DebtFileError(`${path} is empty: the first line names the columns, ${columnsWanted()}`)
}

interface Header {
  readonly length: number
  readonly row: (record: readonly string[]) => RawRow
}

function readHeader(names: readonly string[]): Header {
  const places = new Map(names.map((name, i) => [name.trim(), i]))
  const missing = REQUIRED_COLUMNS.filter((name) => !places.has(name))
  if (missing.length > 0) {
    const hint =
      names.length === 1 && /[;\t]/.test(names[0] ?? '') ? '; columns are separated by commas (RFC 4180)' : ''
    throw new DebtFileError(
      `the header has no column ${missing.join(', ')}: the first line names the columns, ${columnsWanted()}${hint}`,
    )
  }
  const place = (name: string) => places.get(name) ?? -1
  const [debtor, creditor, amount, currency] = REQUIRED_COLUMNS.map(place) as [number, number, number, number]
  const [id, dueDate] = OPTIONAL_COLUMNS.map(place) as [number, number]
  return {
    length: names.length,
    row: (record) => ({
      debtor: record[debtor],
      creditor: record[creditor],
      amount: record[amount],
      currency: record[currency],
      id: record[id],
      dueDate: record[dueDate],
    }),
  }
}

async function readJsonLines(path: string, collector: Collector): Promise<void> {
  const stream = createReadStream(path, 'utf8')
  let line = 0
  for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    line++
    collector.bytesRead = stream.bytesRead
    if (text.trim() === '') continue
    const row = parseLine(line === 1 ? text.replace(/^\ufeff/, '') : text)
    if (row === null) collector.reject(line, `is no JSON object of one obligation, ${columnsWanted()}`)
    else collector.add(row, line)
  }
}

function parseLine(text: string): RawRow | null {
  if (text.length > LINE_CHARS_MAX) return null
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RawRow) : null
  } catch {
    return null
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path)
    if (found.isFile()) return found.size
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new DebtFileError(`${path} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : code}`)
  }
  throw new DebtFileError(`${path} is no file of obligations`)
}

async function firstCharacter(path: string): Promise<string> {
  for await (const chunk of createReadStream(path, { encoding: 'utf8', end: 4095 })) {
    return String(chunk)
      .replace(/^\ufeff/, '')
      .trimStart()
      .slice(0, 1)
  }
  return ''
}

function columnsWanted(): string {
  return `${REQUIRED_COLUMNS.join(', ')} and, if you like, ${OPTIONAL_COLUMNS.join(', ')}`
}
