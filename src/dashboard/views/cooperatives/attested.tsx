import { Badge } from '../../components/badge.tsx'
import { IssuerTrust } from '../../components/domain/issuer-trust.tsx'
import { Name } from '../../components/domain/name.tsx'
import { Empty } from '../../components/empty.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Table } from '../../components/table.tsx'
import { Day } from '../../components/time.tsx'
import { AttestedOfDocument, type AttestedOfQuery } from '../../generated/operations.ts'
import { useLive } from '../../live/use-live.ts'
import { ATTESTATION_STATUS, typeText } from '../../logic/attestations/attestation.ts'
import { Link } from '../../router.tsx'

/** What others have attested of it, whether that holds, and how much its issuers count here. */
export function Attested({ did }: { readonly did: string }) {
  const { data, error, reload } = useLive(
    AttestedOfDocument,
    { did },
    { kinds: ['ATTESTATION', 'TRUST_EDGE', 'AGREEMENT', 'COOPERATIVE'] },
  )
  return (
    <section className="card" aria-labelledby="attested">
      <h2 id="attested">Attestations about it</h2>
      <ErrorNote error={error} onRetry={reload} />
      {data?.attestations.edges.length === 0 && (
        <Empty title="No attestations about it.">
          <p>An attestation is a signed, verifiable and revocable statement about a cooperative or a member.</p>
        </Empty>
      )}
      {data !== null && data.attestations.edges.length > 0 && <Found data={data} />}
    </section>
  )
}

function Found({ data: { attestations, trust } }: { readonly data: AttestedOfQuery }) {
  return (
    <>
      <p>
        Trust, by our own weights: <strong>{Math.round(trust.score * 100)} %</strong>
      </p>
      <Table
        caption="Attestations about it"
        rows={attestations.edges.map(({ node }) => node)}
        keyOf={({ id }) => id}
        columns={[
          { title: 'What', cell: ({ id, type }) => <Link href={`/attestations/${id}`}>{typeText(type)}</Link> },
          { title: 'By', cell: ({ issuer }) => <Name of={issuer} /> },
          {
            title: 'Check',
            cell: ({ status, revocationReason }) => (
              <span>
                <Badge words={ATTESTATION_STATUS} value={status} />
                {revocationReason !== null && <span className="quiet small"> “{revocationReason}”</span>}
              </span>
            ),
          },
          { title: 'Until', cell: ({ validUntil }) => (validUntil === null ? 'no end' : <Day at={validUntil} />) },
          {
            title: 'Its issuer',
            cell: ({ status, issuer, issuerTrust }) =>
              status === 'VALID' ? (
                <IssuerTrust of={issuerTrust} issuer={issuer} />
              ) : (
                <span className="quiet small">Not counted</span>
              ),
          },
        ]}
      />
      {attestations.totalCount > attestations.edges.length && (
        <p className="quiet">
          The newest {attestations.edges.length} of {attestations.totalCount}.
        </p>
      )}
    </>
  )
}
