import { Act } from '../../components/act.tsx'
import { Badge } from '../../components/badge.tsx'
import { Copy } from '../../components/copy.tsx'
import { Name } from '../../components/domain/name.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { MissingObject } from '../../components/missing-object.tsx'
import { Day, Time } from '../../components/time.tsx'
import {
  RecognitionPageDocument,
  type RecognitionPageQuery,
  WithdrawRecognitionDocument,
} from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useLive } from '../../live/use-live.ts'
import { ATTESTATION_STATUS, typeText } from '../../logic/attestations/attestation.ts'
import { holderText, RECOGNITION_STATUS } from '../../logic/recognitions/recognition.ts'
import { nameOf, shortDid } from '../../logic/words.ts'
import { Link } from '../../router.tsx'

type Recognition = NonNullable<RecognitionPageQuery['recognition']>

export function RecognitionPage({ id }: { readonly id: string }) {
  const read = useLive(RecognitionPageDocument, { id }, { kinds: ['RECOGNITION', 'ATTESTATION', 'AGREEMENT'] })
  const recognition = read.data?.recognition ?? null
  if (recognition === null) {
    return (
      <MissingObject read={read} what="recognition" title="Recognition">
        It may not have arrived yet. <Link href="/recognitions">See all recognitions</Link>.
      </MissingObject>
    )
  }
  return (
    <>
      <p className="small">
        <Link href="/recognitions">Visitors</Link>
      </p>
      <div className="headline">
        <h1>A member of {nameOf(recognition.home)}</h1>
        <Badge words={RECOGNITION_STATUS} value={recognition.status} />
      </div>
      <ErrorNote error={read.error} onRetry={read.reload} />
      {recognition.lapsedBecause !== null && <p className="note bad">{recognition.lapsedBecause}</p>}
      <Withdraw recognition={recognition} />
      <Facts recognition={recognition} />
    </>
  )
}

function Withdraw({ recognition: { id, host, home, status } }: { readonly recognition: Recognition }) {
  const { self } = useSession()
  if (host.did !== self.did || status !== 'ACTIVE') return null
  return (
    <div className="actions">
      <Act
        verb="Withdraw the recognition"
        title={`Withdraw the recognition of this member of ${nameOf(home)}?`}
        document={WithdrawRecognitionDocument}
        input={(reason) => ({ recognitionId: id, reason })}
        reason={{ label: 'Reason', optional: true }}
        requires="SIGNER"
        look="danger"
      >
        <p>The member is no longer recognised here. A later recognition is a new one.</p>
      </Act>
    </div>
  )
}

function Facts({ recognition }: { readonly recognition: Recognition }) {
  const { member, home, host, role, attestationType, attestation, until, holderProved, recognisedAt, endedAt, reason } =
    recognition
  return (
    <section className="card" aria-labelledby="facts">
      <h2 id="facts">What is recognised</h2>
      <dl className="facts">
        <dt>Member</dt>
        <dd>
          <code title={member}>{shortDid(member)}</code> <Copy text={member} />
        </dd>
        <dt>Home</dt>
        <dd>
          <Name of={home} />
        </dd>
        <dt>Host</dt>
        <dd>
          <Name of={host} />
        </dd>
        <dt>Under</dt>
        <dd>
          <Link href={`/agreements/${recognition.agreement.id}`}>{recognition.agreement.title}</Link>
        </dd>
        <dt>On the strength of</dt>
        <dd>
          {attestation === null ? (
            `a credential of the type “${typeText(attestationType)}”, which stays at the host`
          ) : (
            <>
              <Link href={`/attestations/${attestation.id}`}>{typeText(attestationType)}</Link>{' '}
              <Badge words={ATTESTATION_STATUS} value={attestation.status} />
            </>
          )}
        </dd>
        {role !== null && (
          <>
            <dt>As</dt>
            <dd>{role}</dd>
          </>
        )}
        <dt>Since</dt>
        <dd>
          <Time at={recognisedAt} />
        </dd>
        {until !== null && (
          <>
            <dt>Until</dt>
            <dd>
              <Day at={until} />
            </dd>
          </>
        )}
        {endedAt !== null && (
          <>
            <dt>Ended</dt>
            <dd>
              <Time at={endedAt} />
              {reason !== null && <>: “{reason}”</>}
            </dd>
          </>
        )}
        <dt>Holder</dt>
        <dd>{holderText(holderProved)}</dd>
      </dl>
    </section>
  )
}
