import type { Did, Instant, Scope } from '../../kernel/index.ts'
import type { ScopeAccess } from '../../log/index.ts'
import type { StoreReader } from '../ports/ports.ts'
import type { KnownPeer } from '../ports/sync-port.ts'
import type { Protocol } from '../protocol.ts'

/** The cooperatives of a private scope: this node's partners are the readers of what it has signed itself. */
export type ScopeParties = Pick<ScopeAccess, 'readers' | 'signers'>

/** Who may read a scope, and which connections this node wants: read from the facts. */
export interface ScopeReaders {
  /** A private scope without an answer has no readers. */
  readonly partiesOf: (
    reader: StoreReader,
    scopes: readonly Scope[],
    now: Instant,
  ) => Promise<ReadonlyMap<Scope, ScopeParties>>
  /** Partners come first: a stranger can announce any number of identities of its own. */
  readonly knownPeers: (reader: StoreReader, self: Did, partners: ReadonlySet<Did>) => Promise<readonly KnownPeer[]>
}

/**
 * The readers of scopes by the subjects that these are named after. A former party goes on reading while an open
 * subject of the scope keeps it; its own entries alone never do.
 */
export function readersBy(protocol: Protocol): ScopeReaders['partiesOf'] {
  return async (reader, scopes, now) => {
    const parties = new Map<Scope, ScopeParties>()
    for (const { scope, aggregate: name, state } of await reader.scopeSubjects(scopes)) {
      const aggregate = protocol.aggregate(name)
      if (aggregate?.access === undefined || state === null) continue
      const { readers, former, signers } = aggregate.access(aggregate.readState(state))
      const kept = former.length === 0 ? [] : await keptReading(reader, scope, protocol, now)
      parties.set(scope, { readers: readers.filter((did) => !former.includes(did) || kept.includes(did)), signers })
    }
    return parties
  }
}

async function keptReading(
  reader: StoreReader,
  scope: Scope,
  { aggregates }: Protocol,
  now: Instant,
): Promise<readonly Did[]> {
  const kept: Did[] = []
  for (const { name, keepsReading, readState } of aggregates) {
    if (keepsReading === undefined) continue
    for (const { state, index } of await reader.subjectsOf(scope, name)) {
      if (state !== null) kept.push(...keepsReading(readState(state), index, now))
    }
  }
  return kept
}
