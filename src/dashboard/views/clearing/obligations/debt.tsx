import type { ReactNode } from 'react'
import { Badge } from '../../../components/badge.tsx'
import { Amount } from '../../../components/domain/amount.tsx'
import { Comments } from '../../../components/domain/comments.tsx'
import { DebtBadge } from '../../../components/domain/debt-badge.tsx'
import { Name } from '../../../components/domain/name.tsx'
import { ErrorNote } from '../../../components/error-note.tsx'
import { MissingObject } from '../../../components/missing-object.tsx'
import { Time } from '../../../components/time.tsx'
import { DebtDocument, type ObligationStatus } from '../../../generated/operations.ts'
import { useLive } from '../../../live/use-live.ts'
import { dayOfInstant } from '../../../logic/moments.ts'
import { nameOf, PAYMENT_STATUS, referenceText } from '../../../logic/words.ts'
import { Link } from '../../../router.tsx'
import { Actions, PaymentActions } from './debt-actions.tsx'
import type { DebtFacts } from './debt-facts.ts'
import { Dispute } from './dispute.tsx'
import { Due } from './due.tsx'
import { NettingHistory } from './netting-history.tsx'

/** One debt: what has happened to it, and what we can do about it. */
export function Debt({ id }: { readonly id: string }) {
  const read = useLive(DebtDocument, { id }, { kinds: ['OBLIGATION', 'NETTING_ROUND'] })
  const debt = read.data?.obligation ?? null
  if (debt === null) {
    return (
      <MissingObject read={read} what="debt">
        It may not have arrived yet. <Link href="/clearing">See all debts</Link>.
      </MissingObject>
    )
  }
  return (
    <>
      <div className="headline">
        <h2>
          {debt.overpaid === '0' ? (
            <>
              <Name of={debt.debtor} /> owes <Name of={debt.creditor} />
            </>
          ) : (
            <>
              <Name of={debt.creditor} /> owes <Name of={debt.debtor} /> back
            </>
          )}
        </h2>
        <DebtBadge debt={debt} />
      </div>
      <ErrorNote error={read.error} onRetry={read.reload} />
      <Facts debt={debt} />
      <Withdrawal debt={debt} />
      <Dispute debt={debt} />
      {debt.reservedBy !== null && (
        <p className="note waiting">
          It is in an open <Link href={`/clearing/rounds/${debt.reservedBy.id}`}>netting round</Link> and joins no other
          until that ends. Paying stays possible: if we pay or dispute it, we leave that round.
        </p>
      )}
      <Actions debt={debt} />
      <Story debt={debt} />
      <Comments agreementId={debt.agreement.id} about={debt.id} />
      <NettingHistory id={debt.id} agreementId={debt.agreement.id} currency={debt.currency} />
    </>
  )
}

/** How the amount that is open is meant, where it is not owed. */
const OPEN_WORDS: Readonly<Partial<Record<ObligationStatus, (debt: DebtFacts) => string>>> = {
  RECORDED: ({ debtor, creditor, recordedBy }) =>
    `becomes due once ${nameOf(recordedBy.did === debtor.did ? creditor : debtor)} confirms, of`,
  DISPUTED: () => 'disputed, of',
}

function Facts({ debt }: { readonly debt: DebtFacts }) {
  const { currency, scale, dueDate, overpaid, status } = debt
  const reference = referenceText(debt.reference)
  return (
    <section className="card" aria-label="The debt">
      <p className="amount large">
        <Amount of={debt.remaining} currency={currency} scale={scale} />
      </p>
      <p className="quiet">
        {OPEN_WORDS[status]?.(debt) ?? 'still owed, of'} <Amount of={debt.amount} currency={currency} scale={scale} />
      </p>
      <dl className="facts">
        <dt>Agreement</dt>
        <dd>
          <Link href={`/agreements/${debt.agreement.id}`}>{debt.agreement.title}</Link>
        </dd>
        <dt>Recorded</dt>
        <dd>
          <Name of={debt.recordedBy} />, <Time at={debt.recordedAt} />
        </dd>
        {reference !== null && (
          <>
            <dt>Reference</dt>
            <dd>{reference}</dd>
          </>
        )}
        {dueDate !== null && (
          <>
            <dt>Due</dt>
            <dd>
              <Due debt={debt} today={dayOfInstant(new Date().toISOString())} />
            </dd>
          </>
        )}
        {overpaid !== '0' && (
          <>
            <dt>Overpaid by</dt>
            <dd>
              <Amount of={overpaid} currency={currency} scale={scale} />; to be returned by {nameOf(debt.creditor)}
            </dd>
          </>
        )}
      </dl>
    </section>
  )
}

function Withdrawal({ debt: { withdrawal } }: { readonly debt: DebtFacts }) {
  if (withdrawal === null) return null
  return (
    <p className="note">
      <Name of={withdrawal.by} /> withdrew it <Time at={withdrawal.at} />
      {withdrawal.reason === null ? '.' : `: “${withdrawal.reason}”.`}
    </p>
  )
}

/** Payments and set-offs, oldest first. */
function Story({ debt }: { readonly debt: DebtFacts }) {
  const { payments, setOffs, creditor, currency, scale } = debt
  if (payments.length + setOffs.length === 0) return null
  const lines: { readonly at: string; readonly key: string; readonly text: ReactNode }[] = [
    ...payments.map((payment) => ({
      at: payment.recordedAt,
      key: payment.id,
      text: (
        <>
          {payment.payer.did === creditor.did ? 'Repayment' : 'Payment'} of{' '}
          <Amount of={payment.amount} currency={currency} scale={scale} />
          {payment.reference !== null && `, ${payment.reference}`}{' '}
          <Badge words={PAYMENT_STATUS} value={payment.status} />
          {payment.status === 'RECORDED' && ` by ${nameOf(payment.payee)} `}
          {payment.reason !== null && `“${payment.reason}” `}
          {payment.status === 'RECORDED' && <PaymentActions debt={debt} payment={payment} />}
        </>
      ),
    })),
    ...setOffs.map(({ amount, at, round, backward }) => ({
      at,
      key: `${round.id} ${backward}`,
      text: (
        <>
          <Amount of={amount} currency={currency} scale={scale} /> netted in a{' '}
          <Link href={`/clearing/rounds/${round.id}`}>netting round</Link>
          {backward && ', against what was owed back'}
        </>
      ),
    })),
  ]
  return (
    <section className="card" aria-labelledby="story">
      <h2 id="story">Payments and set-offs</h2>
      <ol className="plain lines">
        {lines
          .sort((a, b) => a.at.localeCompare(b.at))
          .map(({ at, key, text }) => (
            <li key={key}>
              <span>{text}</span>
              <span className="quiet small">
                <Time at={at} />
              </span>
            </li>
          ))}
      </ol>
    </section>
  )
}
