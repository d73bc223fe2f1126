import type { Did, Scope } from '../kernel/index.ts'
import type { StoreReader } from './ports.ts'
import type { KnownPeer } from './sync-port.ts'

/** Who may read a scope, and whom this node would like to be connected with: read from the facts. */
export interface ScopeReaders {
  readonly readersOf: (reader: StoreReader, scope: Scope) => Promise<readonly Did[]>
  readonly knownPeers: (reader: StoreReader, self: Did) => Promise<readonly KnownPeer[]>
}
