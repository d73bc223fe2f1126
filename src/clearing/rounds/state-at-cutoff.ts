import type { Hash } from '../../kernel/index.ts'
import type { ObligationState, PaymentFact, SignedBody } from '../obligations/obligation.ts'
import type { RoundState } from './round.ts'

/** Whether an entry lies within a cutoff. */
export type IsHere = (entry: Hash) => boolean

/**
 * An obligation as of a cutoff. Facts only grow and are keyed by the entries that made them, so that omitting the later
 * ones gives the state of the earlier ones. Null if it had no signature yet.
 */
export function obligationAt(state: ObligationState, isHere: IsHere): ObligationState | null {
  const bodies: Record<string, SignedBody> = {}
  for (const [hash, body] of Object.entries(state.bodies)) {
    const signatures = only(body.signatures, isHere)
    if (Object.keys(signatures).length > 0) bodies[hash] = { ...body, signatures }
  }
  if (Object.keys(bodies).length === 0) return null
  const payments: Record<string, PaymentFact> = {}
  for (const [hash, payment] of Object.entries(only(state.payments, isHere))) {
    const { confirmations, withdrawals, rejections } = payment
    payments[hash] = {
      ...payment,
      confirmations: only(confirmations, isHere),
      withdrawals: only(withdrawals, isHere),
      rejections: only(rejections, isHere),
    }
  }
  return {
    ...state,
    bodies,
    withdrawals: only(state.withdrawals, isHere),
    payments,
    disputes: only(state.disputes, isHere),
    outcomes: only(state.outcomes, isHere),
    forgiveness: only(state.forgiveness, isHere),
  }
}

/** A round as of a cutoff; null if it had not been proposed. The effect of its commits is left to `setOffRows`. */
export function roundAt(state: RoundState, isHere: IsHere): RoundState | null {
  const proposals = only(state.proposals, isHere)
  if (Object.keys(proposals).length === 0) return null
  return { ...state, proposals, answers: only(state.answers, isHere), decisions: only(state.decisions, isHere) }
}

function only<T>(record: Readonly<Record<string, T>>, isHere: IsHere): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([hash]) => isHere(hash as Hash)))
}
