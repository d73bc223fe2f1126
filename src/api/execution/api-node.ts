import type { StatusReading } from '../../attestations/index.ts'
import type { Signer } from '../../identity/index.ts'
import type { Did, Hash, Result, Scope } from '../../kernel/index.ts'
import type {
  ChangeFeed,
  Clock,
  Command,
  Computations,
  ListingStore,
  Performed,
  Policies,
  SigningStop,
  StoreReader,
} from '../../node/index.ts'

/** What the API requires of the node. */
export interface ApiNode {
  readonly self: Did
  readonly store: ListingStore
  readonly feed: ChangeFeed
  readonly signer: Signer
  readonly clock: Clock
  /** The policies set by mutation, else the environment's. */
  policiesIn(reader: StoreReader): Promise<Policies>
  /** Why it signs nothing now; null if it signs. */
  signingStop(reader?: StoreReader): Promise<SigningStop | null>
  /** Runs a mutation atomically. */
  perform(command: Command): Promise<Result<Performed>>
  /** Long computations, outside the event loop. */
  readonly computations: Computations
  unanswered(reader: StoreReader, subjectKind: string): Promise<readonly string[]>
  stateDigest(reader: StoreReader, scope: Scope): Promise<DigestView>
  /** The operator's override of what stops the signing now. */
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
