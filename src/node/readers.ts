import { asAgreement, formerParties, readersOf, signersOf } from '../agreements/index.ts'
import { asObligation, type ObligationState, OPEN_TAG, otherSide, signedBy } from '../clearing/index.ts'
import { type Did, PUBLIC_SCOPE, type Scope } from '../kernel/index.ts'
import { asCooperative } from '../registry/index.ts'
import type { StoreReader } from './ports.ts'
import type { KnownPeer } from './sync-port.ts'

/** Cooperatives that a node would like to be connected with at most. */
export const KNOWN_PEERS_MAX = 1000

/** Who has to do with a private scope. */
export interface ScopeParties {
  readonly readers: readonly Did[]
  /** Who has signed what the scope is about: this node's partners are the readers of what it has signed itself. */
  readonly signers: readonly Did[]
}

/** Who may read a scope, and whom this node would like to be connected with: read from the facts. */
export interface ScopeReaders {
  /** A private scope without an answer is read by nobody. */
  readonly partiesOf: (reader: StoreReader, scopes: readonly Scope[]) => Promise<ReadonlyMap<Scope, ScopeParties>>
  /** Partners stand before all others: anybody can announce a thousand of itself. */
  readonly knownPeers: (reader: StoreReader, self: Did, partners: ReadonlySet<Did>) => Promise<readonly KnownPeer[]>
}

export const FEDERATION_READERS: ScopeReaders = { partiesOf: agreementParties, knownPeers: announcedPeers }

/**
 * The parties of agreements, witnesses included; former ones while an obligation of theirs is open that the other side
 * has signed, so that nobody who left goes on reading by its own word alone.
 */
async function agreementParties(
  reader: StoreReader,
  scopes: readonly Scope[],
): Promise<ReadonlyMap<Scope, ScopeParties>> {
  const parties = new Map<Scope, ScopeParties>()
  for (const { scope, aggregate, state } of await reader.scopeSubjects(scopes)) {
    if (aggregate !== 'agreement' || state === null) continue
    const agreement = asAgreement(state)
    const gone = await settledAmong(reader, scope, formerParties(agreement))
    const readers = readersOf(agreement).filter((did) => !gone.has(did))
    parties.set(scope, { readers, signers: signersOf(agreement) })
  }
  return parties
}

/** Those of the former parties of an agreement whom no open obligation concerns that the other side has signed. */
async function settledAmong(reader: StoreReader, scope: Scope, former: readonly Did[]): Promise<ReadonlySet<Did>> {
  if (former.length === 0) return new Set()
  const open = (await reader.subjectsOf(scope, 'obligation')).filter(({ index }) => index?.tags?.includes(OPEN_TAG))
  const concerned = new Set(
    open.flatMap(({ state }) => (state === null ? [] : sidesClaimedByTheOther(asObligation(state)))),
  )
  return new Set(former.filter((did) => !concerned.has(did)))
}

function sidesClaimedByTheOther(state: ObligationState): Did[] {
  return [state.debtor, state.creditor].filter((side) => signedBy(state, otherSide(state, side)) !== null)
}

async function announcedPeers(
  reader: StoreReader,
  self: Did,
  partners: ReadonlySet<Did>,
): Promise<readonly KnownPeer[]> {
  const rows = await reader.subjectsOf(PUBLIC_SCOPE, 'cooperative')
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
