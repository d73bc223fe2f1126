import { z } from 'zod'
import { decodeShape, done, shape } from '../../../kernel/index.ts'
import { type EntryKind, withKey } from '../../../log/index.ts'
import { refuse } from '../../refusals.ts'
import { isConfirmed } from '../balance.ts'
import { type ObligationState, otherSide } from '../obligation.ts'
import { checkSide } from './check.ts'
import { begun } from './evolve.ts'

const paymentConfirmedShape = z.strictObject({
  obligationId: shape.text(128),
  /** The entry that recorded the payment. */
  payment: shape.hash,
})
export type PaymentConfirmed = z.infer<typeof paymentConfirmedShape>

/** The recipient of a payment confirms it: from then on the payment counts. */
export const paymentConfirmed: EntryKind<PaymentConfirmed, ObligationState> = {
  name: 'payment.confirmed',
  decode: (raw) => decodeShape(paymentConfirmedShape, raw),
  subject: ({ obligationId }) => obligationId,
  check: (state, { payment }, { author }) => {
    const side = checkSide(state, author, null)
    if (!side.ok) return side
    const fact = side.value.payments[payment]
    if (fact === undefined) return refuse('clearing.unknown-payment', `no payment was recorded by the entry ${payment}`)
    if (author !== otherSide(side.value, fact.by)) {
      return refuse('clearing.not-a-party', 'a payment is confirmed by the creditor that received it')
    }
    if (Object.keys(fact.withdrawals).length > 0) {
      return refuse('clearing.withdrawn', 'the payment was withdrawn by the side that recorded it')
    }
    return isConfirmed(fact) ? refuse('clearing.already-confirmed', 'this payment is confirmed already') : done
  },
  evolve: (state, { payment }, { at, hash }) => {
    const known = begun(state)
    const fact = known.payments[payment]
    if (fact === undefined) throw new Error(`a confirmed payment has been recorded: ${payment}`)
    const confirmed = { ...fact, confirmations: withKey(fact.confirmations, hash, at) }
    return { ...known, payments: withKey(known.payments, payment, confirmed) }
  },
}
