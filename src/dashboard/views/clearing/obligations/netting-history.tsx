import { Badge } from '../../../components/badge.tsx'
import { Name } from '../../../components/domain/name.tsx'
import { ErrorNote } from '../../../components/error-note.tsx'
import { NodeText } from '../../../components/node-text.tsx'
import { Time } from '../../../components/time.tsx'
import { NettingHistoryDocument } from '../../../generated/operations.ts'
import { useLive } from '../../../live/use-live.ts'
import { OBLIGATION_OUTCOME } from '../../../logic/words.ts'
import { Link } from '../../../router.tsx'

interface NettingHistoryProps {
  readonly id: string
  readonly agreementId: string
  readonly currency: string
}

/** Why a debt was, or was not, netted: in each of the newest rounds, and in the next one. */
export function NettingHistory({ id, agreementId, currency }: NettingHistoryProps) {
  const watch = { kinds: ['OBLIGATION', 'NETTING_ROUND'], scope: agreementId } as const
  const { data, error, reload } = useLive(NettingHistoryDocument, { id }, watch)
  const history = data?.obligation ?? null
  return (
    <section className="card" aria-labelledby="netting-history">
      <h2 id="netting-history">Why was it (not) netted?</h2>
      <ErrorNote error={error} onRetry={reload} />
      {history === null && error === null && <p role="status">Reading …</p>}
      {history !== null && (
        <>
          <p>
            <NodeText of={history.nettingProspect.explanation} />
          </p>
          {history.nettingAnswers.length === 0 && history.nettingProspect.amount !== '0' && (
            <p className="quiet">No round in {currency} has been proposed since it was recorded.</p>
          )}
          <ol className="plain lines">
            {history.nettingAnswers.map(({ outcome, explanation, round }) => (
              <li key={round.id}>
                <span>
                  <Badge words={OBLIGATION_OUTCOME} value={outcome} /> <NodeText of={explanation} />
                </span>
                <span className="quiet small">
                  <Link href={`/clearing/rounds/${round.id}`}>Round</Link> of <Name of={round.proposer} />,{' '}
                  <Time at={round.proposedAt} />
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}
