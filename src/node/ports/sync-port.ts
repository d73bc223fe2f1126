import { taggedHash } from '../../identity/index.ts'
import { type Did, type Hash, type Instant, isPublicScope, type Refusal, type Scope } from '../../kernel/index.ts'
import type { SealedEntry, Topic, TriePage } from '../../log/index.ts'

/** What one exchange is about. Each lane has streams of its own, so that agreements never wait for public entries. */
export const LANES = ['agreements', 'public'] as const
export type Lane = (typeof LANES)[number]

/** The lane in which a scope is exchanged. */
export function laneOf(scope: Scope): Lane {
  return isPublicScope(scope) ? 'public' : 'agreements'
}

/** The last entry of an author's log as far as a peer may read it; a forked log has one per branch. */
export interface Head {
  readonly author: Did
  readonly seq: number
  readonly hash: Hash
}

/** A scope that a peer may read, and the digest of its heads: equal digests mean equal logs. */
export interface ScopeSummary {
  readonly scope: Scope
  /** `headsDigest` of exactly the heads that `headsFor` gives this peer. */
  readonly digest: Hash
  /** The root of the state digest's trie; null for the public scope, of which each node keeps what it chooses. */
  readonly root: Hash | null
}

/** A place in the trie of a scope's digest: below these digits of its keys. */
export interface DigestPlace {
  readonly scope: Scope
  readonly digits: string
}

/** What lies there. */
export interface DigestPart extends DigestPlace {
  readonly page: TriePage
}

/** The heads of a scope's logs. */
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

/** What one side is missing of the other's logs. */
export interface Wants {
  readonly ranges: readonly LogRange[]
  /** Entries and attachments that pending entries wait for. */
  readonly hashes: readonly Hash[]
}

export interface EntryParcel {
  readonly type: 'entry'
  readonly scope: Scope
  readonly bytes: Uint8Array
  readonly signature: Uint8Array
}

/** An attachment as it travels, with the scope of the entry that names it. */
export interface AttachmentParcel {
  readonly type: 'attachment'
  readonly scope: Scope
  /** SHA-256 of the bytes; the receiver has verified it. */
  readonly hash: Hash
  readonly bytes: Uint8Array
}

export type Parcel = EntryParcel | AttachmentParcel

/** An entry as it arrives, not decoded yet. */
export type ReceivedParcel = Omit<EntryParcel, 'scope'> | AttachmentParcel

/** An attachment that a peer is about to send. */
export interface AttachmentOffer {
  readonly scope: Scope
  readonly hash: Hash
  readonly byteCount: number
}

/**
 * The outcome of a batch. Parcels not counted here were dropped at no cost to the sender, e.g. because of a full
 * buffer.
 */
export interface IngestSummary {
  /** Entries that were admitted, including pending ones that they released, and attachments that were stored. */
  readonly admitted: number
  /** Entries that were here already, including pending ones. */
  readonly known: number
  /** Entries of this batch that are pending now. */
  readonly held: number
  /** Why others were refused. Only the class `forged` counts against the sender. */
  readonly refusals: readonly Refusal[]
}

/** An entry that has been admitted and committed. */
export interface AdmittedEntry {
  readonly sealed: SealedEntry
  readonly topic: Topic
  /** The peer that sent it; null if it was written here, or if that is no longer known. */
  readonly from: Did | null
}

/**
 * A peer's relation to this node: a partner reads an agreement that this node has signed; a member is one that this
 * node admits by name, or to which a chain of vouches leads from it or its partners. A peer cannot become either on its
 * own.
 */
export type Rank = 'partner' | 'member' | 'stranger'

/** A cooperative that this node would like to be connected with. */
export interface KnownPeer {
  readonly did: Did
  readonly isPartner: boolean
  readonly multiaddrs: readonly string[]
}

/**
 * What a transport requires of the node. The node alone decides who may read what; the peer's DID is always one that
 * the transport has authenticated. It knows no transport, so that a simulated network can drive the same exchange.
 */
export interface SyncSource {
  /** Whether this node deals with a peer at all: deny-list and admission policy. */
  mayPeer(did: Did): Promise<boolean>
  /** Whether a peer reads an agreement that this node has signed: it cannot become a partner on its own. */
  isPartner(peer: Did): Promise<boolean>
  /** A peer's relation to this node, to rank peers when connections, dials and time are scarce. */
  rankOf(peer: Did): Promise<Rank>
  /** Cooperatives worth a connection with their announced addresses, in descending order of priority. */
  knownPeers(): Promise<readonly KnownPeer[]>

  /** Every scope of a lane that a peer may read. */
  summariesFor(peer: Did, lane: Lane): Promise<readonly ScopeSummary[]>
  /** The heads of these scopes, as far as the peer may read them; scopes that it may not read are omitted. */
  headsFor(peer: Did, scopes: readonly Scope[]): Promise<readonly ScopeHeads[]>
  /**
   * What this node is missing of a peer's logs. `theirs` holds the scopes whose digests differ. A head that is unknown
   * here although our copy of the log is as long means a fork: then it asks from before the branch, at worst from 0.
   */
  wantsFrom(peer: Did, theirs: readonly ScopeHeads[]): Promise<Wants>
  /**
   * What a peer asked for, as far as it may read it, in causal order, each attachment directly before the first entry
   * that names it. Read page by page, with back-pressure.
   */
  parcelsFor(peer: Did, wants: Wants, lane: Lane): AsyncIterable<Parcel>
  /** Parts of the tries of scopes' digests; empty ones of scopes that the peer may not read. */
  digestPartsFor(peer: Did, places: readonly DigestPlace[]): Promise<DigestPart[]>
  /** Whether an offered attachment is wanted: false where it is here already. */
  takesAttachment(peer: Did, offer: AttachmentOffer): Promise<boolean>
  /**
   * Verifies and admits what a peer sent, in that order, and returns when it is durable. An attachment comes in the
   * same batch as the entry that names it, unless a pending entry waits for it; otherwise it is dropped. `before`: nothing
   * of it is admitted until that is done, nor if it fails; it is verified meanwhile.
   */
  ingest(peer: Did, parcels: readonly ReceivedParcel[], before?: Promise<unknown>): Promise<IngestSummary>

  /** Whether an entry has been admitted here. */
  has(hash: Hash): Promise<boolean>
  /** Every private scope held here: a notice's tag is compared with these. */
  privateScopes(): Promise<readonly Scope[]>
  /** Who reads a scope, this node left out. Asked for private scopes only. */
  readersOf(scope: Scope): Promise<readonly Did[]>

  /**
   * A user asks for a cooperative: what was evicted of its public log is fetched again. Returns whether the request is
   * new.
   */
  lookFor(did: Did): boolean

  /**
   * Records when a cooperative was last seen, by its own signature, or by our clock in an exchange. False if it is not
   * known here.
   */
  seen(did: Did, at: Instant): Promise<boolean>
  /** The version of the rules by which this node folds: only equal versions guarantee equal states for equal entries. */
  readonly ruleSet: number
  /** A peer sent its clock over its own connection, just now: this node compares its clock with those of its partners. */
  clockOf(peer: Did, at: Instant): void
  /** The last connection with a peer has ended: its clock no longer counts. */
  gone(peer: Did): void
  /** An exchange with a peer brought nothing new: all that it may give us in this lane is here. */
  exchanged(peer: Did, lane: Lane): void

  /**
   * Calls back after every commit that admitted entries, in the order of admission, at least once for each. Returns the
   * function that unsubscribes.
   */
  onAdmitted(listener: (entries: readonly AdmittedEntry[]) => void): () => void
}

const HEADS_TAG = 'rochdale-heads-v1'

/** The digest of a scope's heads: a tagged hash over one sorted line per head. Equal sets of heads, equal digests. */
export function headsDigest(heads: readonly Head[]): Hash {
  const lines = heads.map(({ author, seq, hash }) => `${author} ${seq} ${hash}\n`).sort()
  return taggedHash(HEADS_TAG, lines.join(''))
}
