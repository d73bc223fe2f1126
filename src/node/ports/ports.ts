import type { DataIntegrityProof } from '../../identity/index.ts'
import type { Did, Hash, Instant, Json, JsonObject, Scope } from '../../kernel/index.ts'
import type { ChangeSubject, EntryVerdict, Line, NamingPlace, Projection, TotalKey, Verdict } from '../../log/index.ts'
import type {
  DigestPageRow,
  HeldAmount,
  HeldRow,
  LogTip,
  OpeningRow,
  Origin,
  SetOffRow,
  ShareRow,
  SpokenRow,
  StoredEntry,
  SubjectRow,
  TotalFilter,
  TotalRow,
} from './rows.ts'
import type { StubReader, StubWriter } from './stub-port.ts'
import type { Lane } from './sync-port.ts'

export * from './rows.ts'

/** The node-local consequence of an admission, the clock or a local setting; numbered without gaps in commit order. */
export interface Change extends ChangeSubject {
  readonly number: number
  /** The entry's kind, or e.g. `obligation.set-off`, `agreement.expired`, `draft.updated`. */
  readonly kind: string
  readonly scope: Scope | null
  readonly author: Did | null
  readonly entryHash: Hash | null
  /** The refusal's code where the entry is inert. */
  readonly refusal: string | null
  readonly at: Instant
  readonly receivedAt: Instant
  readonly origin: Origin
}

/** Each scope and each kind that occurs in some changes. */
export interface ChangedSince {
  readonly head: number
  readonly scopes: readonly Scope[]
  readonly kinds: readonly string[]
}

export type NewChange = Omit<Change, 'number'>

/** Which subjects with one of these tags are wanted: everything given must hold. */
export interface Tagged {
  readonly aggregate: string
  /** The cooperative on the left. */
  readonly left: Did
  readonly tags: readonly string[]
  /** The cooperative on the right. */
  readonly right?: Did
  readonly phase?: string
  /** Only those whose `untilMs` is later. */
  readonly untilAfter?: Instant
  /** At most so many. */
  readonly limit?: number
}

/** Which subjects overlap a time, and how many of them are wanted at most. */
export interface Overlap {
  readonly aggregate: string
  readonly type: string
  readonly reference: string
  readonly from: Instant
  /** Exclusive. */
  readonly until: Instant
  readonly limit: number
  /** Where a page ended: only what begins after this one, or as early and with a greater id. */
  readonly after?: { readonly fromMs: number; readonly id: string } | null
}

type LogsAfter = [
  scope: Scope,
  ranges: readonly { readonly author: Did; readonly afterSeq: number }[],
  after: number,
  limit: number,
]

/** All reads within one snapshot. Methods take lists, so that a batch costs a few statements. */
export interface StoreReader extends StubReader {
  entries(hashes: readonly Hash[]): Promise<StoredEntry[]>
  /** All entries of these subjects, in the order of admission. */
  entriesOf(scope: Scope, subjects: readonly string[]): Promise<StoredEntry[]>
  /** Entries of one author's log after a number, all branches, ordered by seq then hash. */
  logAfter(scope: Scope, author: Did, seq: number, limit: number): Promise<StoredEntry[]>
  /**
   * Entries of these logs after these numbers, on all branches, in the order of admission (which is causal), with the
   * position of the last one; `after` is a position in that order.
   */
  logsAfter(...asked: LogsAfter): Promise<{ readonly entries: StoredEntry[]; readonly last: number }>
  /** The same, but only the positions of the entries and what they name. */
  placesAfter(...asked: LogsAfter): Promise<{ readonly entries: readonly NamingPlace[]; readonly last: number }>
  /** For all authors, or for some. */
  logTips(scopes: readonly Scope[], authors?: readonly Did[]): Promise<LogTip[]>
  lines(scope: Scope): Promise<(Line & { readonly author: Did })[]>
  /** Which of these authors have forked a log, and where; one row for each further branch. */
  forksOf(authors: readonly Did[]): Promise<{ readonly scope: Scope; readonly author: Did; readonly line: Hash }[]>
  /** Every subject of a scope about which an author has written entries of these kinds. */
  subjectsWrittenBy(scope: Scope, author: Did, kinds: readonly string[]): Promise<string[]>
  scopes(): Promise<Scope[]>
  /** Entries of these kinds that carry this refusal, e.g. kinds that were unknown before an upgrade; stubs left out. */
  entriesRefusedWith(scope: Scope, code: string, kinds: readonly string[], limit: number): Promise<StoredEntry[]>
  subjects(scope: Scope, ids: readonly string[]): Promise<SubjectRow[]>
  /** Subjects with these ids in any scope, by id and scope. */
  subjectsAnywhere(ids: readonly string[]): Promise<SubjectRow[]>
  /** For each of these scopes the subject it is named after: an agreement's scope is its id. */
  scopeSubjects(scopes: readonly Scope[]): Promise<SubjectRow[]>
  /** The subjects of an aggregate in a scope, by id: all, or those in some phases, whatever else the scope holds. */
  subjectsOf(scope: Scope, aggregate: string, phases?: readonly string[]): Promise<SubjectRow[]>
  /** Subjects in any scope that have one of some tags, by id. */
  subjectsTagged(wanted: Tagged): Promise<SubjectRow[]>
  /**
   * Subjects of a scope whose index has this reference and type, and a time from `fromMs` until `untilMs` (exclusive) that
   * overlaps another one, by `fromMs` and id: found by an index over time, whatever else the scope holds.
   */
  subjectsOverlapping(scope: Scope, overlap: Overlap): Promise<SubjectRow[]>
  /** A draft is a subject of the aggregate `draft`, in no log and no digest. */
  subjectsDue(now: Instant, limit: number): Promise<SubjectRow[]>
  openings(scope: Scope, documentHashes: readonly Hash[]): Promise<OpeningRow[]>
  /** The scopes in which an entry has brought this document. */
  scopesOfDocument(documentHash: Hash): Promise<Scope[]>
  /** Documents that these entries brought. */
  openingsBy(scope: Scope, entryHashes: readonly Hash[]): Promise<OpeningRow[]>
  /** Documents of a scope that name a cooperative as a party, oldest first. */
  openingsNaming(scope: Scope, party: Did): Promise<OpeningRow[]>
  attachments(hashes: readonly Hash[]): Promise<ReadonlyMap<Hash, Uint8Array>>
  /** Which of these attachments are here in this scope; the same bytes in another scope do not count. */
  attachmentsHere(scope: Scope, hashes: readonly Hash[]): Promise<ReadonlySet<Hash>>
  /** The collected rows of a projection in a scope. */
  projected<Key, Book>(projection: Projection<never, Key, Book>, scope: Scope, key: Key): Promise<Book>
  /** Those of these totals that exist; in any order. */
  totals(scope: Scope, keys: readonly TotalKey[]): Promise<TotalRow[]>
  /** By scope, then left, right, currency and scale. */
  totalsWhere(filter: TotalFilter): Promise<TotalRow[]>
  setOffs(scope: Scope, obligations: readonly string[] | null): Promise<SetOffRow[]>
  setOffsByRound(scope: Scope, round: string): Promise<SetOffRow[]>
  /** The changes after a number, oldest first; of one kind of subject only, if given. */
  changesAfter(number: number, limit: number, subjectKind?: string): Promise<Change[]>
  headChange(): Promise<number>
  /** What the changes after a number are about, and the number of the last change. */
  changedAfter(after: number): Promise<ChangedSince>
  /** Feeds the state of every subject of a scope that is no draft, by ascending id. */
  eachState(scope: Scope, onState: (id: string, state: Json) => void): Promise<void>
  entryCount(scope: Scope): Promise<number>
  /** The verdicts on all entries of these subjects, or, with null, of the scope; in any order. */
  verdictsOf(scope: Scope, subjects: readonly string[] | null): Promise<EntryVerdict[]>
  /** The first pages of the digests of these scopes, where there are any; in any order. */
  rootPages(scopes: readonly Scope[]): Promise<DigestPageRow[]>
  /** Those of these pages of a scope's digest that exist; in any order. */
  digestPages(scope: Scope, digits: readonly string[]): Promise<DigestPageRow[]>
  /** The pending entries that wait for these, by ascending sequence number; all of them, or the first ones. */
  heldWaitingFor(hashes: readonly Hash[], limit?: number): Promise<HeldRow[]>
  /**
   * What pending entries of these authors in these scopes wait for and no peer has sent: round-robin over the authors.
   */
  missing(scopes: readonly Scope[], authors: readonly Did[], limit: number): Promise<Hash[]>
  /** Public logs, or the proposals that are here; with null, all, including what was evicted. */
  shares(lane: Lane | null): Promise<ShareRow[]>
  /**
   * For each subject about which these authors published entries of these kinds, the last one that counts, oldest
   * first.
   */
  spokenOf(authors: readonly Did[], kinds: readonly string[]): Promise<SpokenRow[]>
  /** The size in bytes of each entry of a log after a number, newest first. */
  logSizes(scope: Scope, author: Did, after: number): Promise<{ readonly seq: number; readonly byteCount: number }[]>
  /** This node's own rows: drafts, tokens, policies, trust edges, denials, idempotency answers, cursors. */
  local(collection: LocalCollection, id: string): Promise<JsonObject | null>
  locals(collection: LocalCollection): Promise<ReadonlyMap<string, JsonObject>>
}

export type LocalCollection =
  | 'token'
  | 'policy'
  | 'trust-edge'
  | 'denial'
  | 'fork-ban-lifted'
  | 'idempotency'
  | 'cursor'
  | 'lifted-reservation'
  | 'round-waits'
  | 'round-given-up'
  | 'motion-attended'
  | 'reminder'
  | 'clock'
  | 'outside-proof'
  | 'peer'
  | 'hold'
  | 'owner'
  | 'challenge'
  | 'presented'
  | 'lapse-told'
  | 'uncharged-use'

/** The writing side of a transaction; one writer at a time. */
export interface StoreTransaction extends StoreReader, StubWriter {
  /** Appends admitted entries in causal order and moves the logs' tips. */
  append(entries: readonly StoredEntry[]): Promise<void>
  setVerdicts(verdicts: readonly { readonly hash: Hash; readonly verdict: Verdict }[]): Promise<void>
  addLines(lines: readonly (Line & { readonly scope: Scope; readonly author: Did })[]): Promise<void>
  /**
   * Inserts or replaces; a subject keeps the position in lists of its first row. `isNew`: of which rows it is known that
   * nothing is stored of the subject yet.
   */
  saveSubjects(rows: readonly SubjectRow[], isNew?: (row: SubjectRow) => boolean): Promise<void>
  /** Inserts or replaces. */
  saveTotals(rows: readonly TotalRow[]): Promise<void>
  /** Inserts or replaces. */
  saveDigestPages(rows: readonly DigestPageRow[]): Promise<void>
  deleteSubject(scope: Scope, id: string): Promise<void>
  addOpenings(rows: readonly OpeningRow[]): Promise<void>
  addAttachment(hash: Hash, author: Did | null, bytes: Uint8Array, scope: Scope): Promise<void>
  attachmentBytesOf(author: Did): Promise<number>
  replaceSetOffs(scope: Scope, round: string, rows: readonly SetOffRow[]): Promise<void>
  /** Numbers and stores changes; the numbers become visible to readers in order and without gaps. */
  appendChanges(changes: readonly NewChange[]): Promise<readonly Change[]>
  /** Stores pending entries, or replaces what they wait for. */
  hold(rows: readonly HeldRow[]): Promise<void>
  /** How much of one author is pending; with null, the total, which is counted row by row. */
  heldBy(author: Did | null): Promise<HeldAmount>
  /** How much of each author is pending. */
  heldByEach(): Promise<(HeldAmount & { readonly author: Did })[]>
  /** An author's pending entries, newest first. */
  heldNewest(author: Did, limit: number): Promise<HeldRow[]>
  /** Which of these entries are pending. */
  heldAmong(hashes: readonly Hash[]): Promise<ReadonlySet<Hash>>
  heldUntil(now: Instant, limit: number): Promise<HeldRow[]>
  unhold(hashes: readonly Hash[]): Promise<void>
  saveShares(rows: readonly ShareRow[]): Promise<void>
  deleteShares(rows: readonly Pick<ShareRow, 'scope' | 'author'>[]): Promise<void>
  /** Removes the entries of a log after a number, on all its branches; returns their subjects. */
  removeLog(scope: Scope, author: Did, after: number): Promise<string[]>
  /** Removes everything that belongs to a private scope, drafts excepted. */
  removeScope(scope: Scope): Promise<void>
  putLocal(collection: LocalCollection, id: string, value: JsonObject): Promise<void>
  deleteLocal(collection: LocalCollection, id: string): Promise<void>
  /** Runs work in a savepoint: an error inside it rolls back its writes and is rethrown. */
  savepoint<T>(work: () => Promise<T>): Promise<T>
}

/** The part of a transaction that a fold reads and writes. */
export type FoldStore = Pick<
  StoreTransaction,
  | 'entries'
  | 'entriesOf'
  | 'subjects'
  | 'subjectsWrittenBy'
  | 'placesAfter'
  | 'logTips'
  | 'lines'
  | 'openings'
  | 'openingsBy'
  | 'attachments'
  | 'attachmentsHere'
  | 'setOffs'
  | 'setOffsByRound'
  | 'append'
  | 'setVerdicts'
  | 'addLines'
  | 'addOpenings'
  | 'saveSubjects'
  | 'totals'
  | 'saveTotals'
  | 'replaceSetOffs'
  | 'digestPages'
>

/** A snapshot that is kept open for a caller outside the node. */
export interface Lease {
  /** What it is for: the purposes take turns, however much one of them asks. */
  readonly purpose: 'query' | 'mutation' | 'feed'
  /** Called once, when another caller waits for what this snapshot occupies. */
  readonly hurry: () => void
}

/** `changes`: those of one commit; null where they have to be read. */
export type ChangeListener = (changes: readonly Change[] | null) => void

/** The one store of a node. */
export interface LogStore extends AsyncDisposable {
  /** Identifies this history; a restored or rebuilt store has another, so that old cursors are refused. */
  readonly epoch: string
  /** Gives the history a new epoch, when it is found to have lost entries (a restored backup). */
  renewEpoch(): Promise<void>
  /** Reads one snapshot. With a `lease` it may last, and is asked to end when others wait for the database. */
  read<T>(work: (reader: StoreReader) => Promise<T>, lease?: Lease): Promise<T>
  /**
   * Reads what is committed, each question for itself: what is known is answered from memory, so two answers need not be
   * of one snapshot. What is not known is read with the `lease`.
   */
  ask<T>(work: (reader: StoreReader) => Promise<T>, lease?: Lease): Promise<T>
  /** Runs one transaction; writers are serialised. Durable when it returns. It may run twice: only the last run counts. */
  transact<T>(work: (tx: StoreTransaction) => Promise<T>): Promise<T>
  /**
   * Calls back after every commit that appended changes, in this or another process, with the changes if they are known;
   * spurious calls are possible.
   */
  onChange(listener: ChangeListener): () => void
}

/** The last entry of our own log in each scope. */
export type OwnHeads = ReadonlyMap<Scope, { readonly seq: number; readonly hash: Hash }>

/** The file beside the database that records the last heads this node signed. */
export interface HeadFile {
  load(): Promise<OwnHeads>
  /**
   * Advances heads; returns once they are durable. It never moves one back: what a peer has returned so far may be less
   * than what was signed.
   */
  save(heads: OwnHeads): Promise<void>
  /** Replaces all heads, when they are known to be these. */
  replace(heads: OwnHeads): Promise<void>
}

/** The node's source of time. */
export type Clock = () => Instant

/** A peer as the network knows it. */
export interface PeerInfo {
  readonly did: Did
  readonly address: string | null
  readonly connected: boolean
  readonly inSync: boolean
  readonly lastSyncAt: Instant | null
  readonly behindEntries: number | null
  /** The version of the rules by which it folds; null until it has sent it since this node was started. */
  readonly ruleSet: number | null
}

/** The result of the last comparison of a scope with a peer. */
export interface BookComparison {
  /** The digest of our heads that was compared: if they have changed since, the result is outdated. */
  readonly heads: Hash
  readonly equal: boolean
  /** The subject in which they differ first; null if they do not, or it was not looked for. */
  readonly differsIn: string | null
  /** Since when every comparison has given this result. */
  readonly since: Instant
  readonly at: Instant
}

/** What the node requires of the network. Gossip only announces news; sync transfers the entries. */
export interface PeerNetwork extends AsyncDisposable {
  listenAddresses(): string[]
  /** The addresses under which this node may be announced: loopback addresses only if it has no others. */
  announcedAddresses(): string[]
  peers(): PeerInfo[]
  /** Null if this scope has not been compared since this node was started. */
  comparison(did: Did, scope: Scope): BookComparison | null
  /** Dials and keeps redialling; returns the DID of the node that answered. */
  connect(multiaddr: string): Promise<Did>
  disconnect(did: Did): Promise<void>
  /** Asks the connected peers for the log of a cooperative. */
  lookFor(did: Did): void
  onPeerChange(listener: (did: Did) => void): () => void
}

export type { DataIntegrityProof }
