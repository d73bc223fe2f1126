import { parseAmount } from './money.ts'
import { mistyped, type Typed, typed } from './result.ts'

/** Rows of cells, as RFC 4180 has them; a semicolon as the separator too, as spreadsheets of many countries write it. */
export function readCsv(text: string): Typed<readonly (readonly string[])[]> {
  const [head = ''] = text.split(/\r?\n/, 1)
  const separator = head.includes(';') && !head.includes(',') ? ';' : ','
  const rows: string[][] = []
  let row: string[] = []
  const cell = new RegExp(`(?:"((?:[^"]|"")*)"|([^"\\r\\n${separator}]*))(${separator}|\\r?\\n|$)`, 'y')
  const body = text.replace(/^\uFEFF/, '')
  while (cell.lastIndex < body.length) {
    const match = cell.exec(body)
    if (match === null)
      return mistyped(`Line ${rows.length + 1} has a quotation mark that is not closed or stands alone.`)
    row.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '')
    if (match[3] === separator) {
      if (cell.lastIndex === body.length) row.push('')
      else continue
    }
    rows.push(row)
    row = []
  }
  return typed(rows.filter((cells) => cells.some((text) => text.trim() !== '')))
}

/** Cells that a spreadsheet would run as a formula get an apostrophe: references are written by others. */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const cell = (text: string) => {
    const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
  }
  return rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')
}

export const DEBT_COLUMNS = ['debtor', 'creditor', 'amount', 'currency', 'reference', 'dueDate'] as const

export interface DebtRow {
  readonly debtor: string
  readonly creditor: string
  readonly amount: string
  readonly currency: string
  readonly reference: string | null
  readonly dueDate: string | null
}

export interface DebtContext {
  readonly parties: readonly { readonly did: string; readonly name: string | null }[]
  readonly currencies: readonly { readonly code: string; readonly scale: number }[]
  readonly locale?: string | undefined
}

/** What is wrong with a line of the file. */
export interface LineProblem {
  readonly line: number
  readonly problem: string
}

export interface DebtFile {
  readonly rows: readonly DebtRow[]
  /** In which line of the file each row stands. */
  readonly lines: readonly number[]
  readonly problems: readonly LineProblem[]
}

export const ROWS_MAX = 10_000

/** Debts from a table with a header; parties by name or DID, amounts as people write them. */
export function readDebts(text: string, context: DebtContext): DebtFile {
  const table = readCsv(text)
  if (!table.ok) return onlyProblem(table.problem)
  const [header = [], ...lines] = table.value
  const at = new Map(header.map((title, index) => [title.trim().toLowerCase(), index]))
  const missing = ['debtor', 'creditor', 'amount', 'currency'].filter((title) => !at.has(title))
  if (missing.length > 0) {
    return onlyProblem(
      `The first line names the columns; ${missing.join(', ')} is missing. Columns: ${DEBT_COLUMNS.join(', ')}.`,
    )
  }
  if (lines.length === 0) return onlyProblem('There is no debt below the first line.')
  if (lines.length > ROWS_MAX) return onlyProblem(`There are ${lines.length} rows: record at most ${ROWS_MAX} at once.`)
  const rows: DebtRow[] = []
  const numbers: number[] = []
  const problems: LineProblem[] = []
  for (const [index, cells] of lines.entries()) {
    const row = readRow((title) => cells[at.get(title.toLowerCase()) ?? -1]?.trim() ?? '', context)
    if (row.ok) {
      rows.push(row.value)
      numbers.push(index + 2)
    } else problems.push({ line: index + 2, problem: row.problem })
  }
  return { rows, lines: numbers, problems }
}

function readRow(cell: (title: string) => string, { parties, currencies, locale }: DebtContext): Typed<DebtRow> {
  const debtor = findParty(cell('debtor'), parties)
  if (!debtor.ok) return debtor
  const creditor = findParty(cell('creditor'), parties)
  if (!creditor.ok) return creditor
  if (debtor.value === creditor.value) return mistyped('Debtor and creditor are the same.')
  const code = cell('currency')
  const currency = currencies.find((known) => known.code === code)
  if (currency === undefined) {
    return mistyped(`The agreement has no currency “${code}”, but ${currencies.map((known) => known.code).join(', ')}.`)
  }
  const amount = parseAmount(cell('amount'), currency.scale, locale)
  if (!amount.ok) return amount
  const due = readDate(cell('dueDate'))
  if (!due.ok) return due
  const reference = cell('reference')
  return typed({
    debtor: debtor.value,
    creditor: creditor.value,
    amount: amount.value,
    currency: code,
    reference: reference === '' ? null : reference,
    dueDate: due.value,
  })
}

function findParty(text: string, parties: DebtContext['parties']): Typed<string> {
  const found = parties.filter(({ did, name }) => did === text || name?.toLowerCase() === text.toLowerCase())
  const [party] = found
  if (party === undefined) return mistyped(`“${text}” is no party of the agreement: write its name or its identifier.`)
  return found.length === 1 ? typed(party.did) : mistyped(`Two parties are called “${text}”: write the identifier.`)
}

function readDate(text: string): Typed<string | null> {
  if (text === '') return typed(null)
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00.000Z`) : null
  if (date === null || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(text)) {
    return mistyped(`“${text}” is no date: write it like 2027-01-31.`)
  }
  return typed(date.toISOString())
}

function onlyProblem(problem: string): DebtFile {
  return { rows: [], lines: [], problems: [{ line: 1, problem }] }
}
