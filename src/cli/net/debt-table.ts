import { AMOUNT_MAX, decodeAmount, shown } from '../../kernel/index.ts'

/** One row as it stands in the file: texts, or whatever JSON has in their place. */
export interface RawRow {
  readonly debtor: unknown
  readonly creditor: unknown
  readonly amount: unknown
  readonly currency: unknown
  readonly id?: unknown
  readonly dueDate?: unknown
}

export const REQUIRED_COLUMNS = ['debtor', 'creditor', 'amount', 'currency'] as const
export const OPTIONAL_COLUMNS = ['id', 'dueDate'] as const

/** The debts of one currency, column by column: two million rows need no object each. */
export interface DebtColumns {
  readonly currency: string
  /** In the order in which they first occur. */
  readonly parties: readonly string[]
  /** Indices among the parties. */
  readonly debtor: Int32Array
  readonly creditor: Int32Array
  /** Whole minor units. */
  readonly amount: BigInt64Array
  /** UTC milliseconds; NaN where no date is given. */
  readonly dueMs: Float64Array
  readonly ids: readonly string[]
}

const NAME_CHARS_MAX = 200
const CURRENCY = /^[A-Za-z][A-Za-z0-9_-]{1,15}$/
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/

/** Collects rows into columns, currency by currency. What is wrong with a row is said, and the row left out. */
export class DebtTable {
  readonly #currencies = new Map<string, GrowingColumns>()
  readonly #lineOfId = new Map<string, number>()
  readonly #dates = new Dates()
  rowCount = 0

  /** Null where the row was taken, else what is wrong with it and what would be right. */
  add(row: RawRow, line: number): string | null {
    const read = this.#read(row)
    if (typeof read === 'string') return read
    const id = read.id ?? `line-${line}`
    const earlier = this.#lineOfId.get(id)
    if (earlier !== undefined) return `id: ${shown(id)} is given on line ${earlier} already; ids tell obligations apart`
    this.#lineOfId.set(id, line)
    this.#columnsOf(read.currency).add({ ...read, id })
    this.rowCount++
    return null
  }

  /** By currency code. */
  columns(): readonly DebtColumns[] {
    return [...this.#currencies.keys()].sort().flatMap((code) => this.#currencies.get(code)?.finish(code) ?? [])
  }

  #read(row: RawRow): (Omit<ReadRow, 'id'> & { readonly id: string | null }) | string {
    const { debtor, creditor, currency } = row
    if (!isName(debtor)) return `debtor: ${nameWanted(debtor)}`
    if (!isName(creditor)) return `creditor: ${nameWanted(creditor)}`
    const amount = readAmount(row.amount)
    if (amount === null)
      return `amount: ${shown(row.amount)} is no amount; write whole minor units without sign, 0 to ${AMOUNT_MAX}: 12050 for 120.50`
    if (typeof currency !== 'string' || !CURRENCY.test(currency))
      return `currency: ${shown(currency)} is no currency; write an ISO 4217 code or an own unit of 2 to 16 letters, digits, - or _`
    const id = isGiven(row.id) ? row.id : null
    if (id !== null && !isName(id)) return `id: ${nameWanted(id)}`
    const dueMs = isGiven(row.dueDate) ? this.#dates.read(row.dueDate) : Number.NaN
    if (dueMs === null) return `dueDate: ${shown(row.dueDate)} is no date; write 2026-03-31 or 2026-03-31T00:00:00Z`
    return { debtor, creditor, amount, currency, id, dueMs }
  }

  #columnsOf(currency: string): GrowingColumns {
    const known = this.#currencies.get(currency) ?? new GrowingColumns()
    this.#currencies.set(currency, known)
    return known
  }
}

interface ReadRow {
  readonly debtor: string
  readonly creditor: string
  readonly amount: bigint
  readonly currency: string
  readonly id: string
  readonly dueMs: number
}

const FIRST_CAPACITY = 1024
const DATES_KEPT_MAX = 10_000

class GrowingColumns {
  readonly #index = new Map<string, number>()
  readonly #ids: string[] = []
  #debtor = new Int32Array(FIRST_CAPACITY)
  #creditor = new Int32Array(FIRST_CAPACITY)
  #amount = new BigInt64Array(FIRST_CAPACITY)
  #dueMs = new Float64Array(FIRST_CAPACITY)

  add({ debtor, creditor, amount, id, dueMs }: ReadRow): void {
    const i = this.#ids.length
    if (i === this.#debtor.length) this.#grow()
    this.#debtor[i] = this.#indexOf(debtor)
    this.#creditor[i] = this.#indexOf(creditor)
    this.#amount[i] = amount
    this.#dueMs[i] = dueMs
    this.#ids.push(id)
  }

  finish(currency: string): DebtColumns {
    const length = this.#ids.length
    return {
      currency,
      parties: [...this.#index.keys()],
      debtor: this.#debtor.subarray(0, length),
      creditor: this.#creditor.subarray(0, length),
      amount: this.#amount.subarray(0, length),
      dueMs: this.#dueMs.subarray(0, length),
      ids: this.#ids,
    }
  }

  #indexOf(party: string): number {
    const known = this.#index.get(party)
    if (known !== undefined) return known
    this.#index.set(party, this.#index.size)
    return this.#index.size - 1
  }

  #grow(): void {
    const capacity = this.#debtor.length * 2
    const [debtor, creditor] = [new Int32Array(capacity), new Int32Array(capacity)]
    const [amount, dueMs] = [new BigInt64Array(capacity), new Float64Array(capacity)]
    debtor.set(this.#debtor)
    creditor.set(this.#creditor)
    amount.set(this.#amount)
    dueMs.set(this.#dueMs)
    this.#debtor = debtor
    this.#creditor = creditor
    this.#amount = amount
    this.#dueMs = dueMs
  }
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== ''
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== '' && value.length <= NAME_CHARS_MAX
}

function nameWanted(value: unknown): string {
  return isGiven(value) ? `${shown(value)} is no name of 1 to ${NAME_CHARS_MAX} characters` : 'is empty; give a name'
}

/** JSON may have a whole number in place of its text, as long as it is exact. */
function readAmount(raw: unknown): bigint | null {
  const text = typeof raw === 'number' && Number.isSafeInteger(raw) ? String(raw) : raw
  const amount = decodeAmount(text)
  return amount.ok ? amount.value : null
}

/** A file of millions has hundreds of dates: each is read once. */
class Dates {
  readonly #read = new Map<unknown, number | null>()

  read(raw: unknown): number | null {
    const known = this.#read.get(raw)
    if (known !== undefined) return known
    const dueMs = readDate(raw)
    if (this.#read.size < DATES_KEPT_MAX) this.#read.set(raw, dueMs)
    return dueMs
  }
}

function readDate(raw: unknown): number | null {
  if (typeof raw !== 'string' || !DATE.test(raw)) return null
  const day = new Date(`${raw.slice(0, 10)}T00:00:00Z`)
  const exists = !Number.isNaN(day.getTime()) && day.toISOString().startsWith(raw.slice(0, 10))
  const ms = exists ? Date.parse(raw) : Number.NaN
  return Number.isNaN(ms) ? null : ms
}
