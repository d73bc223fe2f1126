import type { Did, Hash, Instant } from '../../kernel/index.ts'
import type { Adjustment } from '../../log/index.ts'
import type { ColumnPositions } from '../../netting/index.ts'
import { balanceOf, outcomeBase, standingOf } from './balance.ts'
import { hasSigned, type ObligationState, offersOf, otherSide } from './obligation.ts'
import { openDisputes } from './obligation-view.ts'

/** An obligation's own facts and what committed rounds add to them. */
export interface ObligationFacts {
  readonly state: ObligationState
  readonly adjustments: readonly Adjustment[]
  /**
   * Whether the other side's log shows that it has seen all withdrawals of this cooperative, so that it can no longer sign
   * what was withdrawn; absent if nothing was withdrawn, or if this was not determined.
   */
  readonly withdrawalSeen?: boolean
}

/** A currency with its scale: debts agreed with another scale are another money. */
export interface Money {
  readonly currency: string
  readonly scale: number
}

/** The open debt on an obligation; `backward` if the creditor owes, as it was overpaid. */
export interface OpenDebt {
  readonly id: string
  readonly from: Did
  readonly to: Did
  readonly amount: bigint
  readonly backward: boolean
  readonly dueMs: Instant | null
  readonly binding: boolean
  /** The part of `amount` in unconfirmed payments that is kept out of netting. */
  readonly pending: bigint
}

/**
 * The open debt on an obligation, binding or not, pending payments as of an instant (`balanceOf`); null if there is none.
 */
export function openDebt({ state, adjustments }: ObligationFacts, asOf: Instant | null = null): OpenDebt | null {
  const { binding, body } = standingOf(state)
  const { remaining, overpaid, pendingForward, pendingBackward } = balanceOf(state, adjustments, asOf)
  const { id, debtor, creditor } = state
  const common = { id, dueMs: body.dueDate, binding }
  if (remaining > 0n) {
    return { ...common, from: debtor, to: creditor, amount: remaining, backward: false, pending: pendingForward }
  }
  if (overpaid === 0n) return null
  return { ...common, from: creditor, to: debtor, amount: overpaid, backward: true, pending: pendingBackward }
}

/** The binding debts in one currency. */
export function bindingDebts(facts: readonly ObligationFacts[], money: Money): OpenDebt[] {
  return facts.flatMap((fact) => {
    const debt = isIn(fact.state, money) ? openDebt(fact) : null
    return debt?.binding ? [debt] : []
  })
}

/** Oldest due date first; debts without one last; then by id. */
export function byDueDate(one: OpenDebt, other: OpenDebt): number {
  const [a, b] = [one.dueMs ?? Number.POSITIVE_INFINITY, other.dueMs ?? Number.POSITIVE_INFINITY]
  if (a !== b) return a - b
  return one.id < other.id ? -1 : 1
}

/** What a cooperative is owed and owes in one currency, in minor units. */
export interface NetPositionView {
  readonly cooperative: Did
  readonly currency: string
  readonly scale: number
  readonly receivable: string
  readonly payable: string
  readonly net: string
}

/** Positions by party, as the API shows them. */
export function viewPositions(
  names: readonly Did[],
  { receivable, payable, net }: ColumnPositions,
  { currency, scale }: Money,
): NetPositionView[] {
  return names.map((cooperative, i) => ({
    cooperative,
    currency,
    scale,
    receivable: String(receivable[i]),
    payable: String(payable[i]),
    net: String(net[i]),
  }))
}

/** What an obligation adds to its pair's exposure, or would add if this node signed it for `signing` as well. */
export function mayComeTo({ state, adjustments, withdrawalSeen }: ObligationFacts, self: Did, signing = 0n): bigint {
  const { binding, withdrawn, decided, base } = standingOf(state)
  const { remaining, overpaid } = balanceOf(state, adjustments)
  if (decided !== null || Object.keys(state.forgiveness).length > 0) return remaining
  let most = binding ? base : 0n
  const refused = new Set(openDisputes(state).flatMap(({ by, body }) => (by === self ? [body] : [])))
  const offered = binding ? [] : Object.entries(state.bodies)
  for (const [hash, body] of offered) {
    const isOurs = hasSigned(body, self) && (!withdrawalSeen || offersOf(state, body, self).length > 0)
    const isTheirs = !refused.has(hash as Hash) && offersOf(state, body, otherSide(state, self)).length > 0
    if (isOurs || isTheirs) most = larger(most, BigInt(body.amount))
  }
  const isOver = withdrawn && withdrawalSeen
  const outcomes = isOver ? [] : Object.values(state.outcomes).filter(({ by }) => by === self)
  for (const outcome of outcomes) most = larger(most, outcomeBase(state, outcome))
  return larger(larger(most, signing) - base + remaining - overpaid, 0n)
}

function isIn(state: ObligationState, { currency, scale }: Money): boolean {
  return state.currency === currency && standingOf(state).body.scale === scale
}

function larger(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}
