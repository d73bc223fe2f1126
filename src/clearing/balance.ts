import type { Did, Hash } from '../kernel/index.ts'
import type { Adjustment } from '../log/index.ts'
import {
  hasSigned,
  type ObligationState,
  type OutcomeFact,
  offersOf,
  type PaymentFact,
  type SignedBody,
} from './obligation.ts'

/** What an obligation stands for, as far as its own facts say. */
export interface Standing {
  /** The body that counts, or that is shown while none does. */
  readonly bodyHash: Hash
  readonly body: SignedBody
  /** Debtor and creditor have signed the same: this body, or an outcome of a dispute about it. */
  readonly binding: boolean
  /** Neither side stands behind a body any more. */
  readonly withdrawn: boolean
  /** The outcome that both have signed. */
  readonly decided: OutcomeFact | null
  /** What is or would be owed before set-offs and payments. */
  readonly base: bigint
}

/** Which body counts and for how much (SPEC O3, O4): a function of the set of signatures alone. */
export function standingOf(state: ObligationState): Standing {
  const decided = decidedOutcome(state)
  if (decided !== null) {
    const body = state.bodies[decided.body]
    if (body === undefined) throw new Error(`an outcome is about a body that is here: ${decided.body}`)
    const base = outcomeBase(state, decided)
    return { bodyHash: decided.body, body, binding: true, withdrawn: false, decided, base }
  }
  const bodies = Object.entries(state.bodies)
  const { debtor, creditor } = state
  const by = (did: Did) => bodies.filter(([, body]) => offersOf(state, body, did).length > 0)
  const both = bodies.filter(([, body]) => hasSigned(body, debtor) && hasSigned(body, creditor))
  const withdrawn = both.length === 0 && by(debtor).length === 0 && by(creditor).length === 0
  // While neither has signed the other's body, the debtor's own word for its debt is shown.
  const candidates = [both, by(debtor), by(creditor)].find((list) => list.length > 0) ?? bodies
  const [chosen] = candidates.toSorted(([a, one], [b, other]) => largestFirst(one, other) || (a < b ? -1 : 1))
  if (chosen === undefined) throw new Error(`an obligation has a signed body: ${state.id}`)
  const [hash, body] = chosen
  const base = withdrawn ? 0n : BigInt(body.amount)
  return { bodyHash: hash as Hash, body, binding: both.length > 0, withdrawn, decided: null, base }
}

export function isBinding(state: ObligationState): boolean {
  return standingOf(state).binding
}

/**
 * The outcome that the creditor's decision names. Only a creditor who forked his log can have decided twice; then what
 * leaves him least counts.
 */
export function decidedOutcome(state: ObligationState): OutcomeFact | null {
  // A state at a cutoff may lack what a decision names; without it there is none.
  const decided = Object.entries(state.outcomes).filter(
    ([, { body, matches }]) =>
      matches !== null && state.outcomes[matches] !== undefined && state.bodies[body] !== undefined,
  )
  const [first] = decided.toSorted(([a, one], [b, other]) => {
    const difference = outcomeBase(state, one) - outcomeBase(state, other)
    if (difference !== 0n) return difference < 0n ? -1 : 1
    return a < b ? -1 : 1
  })
  return first?.[1] ?? null
}

/** What both sides' claims come to. Never clamped: one of `remaining` and `overpaid` is zero, or both. */
export interface Balance {
  readonly remaining: bigint
  /** What the creditor owes back. */
  readonly overpaid: bigint
  /** Said to be paid and not yet confirmed, in either direction. */
  readonly pendingForward: bigint
  readonly pendingBackward: bigint
  /** A forgiveness that took effect: there was something left to forgive. */
  readonly forgiven: boolean
}

/** Law 4: base − Σ forward + Σ backward over committed set-offs and confirmed payments; forgiveness ends a positive rest. */
export function balanceOf(state: ObligationState, adjustments: readonly Adjustment[]): Balance {
  let balance = standingOf(state).base
  for (const { amount, backward } of adjustments) balance += backward ? BigInt(amount) : -BigInt(amount)
  let pendingForward = 0n
  let pendingBackward = 0n
  for (const payment of Object.values(state.payments)) {
    const amount = BigInt(payment.amount)
    const backward = payment.by === state.creditor
    if (isConfirmed(payment)) balance += backward ? amount : -amount
    else if (!isPending(payment)) continue
    else if (backward) pendingBackward += amount
    else pendingForward += amount
  }
  const forgiven = balance > 0n && Object.keys(state.forgiveness).length > 0
  return {
    remaining: balance > 0n && !forgiven ? balance : 0n,
    overpaid: balance < 0n ? -balance : 0n,
    pendingForward,
    pendingBackward,
    forgiven,
  }
}

export function isConfirmed(payment: PaymentFact): boolean {
  return Object.keys(payment.confirmations).length > 0
}

/** Neither confirmed nor withdrawn nor rejected. */
export function isPending({ confirmations, withdrawals, rejections }: PaymentFact): boolean {
  return [confirmations, withdrawals, rejections].every((said) => Object.keys(said).length === 0)
}

/** What is owed by an outcome, before set-offs and payments. */
export function outcomeBase(state: ObligationState, { body, outcome }: Pick<OutcomeFact, 'body' | 'outcome'>): bigint {
  if (outcome.kind === 'VOID') return 0n
  return BigInt(outcome.kind === 'AMOUNT' ? outcome.amount : (state.bodies[body]?.amount ?? 0))
}

function largestFirst(one: SignedBody, other: SignedBody): number {
  const difference = BigInt(other.amount) - BigInt(one.amount)
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}
