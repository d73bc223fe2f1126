import type { JsonObject } from '../../../kernel/index.ts'
import { Act } from '../../components/act.tsx'
import { Badge } from '../../components/badge.tsx'
import { Comments } from '../../components/domain/comments.tsx'
import { Name } from '../../components/domain/name.tsx'
import { Download } from '../../components/download.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { MissingObject } from '../../components/missing-object.tsx'
import { Time } from '../../components/time.tsx'
import {
  ConfirmRecordDocument,
  DisputeRecordDocument,
  RecordPageDocument,
  type RecordPageQuery,
  WithdrawRecordDocument,
} from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useLive } from '../../live/use-live.ts'
import { factsOf } from '../../logic/records/facts.ts'
import { schemaOf } from '../../logic/records/fields.ts'
import { answersTo, RECORD_STATUS } from '../../logic/records/record.ts'
import { enumerate, nameOf } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import { Facts } from './facts.tsx'

type AgreementRecord = NonNullable<RecordPageQuery['record']>

interface RecordProps {
  readonly record: AgreementRecord
}

export function RecordPage({ id }: { readonly id: string }) {
  const read = useLive(RecordPageDocument, { id }, { kinds: ['RECORD', 'COOPERATIVE'] })
  const record = read.data?.record ?? null
  if (record === null) {
    return (
      <MissingObject read={read} what="record" title="Record">
        It may not have arrived yet. <Link href="/records">See all records</Link>.
      </MissingObject>
    )
  }
  return (
    <>
      <p className="small">
        <Link href="/records">Records</Link>
      </p>
      <div className="headline">
        <h1>
          {record.type} {record.reference}
        </h1>
        <Badge words={RECORD_STATUS} value={record.status} />
      </div>
      <ErrorNote error={read.error} onRetry={read.reload} />
      <State record={record} />
      <Answers record={record} />
      <Payload record={record} />
      <Circumstances record={record} />
      <Comments agreementId={record.agreement.id} about={record.id} />
    </>
  )
}

/** Whose answer it waits for, who disputes it and why, why it was withdrawn. */
function State({ record: { status, awaiting, dispute, reason, author } }: RecordProps) {
  const { self } = useSession()
  const awaited = awaiting.map((party) => (party.did === self.did ? 'us' : nameOf(party)))
  return (
    <>
      {dispute !== null && (
        <p className={`note ${dispute.resolvedAt === null ? 'bad' : ''}`}>
          <Name of={dispute.by} /> disputed it <Time at={dispute.at} />: “{dispute.reason}”.{' '}
          {dispute.resolution === 'confirmed' && 'It has confirmed it after all.'}
        </p>
      )}
      {status === 'WITHDRAWN' && (
        <p className="note">
          {nameOf(author)} has withdrawn it{reason === null ? '.' : `: “${reason}”.`}
        </p>
      )}
      {awaited.length > 0 && <p className="note waiting">Awaiting an answer from {enumerate(awaited, 6)}.</p>}
    </>
  )
}

function Answers({ record }: RecordProps) {
  const { self } = useSession()
  const { id, author } = record
  const { canConfirm, canDispute, canWithdraw } = answersTo(record, self.did)
  return (
    <div className="actions above">
      {canConfirm && (
        <Act
          verb="Confirm it"
          title={`Confirm what ${nameOf(author)} recorded?`}
          document={ConfirmRecordDocument}
          input={() => ({ recordId: id })}
          requires="SIGNER"
          look="primary"
        >
          <p>We sign that it is right. That stays so: a confirmation cannot be taken back.</p>
        </Act>
      )}
      {canDispute && (
        <Act
          verb="Dispute it"
          title={`Dispute what ${nameOf(author)} recorded?`}
          document={DisputeRecordDocument}
          input={(reason) => ({ recordId: id, reason: reason ?? '' })}
          reason={{ label: 'What is wrong with it' }}
          requires="OPERATOR"
        >
          <p>
            {nameOf(author)} is notified. It can withdraw the record and add a corrected one; we can still confirm it.
          </p>
        </Act>
      )}
      {canWithdraw && (
        <Act
          verb="Withdraw it"
          title="Withdraw this record?"
          document={WithdrawRecordDocument}
          input={(reason) => ({ recordId: id, reason })}
          reason={{ label: 'Reason', optional: true }}
          requires="OPERATOR"
          look="danger"
        >
          <p>It can no longer be confirmed. A confirmation that was sent before still counts.</p>
        </Act>
      )}
    </div>
  )
}

function Payload({ record }: RecordProps) {
  const { payload, type, id, agreement } = record
  const types = 'recordTypes' in agreement.terms ? agreement.terms.recordTypes : []
  const described = types.find(({ name }) => name === type)
  const schema = described === undefined ? null : schemaOf(described.schema)
  return (
    <section className="card" aria-labelledby="payload">
      <div className="headline">
        <h2 id="payload">What was recorded</h2>
        <Download name={`${id.slice(0, 16)}.json`} content={payload} verb="Download JSON" />
      </div>
      <Facts of={factsOf(payload as JsonObject, { schema, locale: navigator.language })} />
    </section>
  )
}

function Circumstances({ record: { author, recordedAt, confirmedBy, agreement } }: RecordProps) {
  return (
    <section className="card" aria-labelledby="circumstances">
      <h2 id="circumstances">By whom</h2>
      <dl className="facts">
        <dt>Recorded by</dt>
        <dd>
          <Name of={author} />, <Time at={recordedAt} />
        </dd>
        <dt>Confirmed by</dt>
        <dd>
          {confirmedBy.length === 0 ? (
            '–'
          ) : (
            <ul className="plain">
              {confirmedBy.map((party) => (
                <li key={party.did}>
                  <Name of={party} />
                </li>
              ))}
            </ul>
          )}
        </dd>
        <dt>Under</dt>
        <dd>
          <Link href={`/agreements/${agreement.id}`}>{agreement.title}</Link>
        </dd>
      </dl>
    </section>
  )
}
