import { sha256 } from '../../identity/index.ts'
import type { Did, Instant } from '../../kernel/index.ts'
import type { Projection } from '../../log/index.ts'
import { type AmountColumn, sortBy } from '../../netting/index.ts'
import { standingOf } from '../obligations/balance.ts'
import { type Money, type ObligationFacts, openDebt } from '../obligations/position.ts'
import { DEBT_BYTES, type DebtRow, filled, idAt, idsOf, PackedDebts, packDebt, rowOfId } from './debt-rows.ts'

/** The binding, open debts of many obligations, as a database keeps them, in any order. */
export interface DebtBook {
  /** Version id of a scope's debts: unique for each content, so that it can key a cache. */
  readonly version: string
  /** DIDs by their numbers in the rows, separated by commas. */
  readonly parties: string
  /** Rows of DEBT_BYTES. */
  readonly pages: readonly Uint8Array[]
}

/** The debts of one money in an agreement, now or at a cutoff. */
export interface Debts {
  readonly book: DebtBook
  /** Obligations that differed at the cutoff, and their rows then. */
  readonly outdated?: readonly string[]
  readonly instead?: DebtBook
}

/** The debts as columns: one row for each obligation, ascending by id. */
export interface DebtColumns {
  /** The ids, ID_BYTES for each row. */
  readonly ids: Uint8Array
  /** All parties of the books, in any order; debtors and creditors are indices into it. */
  readonly parties: readonly Did[]
  readonly from: Int32Array
  readonly to: Int32Array
  readonly backward: Uint8Array
  readonly amount: AmountColumn
  readonly pending: AmountColumn
  /** UTC milliseconds; Infinity if there is no date. */
  readonly dueMs: Float64Array
}

/** One open debt as a row: for reading in great numbers, without the facts from which it follows. */
export type IndexedDebt = {
  readonly currency: string
  readonly scale: number
  readonly from: Did
  readonly to: Did
  /** True if the creditor of the obligation owes its debtor, which overpaid. */
  readonly backward: boolean
  /** Minor units as a decimal string. */
  readonly amount: string
  /** The part of `amount` in payments recorded and not yet confirmed, however old; never more than `amount`. */
  readonly pending: string
  readonly dueMs: Instant | null
}

/** The binding, open debts in one money, which obligations keep in a table of their own. */
export const DEBTS: Projection<IndexedDebt, Money, DebtBook> = {
  name: 'debts',
  collect: (rows, { currency, scale }) =>
    debtBook(rows.filter((row) => row.currency === currency && row.scale === scale)),
}

/** A book of rows in any order. */
export function debtBook(rows: readonly DebtRow[]): DebtBook {
  const parties = [...new Set(rows.flatMap(({ from, to }) => [from, to]))].sort()
  const number = new Map(parties.map((did, i) => [did, i]))
  const sorted = rows.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const page = joined(sorted.map((row) => packDebt(row, (did) => number.get(did) ?? 0)))
  const names = parties.join()
  return {
    version: sha256(joined([new TextEncoder().encode(names), page])),
    parties: names,
    pages: rows.length === 0 ? [] : [page],
  }
}

/** The debts that follow from facts, pending payments as of an instant. */
export function debtsOfFacts(facts: readonly ObligationFacts[], money: Money, asOf: Instant | null = null): DebtBook {
  const rows = facts.flatMap((fact) => {
    const debt = indexedDebt(fact, asOf)
    return debt?.currency === money.currency && debt.scale === money.scale ? [{ id: fact.state.id, ...debt }] : []
  })
  return debtBook(rows)
}

/** An obligation's debt in its money; null if nothing of it is binding and open. */
export function indexedDebt(facts: ObligationFacts, asOf: Instant | null = null): IndexedDebt | null {
  const debt = openDebt(facts, asOf)
  if (debt === null || !debt.binding) return null
  const { from, to, amount, pending, backward, dueMs } = debt
  const { currency } = facts.state
  const { scale } = standingOf(facts.state).body
  return { currency, scale, from, to, backward, amount: String(amount), pending: String(pending), dueMs }
}

/** The ids of debts with pending payments: what these keep out of netting depends on the instant. */
export function pendingIn({ pages }: DebtBook): string[] {
  return pages.flatMap((page) => {
    const packed = new PackedDebts(page)
    const pending: string[] = []
    for (let row = 0; row < packed.length; row++) {
      if (packed.smallPending(row) !== 0) pending.push(idAt(packed.id(row), 0))
    }
    return pending
  })
}

/** Parses debts: the one place where each is read. */
export function readDebts({ book, outdated = [], instead }: Debts): DebtColumns {
  const packed = new PackedDebts(joined([...book.pages, ...(instead?.pages ?? [])]))
  const bookRows = book.pages.reduce((sum, page) => sum + page.length, 0) / DEBT_BYTES
  const rows = withoutOutdated(packed, inOrder(packed), bookRows, outdated)
  const [known, changed] = [partiesOf(book), instead === undefined ? [] : partiesOf(instead)]
  // A party in both books has two numbers; users of the columns compare DIDs.
  const numberOf = (row: number, number: number) => (row < bookRows ? number : known.length + number)
  return {
    ids: idsOf(packed.bytes, DEBT_BYTES, rows),
    parties: [...known, ...changed],
    from: rows.map((row) => numberOf(row, packed.from(row))),
    to: rows.map((row) => numberOf(row, packed.to(row))),
    backward: filled(new Uint8Array(rows.length), (i) => packed.backward(rows[i] ?? 0)),
    amount: amountsOf(
      rows,
      (row) => packed.smallAmount(row),
      (row) => packed.amount(row),
    ),
    pending: amountsOf(
      rows,
      (row) => packed.smallPending(row),
      (row) => packed.pending(row),
    ),
    dueMs: filled(new Float64Array(rows.length), (i) => packed.dueMs(rows[i] ?? 0)),
  }
}

/** Sorted rows without the outdated ones of the book; their replacements come after the book and have the same ids. */
function withoutOutdated(
  packed: PackedDebts,
  sorted: Int32Array,
  bookRows: number,
  outdated: readonly string[],
): Int32Array {
  if (outdated.length === 0) return sorted
  const ids = idsOf(packed.bytes, DEBT_BYTES, sorted)
  const isLeft = new Uint8Array(sorted.length)
  for (const id of outdated) {
    for (let i = rowOfId(ids, id); i >= 0 && i < sorted.length && idAt(ids, i) === id; i++) {
      if ((sorted[i] ?? 0) < bookRows) isLeft[i] = 1
    }
  }
  return sorted.filter((_row, i) => isLeft[i] === 0)
}

function partiesOf({ parties }: DebtBook): readonly Did[] {
  return parties === '' ? [] : (parties.split(',') as Did[])
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let place = 0
  for (const part of parts) {
    whole.set(part, place)
    place += part.length
  }
  return whole
}

/** Up to this many rows, comparing is cheaper than a counting sort. */
const FEW_ROWS = 500

/** The rows by ascending ids: two counting sorts by the first bytes, which few ids share, and a comparison sort of these. */
function inOrder(packed: PackedDebts): Int32Array {
  const { length } = packed
  const heads = filled(new Uint32Array(length), (row) => packed.idHead(row))
  const byId = (one: number, other: number) =>
    (heads[one] ?? 0) - (heads[other] ?? 0) || Buffer.compare(packed.id(one), packed.id(other))
  if (length <= FEW_ROWS) return filled(new Int32Array(length), (row) => row).sort(byId)
  const low = filled(new Int32Array(length), (row) => (heads[row] ?? 0) & 0xffff)
  const high = filled(new Int32Array(length), (row) => (heads[row] ?? 0) >>> 16)
  const all = filled(new Int32Array(length), (row) => row)
  const rows = sortBy(high, 1 << 16, sortBy(low, 1 << 16, all))
  const headAt = (i: number) => heads[rows[i] ?? 0]
  for (let i = 0; i < rows.length; ) {
    let end = i + 1
    while (end < rows.length && headAt(end) === headAt(i)) end++
    if (end > i + 1) rows.subarray(i, end).sort(byId)
    i = end
  }
  return rows
}

/** Doubles if all of them are exact. */
function amountsOf(
  rows: Int32Array,
  small: (row: number) => number,
  wide: (row: number) => bigint,
): Float64Array | bigint[] {
  const amounts = filled(new Float64Array(rows.length), (i) => small(rows[i] ?? 0))
  return amounts.some(Number.isNaN) ? Array.from(rows, wide) : amounts
}
