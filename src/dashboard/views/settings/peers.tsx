import { useState } from 'react'
import { Copy } from '../../components/copy.tsx'
import { Name } from '../../components/domain/name.tsx'
import { PeerState } from '../../components/domain/peer-state.tsx'
import { Empty } from '../../components/empty.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { TextField } from '../../components/field.tsx'
import { RoleButton } from '../../components/role-button.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { ConnectPeerDocument, PeersDocument, type PeersQuery } from '../../generated/operations.ts'
import { useAction, useLive } from '../../live/use-live.ts'
import { nameOf } from '../../logic/words.ts'
import { Bans } from './bans.tsx'

/** Which nodes are connected, and whom this one deals with no more. */
export function Peers() {
  const { data, error, reload } = useLive(PeersDocument, {}, { kinds: ['PEER', 'COOPERATIVE'] })
  return (
    <>
      <ErrorNote error={error} onRetry={reload} />
      {data !== null && <Connections peers={data.peers} addresses={data.self.listenAddresses} />}
      <Connect />
      <Bans />
    </>
  )
}

interface ConnectionsProps {
  readonly peers: PeersQuery['peers']
  readonly addresses: readonly string[]
}

function Connections({ peers, addresses }: ConnectionsProps) {
  const sorted = peers.toSorted((one, other) => Number(other.connected) - Number(one.connected))
  return (
    <section className="card" aria-labelledby="connections">
      <h2 id="connections">Other nodes</h2>
      {peers.length === 0 ? (
        <Empty title="No other node is connected.">
          <p>Enter the address of a partner’s node below, or give the partner one of ours.</p>
        </Empty>
      ) : (
        <Table
          caption="Other nodes"
          rows={sorted}
          keyOf={({ id }) => id}
          columns={[
            { title: 'Cooperative', cell: ({ cooperative }) => <Name of={cooperative} /> },
            { title: 'State', cell: (peer) => <PeerState peer={peer} /> },
            { title: 'Address', cell: ({ address }) => (address === null ? '–' : <code>{address}</code>) },
            {
              title: 'Last synchronised',
              cell: ({ lastSyncAt }) => (lastSyncAt === null ? 'not yet' : <Time at={lastSyncAt} />),
            },
          ]}
        />
      )}
      <h3>Our addresses</h3>
      <ul className="plain lines">
        {addresses.map((address) => (
          <li key={address}>
            <code>{address}</code>
            <span className="actions">
              <Copy text={address} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Where a partner's node listens: /ip4/192.0.2.7/tcp/4001. */
const MULTIADDR = /^\/(ip4|ip6|dns|dns4|dns6)\/[^/\s]+\/tcp\/\d{1,5}(\/\S+)?$/

function Connect() {
  const action = useAction(ConnectPeerDocument)
  const [multiaddr, setMultiaddr] = useState('')
  const [sent, setSent] = useState(false)
  const [count, setCount] = useState(0)
  const [reached, setReached] = useState<string | null>(null)
  const text = multiaddr.trim()
  const problem = MULTIADDR.test(text)
    ? null
    : 'An address looks like /ip4/192.0.2.7/tcp/4001 or /dns4/node.example.org/tcp/4001, with or without /p2p/….'
  const send = async () => {
    setSent(true)
    setReached(null)
    const answer = problem === null ? await action.run({ multiaddr: text }) : null
    if (!answer?.connectPeer) return
    setReached(nameOf(answer.connectPeer.peer.cooperative))
    setMultiaddr('')
    setCount((before) => before + 1)
    setSent(false)
  }
  return (
    <section className="card" aria-labelledby="connect">
      <h2 id="connect">Connect to a node</h2>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <TextField
          // Reset after each use: an untouched field shows no error.
          key={count}
          label="Address of the node"
          value={multiaddr}
          onChange={setMultiaddr}
          problem={problem}
          touched={sent}
          hint="The node connects now and reconnects automatically."
        />
        <ErrorNote error={action.error} />
        <div className="actions">
          <RoleButton type="submit" requires="OPERATOR" className="primary" disabled={action.busy}>
            {action.busy ? 'Connecting …' : 'Connect'}
          </RoleButton>
          <span role="status">{reached !== null && `Connected to ${reached}.`}</span>
        </div>
      </form>
    </section>
  )
}
