import type { DebtFactsFragment, WaitingDebtFragment } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { pendingPayments } from '../../logic/clearing/payable.ts'
import { nameOf, PAYMENT_STATUS } from '../../logic/words.ts'
import { Badge } from '../badge.tsx'
import { Amount } from './amount.tsx'
import { DebtBadge } from './debt-badge.tsx'

type Debt = WaitingDebtFragment & Pick<DebtFactsFragment, 'status' | 'overpaid' | 'currency' | 'scale'>

/** What waits for an answer on a debt, ours before the other side's; its status where nothing waits for us. */
export function DebtStatus({ debt }: { readonly debt: Debt }) {
  const { self } = useSession()
  const { byUs, byThem } = pendingPayments(debt.payments, self.did)
  const { currency, scale } = debt
  const isDisputed = debt.status === 'CONFIRMED' && debt.dispute !== null && debt.dispute.resolvedAt === null
  return (
    <>
      {isDisputed ? <span className="badge bad">Disputed</span> : byUs.length === 0 && <DebtBadge debt={debt} />}
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
