import { Badge } from '../../components/badge.tsx'
import { Comments } from '../../components/domain/comments.tsx'
import { Happenings } from '../../components/domain/happenings.tsx'
import { Name } from '../../components/domain/name.tsx'
import { Download } from '../../components/download.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { MissingObject } from '../../components/missing-object.tsx'
import { Table } from '../../components/table.tsx'
import { Day, Time } from '../../components/time.tsx'
import { AgreementPageDocument } from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import { endingSentences } from '../../logic/agreements/ending.ts'
import { AGREEMENT_STATUS, AGREEMENT_TYPE, enumerate, nameOf, PARTY_ROLE } from '../../logic/words.ts'
import { Link } from '../../router.tsx'
import { Actions } from './actions.tsx'
import { Amendments } from './amendments.tsx'
import { EditDraft, ProposeChange } from './changes.tsx'
import type { Agreement } from './facts.ts'
import { CommonTerms, TermsText } from './terms.tsx'
import { Versions } from './versions.tsx'

interface AgreementPageProps {
  readonly id: string
  /** `edit` for the form of a draft, `change` for that of an amendment. */
  readonly part: string | undefined
}

export function AgreementPage({ id, part }: AgreementPageProps) {
  const read = useLive(AgreementPageDocument, { id }, { kinds: ['AGREEMENT', 'AMENDMENT'], scope: id })
  const agreement = read.data?.agreement ?? null
  if (agreement === null) {
    return (
      <MissingObject read={read} what="agreement" title="Agreement">
        It may be a draft that was discarded, or it has not arrived yet.{' '}
        <Link href="/agreements">See all agreements</Link>.
      </MissingObject>
    )
  }
  if (part === 'edit' && agreement.status === 'DRAFT') return <EditDraft agreement={agreement} />
  if (part === 'change' && agreement.status !== 'DRAFT') return <ProposeChange agreement={agreement} />
  return (
    <>
      <p className="small">
        <Link href="/agreements">Agreements</Link>
      </p>
      <div className="headline">
        <h1>{agreement.title}</h1>
        <span>
          <span className="quiet">{AGREEMENT_TYPE[agreement.type]}</span>{' '}
          <Badge words={AGREEMENT_STATUS} value={agreement.status} />
        </span>
      </div>
      <ErrorNote error={read.error} onRetry={read.reload} />
      <State agreement={agreement} />
      <Actions agreement={agreement} />
      <section className="card" aria-labelledby="terms">
        <h2 id="terms">Terms</h2>
        <TermsText of={agreement} />
        <CommonTerms of={agreement} standing={agreement} />
      </section>
      <Parties agreement={agreement} />
      <Amendments agreement={agreement} />
      <Versions agreement={agreement} />
      {agreement.status !== 'DRAFT' && <Comments agreementId={id} />}
      {agreement.status !== 'DRAFT' && (
        <section className="card" aria-labelledby="timeline">
          <h2 id="timeline">History</h2>
          <Happenings scope={id} last={25} />
        </section>
      )}
      <SignedDocument agreement={agreement} />
    </>
  )
}

/** What is out of the ordinary: open signatures, suspensions, an end that comes or has come. */
function State({ agreement }: { readonly agreement: Agreement }) {
  const { awaiting, suspensions, termination, status, signBefore } = agreement
  return (
    <>
      {status === 'PROPOSED' && (
        <p className="note waiting">
          Takes effect when all have signed. Awaiting signature: {enumerate(awaiting.map(nameOf), 6)}
          {signBefore !== null && (
            <>
              , before <Day at={signBefore} />
            </>
          )}
          .
        </p>
      )}
      {suspensions
        .filter(({ liftedAt }) => liftedAt === null)
        .map(({ id, by, reason, at }) => (
          <p key={id} className="note bad">
            <Name of={by} /> suspended it <Time at={at} />: “{reason}”. Nothing new can be recorded under it until it is
            resumed.
          </p>
        ))}
      {termination !== null && (
        <div className={`note ${status === 'TERMINATED' ? '' : 'waiting'}`}>
          {endingSentences(agreement, { locale: navigator.language }).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      )}
    </>
  )
}

function Parties({ agreement }: { readonly agreement: Agreement }) {
  const { parties, signatures, version, status } = agreement
  const signedAt = (did: string) =>
    signatures.filter(({ party }) => party.did === did).sort((a, b) => b.version - a.version)[0]
  return (
    <section className="card" aria-labelledby="parties">
      <h2 id="parties">Parties and signatures</h2>
      <Table
        caption="Parties"
        rows={parties}
        keyOf={({ cooperative }) => cooperative.did}
        columns={[
          { title: 'Cooperative', cell: ({ cooperative }) => <Name of={cooperative} /> },
          { title: 'Role', cell: ({ role }) => PARTY_ROLE[role] },
          {
            title: 'Signature',
            cell: ({ cooperative, role, signedVersion }) => {
              const signature = signedAt(cooperative.did)
              if (role === 'WITNESS') return <span className="quiet">does not sign</span>
              if (signedVersion === null || signature === undefined) {
                return status === 'DRAFT' ? '–' : <span className="badge waiting">Not yet</span>
              }
              return (
                <>
                  <span className={`badge ${signature.valid ? 'good' : 'bad'}`}>
                    {signature.valid ? `Signed version ${signedVersion}` : 'Invalid signature'}
                  </span>{' '}
                  <span className="quiet small">
                    <Time at={signature.signedAt} />
                  </span>
                </>
              )
            },
          },
        ]}
      />
      <p className="quiet small">The agreement is at version {version}.</p>
    </section>
  )
}

/** The exact bytes that were signed, and the signatures, for verification elsewhere. */
function SignedDocument({ agreement }: { readonly agreement: Agreement }) {
  const { id, document: text, documentHash, signatures, version } = agreement
  const signed = signatures.filter((signature) => signature.version === version)
  const content = { document: text, documentHash, signatures: signed.map(({ proof }) => proof) }
  return (
    <section className="card" aria-labelledby="document">
      <div className="headline">
        <h2 id="document">The document</h2>
        <Download name={`${id.slice(0, 16)}-v${version}.json`} content={content} verb="Download with signatures" />
      </div>
      <p className="quiet small">
        SHA-256 <code>{documentHash}</code>: identical documents have the same hash.
      </p>
      <details>
        <summary>Show the signed text</summary>
        <pre>{JSON.stringify(text, null, 2)}</pre>
      </details>
    </section>
  )
}
