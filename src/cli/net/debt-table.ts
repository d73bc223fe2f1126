import type { ImportedDebt } from '../../imports/index.ts'
import { findDay } from '../../kernel/index.ts'

/** The debts of one currency, column by column: two million rows need no object each. */
export interface DebtColumns {
  readonly currency: string
  /** Decimal places. */
  readonly scale: number
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

/** Collects debts into columns, currency by currency. */
export class DebtTable {
  readonly #currencies = new Map<string, GrowingColumns>()
  /** What has been given as an id; null while the file's own ids, which are unique, are all there are. */
  #given: Set<string> | null = null

  add(debt: ImportedDebt): void {
    const { currency } = debt
    const known = this.#currencies.get(currency) ?? new GrowingColumns(currency, debt.scale)
    this.#currencies.set(currency, known)
    known.add(debt, this.#idOf(debt))
  }

  /** By currency code. */
  columns(): readonly DebtColumns[] {
    return [...this.#currencies.keys()].sort().flatMap((code) => this.#currencies.get(code)?.finish() ?? [])
  }

  /** Its id, its reference, or its line; where two parties have used the reference of two others, with its line. */
  #idOf({ id, reference, line }: ImportedDebt): string {
    if (id !== null && this.#given === null) return id
    this.#given ??= new Set([...this.#currencies.values()].flatMap(({ ids }) => ids))
    let unique = id ?? reference ?? `line-${line}`
    while (this.#given.has(unique)) unique += `-${line}`
    this.#given.add(unique)
    return unique
  }
}

const FIRST_CAPACITY = 1024

class GrowingColumns {
  readonly #unit: { readonly currency: string; readonly scale: number }
  readonly #daysMs = new Map<string, number>()
  readonly #index = new Map<string, number>()
  readonly ids: string[] = []
  #debtor = new Int32Array(FIRST_CAPACITY)
  #creditor = new Int32Array(FIRST_CAPACITY)
  #amount = new BigInt64Array(FIRST_CAPACITY)
  #dueMs = new Float64Array(FIRST_CAPACITY)

  constructor(currency: string, scale: number) {
    this.#unit = { currency, scale }
  }

  add({ debtor, creditor, amountMinor, dueDate }: ImportedDebt, id: string): void {
    const i = this.ids.length
    if (i === this.#debtor.length) this.#grow()
    this.#debtor[i] = this.#indexOf(debtor)
    this.#creditor[i] = this.#indexOf(creditor)
    this.#amount[i] = amountMinor
    this.#dueMs[i] = this.#msOf(dueDate)
    this.ids.push(id)
  }

  finish(): DebtColumns {
    const length = this.ids.length
    return {
      ...this.#unit,
      parties: [...this.#index.keys()],
      debtor: this.#debtor.subarray(0, length),
      creditor: this.#creditor.subarray(0, length),
      amount: this.#amount.subarray(0, length),
      dueMs: this.#dueMs.subarray(0, length),
      ids: this.ids,
    }
  }

  #indexOf(party: string): number {
    const known = this.#index.get(party)
    if (known !== undefined) return known
    this.#index.set(party, this.#index.size)
    return this.#index.size - 1
  }

  #msOf(day: string | null): number {
    if (day === null) return Number.NaN
    const ms = this.#daysMs.get(day) ?? findDay(day) ?? Number.NaN
    this.#daysMs.set(day, ms)
    return ms
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
