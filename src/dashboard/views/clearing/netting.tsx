import { lazy, Suspense, useState } from 'react'
import { Act } from '../../components/act.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Filter, SelectField } from '../../components/field.tsx'
import { PreviewDocument, ProposeNettingDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.tsx'
import { useLive } from '../../live/use-live.ts'
import { writeRoute } from '../../logic/route.ts'
import { enumerate, nameOf } from '../../logic/words.ts'
import { navigate, useRoute } from '../../router.tsx'
import { type Arrangement, useArrangements } from './arrangements.ts'
import { NoArrangement } from './record.tsx'
import { NettingResult } from './result.tsx'

/** Loaded only where somebody wants to see it: the drawing is larger than the rest of the dashboard. */
const Graph = lazy(() => import('./graph.tsx').then((module) => ({ default: module.Graph })))

/** What netting would come to now, before anybody proposes it. */
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

/** In how many days the round ends; none: in ten minutes, as the node has it. */
const ANSWERED_BY = [
  ['0', 'The nodes, within 10 minutes'],
  ['1', 'People, within a day'],
  ['3', 'People, within three days'],
  ['7', 'People, within a week'],
] as const
const DAY_MS = 24 * 60 * 60 * 1000

function deadlineIn(days: number): string | null {
  return days === 0 ? null : new Date(Date.now() + days * DAY_MS).toISOString()
}

function Preview({ arrangement, currency }: { readonly arrangement: Arrangement; readonly currency: string }) {
  const { self } = useSession()
  const { data, error, loading, reload } = useLive(
    PreviewDocument,
    { input: { agreementId: arrangement.id, currency } },
    { kinds: ['OBLIGATION', 'NETTING_ROUND'], scope: arrangement.id },
  )
  const [shown, setShown] = useState(false)
  const [days, setDays] = useState('0')
  const result = data?.nettingPreview
  if (result === undefined) {
    return (
      <>
        <ErrorNote error={error} onRetry={reload} />
        {loading && <p role="status">Computing …</p>}
      </>
    )
  }
  const others = arrangement.parties.filter(({ did }) => did !== self.did).map(nameOf)
  return (
    <>
      <ErrorNote error={error} onRetry={reload} />
      <NettingResult result={result} />
      <div className="actions above">
        {result.setOffTotal !== '0' && (
          <Act
            verb="Propose this as a round"
            title="Propose a netting round?"
            look="primary"
            requires="SIGNER"
            document={ProposeNettingDocument}
            input={() => ({ agreementId: arrangement.id, currency, deadline: deadlineIn(Number(days)) })}
            onDone={({ proposeNetting }) => {
              if (proposeNetting) navigate(`/clearing/rounds/${proposeNetting.nettingRound.id}`)
            }}
          >
            <p>
              {enumerate(others)} are asked to accept. Only circles of debt whose every member accepts are set off;
              nobody’s position changes, and nobody gets a new debtor or creditor. No other round takes what takes part
              until this one ends.
            </p>
            <SelectField
              label="Who answers"
              value={days}
              onChange={setDays}
              options={ANSWERED_BY}
              hint="Nodes accept by themselves only rounds that end soon; the others wait for people."
            />
          </Act>
        )}
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
