import type { Did } from '../../kernel/index.ts'
import { inBackground } from '../background.ts'
import type { FederationNode } from '../node.ts'
import type { PeerNetwork } from '../ports/ports.ts'

/** A peer that falls behind and catches up again within this time is not reported: news always takes a moment. */
const BEHIND_MS = 2000

/**
 * Notifies subscribers when a peer connects, disconnects, or becomes equal; not of every exchange. Returns the function
 * that stops it.
 */
export function watchPeers(node: FederationNode, network: PeerNetwork): () => void {
  const last = new Map<Did, string>()
  const behind = new Map<Did, NodeJS.Timeout>()
  const report = (did: Did) => {
    const kind = kindOf(network, did)
    if (last.get(did) === kind) return
    last.set(did, kind)
    inBackground(node, 'peer watch', () =>
      node.writer.run(async (session) =>
        session.note({ kind, subjectKind: 'PEER', subject: did, scope: null }, 'LOCAL'),
      ),
    )
  }
  const stop = network.onPeerChange((did) => {
    clearTimeout(behind.get(did))
    behind.delete(did)
    const isBehind = last.get(did) === 'peer.in-sync' && kindOf(network, did) === 'peer.connected'
    if (isBehind) behind.set(did, setTimeout(report, BEHIND_MS, did).unref())
    else report(did)
  })
  return () => {
    stop()
    for (const timer of behind.values()) clearTimeout(timer)
  }
}

function kindOf(network: PeerNetwork, did: Did): string {
  const peer = network.peers().find((other) => other.did === did)
  return peer?.connected !== true ? 'peer.disconnected' : peer.inSync ? 'peer.in-sync' : 'peer.connected'
}

/**
 * Disconnects every peer that an operator blocks, now and whenever the change feed reports it. Returns the function
 * that stops it.
 */
export function hangUpOnDenied(node: FederationNode, network: PeerNetwork): () => void {
  const look = async () => {
    const denied = await node.store.ask((reader) => reader.locals('denial'))
    for (const { did, connected } of network.peers()) {
      if (connected && denied.has(did)) await network.disconnect(did)
    }
  }
  return node.store.onChange(() => inBackground(node, 'blocked peers', look))
}
