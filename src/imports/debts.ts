import { type Column, type Header, readHeader } from './columns.ts'
import { readCells, type Separator, separatorOf, startOf } from './csv.ts'
import { type ImportedDebt } from './debt.ts'
import { Findings } from './findings.ts'
import { type JsonSink, readJsonArray, readJsonLines } from './json.ts'
import { restore } from './neutral.ts'
import { type Problem, quoted, refuse } from './refusals.ts'
import { type ReadOptions, RowReader } from './row.ts'
import { decodeText, type Encoding } from './text.ts'

export { PROBLEMS_TOLD_MAX } from './findings.ts'
export type { ReadOptions } from './row.ts'

export type Format = 'CSV' | 'JSON lines' | 'JSON array'

/** How a file was interpreted, and its problems. */
export interface ImportReport {
  readonly encoding: Encoding | null
  readonly format: Format | null
  /** Null if it is no CSV. */
  readonly separator: Separator | null
  /** The columns that were read, and the titles of those that were not. */
  readonly columns: readonly Column[]
  readonly ignored: readonly string[]
  /** Debts that were read and passed on. */
  readonly debtCount: number
  /** Rows rejected, with at least one problem each. */
  readonly rejectedCount: number
  /** The first 100, by line; `problemCount` counts all. Of a file with problems nothing may be recorded unasked. */
  readonly problems: readonly Problem[]
  readonly problemCount: number
  /** Rows that were read but are probably mistakes: the first 100, and how many. */
  readonly warnings: readonly Problem[]
  readonly warningCount: number
  /** The file could not be read to its end: what was passed on is incomplete. */
  readonly isCutOff: boolean
}

/** Reads a table of debts and passes on every valid row; SPEC.md has the rules. */
export function readDebts(bytes: Uint8Array, options: ReadOptions, take: (debt: ImportedDebt) => void): ImportReport {
  const findings = new Findings()
  const decoded = decodeText(bytes, findings, options.bytesMax)
  const rows = new RowReader(options, findings, take)
  const source = decoded === null ? null : readText(decoded.text, rows, findings, options)
  if (findings.problemCount === 0 && rows.rowCount === 0) {
    findings.refuse(1, null, 'imports.no-rows', source?.columns.length ? 'is followed by no debt' : 'is empty')
  }
  return {
    encoding: decoded?.encoding ?? null,
    format: source?.format ?? null,
    separator: source?.separator ?? null,
    columns: source?.columns ?? [],
    ignored: source?.ignored ?? [],
    debtCount: rows.debtCount,
    rejectedCount: rows.rejectedCount,
    problems: findings.problems,
    problemCount: findings.problemCount,
    warnings: findings.warnings,
    warningCount: findings.warningCount,
    isCutOff: source === null || source.isCutOff || rows.isFull,
  }
}

interface Source {
  readonly format: Format
  readonly separator: Separator | null
  readonly columns: readonly Column[]
  readonly ignored: readonly string[]
  readonly isCutOff: boolean
}

function readText(text: string, rows: RowReader, findings: Findings, options: ReadOptions): Source | null {
  const [first] = /\S/.exec(text) ?? []
  if (first === undefined) return null
  const headers = new Headers(options, findings)
  return first === '{' || first === '[' ? readJson(text, rows, headers) : readCsv(text, rows, headers)
}

function readCsv(text: string, rows: RowReader, headers: Headers): Source {
  const start = startOf(text)
  const separator = start.separator ?? separatorOf(text)
  let header: Header | null | undefined
  const flaw = readCells({ text: text.slice(start.index), separator, line: start.line }, (cells, line) => {
    if (header === undefined) header = headers.read(cells, line)
    else if (header !== null) readRow(cells, { header, line, rows })
  })
  if (flaw !== null) rows.reject(flaw.line, flaw)
  return { format: 'CSV', separator, ...headers.titles(), isCutOff: flaw !== null || header === null }
}

interface Place {
  readonly header: Header
  readonly line: number
  readonly rows: RowReader
}

function readRow(cells: readonly string[], { header: { cellCount, places, untitled }, line, rows }: Place): void {
  if (cells.length !== cellCount) {
    const counted = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}`
    rows.reject(line, refuse('imports.cell-count', `has ${counted} where the header has ${cellCount}`).refusal)
    return
  }
  const surplus = untitled.find((place) => cells[place]?.trim())
  if (surplus !== undefined) {
    const message = `has ${quoted(cells[surplus])} in cell ${surplus + 1}, which has no title in the header`
    rows.reject(line, refuse('imports.cell-count', message).refusal)
    return
  }
  rows.read(line, (column) => {
    const place = places.get(column)
    if (place === undefined) return undefined
    const cell = cells[place] ?? ''
    return cell.trim() === '' ? '' : restore(cell)
  })
}

function readJson(text: string, rows: RowReader, headers: Headers): Source {
  const isArray = text.trimStart().startsWith('[')
  const sink: JsonSink = {
    take: (item, line) => {
      const titles = Object.keys(item)
      const header = headers.read(titles, line)
      if (header === null) rows.pass(line)
      else rows.read(line, (column) => item[titles[header.places.get(column) ?? -1] ?? ''])
    },
    reject: (line, refusal) => rows.reject(line, refusal),
  }
  const isWhole = isArray ? readJsonArray(text, sink) : readJsonLines(text, sink)
  const format = isArray ? 'JSON array' : 'JSON lines'
  return { format, separator: null, ...headers.titles(), isCutOff: !isWhole }
}

const HEADERS_KEPT_MAX = 1_000

/** Reads headers, each once: of JSON every object has one. */
class Headers {
  readonly #needsCurrency: boolean
  readonly #findings: Findings
  readonly #known = new Map<string, Header>()

  constructor({ currency }: ReadOptions, findings: Findings) {
    this.#needsCurrency = currency === undefined
    this.#findings = findings
  }

  read(titles: readonly string[], line: number): Header | null {
    const key = titles.join('\0')
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const header = readHeader(titles, { line, needsCurrency: this.#needsCurrency }, this.#findings)
    if (header !== null && this.#known.size < HEADERS_KEPT_MAX) this.#known.set(key, header)
    return header
  }

  titles(): Pick<Source, 'columns' | 'ignored'> {
    const headers = [...this.#known.values()]
    return {
      columns: [...new Set(headers.flatMap(({ places }) => [...places.keys()]))],
      ignored: [...new Set(headers.flatMap(({ ignored }) => ignored))],
    }
  }
}
