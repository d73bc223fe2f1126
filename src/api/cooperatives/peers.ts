import { whoMustUpgrade } from '../../node/index.ts'
import type { Views } from '../execution/views.ts'
import type { PeerSource } from '../graphql/nodes.ts'

export const PEER_PREFIX = 'peer_'

export function listPeers({ network }: Views): readonly PeerSource[] {
  return network.peers().map((peer) => ({
    ...peer,
    id: `${PEER_PREFIX}${peer.did}`,
    mustUpgrade: whoMustUpgrade(peer.ruleSet),
  }))
}

/** A peer by its own id, or by its cooperative's. */
export function findPeer(views: Views, id: string): PeerSource | null {
  const did = id.startsWith(PEER_PREFIX) ? id.slice(PEER_PREFIX.length) : id
  return listPeers(views).find((peer) => peer.did === did) ?? null
}
