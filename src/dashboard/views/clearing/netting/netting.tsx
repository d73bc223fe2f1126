import { lazy, Suspense, useState } from 'react'
import { NoArrangement } from '../../../components/domain/no-arrangement.tsx'
import { ErrorNote } from '../../../components/error-note.tsx'
import { Filter } from '../../../components/field.tsx'
import { Day } from '../../../components/time.tsx'
import { PreviewDocument } from '../../../generated/operations.ts'
import { useLive } from '../../../live/use-live.ts'
import { writeRoute } from '../../../logic/route.ts'
import { Link, navigate, useRoute } from '../../../router.tsx'
import { type Arrangement, useArrangements } from '../../arrangements.ts'
import { ProposeRound } from './propose.tsx'
import { NettingResult } from './result.tsx'

/** Loaded only when it is opened: the drawing is larger than the rest of the dashboard. */
const Graph = lazy(() => import('./graph.tsx').then((module) => ({ default: module.Graph })))

/** The netting that the present debts would give, before one is proposed. */
export function Netting() {
  const { arrangements, error } = useArrangements()
  const { query } = useRoute()
  const show = (changes: Record<string, string>) =>
    navigate(writeRoute(['clearing', 'netting'], { ...query, ...changes }), { replace: true })
  const arrangement = arrangements?.find(({ id }) => id === query.agreement) ?? arrangements?.[0]
  const currency = arrangement?.currencies.find((known) => known.code === query.currency) ?? arrangement?.currencies[0]
  return (
    <>
      <ErrorNote error={error} />
      {arrangements?.length === 0 && <NoArrangement />}
      {arrangements !== null && arrangement !== undefined && currency !== undefined && (
        <>
          <div className="filters card">
            <Filter
              label="Agreement"
              value={arrangement.id}
              onChange={(agreement) => show({ agreement })}
              options={arrangements.map(({ id, title }) => [id, title])}
            />
            <Filter
              label="Currency"
              value={currency.code}
              onChange={(code) => show({ currency: code })}
              options={arrangement.currencies.map((known) => [known.code, known.code])}
            />
          </div>
          <Preview key={`${arrangement.id} ${currency.code}`} arrangement={arrangement} currency={currency.code} />
        </>
      )}
    </>
  )
}

function Preview({ arrangement, currency }: { readonly arrangement: Arrangement; readonly currency: string }) {
  const { data, error, loading, reload } = useLive(
    PreviewDocument,
    { agreementId: arrangement.id, currency },
    { kinds: ['OBLIGATION', 'NETTING_ROUND'], scope: arrangement.id },
  )
  const [shown, setShown] = useState(false)
  const result = data?.nettingPreview
  if (result === undefined) {
    return (
      <>
        <ErrorNote error={error} onRetry={reload} />
        {loading && <p role="status">Computing …</p>}
      </>
    )
  }
  return (
    <>
      <ErrorNote error={error} onRetry={reload} />
      {data?.nettingRounds.edges
        .filter(({ node }) => node.currency === currency)
        .map(({ node }) => (
          <p key={node.id} className="note waiting">
            What an <Link href={`/clearing/rounds/${node.id}`}>open round</Link> has reserved until{' '}
            <Day at={node.deadline} /> is left out here.
          </p>
        ))}
      <NettingResult result={result} />
      <div className="actions above">
        {result.setOffTotal !== '0' && <ProposeRound arrangement={arrangement} currency={currency} />}
        {result.obligationCount > 0 && (
          <button type="button" aria-expanded={shown} onClick={() => setShown(!shown)}>
            {shown ? 'Hide the picture' : 'Show the picture'}
          </button>
        )}
      </div>
      {shown && result.obligationCount > 0 && (
        <Suspense fallback={<p role="status">Drawing …</p>}>
          <Graph agreementId={arrangement.id} unit={result} resultHash={result.resultHash} />
        </Suspense>
      )}
    </>
  )
}
