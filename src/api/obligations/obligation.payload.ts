import { still } from '../graphql/errors.ts'
import { nodePayload, payload } from '../graphql/payload.ts'
import { Obligation, Payment } from './obligation.type.ts'

export const { Payload: ObligationPayload, PayloadResolver: ObligationPayloadResolver } = nodePayload(
  'Obligation',
  'obligation',
  () => Obligation,
)

export const { Payload: ObligationsPayload, PayloadResolver: ObligationsPayloadResolver } = payload<{
  readonly obligationIds: readonly string[]
}>('Obligations', 'The obligations after the mutation, in the order of the input.', {
  name: 'obligations',
  type: () => [Obligation],
  description: 'The obligations as they are now, in the order of the input.',
  read: (views, { obligationIds }) =>
    Promise.all(obligationIds.map(async (id) => still(await views.find('Obligation', id), id))),
})

type PaymentAnswer = { readonly paymentIds: readonly string[] } | { readonly paymentId: string }

export const { Payload: PaymentPayload, PayloadResolver: PaymentPayloadResolver } = payload<PaymentAnswer>(
  'Payment',
  'The payments after the mutation: one for each obligation that was paid.',
  {
    name: 'payments',
    type: () => [Payment],
    description: 'The payments as they are now: one for each obligation that was paid.',
    read: (views, answer) => {
      const ids = 'paymentId' in answer ? [answer.paymentId] : answer.paymentIds
      return Promise.all(ids.map(async (id) => still(await views.find('Payment', id), id)))
    },
  },
)
