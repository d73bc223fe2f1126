import { asAgreement, formerParties, readersOf } from '../agreements/index.ts'
import { asObligation, type ObligationState, OPEN_TAG, otherSide, signedBy } from '../clearing/index.ts'
import { type Did, isPublicScope, PUBLIC_SCOPE, type Scope } from '../kernel/index.ts'
import { asCooperative } from '../registry/index.ts'
import type { StoreReader } from './ports.ts'
import type { KnownPeer } from './sync-port.ts'

/** Cooperatives that a node would like to be connected with at most. */
export const KNOWN_PEERS_MAX = 1000

/** Who may read a scope, and whom this node would like to be connected with: read from the facts. */
export interface ScopeReaders {
  readonly readersOf: (reader: StoreReader, scope: Scope) => Promise<readonly Did[]>
  readonly knownPeers: (reader: StoreReader, self: Did) => Promise<readonly KnownPeer[]>
}

export const FEDERATION_READERS: ScopeReaders = { readersOf: agreementReaders, knownPeers: announcedPeers }

/**
 * The parties of an agreement, witnesses included; former ones while an obligation of theirs is open that the other side
 * has signed, so that nobody who left goes on reading by its own word alone.
 */
async function agreementReaders(reader: StoreReader, scope: Scope): Promise<readonly Did[]> {
  if (isPublicScope(scope)) return []
  const [row] = await reader.subjects(scope, [scope])
  if (row === undefined || row.aggregate !== 'agreement' || row.state === null) return []
  const state = asAgreement(row.state)
  const former = formerParties(state)
  if (former.length === 0) return readersOf(state)
  const open = (await reader.subjectsOf(scope, 'obligation')).filter(({ index }) => index?.tags?.includes(OPEN_TAG))
  const concerned = new Set(
    open.flatMap(({ state }) => (state === null ? [] : sidesClaimedByTheOther(asObligation(state)))),
  )
  return readersOf(state).filter((did) => !former.includes(did) || concerned.has(did))
}

function sidesClaimedByTheOther(state: ObligationState): Did[] {
  return [state.debtor, state.creditor].filter((side) => signedBy(state, otherSide(state, side)) !== null)
}

/** Partners in agreements before strangers: anybody can announce a thousand of himself. */
async function announcedPeers(reader: StoreReader, self: Did): Promise<readonly KnownPeer[]> {
  const rows = await reader.subjectsOf(PUBLIC_SCOPE, 'cooperative')
  const denied = await reader.locals('denial')
  const peers = rows.flatMap(({ state }) => {
    const { did, announcement } = state === null ? { did: null, announcement: null } : asCooperative(state)
    return did === null || announcement === null ? [] : [{ did, multiaddrs: announcement.multiaddrs }]
  })
  const wanted = peers.filter(({ did }) => did !== self && !denied.has(did))
  const partners = new Set<Did>()
  for (const scope of await reader.scopes()) for (const did of await agreementReaders(reader, scope)) partners.add(did)
  const isPartner = ({ did }: KnownPeer) => partners.has(did)
  return [...wanted.filter(isPartner), ...wanted.filter((peer) => !isPartner(peer))].slice(0, KNOWN_PEERS_MAX)
}
