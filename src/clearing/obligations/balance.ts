import type { Did, Hash, Instant } from '../../kernel/index.ts'
import type { Adjustment } from '../../log/index.ts'
import {
  hasSigned,
  type ObligationState,
  type OutcomeFact,
  offersOf,
  type PaymentFact,
  type SignedBody,
} from './obligation.ts'

/** How long an unconfirmed payment keeps its amount out of netting, in milliseconds. */
export const PENDING_MS_MAX = 7 * 24 * 60 * 60 * 1000

/** The status of an obligation by its own facts. */
export interface Standing {
  /** The body that counts, or that is shown while none counts. */
  readonly bodyHash: Hash
  readonly body: SignedBody
  /** Debtor and creditor have signed the same: this body, or an outcome of a dispute about it. */
  readonly binding: boolean
  /** Neither side offers a body any more. */
  readonly withdrawn: boolean
  /** The outcome that both have signed. */
  readonly decided: OutcomeFact | null
  /** The amount owed, or that would be owed, before set-offs and payments. */
  readonly base: bigint
}

/** Cache by state, which is immutable: an index, a view and a balance each ask for it. */
const standings = new WeakMap<ObligationState, Standing>()

/** The body that counts, and for which amount (SPEC O3, O4): a function of the set of signatures alone. */
export function standingOf(state: ObligationState): Standing {
  const known = standings.get(state)
  if (known !== undefined) return known
  const standing = findStanding(state)
  standings.set(state, standing)
  return standing
}

function findStanding(state: ObligationState): Standing {
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
  // While neither has signed the other's body, the debtor's own is shown.
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
 * The outcome that the creditor's decision names. Only a creditor that forked its log can have decided twice; then the
 * outcome least favourable to it counts.
 */
export function decidedOutcome(state: ObligationState): OutcomeFact | null {
  // A state at a cutoff may lack the outcome that a decision names; then there is none.
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

/** The amount of a debt in minor units: what was recorded, or agreed as the outcome of a dispute. */
export function amountOfDebt({ decided, base, body }: Standing): string {
  return decided?.outcome.kind === 'AMOUNT' ? String(base) : body.amount
}

/** The balance of an obligation by both sides' claims. Never clamped: at least one of `remaining` and `overpaid` is 0. */
export interface Balance {
  readonly remaining: bigint
  /** The amount that the creditor owes back. */
  readonly overpaid: bigint
  /** The amounts that pending payments keep out of netting, in either direction; never more than is owed. */
  readonly pendingForward: bigint
  readonly pendingBackward: bigint
  /** True if a forgiveness took effect: something was left to forgive. */
  readonly forgiven: boolean
}

/**
 * Law 4: base − Σ forward + Σ backward over committed set-offs and confirmed payments; forgiveness ends a positive rest.
 * `asOf`: the instant at which the age of pending payments is measured; without it none is too old.
 */
export function balanceOf(
  state: ObligationState,
  adjustments: readonly Adjustment[],
  asOf: Instant | null = null,
): Balance {
  let balance = standingOf(state).base
  for (const { amount, backward } of adjustments) balance += backward ? BigInt(amount) : -BigInt(amount)
  const unconfirmed: [string, PaymentFact][] = []
  for (const [hash, payment] of Object.entries(state.payments)) {
    const amount = BigInt(payment.amount)
    if (isConfirmed(payment)) balance += payment.by === state.creditor ? amount : -amount
    else if (!isStated(payment.rejections)) unconfirmed.push([hash, payment])
  }
  const forgiven = balance > 0n && Object.keys(state.forgiveness).length > 0
  const remaining = balance > 0n && !forgiven ? balance : 0n
  const overpaid = balance < 0n ? -balance : 0n
  const by = (side: Did) => unconfirmed.filter(([, payment]) => payment.by === side)
  return {
    remaining,
    overpaid,
    pendingForward: keptOut(by(state.debtor), remaining, asOf),
    pendingBackward: keptOut(by(state.creditor), overpaid, asOf),
    forgiven,
  }
}

/**
 * The amount that one side's unconfirmed payments keep out of netting (SPEC R5): each that does not exceed what earlier
 * ones leave of the debt. After `PENDING_MS_MAX` a payment keeps nothing out, and no later one takes its place, so that
 * recording it again extends nothing; that also holds for a withdrawn one.
 */
function keptOut(payments: [string, PaymentFact][], owed: bigint, asOf: Instant | null): bigint {
  let left = owed
  let kept = 0n
  const byTime = ([a, one]: [string, PaymentFact], [b, other]: [string, PaymentFact]) =>
    one.at - other.at || (a < b ? -1 : 1)
  for (const [, { amount: text, at, withdrawals }] of payments.length < 2 ? payments : payments.toSorted(byTime)) {
    const amount = BigInt(text)
    const isOver = asOf !== null && asOf - at > PENDING_MS_MAX
    if (amount > left || (isStated(withdrawals) && !isOver)) continue
    left -= amount
    if (!isOver) kept += amount
  }
  return kept
}

/** Whether the payee has confirmed a payment. */
export function isConfirmed(payment: PaymentFact): boolean {
  return isStated(payment.confirmations)
}

/** Neither confirmed nor withdrawn nor rejected. */
export function isPending({ confirmations, withdrawals, rejections }: PaymentFact): boolean {
  return ![confirmations, withdrawals, rejections].some(isStated)
}

/** Whether an answer to a payment has been written; by its entries. */
export function isStated(answers: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(answers).length > 0
}

/** The amount owed by an outcome, before set-offs and payments. */
export function outcomeBase(state: ObligationState, { body, outcome }: Pick<OutcomeFact, 'body' | 'outcome'>): bigint {
  if (outcome.kind === 'VOID') return 0n
  return BigInt(outcome.kind === 'AMOUNT' ? outcome.amount : (state.bodies[body]?.amount ?? 0))
}

function largestFirst(one: SignedBody, other: SignedBody): number {
  const difference = BigInt(other.amount) - BigInt(one.amount)
  return difference === 0n ? 0 : difference < 0n ? -1 : 1
}
