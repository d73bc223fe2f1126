import { Act } from '../../components/act.tsx'
import { Badge } from '../../components/badge.tsx'
import { Copy } from '../../components/copy.tsx'
import { ClaimFacts } from '../../components/domain/claim-facts.tsx'
import { IssuerTrust } from '../../components/domain/issuer-trust.tsx'
import { Name } from '../../components/domain/name.tsx'
import { Download } from '../../components/download.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { MissingObject } from '../../components/missing-object.tsx'
import { Time } from '../../components/time.tsx'
import {
  AttestationPageDocument,
  type AttestationPageQuery,
  RevokeAttestationDocument,
} from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
import { useLive } from '../../live/use-live.ts'
import { ATTESTATION_STATUS, typeText } from '../../logic/attestations/attestation.ts'
import { fullTime } from '../../logic/moments.ts'
import { nameOf } from '../../logic/words.ts'
import { Link } from '../../router.tsx'

type Attestation = NonNullable<AttestationPageQuery['attestation']>

export function AttestationPage({ id }: { readonly id: string }) {
  const read = useLive(
    AttestationPageDocument,
    { id },
    { kinds: ['ATTESTATION', 'TRUST_EDGE', 'AGREEMENT', 'COOPERATIVE'] },
  )
  const attestation = read.data?.attestation ?? null
  if (attestation === null) {
    return (
      <MissingObject read={read} what="attestation" title="Attestation">
        It may not have arrived yet. <Link href="/attestations">See the attestations about us</Link>, or{' '}
        <Link href="/attestations/check">check a credential that you received</Link>.
      </MissingObject>
    )
  }
  return (
    <>
      <p className="small">
        <Link href="/attestations">Attestations</Link>
      </p>
      <div className="headline">
        <h1>{typeText(attestation.type)}</h1>
        <Badge words={ATTESTATION_STATUS} value={attestation.status} />
      </div>
      <ErrorNote error={read.error} onRetry={read.reload} />
      {attestation.revokedAt !== null && (
        <p className="note bad">
          {nameOf(attestation.issuer)} revoked it <Time at={attestation.revokedAt} />
          {attestation.revocationReason !== null && <>: “{attestation.revocationReason}”</>}. It no longer counts.
        </p>
      )}
      <Revoke attestation={attestation} />
      <Facts attestation={attestation} />
      <Credential attestation={attestation} />
    </>
  )
}

function Revoke({ attestation }: { readonly attestation: Attestation }) {
  const { self } = useSession()
  const { id, issuer, status, type } = attestation
  if (issuer.did !== self.did || status === 'REVOKED') return null
  const subject = subjectName(attestation)
  return (
    <div className="actions above">
      <Act
        verb="Revoke"
        look="danger"
        title={`Revoke “${typeText(type)}” about ${subject}?`}
        document={RevokeAttestationDocument}
        input={(reason) => ({ attestationId: id, ...(reason === null ? {} : { reason }) })}
        reason={{
          label: 'Reason',
          optional: true,
          hint: `Every reader of the attestation can read it, ${subject} included.`,
        }}
        requires="SIGNER"
      >
        <p>
          The revocation is final. Every node that holds the attestation shows it as revoked, and it no longer counts
          towards trust in {subject}. A holder of the credential as a file sees the revocation in the status list that
          the credential names, or by asking a node.
        </p>
      </Act>
    </div>
  )
}

function Facts({ attestation }: { readonly attestation: Attestation }) {
  const { type, subject, subjectCooperative, claims, evidence, validFrom, validUntil } = attestation
  const time = (at: string) => (
    <>
      {fullTime(at, navigator.language)}{' '}
      <span className="quiet">
        (<Time at={at} />)
      </span>
    </>
  )
  return (
    <div className="grid">
      <section className="card" aria-labelledby="states">
        <h2 id="states">Statement</h2>
        <dl className="facts">
          <dt>About</dt>
          <dd>{subjectCooperative === null ? <code>{subject}</code> : <Name of={subjectCooperative} />}</dd>
          <ClaimFacts type={type} claims={claims} />
          <dt>Valid from</dt>
          <dd>{time(validFrom)}</dd>
          <dt>Until</dt>
          <dd>{validUntil === null ? 'No end date' : time(validUntil)}</dd>
          {evidence.length > 0 && (
            <>
              <dt>Evidence</dt>
              <dd>
                {evidence.map((hash) => (
                  <div key={hash}>
                    entry <code>{hash}</code>
                  </div>
                ))}
              </dd>
            </>
          )}
        </dl>
      </section>
      <Issuer attestation={attestation} />
    </div>
  )
}

function Issuer({ attestation: { issuer, issuerTrust } }: { readonly attestation: Attestation }) {
  return (
    <section className="card" aria-labelledby="issuer">
      <h2 id="issuer">Issuer</h2>
      <dl className="facts">
        <dt>Issuer</dt>
        <dd>
          <Name of={issuer} />
        </dd>
        <dt>At this node</dt>
        <dd>
          <IssuerTrust of={issuerTrust} issuer={issuer} />
        </dd>
        {issuerTrust.recognisedUnder.length > 0 && (
          <>
            <dt>Recognised under</dt>
            <dd>
              {issuerTrust.recognisedUnder.map(({ id, title }) => (
                <div key={id}>
                  <Link href={`/agreements/${id}`}>{title}</Link>
                </div>
              ))}
            </dd>
          </>
        )}
        <dt>Signature</dt>
        <dd>Verified when it arrived: nodes keep only attestations that the issuer has signed.</dd>
      </dl>
    </section>
  )
}

/** The credential itself, for verification elsewhere. */
function Credential({ attestation: { id, credential } }: { readonly attestation: Attestation }) {
  const text = JSON.stringify(credential, null, 2)
  return (
    <section className="card" aria-labelledby="credential">
      <h2 id="credential">The credential</h2>
      <p className="quiet">
        A W3C Verifiable Credential, which other software can verify without this node. It does not show whether it was
        revoked.
      </p>
      <div className="actions above">
        <Copy text={text} verb="Copy the credential" />
        <Download name={`${id.slice(0, 16)}.json`} content={credential} verb="Download" />
      </div>
      <details>
        <summary>Show the text</summary>
        <pre>{text}</pre>
      </details>
    </section>
  )
}

function subjectName({ subject, subjectCooperative }: Attestation): string {
  return nameOf(subjectCooperative ?? { did: subject, name: null })
}
