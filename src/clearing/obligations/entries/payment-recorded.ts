import { z } from 'zod'
import { decodeShape, done, shape } from '../../../kernel/index.ts'
import { type EntryKind, withKey } from '../../../log/index.ts'
import { refuse } from '../../refusals.ts'
import { isBinding } from '../balance.ts'
import { type ObligationState, REFERENCE_CHARS_MAX } from '../obligation.ts'
import { checkSide } from './check.ts'
import { begun } from './evolve.ts'

const paymentRecordedShape = z.strictObject({
  obligationId: shape.text(128),
  amount: shape.positiveAmount,
  reference: shape.text(REFERENCE_CHARS_MAX).nullable(),
})
export type PaymentRecorded = z.infer<typeof paymentRecordedShape>

/** The debtor states that it has paid; the creditor of an overpaid obligation, that it has repaid. */
export const paymentRecorded: EntryKind<PaymentRecorded, ObligationState> = {
  name: 'payment.recorded',
  decode: (raw) => decodeShape(paymentRecordedShape, raw),
  subject: ({ obligationId }) => obligationId,
  check: (state, _body, { author }) => {
    const side = checkSide(state, author, null)
    if (!side.ok) return side
    if (isBinding(side.value)) return done
    return refuse('clearing.not-binding', 'debtor and creditor have not signed the same: confirm the obligation first')
  },
  evolve: (state, { amount, reference }, { author, at, hash }) => {
    const known = begun(state)
    const payment = { by: author, at, amount, reference, confirmations: {}, withdrawals: {}, rejections: {} }
    return { ...known, payments: withKey(known.payments, hash, payment) }
  },
}
