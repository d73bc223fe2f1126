import type { Did, Hash, Instant } from '../../kernel/index.ts'
import type { Adjustment } from '../../log/index.ts'
import { amountOfDebt, balanceOf, isConfirmed, isPending, type Standing, standingOf } from './balance.ts'
import { type DisputeView, type OutcomeView, unendedDisputes, viewDispute } from './disputes.ts'
import {
  type DisputeFact,
  newestOutcome,
  type ObligationState,
  type OutcomeFact,
  offersOf,
  otherSide,
  type PaymentFact,
  paymentId,
} from './obligation.ts'

export type ObligationStatus = 'RECORDED' | 'CONFIRMED' | 'DISPUTED' | 'SETTLED' | 'FORGIVEN' | 'VOID' | 'WITHDRAWN'
export type PaymentStatus = 'RECORDED' | 'CONFIRMED' | 'REJECTED' | 'WITHDRAWN'

/** A committed share of a netting cycle, with the round that committed it. */
export type SetOffFact = Adjustment & { readonly round: string }

/** The side that withdrew what it had recorded, and why. */
export interface WithdrawalView {
  readonly by: Did
  readonly at: Instant
  readonly reason: string | null
}

/** A payment as the API shows it, its amount in minor units. */
export interface PaymentView {
  readonly id: string
  readonly obligation: string
  readonly payer: Did
  readonly payee: Did
  readonly amount: string
  readonly status: PaymentStatus
  readonly reference: string | null
  readonly recordedAt: Instant
  readonly confirmedAt: Instant | null
  /** Why it was rejected or withdrawn; null if it was neither, or without a reason. */
  readonly reason: string | null
}

/** The amount set off by one round; `backward` if the creditor owed the debtor. */
export interface ObligationSetOffView {
  readonly round: string
  readonly amount: string
  readonly backward: boolean
  readonly at: Instant
}

/** An obligation as the API shows it; reservations are in `reservations`. */
export interface ObligationView {
  readonly id: string
  readonly agreement: string
  readonly debtor: Did
  readonly creditor: Did
  readonly amount: string
  readonly remaining: string
  readonly overpaid: string
  readonly currency: string
  readonly scale: number
  readonly reference: string
  readonly status: ObligationStatus
  /** Debtor and creditor have signed the same. */
  readonly binding: boolean
  readonly dueDate: Instant | null
  readonly documentHash: Hash
  readonly bodyHash: Hash
  readonly recordedBy: Did
  readonly recordedAt: Instant
  readonly dispute: DisputeView | null
  /** The newest withdrawal, if no body is offered any more. */
  readonly withdrawal: WithdrawalView | null
  readonly payments: readonly PaymentView[]
  readonly setOffs: readonly ObligationSetOffView[]
  readonly awaiting: readonly Did[]
}

/** The view of an obligation's facts and of what committed rounds add to them. Independent of the clock. */
export function viewObligation(state: ObligationState, setOffs: readonly SetOffFact[], _now: Instant): ObligationView {
  const standing = standingOf(state)
  const { body, bodyHash, binding } = standing
  const { remaining, overpaid } = balanceOf(state, setOffs)
  const { id, agreement, debtor, creditor, currency, reference } = state
  const recorded = Object.values(body.signatures)
    .filter((signature) => signature.recorded)
    .sort((one, other) => one.at - other.at || (one.by < other.by ? -1 : 1))[0]
  if (recorded === undefined) throw new Error(`what is signed has been recorded: ${id}`)
  return {
    id,
    agreement,
    debtor,
    creditor,
    amount: amountOfDebt(standing),
    remaining: String(remaining),
    overpaid: String(overpaid),
    currency,
    scale: body.scale,
    reference,
    status: statusOf(state, standing, setOffs),
    binding,
    dueDate: body.dueDate,
    documentHash: body.documentHash,
    bodyHash,
    recordedBy: recorded.by,
    recordedAt: recorded.at,
    dispute: viewDispute(state, { ...standing, open: openDisputes(state), sides: [debtor, creditor], viewOutcome }),
    withdrawal: standing.withdrawn ? viewWithdrawal(state) : null,
    payments: viewPayments(state),
    setOffs: viewSetOffs(setOffs),
    awaiting: awaitedSides(state, standing),
  }
}

/** Disputes that neither an outcome nor the disputer's own later signature has ended. */
export function openDisputes(state: ObligationState): DisputeFact[] {
  const { decided, withdrawn } = standingOf(state)
  if (decided !== null || withdrawn) return []
  return unendedDisputes(state)
}

export function statusOf(
  state: ObligationState,
  standing: Standing,
  adjustments: readonly Adjustment[],
): ObligationStatus {
  if (standing.decided?.outcome.kind === 'VOID') return 'VOID'
  if (standing.withdrawn) return 'WITHDRAWN'
  const { remaining, forgiven } = balanceOf(state, adjustments)
  if (forgiven) return 'FORGIVEN'
  if (standing.binding) return remaining === 0n ? 'SETTLED' : 'CONFIRMED'
  return openDisputes(state).length > 0 ? 'DISPUTED' : 'RECORDED'
}

/** The sides whose action is missing: a signature, an outcome of a dispute, or the confirmation of a payment. */
export function awaitedSides(state: ObligationState, { body, binding, withdrawn, decided }: Standing): Did[] {
  const { debtor, creditor } = state
  const awaited = new Set<Did>()
  for (const payment of Object.values(state.payments)) {
    if (isPending(payment)) awaited.add(otherSide(state, payment.by))
  }
  if (decided === null && openDisputes(state).length > 0) {
    const sides: readonly Did[] = [debtor, creditor]
    const silent = sides.filter((side) => newestOutcome(state, side) === null)
    for (const side of silent.length === 0 ? sides : silent) awaited.add(side)
  } else if (!binding && !withdrawn && Object.keys(state.forgiveness).length === 0 && decided === null) {
    for (const side of [debtor, creditor]) if (offersOf(state, body, side).length === 0) awaited.add(side)
  }
  return [...awaited].sort()
}

function viewOutcome({ outcome, at }: OutcomeFact): OutcomeView {
  const amount = outcome.kind === 'AMOUNT' ? outcome.amount : null
  return { uphold: outcome.kind === 'UPHOLD', void: outcome.kind === 'VOID', amount, quantity: null, at }
}

/** Oldest first. */
function viewPayments(state: ObligationState): PaymentView[] {
  return Object.entries(state.payments)
    .sort(([a, one], [b, other]) => one.at - other.at || (a < b ? -1 : 1))
    .map(([entry, payment]) => {
      const { by, at, amount, reference, confirmations } = payment
      const confirmed = Object.values(confirmations)
      return {
        id: paymentId(entry),
        obligation: state.id,
        payer: by,
        payee: otherSide(state, by),
        amount,
        status: paymentStatus(payment),
        reference,
        recordedAt: at,
        confirmedAt: confirmed.length === 0 ? null : (Math.min(...confirmed) as Instant),
        reason: confirmed.length === 0 ? (takenBack(payment)[0]?.reason ?? null) : null,
      }
    })
}

/** A confirmation takes precedence: the recipient has signed that the payment arrived. */
function paymentStatus(payment: PaymentFact): PaymentStatus {
  if (isConfirmed(payment)) return 'CONFIRMED'
  if (isPending(payment)) return 'RECORDED'
  return Object.keys(payment.withdrawals).length > 0 ? 'WITHDRAWN' : 'REJECTED'
}

function takenBack({ withdrawals, rejections }: PaymentFact) {
  return [...Object.values(withdrawals), ...Object.values(rejections)]
}

function viewWithdrawal(state: ObligationState): WithdrawalView | null {
  const newest = Object.entries(state.withdrawals).toSorted(
    ([a, one], [b, other]) => other.at - one.at || (a < b ? -1 : 1),
  )
  const fact = newest[0]?.[1]
  return fact === undefined ? null : { by: fact.by, at: fact.at, reason: fact.reason }
}

/** One row for each round and direction, oldest first. */
function viewSetOffs(setOffs: readonly SetOffFact[]): ObligationSetOffView[] {
  const sums = new Map<string, { round: string; amount: bigint; backward: boolean; at: Instant }>()
  for (const { round, amount, backward, at } of setOffs) {
    const key = `${round} ${backward}`
    const sum = sums.get(key)
    if (sum === undefined) sums.set(key, { round, amount: BigInt(amount), backward, at })
    else sums.set(key, { ...sum, amount: sum.amount + BigInt(amount), at: Math.min(sum.at, at) as Instant })
  }
  return [...sums.values()]
    .sort((one, other) => one.at - other.at || (one.round < other.round ? -1 : 1))
    .map(({ round, amount, backward, at }) => ({ round, amount: String(amount), backward, at }))
}
