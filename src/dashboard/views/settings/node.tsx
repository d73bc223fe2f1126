import { Copy } from '../../components/copy.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { ThisNodeDocument } from '../../generated/operations.ts'
import { useSession } from '../../live/session.ts'
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
                {data.self.listenAddresses.length === 0 && 'None: other nodes cannot connect to it.'}
              </dd>
              <dt>Version</dt>
              <dd>{data.self.version}</dd>
              <dt>Database</dt>
              <dd>{DATABASE[data.self.database]}</dd>
              <dt>Public records</dt>
              <dd>
                {data.stateDigest.entryCount} entries, digest <code>{data.stateDigest.digest}</code>
                <div className="quiet small">Nodes with equal digests hold the same public records.</div>
              </dd>
            </>
          )}
          <dt>Role of this token</dt>
          <dd>{self.role.toLowerCase()}</dd>
        </dl>
      </section>
      <section className="card" aria-labelledby="safe">
        <h2 id="safe">Recovery and backup</h2>
        <p>
          <strong>The recovery key</strong> was shown once, in the terminal at the first start, to be written down and
          kept offline. The API does not expose it. If the node was first started without a terminal, the next start in
          a terminal shows it.
        </p>
        <p>
          <strong>A backup</strong> consists of the data folder, and of the database if it is on a server. When you
          restore an older backup, keep the newest <code>heads.jsonl</code> or leave it out: the node then does not sign
          until a peer has returned its own log, and this page says so.
        </p>
        <p>
          <code>rochdale doctor</code> checks the node’s installation; <code>rochdale export</code> writes the records
          of an agreement for an auditor.
        </p>
      </section>
    </>
  )
}
