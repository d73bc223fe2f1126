import type { DebtFactsFragment, WaitingDebtFragment } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { pendingPayments } from '../../logic/clearing/payable.ts'
import { nameOf, OBLIGATION_STATUS, PAYMENT_STATUS } from '../../logic/words.ts'
import { Badge } from '../badge.tsx'
import { Amount } from './amount.tsx'
import { DebtBadge } from './debt-badge.tsx'

type Debt = WaitingDebtFragment & Pick<DebtFactsFragment, 'status' | 'overpaid' | 'currency' | 'scale'>

/** The status of a debt, and what waits for an answer on it: a payment that waits for us stands in its place. */
export function DebtStatus({ debt }: { readonly debt: Debt }) {
  const { self } = useSession()
  const { byUs, byThem } = pendingPayments(debt.payments, self.did)
  const { currency, scale } = debt
  const isDisputed = debt.status === 'CONFIRMED' && debt.dispute !== null && debt.dispute.resolvedAt === null
  return (
    <>
      {byUs.length === 0 && <DebtBadge debt={debt} />}{' '}
      {isDisputed && <Badge words={OBLIGATION_STATUS} value="DISPUTED" />}
      {byUs.map(({ id, amount, payer }) => (
        <div key={id}>
          <Badge words={PAYMENT_STATUS} value="RECORDED" />{' '}
          <span className="small">
            a payment of <Amount of={amount} currency={currency} scale={scale} /> from {nameOf(payer)}
          </span>
        </div>
      ))}
      {byThem.map(({ id, amount, payee }) => (
        <div key={id} className="quiet small">
          a payment of <Amount of={amount} currency={currency} scale={scale} /> waits for {nameOf(payee)}
        </div>
      ))}
    </>
  )
}
