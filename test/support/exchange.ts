import type { Did } from '../../src/kernel/index.ts'
import { verifyEntry } from '../../src/log/index.ts'
import type { FederationNode } from '../../src/node/node.ts'
import { type IngestSummary, LANES, type Lane, type ReceivedParcel } from '../../src/node/ports/sync-port.ts'
import type { ScopeReaders } from '../../src/node/sync/scope-access.ts'
import { NodeSync } from '../../src/node/sync/sync.ts'
import type { VerifyAll } from '../../src/node/sync/verifier.ts'

/** A node with its side of sync: what a transport would drive. */
export interface Party {
  readonly node: FederationNode
  readonly sync: NodeSync
}

const BATCH_MAX = 50

/** Everybody may read everything. */
export const OPEN_READERS: ScopeReaders = { partiesOf: async () => new Map(), knownPeers: async () => [] }

export function partyOf(node: FederationNode, readers: ScopeReaders = OPEN_READERS): Party {
  // What a test delivers need not be spread over time, and its order must not depend on threads.
  const verify: VerifyAll = async (_peer, sealed) => sealed.map(verifyEntry)
  return { node, sync: new NodeSync({ node, readers, rest: async () => undefined, verify }) }
}

/** What one party would get from another now, in the order in which it would come; in all lanes, or in some. */
export async function pull(to: Party, from: Party, lanes: readonly Lane[] = LANES): Promise<ReceivedParcel[]> {
  const parcels: ReceivedParcel[] = []
  for (const lane of lanes) {
    const scopes = (await from.sync.summariesFor(to.node.self, lane)).map(({ scope }) => scope)
    const wants = await to.sync.wantsFrom(from.node.self, await from.sync.headsFor(to.node.self, scopes))
    for await (const parcel of from.sync.parcelsFor(to.node.self, wants, lane)) parcels.push(parcel)
  }
  return parcels
}

/** Says that the exchanges of all lanes with a peer have come to their end. */
export function exchangedWith({ sync }: Pick<Party, 'sync'>, peer: Did): void {
  for (const lane of LANES) sync.exchanged(peer, lane)
}

/** Delivers in batches; answers how much of it was new. */
export async function deliver(to: Party, from: Party, parcels: readonly ReceivedParcel[]): Promise<number> {
  let news = 0
  for (let i = 0; i < parcels.length; i += BATCH_MAX) {
    const { admitted, held }: IngestSummary = await to.sync.ingest(from.node.self, parcels.slice(i, i + BATCH_MAX))
    news += admitted + held
  }
  return news
}

/** One exchange as the protocol has it: rounds in both directions until one brings no news. Answers their number. */
export async function exchange(one: Party, other: Party): Promise<number> {
  for (let round = 1; ; round++) {
    const forth = await deliver(other, one, await pull(other, one))
    const back = await deliver(one, other, await pull(one, other))
    if (forth + back > 0) continue
    exchangedWith(one, other.node.self)
    exchangedWith(other, one.node.self)
    return round
  }
}
