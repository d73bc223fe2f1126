import { Act } from '../../../components/act.tsx'
import { Amount } from '../../../components/domain/amount.tsx'
import {
  ConfirmDebtDocument,
  ConfirmPaymentDocument,
  DisputeDebtDocument,
  ForgiveDebtDocument,
  RejectPaymentDocument,
  WithdrawDebtDocument,
  WithdrawPaymentDocument,
} from '../../../generated/operations.ts'
import { useSession } from '../../../live/session.ts'
import { payableBy } from '../../../logic/clearing/payable.ts'
import { nameOf } from '../../../logic/words.ts'
import type { DebtFacts } from './debt-facts.ts'
import { RecordPayment, Resolve } from './debt-forms.tsx'

interface DebtProps {
  readonly debt: DebtFacts
}

/** What we can do about a debt that we owe or are owed. */
export function Actions({ debt }: DebtProps) {
  const { self } = useSession()
  const { status, debtor, creditor, recordedBy, dispute } = debt
  const isOurs = debtor.did === self.did || creditor.did === self.did
  if (!isOurs) return null
  const isRecordedByUs = recordedBy.did === self.did
  const payable = payableBy(self.did, debt)
  const isOpen = status === 'RECORDED' || status === 'CONFIRMED'
  return (
    <div className="actions above">
      {status === 'RECORDED' && (isRecordedByUs ? <WithdrawDebt debt={debt} /> : <ConfirmDebt debt={debt} />)}
      {payable !== null && <RecordPayment debt={debt} payable={payable} />}
      {isOpen && dispute === null && <DisputeDebt debt={debt} />}
      {dispute !== null && dispute.resolvedAt === null && <Resolve debt={debt} other={otherOf(debt, self.did)} />}
      {status === 'CONFIRMED' && creditor.did === self.did && <WriteOff debt={debt} />}
    </div>
  )
}

/** The name of the other side of a debt of ours. */
function otherOf({ debtor, creditor }: DebtFacts, self: string): string {
  return nameOf(debtor.did === self ? creditor : debtor)
}

function ConfirmDebt({ debt: { id, debtor, creditor, amount, currency, scale } }: DebtProps) {
  return (
    <Act
      verb="Confirm"
      title="Confirm this debt?"
      look="primary"
      requires="SIGNER"
      document={ConfirmDebtDocument}
      input={() => ({ obligationId: id })}
    >
      <p>
        With our signature it is certain that {nameOf(debtor)} owes {nameOf(creditor)}{' '}
        <Amount of={amount} currency={currency} scale={scale} />, and it can be netted.
      </p>
    </Act>
  )
}

function WithdrawDebt({ debt }: DebtProps) {
  const { self } = useSession()
  const { id, debtor, creditor, amount, currency, scale } = debt
  return (
    <Act
      verb="Withdraw"
      title="Withdraw this debt?"
      requires={debtor.did === self.did ? 'SIGNER' : 'OPERATOR'}
      document={WithdrawDebtDocument}
      input={(reason) => ({ obligationId: id, reason })}
      reason={{ label: 'Why', optional: true }}
    >
      <p>
        We take back that {nameOf(debtor)} owes {nameOf(creditor)}{' '}
        <Amount of={amount} currency={currency} scale={scale} />. If {otherOf(debt, self.did)} has confirmed it
        meanwhile, it is owed all the same.
      </p>
    </Act>
  )
}

function DisputeDebt({ debt }: DebtProps) {
  const { self } = useSession()
  const isSignedByUs = debt.status === 'CONFIRMED' || debt.recordedBy.did === self.did
  return (
    <Act
      verb="Dispute"
      title="Dispute this debt?"
      look="danger"
      requires="OPERATOR"
      document={DisputeDebtDocument}
      input={(reason) => ({ obligationId: debt.id, reason: reason ?? '' })}
      reason={{ label: 'What is not right' }}
    >
      <p>
        {otherOf(debt, self.did)} will see why.{' '}
        {isSignedByUs
          ? 'As we have signed it, it stays owed until both sides choose the same outcome.'
          : 'It is not owed, and not netted, until both sides choose the same outcome.'}
      </p>
    </Act>
  )
}

function WriteOff({ debt: { id, debtor, remaining, currency, scale } }: DebtProps) {
  return (
    <Act
      verb="Write off"
      title="Write off this debt?"
      look="danger"
      requires="SIGNER"
      document={ForgiveDebtDocument}
      input={(reason) => ({ obligationId: id, reason })}
      reason={{ label: 'Why', optional: true }}
    >
      <p>
        {nameOf(debtor)} no longer owes us the <Amount of={remaining} currency={currency} scale={scale} /> that are
        left. This cannot be taken back.
      </p>
    </Act>
  )
}

/** What each side may say about a payment that is under way. */
export function PaymentActions({ debt, payment }: DebtProps & { readonly payment: DebtFacts['payments'][number] }) {
  const { self } = useSession()
  const { payer, payee } = payment
  const amount = <Amount of={payment.amount} currency={debt.currency} scale={debt.scale} />
  if (payer.did === self.did) {
    return (
      <Act
        verb="Withdraw the payment"
        title="Withdraw this payment?"
        requires="OPERATOR"
        document={WithdrawPaymentDocument}
        input={(reason) => ({ paymentId: payment.id, reason })}
        reason={{ label: 'Why', optional: true }}
      >
        <p>
          We take back that we have paid {amount}. If {nameOf(payee)} has confirmed it meanwhile, it counts all the
          same.
        </p>
      </Act>
    )
  }
  if (payee.did !== self.did) return null
  return (
    <>
      <Act
        verb="Confirm the payment"
        title="Confirm this payment?"
        look="primary"
        requires="SIGNER"
        document={ConfirmPaymentDocument}
        input={() => ({ paymentId: payment.id })}
      >
        <p>
          We say that we have received {amount} from {nameOf(payer)}.
        </p>
      </Act>{' '}
      <Act
        verb="Reject the payment"
        title="Reject this payment?"
        look="danger"
        requires="SIGNER"
        document={RejectPaymentDocument}
        input={(reason) => ({ paymentId: payment.id, reason: reason ?? '' })}
        reason={{ label: 'What is not right' }}
      >
        <p>
          We say that {amount} from {nameOf(payer)} has not arrived. It no longer counts as under way.
        </p>
      </Act>
    </>
  )
}
