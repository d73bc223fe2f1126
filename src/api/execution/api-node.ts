import type { StatusReading } from '../../attestations/index.ts'
import type { Signer } from '../../identity/index.ts'
import type { Did, Hash, JsonObject, Result, Scope } from '../../kernel/index.ts'
import type {
  Clock,
  Command,
  Computations,
  ListingStore,
  Policies,
  ScopeDigests,
  SigningStop,
  StoreReader,
} from '../../node/index.ts'

/** What the API asks of the node. */
export interface ApiNode {
  readonly self: Did
  readonly store: ListingStore
  readonly signer: Signer
  readonly clock: Clock
  /** What a mutation has set, and the environment’s where none has. */
  policiesIn(reader: StoreReader): Promise<Policies>
  /** Why it signs nothing now; null where it signs. */
  signingStop(reader?: StoreReader): Promise<SigningStop | null>
  /** Runs a mutation: all of it or nothing. */
  execute(command: Command): Promise<Result<JsonObject>>
  /** Long computations, beside the event loop. */
  readonly computations: Computations
  stateDigest(reader: StoreReader, scope: Scope): Promise<DigestView>
  /** Digests that are read beforehand. */
  readonly digests: Pick<ScopeDigests, 'prepare'>
  /** An operator's word against what stops the signing now. */
  resumeSigning(): Promise<void>
}

/** The digest of a scope, with what it was made of. */
export interface DigestView {
  readonly scope: Scope
  readonly digest: Hash
  readonly entryCount: number
  readonly heads: readonly { readonly author: Did; readonly seq: number; readonly hash: Hash }[]
}

/** Readings of status lists, by the text of the credential: made before the operation opens its snapshot. */
export type StatusReadings = Map<string, readonly StatusReading[]>
