import { ok, type Refusal, type Result } from '../kernel/index.ts'
import { type ReadAmount, readAmount, readMinor, type Unit } from './amount.ts'
import { isBlank, readCurrency, readDay, readName, readReference, remembering, textOf } from './cell.ts'
import type { Column } from './columns.ts'
import { digitsOf } from './currencies.ts'
import type { ImportedDebt } from './debt.ts'
import type { Findings } from './findings.ts'
import { findParty, type Party } from './party.ts'
import { quoted, refuse } from './refusals.ts'
import { Repeats } from './repeats.ts'

export interface ReadOptions {
  /** The currency of a file that has no such column. */
  readonly currency?: string | undefined
  /** Decimal places by currency; others have those of ISO 4217, own units 2. */
  readonly scales?: ReadonlyMap<string, number> | undefined
  /** Reads the column `amount` as whole minor units. */
  readonly amountsAreMinor?: boolean | undefined
  /** Reads a negative amount as a debt of the other side instead of refusing it. */
  readonly swapsNegative?: boolean | undefined
  /** To record the debts: both sides are among the parties, differ, and owe more than nothing, in one of the units. */
  readonly among?: { readonly parties: readonly Party[]; readonly units: readonly Unit[] } | undefined
  readonly rowsMax?: number | undefined
  readonly bytesMax?: number | undefined
}

/** Rows of one file: as many as one netting takes. */
export const FILE_ROWS_MAX = 2_000_000

export type Cells = (column: Column) => unknown

/** Reads row after row, each cell of each, so that all problems are reported at once. */
export class RowReader {
  rowCount = 0
  debtCount = 0
  rejectedCount = 0
  readonly #options: ReadOptions
  readonly #findings: Findings
  readonly #take: (debt: ImportedDebt) => void
  readonly #repeats: Repeats
  readonly #name: (raw: unknown) => Result<string>
  readonly #unit: (raw: unknown) => Result<Unit>
  readonly #day = remembering(readDay)
  readonly #rowsMax: number

  constructor(options: ReadOptions, findings: Findings, take: (debt: ImportedDebt) => void) {
    const { among } = options
    this.#options = options
    this.#rowsMax = options.rowsMax ?? FILE_ROWS_MAX
    this.#findings = findings
    this.#take = take
    this.#repeats = new Repeats(findings)
    this.#name = remembering((raw) => {
      const name = readName(raw)
      return name.ok && among !== undefined ? findParty(name.value, among.parties) : name
    })
    this.#unit = remembering((raw) => (among === undefined ? this.#readUnit(raw) : findUnit(raw, among.units)))
  }

  /** Whether there are more rows than are taken: those are passed over. */
  get isFull(): boolean {
    return this.rowCount > this.#rowsMax
  }

  /** A row that cannot be read, and why. */
  reject(line: number, refusal: Refusal): void {
    if (!this.#begins(line)) return
    this.#findings.add(line, null, refusal)
    this.rejectedCount++
  }

  /** A row whose problem has been reported. */
  pass(line: number): void {
    if (this.#begins(line)) this.rejectedCount++
  }

  read(line: number, cells: Cells): void {
    if (!this.#begins(line)) return
    const debt = this.#readDebt(line, cells)
    if (debt === null || !this.#repeats.check(debt)) {
      this.rejectedCount++
      return
    }
    this.debtCount++
    this.#take(debt)
  }

  #begins(line: number): boolean {
    this.rowCount++
    if (this.rowCount === this.#rowsMax + 1) {
      const message = `is row ${this.rowCount} below the header; a file has at most ${this.#rowsMax}`
      this.#findings.refuse(line, null, 'imports.too-many-rows', message)
    }
    return !this.isFull
  }

  #readDebt(line: number, cells: Cells): ImportedDebt | null {
    const before = this.#findings.problemCount
    const note = <T>(column: Column, result: Result<T>): T | null => {
      if (result.ok) return result.value
      this.#findings.add(line, column, result.refusal)
      return null
    }
    const debtor = note('debtor', this.#name(cells('debtor')))
    const creditor = note('creditor', this.#name(cells('creditor')))
    const unit = note('currency', this.#unit(cells('currency') ?? this.#options.currency))
    const amountColumn = cells('amountMinor') === undefined ? 'amount' : 'amountMinor'
    const amount = note(amountColumn, this.#readAmount(cells(amountColumn), amountColumn, unit))
    const id = note('id', readReference(cells('id')))
    const reference = note('reference', readReference(cells('reference')))
    const dueDate = note('dueDate', this.#day(cells('dueDate')))
    if (debtor !== null && debtor === creditor && this.#options.among !== undefined) {
      note('creditor', refuse('imports.same-party', 'is the debtor as well; a debt has two sides'))
    }
    if (this.#findings.problemCount > before) return null
    if (debtor === null || creditor === null || amount === null || unit === null) return null
    const [owing, owed] = amount.isNegative ? [creditor, debtor] : [debtor, creditor]
    const { code: currency, scale } = unit
    return { line, debtor: owing, creditor: owed, amountMinor: amount.minor, currency, scale, id, reference, dueDate }
  }

  #readAmount(raw: unknown, column: Column, unit: Unit | null): Result<ReadAmount> {
    if (isBlank(raw)) return refuse('imports.bad-amount', 'is missing; write an amount like 120.50')
    const text = textOf(raw)
    if (typeof text !== 'string')
      return refuse('imports.bad-amount', `${quoted(raw)} is not an amount; write it as a text: "120.50"`)
    const isMinor = column === 'amountMinor' || this.#options.amountsAreMinor === true
    if (!isMinor && unit === null) return ok({ minor: 0n, isNegative: false })
    const amount = isMinor || unit === null ? readMinor(text.trim()) : readAmount(text.trim(), unit)
    if (!amount.ok) return amount
    if (amount.value.isNegative && this.#options.swapsNegative !== true) {
      return refuse(
        'imports.negative-amount',
        `${quoted(text)} is negative: a credit note is a debt of the other side; swap debtor and creditor and leave out the minus`,
      )
    }
    if (amount.value.minor === 0n && this.#options.among !== undefined) {
      return refuse('imports.zero-amount', `${quoted(text)} is nothing; a debt is larger than zero`)
    }
    return amount
  }

  #readUnit(raw: unknown): Result<Unit> {
    const currency = readCurrency(raw)
    if (!currency.ok) return currency
    const code = currency.value
    return ok({ code, scale: this.#options.scales?.get(code) ?? digitsOf(code) })
  }
}

function findUnit(raw: unknown, units: readonly Unit[]): Result<Unit> {
  const text = typeof raw === 'string' ? raw.trim() : ''
  const alike = units.filter(({ code }) => code.toUpperCase() === text.toUpperCase())
  const unit = units.find(({ code }) => code === text) ?? (alike.length === 1 ? alike[0] : undefined)
  if (unit !== undefined) return ok(unit)
  const allowed = `allowed: ${units.map(({ code }) => code).join(', ')}`
  const what = text === '' && isBlank(raw) ? 'is missing' : `${quoted(raw)} is not a currency of the agreement`
  return refuse('imports.bad-currency', `${what}; ${allowed}`)
}
