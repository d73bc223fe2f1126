import type { PaymentView } from '../../clearing/index.ts'
import { AUTHOR } from '../changes/change-views.ts'
import type { ChangeSource } from '../changes/changes.ts'
import { ONLY_UNDER_AGREEMENT, type TypedChange } from '../changes/typed-change.ts'
import type { LazyField } from '../graphql/field-resolver.ts'
import { paymentNamedBy } from './clearing-views.ts'
import { Obligation, Payment } from './obligation.type.ts'

/** The payment that a change is about; null if it is about something else. */
export const PAYMENT: LazyField<ChangeSource> = {
  name: 'payment',
  type: () => Payment,
  nullable: true,
  description:
    'Of payment.recorded, payment.confirmed, payment.rejected and payment.withdrawn: the payment, as it is now.',
  read: ({ kind, entryHash }, context): Promise<PaymentView | null> | null =>
    kind.startsWith('payment.') && entryHash !== null
      ? context.read((views) => paymentNamedBy(views, entryHash))
      : null,
}

export const obligationChange: TypedChange = {
  node: 'Obligation',
  type: () => Obligation,
  field: { name: 'obligation', description: 'The obligation as it is now.' },
  fields: [AUTHOR, PAYMENT],
  subjects: ['OBLIGATION'],
  name: 'obligationChanged',
  description: 'An obligation has changed: recorded, confirmed, disputed, paid, set off, reserved.',
  typeDescription: 'A change of an obligation.',
  only: ONLY_UNDER_AGREEMENT,
}
