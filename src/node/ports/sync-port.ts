import { taggedHash } from '../../identity/index.ts'
import { type Did, type Hash, type Instant, isPublicScope, type Refusal, type Scope } from '../../kernel/index.ts'
import type { SealedEntry, Topic } from '../../log/index.ts'

/** What one exchange is about. Each has streams of its own, so that an agreement never waits for what anybody publishes. */
export const LANES = ['agreements', 'public'] as const
export type Lane = (typeof LANES)[number]

export function laneOf(scope: Scope): Lane {
  return isPublicScope(scope) ? 'public' : 'agreements'
}

/** The last entry of an author's log as far as a peer may read it; a forked log has one per branch. */
export interface Head {
  readonly author: Did
  readonly seq: number
  readonly hash: Hash
}

/** A scope that a peer may read, and the digest of its heads: equal digests, equal logs. */
export interface ScopeSummary {
  readonly scope: Scope
  /** `headsDigest` of exactly the heads that `headsFor` gives this peer. */
  readonly digest: Hash
}

export interface ScopeHeads {
  readonly scope: Scope
  readonly heads: readonly Head[]
}

/** Entries of one author's log after a number, on all branches. */
export interface LogRange {
  readonly scope: Scope
  readonly author: Did
  readonly afterSeq: number
}

/** What one side lacks of the other's. */
export interface Wants {
  readonly ranges: readonly LogRange[]
  /** Entries and attachments that held entries wait for. */
  readonly hashes: readonly Hash[]
}

export interface EntryParcel {
  readonly type: 'entry'
  readonly scope: Scope
  readonly bytes: Uint8Array
  readonly signature: Uint8Array
}

export interface AttachmentParcel {
  readonly type: 'attachment'
  readonly scope: Scope
  /** SHA-256 of the bytes; whoever receives one has checked it. */
  readonly hash: Hash
  readonly bytes: Uint8Array
}

export type Parcel = EntryParcel | AttachmentParcel

/** An entry as it arrives: what it says of itself is not read yet. */
export type ReceivedParcel = Omit<EntryParcel, 'scope'> | AttachmentParcel

/** An attachment that a peer would send next. */
export interface AttachmentOffer {
  readonly scope: Scope
  readonly hash: Hash
  readonly byteCount: number
}

/** What became of a batch. Parcels that are none of these were dropped without blame, e.g. because a hold was full. */
export interface IngestSummary {
  /** Entries that were admitted, those set free by them included, and attachments that were stored. */
  readonly admitted: number
  /** Entries that were here already, held ones included. */
  readonly known: number
  /** Entries that are held since this batch. */
  readonly held: number
  /** Why others were refused. The class `forged` costs the sender, no other does. */
  readonly refusals: readonly Refusal[]
}

/** An entry that has been admitted and committed. */
export interface AdmittedEntry {
  readonly sealed: SealedEntry
  readonly topic: Topic
  /** The peer that sent it; null where it was written here, or where that is not known any more. */
  readonly from: Did | null
}

/**
 * How a peer stands with this node: a partner reads an agreement that this node has signed; a member is one that this node
 * admits by name, or to which a chain of vouches leads from it or its partners. Nobody becomes either alone.
 */
export type Rank = 'partner' | 'member' | 'stranger'

/** A cooperative that this node would like to be connected with. */
export interface KnownPeer {
  readonly did: Did
  readonly isPartner: boolean
  readonly multiaddrs: readonly string[]
}

/**
 * What a transport asks of the node. The node alone decides who may read what; the peer's DID is always one that the
 * transport has authenticated. Nothing here knows a transport, so a simulated network can drive the same exchange.
 */
export interface SyncSource {
  /** Whether this node deals with a peer at all: deny-list and admission policy. */
  mayPeer(did: Did): Promise<boolean>
  /** Whether a peer reads an agreement that this node has signed: nobody becomes that alone. */
  isPartner(peer: Did): Promise<boolean>
  /** How a peer stands with this node, when places, dials and time are scarce. */
  rankOf(peer: Did): Promise<Rank>
  /** Cooperatives worth a connection with the addresses that they announced, the most wanted first. */
  knownPeers(): Promise<readonly KnownPeer[]>

  /** Every scope of a lane that a peer may read. */
  summariesFor(peer: Did, lane: Lane): Promise<readonly ScopeSummary[]>
  /** The heads of these scopes, as far as the peer may read them; scopes that it may not read are left out. */
  headsFor(peer: Did, scopes: readonly Scope[]): Promise<readonly ScopeHeads[]>
  /**
   * What this node lacks of a peer's logs. `theirs` holds the scopes whose digests differ. A head that is unknown here
   * though our own log is as long means a fork: then ask from before the branching, at worst from number 0.
   */
  wantsFrom(peer: Did, theirs: readonly ScopeHeads[]): Promise<Wants>
  /**
   * What a peer asked for, as far as it may read it, in an order in which every entry follows those that it names, and
   * each attachment directly before the first entry that names it. Read page by page, as the peer takes it.
   */
  parcelsFor(peer: Did, wants: Wants, lane: Lane): AsyncIterable<Parcel>
  /** Whether an offered attachment is wanted: false where it is here already. */
  takesAttachment(peer: Did, offer: AttachmentOffer): Promise<boolean>
  /**
   * Verifies and admits what a peer sent, in that order, and returns when it is on stable storage. An attachment comes
   * in the same batch as the entry that names it, unless a held entry waits for it; one that neither names is dropped.
   */
  ingest(peer: Did, parcels: readonly ReceivedParcel[]): Promise<IngestSummary>

  /** Whether an entry has been admitted here. */
  has(hash: Hash): Promise<boolean>
  /** Every scope held here but the public one: what a notice's tag is held against. */
  privateScopes(): Promise<readonly Scope[]>
  /** Who reads a scope, this node left out. Asked for private scopes only. */
  readersOf(scope: Scope): Promise<readonly Did[]>

  /** Somebody here asks for a cooperative: what was let go of its public log is fetched again. Whether that is new. */
  lookFor(did: Did): boolean

  /** A cooperative was there, by its own signed word, or by our clock in an exchange. False where it is not known here. */
  seen(did: Did, at: Instant): Promise<boolean>
  /** The number of the rules by which this node folds: the same entries come to the same state under the same rules only. */
  readonly ruleSet: number
  /** A peer told its clock over a connection of its own, just now: partners' are what this node holds its own against. */
  clockOf(peer: Did, at: Instant): void
  /** The last connection with a peer has ended: what it said of the time counts no more. */
  gone(peer: Did): void
  /** An exchange with a peer brought no news: all that it may give us in this lane is here. */
  exchanged(peer: Did, lane: Lane): void

  /**
   * Calls back after every commit that admitted entries, in the order of admission; at least once for each. Answers the
   * function that stops it.
   */
  onAdmitted(listener: (entries: readonly AdmittedEntry[]) => void): () => void
}

export const HEADS_TAG = 'rochdale-heads-v1'
const utf8 = new TextEncoder()

/** The digest of a scope's heads: a tagged hash over one sorted line per head. Equal sets of heads, equal digests. */
export function headsDigest(heads: readonly Head[]): Hash {
  const lines = heads.map(({ author, seq, hash }) => `${author} ${seq} ${hash}\n`).sort()
  return taggedHash(HEADS_TAG, utf8.encode(lines.join('')))
}
