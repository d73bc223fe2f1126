import { sha256 } from '../identity/index.ts'
import type { Did, Hash } from '../kernel/index.ts'
import type { IndexedDebt } from '../log/index.ts'
import { standingOf } from './balance.ts'
import { type Money, type NetPositionView, type ObligationFacts, openDebt, viewPositions } from './position.ts'
import { at } from './result.ts'

/**
 * What binds and is open on many obligations, as a few texts: from the database to the thread that nets them they stay
 * as they are, and nobody between has to look at a million rows. Each text lists one thing of every obligation, separated
 * by commas, in the order of the ids.
 */
export interface DebtPage {
  readonly ids: string
  readonly from: string
  readonly to: string
  /** `1` where the creditor of the obligation owes its debtor, who paid too much. */
  readonly backward: string
  readonly amount: string
  /** Of `amount`: said to be paid, and not yet confirmed. */
  readonly pending: string
  /** UTC milliseconds, nothing where there is no date. */
  readonly dueMs: string
  /** SHA-256 of the texts above in their order, joined by `|`. */
  readonly hash: Hash
}

/** The debts of one money in an agreement: what they are now or were at some cutoff. */
export interface Debts {
  /** By ascending ids. */
  readonly pages: readonly DebtPage[]
  /** Obligations that were something else at the cutoff, and what they were. */
  readonly outdated?: readonly string[]
  readonly instead?: DebtPage
}

/** The same by number: row i is the obligation `ids[i]`, ascending. */
export interface DebtColumns {
  readonly ids: readonly string[]
  /** Everybody who owes or is owed, sorted. */
  readonly parties: readonly Did[]
  /** Indices among the parties: who owes, and who is owed. */
  readonly from: Int32Array
  readonly to: Int32Array
  readonly backward: Uint8Array
  readonly amount: readonly bigint[]
  readonly pending: readonly bigint[]
  /** Infinity where there is no date. */
  readonly dueMs: Float64Array
}

const TEXTS = ['ids', 'from', 'to', 'backward', 'amount', 'pending', 'dueMs'] as const
type Lists = Readonly<Record<(typeof TEXTS)[number], string[]>>
type DebtRow = Omit<IndexedDebt, 'currency' | 'scale'> & { readonly id: string }

/** A page of rows in whatever order. */
export function debtPage(rows: readonly DebtRow[]): DebtPage {
  const sorted = rows.toSorted((one, other) => (one.id < other.id ? -1 : 1))
  const texts = {
    ids: sorted.map(({ id }) => id).join(),
    from: sorted.map(({ from }) => from).join(),
    to: sorted.map(({ to }) => to).join(),
    backward: sorted.map(({ backward }) => (backward ? '1' : '')).join(),
    amount: sorted.map(({ amount }) => amount).join(),
    pending: sorted.map(({ pending }) => pending).join(),
    dueMs: sorted.map(({ dueMs }) => dueMs ?? '').join(),
  }
  return { ...texts, hash: sha256(new TextEncoder().encode(TEXTS.map((name) => texts[name]).join('|'))) }
}

/** The debts that facts come to. */
export function debtsOfFacts(facts: readonly ObligationFacts[], money: Money): DebtPage {
  const rows = facts.flatMap((fact) => {
    const debt = indexedDebt(fact)
    return debt?.currency === money.currency && debt.scale === money.scale ? [{ id: fact.state.id, ...debt }] : []
  })
  return debtPage(rows)
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

/** Reads debts: the one place where each is looked at. */
export function readDebts({ pages, outdated = [], instead }: Debts): DebtColumns {
  const left = new Set(outdated)
  const lists = joined(pages.map((page) => listsOf(page, left)))
  return columnsOf(instead === undefined ? lists : sorted(joined([lists, listsOf(instead, new Set())])))
}

/** Everybody's position in one currency of an agreement, over what binds, by DID. */
export function netPositions(debts: Debts, money: Money): NetPositionView[] {
  const { parties, from, to, amount } = readDebts(debts)
  const obligations = amount.map((owed, i) => ({
    debtor: at(parties, from[i] ?? 0),
    creditor: at(parties, to[i] ?? 0),
    amount: owed,
  }))
  return viewPositions(obligations, money)
}

/** The rows of a page but for those of some obligations. */
function listsOf(page: DebtPage, left: ReadonlySet<string>): Lists {
  const all = byName((name) => (page.ids === '' ? [] : page[name].split(',')))
  if (left.size === 0) return all
  return byName((name) => all[name].filter((_text, i) => !left.has(at(all.ids, i))))
}

function joined(parts: readonly Lists[]): Lists {
  const [first, ...others] = parts
  if (first !== undefined && others.length === 0) return first
  return byName((name) => parts.flatMap((part) => part[name]))
}

function byName(make: (name: (typeof TEXTS)[number]) => string[]): Lists {
  return Object.fromEntries(TEXTS.map((name) => [name, make(name)])) as Record<(typeof TEXTS)[number], string[]>
}

function sorted(lists: Lists): Lists {
  const order = [...lists.ids.keys()].sort((i, j) => (at(lists.ids, i) < at(lists.ids, j) ? -1 : 1))
  return byName((name) => order.map((i) => at(lists[name], i)))
}

function columnsOf({ ids, from, to, backward, amount, pending, dueMs }: Lists): DebtColumns {
  const parties = [...new Set([...new Set(from), ...new Set(to)])].sort() as Did[]
  const number = new Map<string, number>(parties.map((did, i) => [did, i]))
  return {
    ids,
    parties,
    from: Int32Array.from(from, (did) => number.get(did) ?? 0),
    to: Int32Array.from(to, (did) => number.get(did) ?? 0),
    backward: Uint8Array.from(backward, (text) => (text === '1' ? 1 : 0)),
    amount: amount.map(BigInt),
    pending: pending.map(BigInt),
    dueMs: Float64Array.from(dueMs, (text) => (text === '' ? Number.POSITIVE_INFINITY : Number(text))),
  }
}
