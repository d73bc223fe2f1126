import type { ReactNode } from 'react'
import { Amount } from '../../../components/domain/amount.tsx'
import { Name } from '../../../components/domain/name.tsx'
import { Time } from '../../../components/time.tsx'
import type { DebtFacts } from './debt-facts.ts'

type Outcome = NonNullable<NonNullable<DebtFacts['dispute']>['debtorOutcome']>

/** Who disputes a debt and why, which outcome each side has proposed, and what both agreed on. */
export function Dispute({ debt }: { readonly debt: DebtFacts }) {
  const { dispute, debtor, creditor } = debt
  if (dispute === null) return null
  const proposals = [
    { side: debtor, outcome: dispute.debtorOutcome },
    { side: creditor, outcome: dispute.creditorOutcome },
  ]
  return (
    <section className={`note ${dispute.resolvedAt === null ? 'bad' : ''}`}>
      <p>
        <Name of={dispute.by} /> disputed it <Time at={dispute.at} />: “{dispute.reason}”.{' '}
        {dispute.resolution === null ? (
          'It is settled when both choose the same outcome.'
        ) : (
          <>Resolved: {resolutionText(dispute.resolution, debt)}.</>
        )}
      </p>
      {dispute.resolution === null && (
        <ul>
          {proposals.map(({ side, outcome }) => (
            <li key={side.did}>
              <Name of={side} />{' '}
              {outcome === null ? 'has proposed no outcome yet.' : <>proposes: {outcomeText(outcome, debt)}.</>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function outcomeText({ uphold, amount }: Outcome, debt: DebtFacts): ReactNode {
  return resolutionText(amount ?? (uphold ? 'uphold' : 'void'), debt)
}

/** What the API says of a resolution, an amount in minor units included, as people read it. */
function resolutionText(resolution: string, { currency, scale }: DebtFacts): ReactNode {
  if (/^\d+$/.test(resolution)) {
    return (
      <>
        the amount is <Amount of={resolution} currency={currency} scale={scale} />
      </>
    )
  }
  const texts: Record<string, string> = {
    uphold: 'the debt stands as recorded',
    void: 'nothing is owed',
    confirmed: 'confirmed after all',
  }
  return texts[resolution] ?? resolution
}
