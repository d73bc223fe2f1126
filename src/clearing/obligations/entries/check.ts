import { type Did, done, type Hash, ok, type Result } from '../../../kernel/index.ts'
import { refuse } from '../../refusals.ts'
import { isConfirmed, isPending } from '../balance.ts'
import { isSide, type ObligationState, offersOf, otherSide, type PaymentFact } from '../obligation.ts'

/** Checks that the obligation exists, that the author is its debtor or creditor, and that the body named was recorded. */
export function checkSide(state: ObligationState | null, author: Did, body: Hash | null): Result<ObligationState> {
  if (state === null) {
    return refuse(
      'clearing.unknown-obligation',
      'this obligation was not recorded in the entries that this one answers',
    )
  }
  if (!isSide(state, author)) {
    return refuse('clearing.not-a-party', 'only debtor and creditor speak about an obligation')
  }
  if (body !== null && state.bodies[body] === undefined) {
    return refuse('clearing.unknown-body', `no body ${body} was recorded: name one that was`)
  }
  return ok(state)
}

/** Checks that the payment named was recorded and is still pending. */
export function checkPending(state: ObligationState | null, author: Did, payment: Hash): Result<PaymentFact> {
  const side = checkSide(state, author, null)
  if (!side.ok) return side
  const fact = side.value.payments[payment]
  if (fact === undefined) return refuse('clearing.unknown-payment', `no payment was recorded by the entry ${payment}`)
  if (isConfirmed(fact)) return refuse('clearing.already-confirmed', 'the payment is confirmed, and counts for good')
  if (isPending(fact)) return ok(fact)
  return refuse('clearing.already-answered', 'the payment was withdrawn or rejected before')
}

/** Checks that the other side still offers the body that an author signs: a withdrawn offer cannot be accepted. */
export function checkOffered(state: ObligationState, hash: Hash, author: Did): Result<void> {
  const body = state.bodies[hash]
  if (body !== undefined && offersOf(state, body, otherSide(state, author)).length > 0) return done
  return refuse('clearing.withdrawn', 'the other side has withdrawn what it recorded: nothing is left to confirm')
}
