import { z } from 'zod'
import { decodeShape, done, shape } from '../../../kernel/index.ts'
import type { EntryKind } from '../../../log/index.ts'
import { refuse } from '../../refusals.ts'
import { type ObligationState, REASON_CHARS_MAX } from '../obligation.ts'
import { checkPending } from './check.ts'
import { answerPayment } from './evolve.ts'

const paymentWithdrawnShape = z.strictObject({
  obligationId: shape.text(128),
  /** The entry that recorded the payment. */
  payment: shape.hash,
  reason: shape.text(REASON_CHARS_MAX).nullable(),
})
export type PaymentWithdrawn = z.infer<typeof paymentWithdrawnShape>

/** The side that recorded a payment withdraws it while the other has not confirmed it. */
export const paymentWithdrawn: EntryKind<PaymentWithdrawn, ObligationState> = {
  name: 'payment.withdrawn',
  decode: (raw) => decodeShape(paymentWithdrawnShape, raw),
  subject: ({ obligationId }) => obligationId,
  check: (state, { payment }, { author }) => {
    const pending = checkPending(state, author, payment)
    if (!pending.ok) return pending
    if (pending.value.by === author) return done
    return refuse(
      'clearing.not-a-party',
      'a payment is withdrawn by the side that recorded it; the other side rejects it',
    )
  },
  evolve: (state, { payment, reason }, context) => answerPayment(state, payment, 'withdrawals', reason, context),
}
