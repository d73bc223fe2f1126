import { Copy } from '../../components/copy.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { ThisNodeDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.tsx'
import { useLive } from '../../live/use-live.ts'

const DATABASE = {
  EMBEDDED: 'PostgreSQL inside the node, in its data folder',
  SERVER: 'A PostgreSQL server, named by DATABASE_URL',
} as const

/** The facts of this node: what others ask for, and what an operator wants to know. */
export function ThisNode() {
  const { self } = useSession()
  const { data, error, reload } = useLive(ThisNodeDocument, {}, { kinds: ['COOPERATIVE', 'ATTESTATION'] })
  return (
    <>
      <ErrorNote error={error} onRetry={reload} />
      <section className="card" aria-labelledby="facts">
        <h2 id="facts">Facts</h2>
        <dl className="facts">
          <dt>Our identifier</dt>
          <dd>
            <code>{self.did}</code> <Copy text={self.did} />
          </dd>
          {data !== null && (
            <>
              <dt>Addresses for peers</dt>
              <dd>
                {data.self.listenAddresses.map((address) => (
                  <div key={address}>
                    <code>{address}</code>
                  </div>
                ))}
                {data.self.listenAddresses.length === 0 && 'It listens nowhere: others cannot connect to it.'}
              </dd>
              <dt>Version</dt>
              <dd>{data.self.version}</dd>
              <dt>Database</dt>
              <dd>{DATABASE[data.self.database]}</dd>
              <dt>Public state</dt>
              <dd>
                {data.stateDigest.entryCount} entries, fingerprint <code>{data.stateDigest.digest}</code>
                <div className="quiet small">Nodes with equal fingerprints hold the same public state.</div>
              </dd>
            </>
          )}
          <dt>Role of this token</dt>
          <dd>{self.role.toLowerCase()}</dd>
        </dl>
      </section>
      <section className="card" aria-labelledby="safe">
        <h2 id="safe">Keeping it safe</h2>
        <p>
          <strong>The recovery key</strong> was shown once, in the terminal of the node’s first start, to be written
          down and kept offline. It is nowhere in the API, so that no token can take it away. Where the node was first
          started without a terminal, the next start on one shows it.
        </p>
        <p>
          <strong>A backup</strong> holds the node’s data folder, and the database where that is a server’s. When an
          older one is restored, keep the newest <code>heads.jsonl</code> or leave it out: then the node signs nothing
          until its own log has come back from a peer, and this page says so.
        </p>
        <p>
          <code>rochdale doctor</code> looks at all that the node needs; <code>rochdale export</code> writes the books
          of an agreement for an auditor.
        </p>
      </section>
    </>
  )
}
