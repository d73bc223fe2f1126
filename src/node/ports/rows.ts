import type { Did, Hash, Instant, JsonObject, Scope } from '../../kernel/index.ts'
import type {
  Adjustment,
  Folded,
  PlacedEntry,
  SealedEntry,
  SubjectIndex,
  Total,
  TriePage,
  Verdict,
} from '../../log/index.ts'

/** LOCAL: written here. GOSSIP: received from a peer. CLOCK: followed from terms and time. */
export type Origin = 'LOCAL' | 'GOSSIP' | 'CLOCK'

/** An admitted entry as stored; in a stub, `entry` and `bytes` have an empty body. */
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

/** A subject with the result of folding its entries. */
export interface SubjectRow extends Folded {
  readonly scope: Scope
  readonly id: string
  readonly aggregate: string
  /** When the periodic check must examine it next. */
  readonly wakeAt: Instant | null
  readonly index: SubjectIndex | null
}

/** A document that an entry brought, and the parties that it allows to write in its scope. */
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

/** What the subjects of a scope add, kept in step with them in the transaction that saves them. */
export interface TotalRow extends Total {
  readonly scope: Scope
}

/** A part of the trie from which a scope's digest follows, by the digits above it. */
export interface DigestPageRow {
  readonly scope: Scope
  readonly digits: string
  readonly page: TriePage
}

/** Which totals are read. Each of `parties` stands on one side or the other. */
export interface TotalFilter {
  readonly scope?: Scope | undefined
  readonly left?: string | undefined
  readonly right?: string | undefined
  readonly parties?: readonly string[] | undefined
  readonly currency?: string | undefined
}

/** A pending entry: something that it names is not here, or it is dated in the future. */
export interface HeldRow {
  readonly sealed: SealedEntry
  /** The hash of what is missing first; null if it waits for a time. */
  readonly waitsFor: Hash | null
  /** When it is tried again in any case, to be dropped if it has waited too long. */
  readonly until: Instant | null
  /** When it was held first. */
  readonly heldAt: Instant
}

export interface HeldAmount {
  readonly count: number
  readonly byteCount: number
}

/**
 * The storage used by an author's public log, or by the scope of a proposed agreement that this node has not answered.
 */
export interface ShareRow {
  readonly scope: Scope
  readonly author: Did
  /** The neighbour that brought it first; null if unknown. */
  readonly relay: Did | null
  readonly since: Instant
  /** By `costOf`; 0 if nothing of it is here. */
  readonly byteCount: number
  /** Entries up to this number of the log are never evicted. */
  readonly keptSeq: number
  /** Entries of the circle name the log up to this number: up to here its bodies are fetched, whatever their kinds. */
  readonly namedSeq: number
  /** The head as known when part of it was evicted; null if nothing was. */
  readonly letGo: Hash | null
}

/** A subject about which a cooperative has published, and the kind of its last entry. */
export interface SpokenRow {
  readonly author: Did
  readonly subject: string
  readonly kind: string
}
