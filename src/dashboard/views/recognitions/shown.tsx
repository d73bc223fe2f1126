import { Badge } from '../../components/badge.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { NodeText } from '../../components/node-text.tsx'
import { Time } from '../../components/time.tsx'
import { CheckPresentationDocument, type CheckPresentationQuery } from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import { ATTESTATION_STATUS, typeText } from '../../logic/attestations/attestation.ts'
import type { JsonObject } from '../../logic/recognitions/recognition.ts'
import { shortDid } from '../../logic/words.ts'
import { Link } from '../../router.tsx'

interface ShownProps {
  readonly presentation: JsonObject
  readonly challenge: { readonly challenge: string; readonly domain: string }
}

/** The node's answer about a presentation, updated when something about it has changed. */
export function Shown({ presentation, challenge: { challenge, domain } }: ShownProps) {
  const { data, error, loading, reload } = useLive(
    CheckPresentationDocument,
    { presentation, challenge, domain },
    { kinds: ['ATTESTATION', 'AGREEMENT', 'COOPERATIVE', 'RECOGNITION'] },
  )
  return (
    <div aria-live="polite">
      {loading && data === null && <p>Checking …</p>}
      <ErrorNote error={error} onRetry={reload} />
      {data !== null && error === null && <Found checked={data.checkPresentation} />}
    </div>
  )
}

function Found({ checked }: { readonly checked: CheckPresentationQuery['checkPresentation'] }) {
  const { valid, holder, problems, credentials } = checked
  return (
    <>
      <p className={`note ${valid ? 'good' : 'bad'}`}>
        {valid && holder !== null
          ? `The visitor holds the key of ${shortDid(holder)}.`
          : 'This does not prove who the visitor is.'}
      </p>
      {problems.length > 0 && (
        <ul>
          {problems.map((problem) => (
            <li key={problem}>
              <NodeText of={problem} />
            </li>
          ))}
        </ul>
      )}
      <ul className="plain lines">
        {credentials.map((credential, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the credentials of one presentation never move.
          <li key={index}>
            <span>
              <strong>{typeText(credential.type)}</strong>
              {credential.issuer !== null && <NodeText of={` by ${credential.issuer}`} />}{' '}
              <Badge words={ATTESTATION_STATUS} value={credential.status} />
              <span className="quiet small">
                {credential.statusAsOf !== null && (
                  <>
                    {' '}
                    as of <Time at={credential.statusAsOf} />
                  </>
                )}
              </span>
            </span>
            <span>
              {credential.recognised ? 'Recognised under ' : 'Not recognised under any agreement of ours'}
              {credential.recognisedUnder.map(({ id, title }) => (
                <Link key={id} href={`/agreements/${id}`}>
                  {title}
                </Link>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
