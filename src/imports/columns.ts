import type { Findings } from './findings.ts'
import { quoted } from './refusals.ts'

/** The columns of a table of debts; `id` may stand for `reference`, `amountMinor` for `amount`. */
export const COLUMNS = [
  'debtor',
  'creditor',
  'amount',
  'amountMinor',
  'currency',
  'id',
  'reference',
  'dueDate',
] as const

export type Column = (typeof COLUMNS)[number]

/** The index of each column in a row. */
export interface Header {
  readonly cellCount: number
  readonly places: ReadonlyMap<Column, number>
  /** Columns that are not read, by their titles. */
  readonly ignored: readonly string[]
  /** Cells without a title above them. */
  readonly untitled: readonly number[]
}

const COLUMN_BY_LOWER_CASE = new Map(COLUMNS.map((column) => [column.toLowerCase(), column]))

/** The column that a title names, whatever its case. */
export function columnNamed(title: string): Column | undefined {
  return COLUMN_BY_LOWER_CASE.get(title.trim().toLowerCase())
}

/** Reads titles; null if the rows below would be misread, as the findings report. */
export function readHeader(
  titles: readonly string[],
  { line, needsCurrency }: { readonly line: number; readonly needsCurrency: boolean },
  findings: Findings,
): Header | null {
  const before = findings.problemCount
  const places = new Map<Column, number>()
  const ignored: string[] = []
  const untitled: number[] = []
  for (const [place, title] of titles.entries()) {
    const column = columnNamed(title)
    const first = column === undefined ? undefined : places.get(column)
    if (column !== undefined && first !== undefined) {
      const cells = `in cells ${first + 1} and ${place + 1}`
      findings.refuse(
        line,
        column,
        'imports.doubled-column',
        `the header has this column twice, ${cells}; leave one out`,
      )
    } else if (column !== undefined) places.set(column, place)
    else if (title.trim() === '') untitled.push(place)
    else ignored.push(title.trim())
  }
  const meant = new Set<Column>()
  for (const title of ignored) {
    const column = COLUMNS.find((known) => !places.has(known) && isNear(title, known))
    if (column === undefined) continue
    meant.add(column)
    findings.refuse(line, null, 'imports.unknown-column', `has a column ${quoted(title)}: did you mean ${column}?`)
  }
  if (places.has('amount') && places.has('amountMinor')) {
    findings.refuse(line, 'amountMinor', 'imports.doubled-column', 'the header has amount as well; leave one out')
  }
  const missing = missingColumns(places, meant, needsCurrency)
  if (missing.length > 0) {
    findings.refuse(
      line,
      null,
      'imports.missing-column',
      `has no column ${missing.join(', ')}: the first line names the columns ${COLUMNS_WANTED}`,
    )
  }
  return findings.problemCount > before ? null : { cellCount: titles.length, places, ignored, untitled }
}

export const COLUMNS_WANTED = 'debtor, creditor, amount, currency and, if you like, id or reference, dueDate'

function missingColumns(
  places: ReadonlyMap<Column, number>,
  meant: ReadonlySet<Column>,
  needsCurrency: boolean,
): string[] {
  const has = (...columns: readonly Column[]) => columns.some((column) => places.has(column) || meant.has(column))
  return [
    ...(has('debtor') ? [] : ['debtor']),
    ...(has('creditor') ? [] : ['creditor']),
    ...(has('amount', 'amountMinor') ? [] : ['amount']),
    ...(has('currency') || !needsCurrency ? [] : ['currency']),
  ]
}

/** "Due Date", "due", "curency", "creditors": all but the known title. */
function isNear(title: string, column: Column): boolean {
  const PREFIX_MIN = 3
  const [plain, known] = [title.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''), column.toLowerCase()]
  if (plain === known || (plain.length >= PREFIX_MIN && (known.startsWith(plain) || plain.startsWith(known))))
    return true
  return plain.length <= known.length + 2 && distance(plain, known) <= Math.floor(known.length / 3)
}

/** Letters to be put in, left out or changed to make one text the other (Levenshtein 1966). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i)
  for (let i = 0; i < from.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < to.length; j++) {
      const change = (row[j] ?? 0) + (from[i] === to[j] ? 0 : 1)
      next.push(Math.min(change, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
