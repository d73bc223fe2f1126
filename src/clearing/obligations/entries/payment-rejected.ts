import { z } from 'zod'
import { decodeShape, done, shape } from '../../../kernel/index.ts'
import type { EntryKind } from '../../../log/index.ts'
import { refuse } from '../../refusals.ts'
import { type ObligationState, REASON_CHARS_MAX } from '../obligation.ts'
import { checkPending } from './check.ts'
import { answerPayment } from './evolve.ts'

const paymentRejectedShape = z.strictObject({
  obligationId: shape.text(128),
  /** The entry that recorded the payment. */
  payment: shape.hash,
  reason: shape.text(REASON_CHARS_MAX),
})
export type PaymentRejected = z.infer<typeof paymentRejectedShape>

/** The recipient of a payment states that it has not arrived: it is no longer pending. */
export const paymentRejected: EntryKind<PaymentRejected, ObligationState> = {
  name: 'payment.rejected',
  decode: (raw) => decodeShape(paymentRejectedShape, raw),
  subject: ({ obligationId }) => obligationId,
  check: (state, { payment }, { author }) => {
    const pending = checkPending(state, author, payment)
    if (!pending.ok) return pending
    if (pending.value.by !== author) return done
    return refuse(
      'clearing.not-a-party',
      'a payment is rejected by the side that was to receive it; the payer withdraws it',
    )
  },
  evolve: (state, { payment, reason }, context) => answerPayment(state, payment, 'rejections', reason, context),
}
