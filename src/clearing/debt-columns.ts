import type { Did, Instant } from '../kernel/index.ts'
import type { IndexedDebt } from '../log/index.ts'
import { standingOf } from './balance.ts'
import { type Money, type NetPositionView, type ObligationFacts, openDebt, viewPositions } from './position.ts'
import { at } from './result.ts'

/**
 * What binds and is open in one money, as columns: there may be a million rows, of which nothing else is read. Row i is
 * the obligation `ids[i]`, ascending.
 */
export interface DebtColumns {
  readonly ids: readonly string[]
  /** Everybody who owes or is owed, sorted. */
  readonly parties: readonly Did[]
  /** Indices among the parties: who owes, and who is owed. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** 1 where the creditor of the obligation owes its debtor, who paid too much. */
  readonly backward: Uint8Array
  readonly amount: readonly bigint[]
  /** Of `amount`: said to be paid, and not yet confirmed. */
  readonly pending: readonly bigint[]
  /** UTC milliseconds, Infinity where there is no date. */
  readonly dueMs: Float64Array
}

/** The same as lists of texts, as a store keeps them. */
export interface DebtLists {
  readonly ids: string[]
  readonly from: Did[]
  readonly to: Did[]
  readonly backward: boolean[]
  readonly amount: string[]
  readonly pending: string[]
  readonly dueMs: (Instant | null)[]
}

/** The columns of lists that are sorted by id. */
export function debtColumns({ ids, from, to, backward, amount, pending, dueMs }: DebtLists): DebtColumns {
  const parties = [...new Set([...new Set(from), ...new Set(to)])].sort()
  const number = new Map(parties.map((did, i) => [did, i]))
  return {
    ids,
    parties,
    from: Int32Array.from(from, (did) => number.get(did) ?? 0),
    to: Int32Array.from(to, (did) => number.get(did) ?? 0),
    backward: Uint8Array.from(backward, Number),
    amount: amount.map(BigInt),
    pending: pending.map(BigInt),
    dueMs: Float64Array.from(dueMs, (due) => due ?? Number.POSITIVE_INFINITY),
  }
}

/** The same of facts, as they come to stand at some cutoff. */
export function debtsOfFacts(facts: readonly ObligationFacts[], money: Money): DebtColumns {
  const rows = facts.flatMap((fact) => {
    const debt = indexedDebt(fact)
    return debt?.currency === money.currency && debt.scale === money.scale ? [{ id: fact.state.id, ...debt }] : []
  })
  return columnsOf(rows)
}

/** What an obligation adds to the debts of its money; null where nothing of it binds and is open. */
export function indexedDebt(facts: ObligationFacts): IndexedDebt | null {
  const debt = openDebt(facts)
  if (debt === null || !debt.binding) return null
  const { from, to, amount, pending, backward, dueMs } = debt
  const { currency } = facts.state
  const { scale } = standingOf(facts.state).body
  return { currency, scale, from, to, backward, amount: String(amount), pending: String(pending), dueMs }
}

/** Debts with other rows in place of some: what some obligations came to at another time. */
export function withRows(debts: DebtColumns, replaced: ReadonlySet<string>, rows: DebtColumns): DebtColumns {
  if (replaced.size === 0) return debts
  return columnsOf([...rowsOf(debts).filter(({ id }) => !replaced.has(id)), ...rowsOf(rows)])
}

/** Everybody's position in one currency of an agreement, over what binds, by DID. */
export function netPositions({ parties, from, to, amount }: DebtColumns, money: Money): NetPositionView[] {
  const obligations = amount.map((owed, i) => ({
    debtor: at(parties, from[i] ?? 0),
    creditor: at(parties, to[i] ?? 0),
    amount: owed,
  }))
  return viewPositions(obligations, money)
}

type DebtRow = Omit<IndexedDebt, 'currency' | 'scale'> & { readonly id: string }

/** The columns of rows in whatever order. */
export function columnsOf(rows: readonly DebtRow[]): DebtColumns {
  const sorted = rows.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  return debtColumns({
    ids: sorted.map(({ id }) => id),
    from: sorted.map(({ from }) => from),
    to: sorted.map(({ to }) => to),
    backward: sorted.map(({ backward }) => backward),
    amount: sorted.map(({ amount }) => amount),
    pending: sorted.map(({ pending }) => pending),
    dueMs: sorted.map(({ dueMs }) => dueMs),
  })
}

function rowsOf({ ids, parties, from, to, backward, amount, pending, dueMs }: DebtColumns): DebtRow[] {
  return ids.map((id, i) => ({
    id,
    from: at(parties, from[i] ?? 0),
    to: at(parties, to[i] ?? 0),
    backward: backward[i] === 1,
    amount: String(amount[i]),
    pending: String(pending[i]),
    dueMs: dueMs[i] === Number.POSITIVE_INFINITY ? null : (dueMs[i] as Instant),
  }))
}
