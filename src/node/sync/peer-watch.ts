import type { Did } from '../../kernel/index.ts'
import { inBackground } from '../background.ts'
import type { FederationNode } from '../node.ts'
import type { PeerNetwork } from '../ports/ports.ts'

/**
 * Notifies subscribers when a peer connects, disconnects, or becomes equal; not of every exchange. Returns the function
 * that stops it.
 */
export function watchPeers(node: FederationNode, network: PeerNetwork): () => void {
  const last = new Map<Did, string>()
  return network.onPeerChange((did) => {
    const peer = network.peers().find((other) => other.did === did)
    const kind = peer?.connected !== true ? 'peer.disconnected' : peer.inSync ? 'peer.in-sync' : 'peer.connected'
    if (last.get(did) === kind) return
    last.set(did, kind)
    inBackground(node, 'peer watch', () =>
      node.writer.run(async (session) =>
        session.note({ kind, subjectKind: 'PEER', subject: did, scope: null }, 'LOCAL'),
      ),
    )
  })
}

/**
 * Disconnects every peer that an operator blocks, now and whenever the change feed reports it. Returns the function
 * that stops it.
 */
export function hangUpOnDenied(node: FederationNode, network: PeerNetwork): () => void {
  const look = async () => {
    const denied = await node.store.read((reader) => reader.locals('denial'))
    for (const { did, connected } of network.peers()) {
      if (connected && denied.has(did)) await network.disconnect(did)
    }
  }
  return node.store.onChange(() => inBackground(node, 'blocked peers', look))
}
