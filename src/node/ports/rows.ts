import type { Did, Hash, Instant, JsonObject, Scope } from '../../kernel/index.ts'
import type { Adjustment, Folded, PlacedEntry, SealedEntry, SubjectIndex, Verdict } from '../../log/index.ts'

/** LOCAL: written here. GOSSIP: came from a peer. CLOCK: followed from terms and time. */
export type Origin = 'LOCAL' | 'GOSSIP' | 'CLOCK'

/** An admitted entry as the store keeps it; of a stub, `entry` and `bytes` have an empty body. */
export interface StoredEntry extends Required<PlacedEntry> {
  readonly verdict: Verdict
  readonly origin: Origin
  readonly receivedAt: Instant
}

/** The last entry of one branch of an author's log. */
export interface LogTip {
  readonly author: Did
  readonly scope: Scope
  readonly seq: number
  readonly hash: Hash
  readonly line: Hash
  readonly at: Instant
}

/** A subject with what its entries came to. */
export interface SubjectRow extends Folded {
  readonly scope: Scope
  readonly id: string
  readonly aggregate: string
  /** When the periodic check must look at it next. */
  readonly wakeAt: Instant | null
  readonly index: SubjectIndex | null
}

/** A document that an entry brought, and whom it allows to write in its scope. */
export interface OpeningRow {
  readonly scope: Scope
  readonly documentHash: Hash
  readonly document: JsonObject
  readonly parties: readonly Did[]
  readonly entryHash: Hash
}

/** A committed share of one netting cycle in one obligation; `backward` where the creditor owed the debtor. */
export interface SetOffRow extends Adjustment {
  readonly scope: Scope
  readonly round: string
}

/** An entry whose time has not come: something that it names is not here, or its clock is ahead. */
export interface HeldRow {
  readonly sealed: SealedEntry
  /** The hash of what is missing first; null where it waits for a time. */
  readonly waitsFor: Hash | null
  /** When it is tried again whatever comes, to be dropped where it has waited too long. */
  readonly until: Instant | null
  /** When it was held first. */
  readonly heldAt: Instant
}

export interface HeldAmount {
  readonly count: number
  readonly byteCount: number
}

/**
 * What somebody takes here of the room for all: an author its public log, a proposer of an agreement that nobody here has
 * answered that agreement's scope.
 */
export interface ShareRow {
  readonly scope: Scope
  readonly author: Did
  /** The neighbour that brought it first; null where that is not known. */
  readonly relay: Did | null
  readonly since: Instant
  /** By `costOf`; 0 where nothing of it is here. */
  readonly byteCount: number
  /** Entries up to this number of the log stay, whatever they take. */
  readonly keptSeq: number
  /** Entries of the circle name the log up to this number: so far its bodies are fetched, whatever their kinds. */
  readonly namedSeq: number
  /** The head as it was told when something of it was let go; null where nothing was. */
  readonly letGo: Hash | null
}

/** Of whom a cooperative has spoken publicly, and by what kind of entry the last time. */
export interface SpokenRow {
  readonly author: Did
  readonly subject: string
  readonly kind: string
}
