import { type Did, PUBLIC_SCOPE } from '../../kernel/index.ts'
import { type KnownPeer, readersBy, type ScopeReaders, type StoreReader } from '../../node/index.ts'
import { asCooperative, cooperativeAggregate } from '../../registry/index.ts'
import { PROTOCOL } from '../subjects.ts'

/** Maximum number of cooperatives to which a node wants connections. */
export const KNOWN_PEERS_MAX = 1000

/** The readers of agreements, and the cooperatives that have announced addresses. */
export const FEDERATION_READERS: ScopeReaders = { partiesOf: readersBy(PROTOCOL), knownPeers: announcedPeers }

async function announcedPeers(
  reader: StoreReader,
  self: Did,
  partners: ReadonlySet<Did>,
): Promise<readonly KnownPeer[]> {
  const rows = await reader.subjectsOf(PUBLIC_SCOPE, cooperativeAggregate.name)
  const denied = await reader.locals('denial')
  const peers = rows.flatMap(({ state }) => {
    const { did, announcement } = state === null ? { did: null, announcement: null } : asCooperative(state)
    return did === null || announcement === null ? [] : [{ did, multiaddrs: announcement.multiaddrs }]
  })
  const wanted = peers.filter(({ did }) => did !== self && !denied.has(did))
  const known = wanted.map((peer) => ({ ...peer, isPartner: partners.has(peer.did) }))
  const inOrder = [...known.filter(({ isPartner }) => isPartner), ...known.filter(({ isPartner }) => !isPartner)]
  return inOrder.slice(0, KNOWN_PEERS_MAX)
}
