import assert from 'node:assert/strict'
import { type Did, groupBy, type Hash, isPublicScope, type Json, type Scope } from '../../kernel/index.ts'
import {
  type AnyKind,
  type Entry,
  forkSubject,
  isAdjustable,
  type Line,
  liesOn,
  type NamedFacts,
  NOTHING_NAMED,
  type PlacedEntry,
  type Position,
  readBody,
  type ScopePast,
  type SealedEntry,
  SubjectLog,
} from '../../log/index.ts'
import { witnessedIn } from '../forks/forks.ts'
import type { FoldStore, OpeningRow, StoredEntry, SubjectRow } from '../ports/ports.ts'
import type { Protocol } from '../protocol.ts'
import type { CausalStateCache } from './causal-state-cache.ts'
import { DigestChanges } from './digest-changes.ts'
import { LogEnds, type Tips } from './log-ends.ts'
import { readNamed } from './named.ts'
import { ScopePasts } from './scope-pasts.ts'
import { foldOn } from './scope-state.ts'
import { ScopedMap } from './scoped-map.ts'
import { SetOffs } from './set-offs.ts'
import { TotalChanges } from './totals.ts'

/** The aggregate of drafts, which are local rows of this node. */
export const DRAFT = 'draft'

type AuthorLine = Line & { readonly author: Did }

/**
 * What an admission has read and will write, between the gate's rules and the store: each thing is read once for a
 * batch, each write is kept until `flush`, and later entries of the batch see what earlier ones wrote.
 */
export class UnitOfWork {
  readonly tx: FoldStore
  readonly protocol: Protocol
  readonly setOffs: SetOffs
  readonly pasts: CausalStateCache
  readonly #entries = new Map<Hash, StoredEntry | null>()
  readonly #subjects = new ScopedMap<SubjectRow | null>()
  readonly #subjectLogs = new ScopedMap<SubjectLog<StoredEntry>>()
  readonly #lines = new Map<Scope, Map<Hash, AuthorLine>>()
  readonly #witnessed = new ScopedMap<ReadonlySet<Hash>>()
  readonly #ends: LogEnds
  readonly #documents = new ScopedMap<OpeningRow | null>()
  readonly #openingsBy = new Map<Hash, OpeningRow[]>()
  readonly #attachmentsHere = new ScopedMap<true>()
  readonly #attachments = new Map<Hash, Uint8Array>()
  readonly #scopePasts: ScopePasts
  readonly #newEntries: StoredEntry[] = []
  #admittedCount = 0
  readonly #newLines: (AuthorLine & { readonly scope: Scope })[] = []
  readonly #newOpenings: OpeningRow[] = []
  readonly #dirtySubjects = new ScopedMap<SubjectRow>()
  /** Those of them of which nothing is stored yet. */
  readonly #newSubjects = new ScopedMap<true>()
  /** The scopes of all subjects that were saved, by their ids. */
  readonly saved = new Map<string, Scope>()
  readonly #totals: TotalChanges
  readonly digests = new DigestChanges()
  readonly #verdicts = new Map<Hash, StoredEntry>()

  constructor(tx: FoldStore, protocol: Protocol, pasts: CausalStateCache) {
    this.pasts = pasts
    this.#scopePasts = new ScopePasts(tx, pasts, (hash) => this.#entries.get(hash)?.position)
    this.tx = tx
    this.protocol = protocol
    this.setOffs = new SetOffs(tx)
    this.#ends = new LogEnds(tx)
    this.#totals = new TotalChanges(tx)
  }

  /** Reads, with a few statements, what a batch of entries is about to ask for one by one. */
  async prefetch(batch: readonly SealedEntry[]): Promise<void> {
    await this.loadEntries(
      batch.flatMap(({ hash, entry }) => [hash, ...(entry.prev === null ? [] : [entry.prev]), ...entry.after]),
    )
    for (const [scope, entries] of groupBy(batch, ({ entry }) => entry.scope)) {
      await this.loadSubjects(
        scope,
        entries.map(({ entry }) => entry.subject),
      )
      const adjustable = entries.filter(({ entry: { kind, subject } }) =>
        isAdjustable(this.protocol.aggregateOf(kind), this.#subjects.get(scope, subject)),
      )
      await this.setOffs.load(
        scope,
        adjustable.map(({ entry }) => entry.subject),
      )
      await this.#ends.load(
        scope,
        entries.map(({ entry }) => entry.author),
      )
    }
  }

  async loadEntries(hashes: readonly Hash[]): Promise<void> {
    if (this.haveLookedUp(hashes)) return
    const unread = hashes.filter((hash) => !this.#entries.has(hash))
    if (unread.length === 0) return
    for (const hash of unread) this.#entries.set(hash, null)
    for (const stored of await this.tx.entries(unique(unread))) this.#entries.set(stored.hash, stored)
  }

  /** Declares an own entry new, so that no read is needed. */
  expectNew(hash: Hash): void {
    this.#entries.set(hash, null)
  }

  async entry(hash: Hash): Promise<StoredEntry | null> {
    if (!this.#entries.has(hash)) await this.loadEntries([hash])
    return this.loaded(hash)
  }

  /** Whether these entries have been looked up: then `loaded` answers without a wait. */
  haveLookedUp(hashes: readonly Hash[]): boolean {
    for (const hash of hashes) if (!this.#entries.has(hash)) return false
    return true
  }

  /** An entry that `loadEntries` has looked up; null if it is not here. */
  loaded(hash: Hash): StoredEntry | null {
    return this.#entries.get(hash) ?? null
  }

  async subject(scope: Scope, id: string): Promise<SubjectRow | null> {
    if (!this.#subjects.has(scope, id)) await this.loadSubjects(scope, [id])
    return this.#subjects.get(scope, id) ?? null
  }

  /** All entries of a subject in the order of admission, those of this batch included. */
  async subjectLog(scope: Scope, subject: string): Promise<SubjectLog<StoredEntry>> {
    await this.loadEntriesOf(scope, [subject])
    return this.#subjectLogs.get(scope, subject) ?? new SubjectLog()
  }

  async loadEntriesOf(scope: Scope, subjects: readonly string[]): Promise<void> {
    const unread = unique(subjects.filter((id) => !this.#subjectLogs.has(scope, id)))
    if (unread.length === 0) return
    for (const id of unread) this.#subjectLogs.set(scope, id, new SubjectLog())
    const pending = this.#newEntries.filter(({ entry }) => entry.scope === scope && unread.includes(entry.subject))
    for (const stored of [...(await this.tx.entriesOf(scope, unread)), ...pending]) {
      this.#subjectLogs.get(scope, stored.entry.subject)?.add(this.#verdicts.get(stored.hash) ?? stored)
    }
  }

  /** The state folded from the entries of a subject in an entry's causal past, whatever the subject contains by now. */
  async pastState(placed: PlacedEntry, row: SubjectRow): Promise<Json> {
    const { scope, subject } = placed.entry
    const reach = isPublicScope(scope) ? null : (await this.scopePast(scope)).reachOf(this.followedBy(placed.entry))
    if (reach !== null && row.tips.every((tip) => liesOn(tip, reach))) return row.state
    const log = await this.subjectLog(scope, subject)
    const past = reach === null ? log.pastOf(placed, await this.lines(scope)) : log.within(reach)
    return await foldOn(this, { scope, id: subject, line: placed.position.line }, past)
  }

  async lines(scope: Scope): Promise<ReadonlyMap<Hash, AuthorLine>> {
    const known = this.#lines.get(scope)
    if (known !== undefined) return known
    const pending = this.#newLines.filter((line) => line.scope === scope)
    const lines = new Map([...(await this.tx.lines(scope)), ...pending].map((line) => [line.line, line]))
    this.#lines.set(scope, lines)
    return lines
  }

  /** Whether an author's log in a scope has more than one branch. */
  async hasForked(scope: Scope, author: Did): Promise<boolean> {
    return [...(await this.lines(scope)).values()].some((line) => line.author === author)
  }

  /** The first entries of an author's branches that others have witnessed. */
  async witnessedBranches(scope: Scope, author: Did): Promise<ReadonlySet<Hash>> {
    const subject = forkSubject(author)
    const known = this.#witnessed.get(scope, subject)
    if (known !== undefined) return known
    const witnessed = witnessedIn((await this.subjectLog(scope, subject)).entries)
    this.#witnessed.set(scope, subject, witnessed)
    return witnessed
  }

  async tips(scope: Scope, author: Did): Promise<Tips> {
    return await this.#ends.of(scope, author)
  }

  async document(scope: Scope, hash: Hash): Promise<OpeningRow | null> {
    if (!this.#documents.has(scope, hash))
      this.#documents.set(scope, hash, (await this.tx.openings(scope, [hash]))[0] ?? null)
    return this.#documents.get(scope, hash) ?? null
  }

  /** The documents that an entry brought. */
  async openingsBy(scope: Scope, entry: Hash): Promise<readonly OpeningRow[]> {
    if (!this.#openingsBy.has(entry)) this.#openingsBy.set(entry, await this.tx.openingsBy(scope, [entry]))
    return this.#openingsBy.get(entry) ?? []
  }

  /** Whether an attachment is here in a scope; the same bytes in another scope do not count. */
  async hasAttachment(scope: Scope, hash: Hash): Promise<boolean> {
    const isHere = this.#attachmentsHere.has(scope, hash) || (await this.tx.attachmentsHere(scope, [hash])).has(hash)
    if (isHere) this.#attachmentsHere.set(scope, hash, true)
    return isHere
  }

  async attachment(hash: Hash): Promise<Uint8Array | null> {
    const known = this.#attachments.get(hash)
    if (known !== undefined) return known
    const bytes = (await this.tx.attachments([hash])).get(hash) ?? null
    if (bytes !== null) this.#attachments.set(hash, bytes)
    return bytes
  }

  /** The reader of what a body names. */
  namedFacts(entry: Entry, kind: AnyKind, body: unknown): Promise<NamedFacts> {
    return readNamed(this, entry, kind, body)
  }

  /** The causal pasts of an agreement's scope, including everything in this job. */
  async scopePast(scope: Scope): Promise<ScopePast> {
    return await this.#scopePasts.of(scope, this.#newEntries)
  }

  /** Whether an entry is in the causal past of an author's log, on any of its branches. */
  async hasSeen(scope: Scope, author: Did, hash: Hash): Promise<boolean> {
    const position = (await this.entry(hash))?.position
    return (
      position !== undefined && liesOn(position, (await this.scopePast(scope)).reachOf(await this.tips(scope, author)))
    )
  }

  /** The positions of an entry's `prev` and `after`, which have been loaded. */
  followedBy(entry: Entry): Position[] {
    return this.#scopePasts.followedBy(entry)
  }

  /** The last entries of all logs of a scope. */
  async allTips(scope: Scope): Promise<Tips> {
    return await this.#ends.all(scope)
  }

  /**
   * The last entries of others' logs in an agreement's scope that our entries have not named since this node was
   * started: after a start everything is named once more, which is cheaper than computing what our log follows.
   */
  async unnamedTips(scope: Scope, author: Did): Promise<Tips> {
    const named = this.pasts.namedIn(scope)
    return (await this.allTips(scope)).filter((tip) => tip.author !== author && (named.get(tip.line) ?? 0) < tip.seq)
  }

  /** Records what an entry of ours has named, so that the next one need not. */
  noteNamed(entry: Entry): void {
    const named = this.pasts.namedIn(entry.scope)
    for (const { line, seq } of this.followedBy(entry)) named.set(line, Math.max(seq, named.get(line) ?? 0))
  }

  async namedByEach(entries: readonly PlacedEntry[]): Promise<(entry: PlacedEntry) => NamedFacts> {
    const named = new Map<Hash, NamedFacts>()
    for (const { entry, hash } of entries) {
      const kind = this.protocol.kindOf(entry.kind)
      const body = kind === undefined ? null : readBody(kind, entry)
      if (kind !== undefined && body?.ok) named.set(hash, await this.namedFacts(entry, kind, body.value))
    }
    return (entry) => named.get(entry.hash) ?? NOTHING_NAMED
  }

  /** How many entries this job has admitted or completed with their bodies. */
  get admittedCount(): number {
    return this.#admittedCount
  }

  add(stored: StoredEntry): void {
    this.#admittedCount++
    const { entry, hash } = stored
    this.#entries.set(hash, stored)
    this.#newEntries.push(stored)
    this.digests.added(stored)
    this.#scopePasts.add(stored)
    this.#subjectLogs.get(entry.scope, entry.subject)?.add(stored)
    this.#witnessed.delete(entry.scope, entry.subject)
    this.#ends.add(stored)
  }

  /** Replaces an admitted entry by what is here of it now. */
  replace(stored: StoredEntry): void {
    this.#entries.set(stored.hash, stored)
    this.digests.altered(stored)
    this.#subjectLogs.get(stored.entry.scope, stored.entry.subject)?.replace(stored)
  }

  /** The same for a stub whose body has arrived, which counts as an admission. */
  fill(stored: StoredEntry): void {
    this.replace(stored)
    this.#admittedCount++
  }

  addLine(line: AuthorLine & { readonly scope: Scope }): void {
    this.#lines.get(line.scope)?.set(line.line, line)
    this.#newLines.push(line)
  }

  addOpening(row: OpeningRow): void {
    this.#openingsBy.set(row.entryHash, [...(this.#openingsBy.get(row.entryHash) ?? []), row])
    if ((this.#documents.get(row.scope, row.documentHash) ?? null) === null)
      this.#documents.set(row.scope, row.documentHash, row)
    this.#newOpenings.push(row)
  }

  /** What arrives with an admitted entry, and that others may have waited for: its hash and the documents it brought. */
  arrivedWith(hash: Hash): Hash[] {
    return [hash, ...(this.#openingsBy.get(hash) ?? []).map(({ documentHash }) => documentHash)]
  }

  /** Saves a subject that has been looked up, and what it adds to totals now instead of what it added then. */
  putSubject(row: SubjectRow): void {
    const before = this.#subjects.get(row.scope, row.id)
    assert(before !== undefined, 'a subject is looked up before it is replaced')
    this.#totals.replace(before, row)
    this.digests.touch(row.scope, row.id)
    // What a scope is named after may have been a draft.
    if (before === null && row.id !== row.scope) this.#newSubjects.set(row.scope, row.id, true)
    this.#subjects.set(row.scope, row.id, row)
    this.#dirtySubjects.set(row.scope, row.id, row)
    this.saved.set(row.id, row.scope)
  }

  /** Replaces the verdict of an entry that was admitted before. */
  setVerdict(stored: StoredEntry): void {
    this.#entries.set(stored.hash, stored)
    this.#verdicts.set(stored.hash, stored)
    this.digests.altered(stored)
    const { scope, subject } = stored.entry
    this.#subjectLogs.get(scope, subject)?.replace(stored)
    this.pasts.folded.forget(keyOf(scope, subject))
  }

  async reindex(row: SubjectRow): Promise<void> {
    await this.loadSubjects(row.scope, [row.id])
    this.putSubject(row)
  }

  /** Every subject of a scope about which an author has written what may lapse. */
  async subjectsOfLapsing(scope: Scope, author: Did): Promise<ReadonlySet<string>> {
    const { lapsingKinds: kinds } = this.protocol
    if (kinds.length === 0) return new Set()
    const isMeant = (entry: Entry) => entry.scope === scope && entry.author === author && kinds.includes(entry.kind)
    const mine = this.#newEntries.flatMap(({ entry }) => (isMeant(entry) ? [entry.subject] : []))
    return new Set([...(await this.tx.subjectsWrittenBy(scope, author, kinds)), ...mine])
  }

  /** Whether there is something to flush. */
  get isDirty(): boolean {
    const unwritten = this.#newEntries.length + this.#newLines.length + this.#newOpenings.length
    return unwritten + this.#verdicts.size > 0 || !this.#dirtySubjects.isEmpty
  }

  /** Writes everything, in an order that satisfies the store's references. */
  async flush(): Promise<void> {
    const entries = this.#newEntries.splice(0)
    if (entries.length > 0) await this.tx.append(entries.map((stored) => this.#verdicts.get(stored.hash) ?? stored))
    if (this.#verdicts.size > 0) await this.tx.setVerdicts([...this.#verdicts.values()])
    this.#verdicts.clear()
    const lines = this.#newLines.splice(0)
    if (lines.length > 0) await this.tx.addLines(lines)
    const openings = this.#newOpenings.splice(0)
    if (openings.length > 0) await this.tx.addOpenings(openings)
    const isNew = ({ scope, id }: SubjectRow) => this.#newSubjects.has(scope, id)
    if (!this.#dirtySubjects.isEmpty) await this.tx.saveSubjects(this.#dirtySubjects.all(), isNew)
    this.#dirtySubjects.clear()
    this.#newSubjects.clear()
    await this.#totals.flush()
  }

  /** Those of some subjects that may be stored, drafts included: of the others it is known that they are not. */
  async mayBeStored(scope: Scope, ids: readonly string[]): Promise<string[]> {
    const isRead = (id: string) => this.#subjects.has(scope, id)
    const known = ids.filter((id) => id === scope || (isRead(id) && this.#subjects.get(scope, id) !== null))
    const others = ids.filter((id) => id !== scope && !isRead(id))
    return [...known, ...(others.length === 0 ? [] : await this.digests.listed(this.tx, scope, others))]
  }

  async loadSubjects(scope: Scope, ids: readonly string[]): Promise<void> {
    const unread = unique(ids.filter((id) => !this.#subjects.has(scope, id)))
    if (unread.length === 0) return
    for (const id of unread) this.#subjects.set(scope, id, null)
    const listed = await this.digests.listed(this.tx, scope, unread)
    for (const row of listed.length === 0 ? [] : await this.tx.subjects(scope, listed)) {
      // A draft has the scope of its future agreement; for the log nothing exists there yet.
      if (row.aggregate !== DRAFT) this.#subjects.set(scope, row.id, row)
    }
  }
}

const keyOf = (scope: Scope, id: string): string => `${scope} ${id}`
const unique = <T>(items: readonly T[]): T[] => [...new Set(items)]
