import type { Did, Hash, Instant, Json, JsonObject, Scope } from '../../src/kernel/index.ts'
import type { FactPlace, Line, Projection, Verdict } from '../../src/log/index.ts'
import type {
  Change,
  ChangedSince,
  HeldRow,
  LocalCollection,
  LogTip,
  NewChange,
  OpeningRow,
  SetOffRow,
  ShareRow,
  SpokenRow,
  StoredEntry,
  StoreTransaction,
  SubjectRow,
} from '../../src/node/ports/ports.ts'
import type { StubbedLog } from '../../src/node/ports/stub-port.ts'
import type { Lane } from '../../src/node/ports/sync-port.ts'
import {
  type AttachmentRow,
  type EntryTable,
  firstInTurn,
  isBetween,
  type LineRow,
  type LocalRow,
  type NumberedOpening,
  numbered,
  setOffKey,
  storedOf,
} from './memory-rows.ts'
import { MemoryShares } from './memory-shares.ts'
import { MemoryStubs } from './memory-stubs.ts'
import { inOrder, Journal, key, Table, withoutNumber } from './memory-table.ts'

/** What a store in memory holds, and how it is read and written. */
export class MemoryTransaction implements StoreTransaction {
  readonly #journal: Journal
  readonly #entries: EntryTable
  readonly #tips: Table<LogTip, 'scope'>
  readonly #lines: Table<LineRow, 'scope' | 'author'>
  readonly #subjects: Table<SubjectRow, 'scope' | 'aggregate'>
  readonly #openings: Table<NumberedOpening, 'document' | 'scope'>
  readonly #attachments: Table<AttachmentRow, 'author'>
  readonly #contents: Table<Uint8Array>
  readonly #setOffs: Table<SetOffRow, 'scope' | 'round' | 'obligation'>
  readonly #changes: Table<Change>
  readonly #held: Table<HeldRow, 'author' | 'missing'>
  readonly #locals: Table<LocalRow, 'collection'>
  readonly #shares: MemoryShares
  readonly #stubs: MemoryStubs
  #lastNumber = 0

  constructor(journal: Journal) {
    this.#journal = journal
    this.#entries = new Table(journal, {
      subject: ({ entry }) => key(entry.scope, entry.subject),
      log: ({ entry }) => key(entry.scope, entry.author),
      scope: ({ entry }) => entry.scope,
      refusal: ({ verdict }) => verdict?.code ?? '',
      presence: ({ presence }) => presence,
    })
    this.#tips = new Table(journal, { scope: (tip) => tip.scope }, ({ author, seq, hash }) => [author, seq, hash])
    this.#lines = new Table(
      journal,
      { scope: (line) => line.scope, author: (line) => line.author },
      ({ scope, line }) => [scope, line],
    )
    this.#subjects = new Table(
      journal,
      { scope: (row) => row.scope, aggregate: (row) => key(row.scope, row.aggregate) },
      ({ id }) => [id],
    )
    this.#openings = new Table(
      journal,
      { document: (row) => key(row.scope, row.documentHash), scope: (row) => row.scope },
      ({ number }) => [number],
    )
    this.#attachments = new Table(journal, { author: (row) => String(row.author) })
    this.#contents = new Table(journal, {})
    this.#setOffs = new Table(
      journal,
      {
        scope: (row) => row.scope,
        round: (row) => key(row.scope, row.round),
        obligation: (row) => key(row.scope, row.subject),
      },
      ({ subject, round, proposal }) => [subject, round, proposal],
    )
    this.#changes = new Table(journal, {})
    this.#held = new Table(journal, {
      author: ({ sealed }) => sealed.entry.author,
      missing: (row) => `${row.waitsFor}`,
    })
    this.#locals = new Table(journal, { collection: (row) => row.collection }, ({ id }) => [id])
    this.#shares = new MemoryShares(journal, {
      ...{ entries: this.#entries, tips: this.#tips, lines: this.#lines, subjects: this.#subjects },
      ...{ openings: this.#openings, attachments: this.#attachments, contents: this.#contents },
      ...{ setOffs: this.#setOffs, held: this.#held },
    })
    this.#stubs = new MemoryStubs(this.#entries, this.#tips)
  }

  async wholeTips(): Promise<LogTip[]> {
    return this.#stubs.wholeTips()
  }

  async authorsInPart(): Promise<Did[]> {
    return this.#stubs.authorsInPart()
  }

  async stubbedLogs(kinds: readonly string[]): Promise<StubbedLog[]> {
    return this.#stubs.stubbedLogs(kinds)
  }

  async entriesBehind(after: number, limit: number): Promise<{ entries: StoredEntry[]; last: number }> {
    return this.#stubs.entriesBehind(after, limit)
  }

  async fillStubs(entries: readonly StoredEntry[]): Promise<void> {
    this.#stubs.fill(entries)
  }

  async setWhole(hashes: readonly Hash[]): Promise<void> {
    this.#stubs.setWhole(hashes)
  }

  /** Takes over all that another store holds. */
  copy(other: MemoryTransaction): void {
    this.#lastNumber = other.#lastNumber
    this.#entries.copy(other.#entries)
    this.#tips.copy(other.#tips)
    this.#lines.copy(other.#lines)
    this.#subjects.copy(other.#subjects)
    this.#openings.copy(other.#openings)
    this.#attachments.copy(other.#attachments)
    this.#contents.copy(other.#contents)
    this.#setOffs.copy(other.#setOffs)
    this.#changes.copy(other.#changes)
    this.#held.copy(other.#held)
    this.#locals.copy(other.#locals)
    this.#shares.copy(other.#shares)
  }

  holds(hash: Hash): boolean {
    return this.#entries.has(hash)
  }

  async entries(hashes: readonly Hash[]): Promise<StoredEntry[]> {
    return inOrder(this.#entries.pick(hashes), (entry) => [entry.number]).map(storedOf)
  }

  async entriesOf(scope: Scope, subjects: readonly string[]): Promise<StoredEntry[]> {
    const entries = [...new Set(subjects)].flatMap((subject) => this.#entries.by('subject', key(scope, subject)))
    return inOrder(entries, (entry) => [entry.number]).map(storedOf)
  }

  async logAfter(scope: Scope, author: Did, seq: number, limit: number): Promise<StoredEntry[]> {
    const later = this.#entries.by('log', key(scope, author)).filter(({ entry }) => entry.seq > seq)
    return inOrder(later, ({ entry, hash }) => [entry.seq, hash])
      .slice(0, limit)
      .map(storedOf)
  }

  async logsAfter(
    scope: Scope,
    ranges: readonly { readonly author: Did; readonly afterSeq: number }[],
    after: number,
    limit: number,
  ): Promise<{ entries: StoredEntry[]; last: number }> {
    const wanted = ranges.flatMap(({ author, afterSeq }) =>
      this.#entries.by('log', key(scope, author)).filter(({ entry, number }) => entry.seq > afterSeq && number > after),
    )
    const page = inOrder([...new Set(wanted)], ({ number }) => [number]).slice(0, limit)
    return { entries: page.map(storedOf), last: page.at(-1)?.number ?? after }
  }

  async placesAfter(...asked: Parameters<StoreTransaction['placesAfter']>) {
    const { entries, last } = await this.logsAfter(...asked)
    return { entries: entries.map(({ hash, position, entry: { after } }) => ({ hash, position, after })), last }
  }

  async logTips(scopes: readonly Scope[], authors?: readonly Did[]): Promise<LogTip[]> {
    const ordered = inOrder([...new Set(scopes)], (scope) => [scope])
    const tips = ordered.flatMap((scope) => this.#tips.sortedBy('scope', scope))
    if (authors === undefined) return tips
    const wanted = new Set(authors)
    return tips.filter(({ author }) => wanted.has(author))
  }

  async lines(scope: Scope): Promise<(Line & { readonly author: Did })[]> {
    return this.#lines.sortedBy('scope', scope).map(({ scope: _, ...line }) => line)
  }

  async forksOf(authors: readonly Did[]): Promise<{ scope: Scope; author: Did; line: Hash }[]> {
    const rows = [...new Set(authors)].flatMap((author) => this.#lines.by('author', author))
    return inOrder(rows, ({ scope, line }) => [scope, line]).map(({ scope, author, line }) => ({ scope, author, line }))
  }

  async subjectsWrittenBy(scope: Scope, author: Did, kinds: readonly string[]): Promise<string[]> {
    const written = this.#entries.by('log', key(scope, author)).filter(({ entry }) => kinds.includes(entry.kind))
    const subjects = new Set(written.map(({ entry }) => entry.subject))
    return inOrder([...subjects], (subject) => [subject])
  }

  async scopes(): Promise<Scope[]> {
    return inOrder(this.#tips.keysOf('scope') as Scope[], (scope) => [scope])
  }

  async entriesRefusedWith(
    scope: Scope,
    code: string,
    kinds: readonly string[],
    limit: number,
  ): Promise<StoredEntry[]> {
    const refused = this.#entries.by('refusal', code).filter(({ entry }) => entry.scope === scope)
    const isOfKinds = ({ entry, presence }: StoredEntry) => presence !== 'stub' && kinds.includes(entry.kind)
    const chosen = inOrder(refused, (entry) => [entry.number]).filter(isOfKinds)
    return chosen.slice(0, limit).map(storedOf)
  }

  async subjects(scope: Scope, ids: readonly string[]): Promise<SubjectRow[]> {
    return inOrder(this.#subjects.pick(ids.map((id) => key(scope, id))), ({ id }) => [id])
  }

  async subjectsOf(scope: Scope, aggregate: string): Promise<SubjectRow[]> {
    return [...this.#subjects.sortedBy('aggregate', key(scope, aggregate))]
  }

  async subjectsAnywhere(ids: readonly string[]): Promise<SubjectRow[]> {
    const found = (await this.scopes()).flatMap((scope) => this.#subjects.pick(ids.map((id) => key(scope, id))))
    return inOrder(found, ({ id, scope }) => [id, scope])
  }

  async scopeSubjects(scopes: readonly Scope[]): Promise<SubjectRow[]> {
    return inOrder(this.#subjects.pick([...new Set(scopes)].map((scope) => key(scope, scope))), ({ scope }) => [scope])
  }

  async subjectsBetween(scope: Scope, aggregate: string, one: Did, others: readonly Did[]): Promise<SubjectRow[]> {
    return (await this.subjectsOf(scope, aggregate)).filter(({ index }) => isBetween(index, one, others))
  }

  async subjectsTagged(aggregate: string, left: Did, tag: string): Promise<SubjectRow[]> {
    const tagged = this.#subjects
      .all()
      .filter((row) => row.aggregate === aggregate && row.index?.left === left && row.index.tags?.includes(tag))
    return inOrder(tagged, ({ id }) => [id])
  }

  async subjectsDue(now: Instant, limit: number): Promise<SubjectRow[]> {
    const due = this.#subjects.all().filter(({ wakeAt }) => wakeAt !== null && wakeAt <= now)
    return inOrder(due, ({ wakeAt, scope, id }) => [wakeAt ?? 0, scope, id]).slice(0, limit)
  }

  async openings(scope: Scope, documentHashes: readonly Hash[]): Promise<OpeningRow[]> {
    const rows = [...new Set(documentHashes)].flatMap((hash) => this.#openings.by('document', key(scope, hash)))
    return inOrder(rows, ({ number }) => [number]).map(withoutNumber)
  }

  async scopesOfDocument(hash: Hash): Promise<Scope[]> {
    const found = this.#openings.all().filter(({ documentHash }) => documentHash === hash)
    return [...new Set(found.map(({ scope }) => scope))].sort()
  }

  async openingsBy(scope: Scope, entryHashes: readonly Hash[]): Promise<OpeningRow[]> {
    const rows = this.#openings.pick(entryHashes).filter((row) => row.scope === scope)
    return inOrder(rows, ({ number }) => [number]).map(withoutNumber)
  }

  async openingsNaming(scope: Scope, party: Did): Promise<OpeningRow[]> {
    const rows = this.#openings.sortedBy('scope', scope).filter(({ parties }) => parties.includes(party))
    return rows.map(withoutNumber)
  }

  async attachments(hashes: readonly Hash[]): Promise<ReadonlyMap<Hash, Uint8Array>> {
    const found = hashes.map((hash) => [hash, this.#contents.get(hash)] as const)
    return new Map(found.filter((pair): pair is [Hash, Uint8Array] => pair[1] !== undefined))
  }

  async attachmentsHere(scope: Scope, hashes: readonly Hash[]): Promise<ReadonlySet<Hash>> {
    return new Set(hashes.filter((hash) => this.#attachments.has(key(scope, hash))))
  }

  async projected<Key, Book>(projection: Projection<never, Key, Book>, scope: Scope, key: Key): Promise<Book> {
    const rows = this.#subjects.by('scope', scope).flatMap(({ id, index }) => {
      const row = index?.projected?.[projection.name]
      return row ? [{ id, ...row } as never] : []
    })
    return projection.collect(rows, key)
  }

  async setOffs(scope: Scope, obligations: readonly string[] | null): Promise<SetOffRow[]> {
    if (obligations === null) return [...this.#setOffs.sortedBy('scope', scope)]
    const ordered = inOrder([...new Set(obligations)], (id) => [id])
    return ordered.flatMap((id) => this.#setOffs.sortedBy('obligation', key(scope, id)))
  }

  async setOffsByRound(scope: Scope, round: string): Promise<SetOffRow[]> {
    return [...this.#setOffs.sortedBy('round', key(scope, round))]
  }

  async changesAfter(number: number, limit: number): Promise<Change[]> {
    const last = Math.min(this.#changes.size, number + limit)
    if (last <= number) return []
    const numbers = Array.from({ length: Math.max(0, last - number) }, (_, i) => String(number + i + 1))
    return this.#changes.pick(numbers)
  }

  async headChange(): Promise<number> {
    return this.#changes.size
  }

  async changedAfter(after: number): Promise<ChangedSince> {
    const head = this.#changes.size
    if (head <= after) return { head, scopes: [], kinds: [] }
    const changes = await this.changesAfter(after, head - after)
    const scopes = new Set(changes.flatMap(({ scope }) => scope ?? []))
    const kinds = new Set(changes.map(({ kind }) => kind))
    return { head, scopes: inOrder([...scopes], (scope) => [scope]), kinds: inOrder([...kinds], (kind) => [kind]) }
  }

  async eachFact(
    scope: Scope,
    onSubject: (id: string, state: Json) => void,
    onVerdict: (hash: Hash, code: string | null) => void,
    { after, limit }: { after: FactPlace | null; limit: number } = { after: null, limit: Number.POSITIVE_INFINITY },
  ): Promise<FactPlace | null> {
    const states = this.#subjects.by('scope', scope).filter(({ aggregate }) => aggregate !== 'draft')
    const subjects = inOrder(states, ({ id }) => [id]).map(({ id, state }) => {
      return { part: 'subjects' as const, key: id, feed: () => onSubject(id, state) }
    })
    const verdicts = inOrder(this.#entries.by('scope', scope), ({ hash }) => [hash]).map(({ hash, verdict }) => {
      return { part: 'verdicts' as const, key: hash, feed: () => onVerdict(hash, verdict?.code ?? null) }
    })
    const facts = [...subjects, ...verdicts]
    const start = facts.findIndex(({ part, key }) => part === after?.part && key === after.key) + 1
    const piece = facts.slice(start, start + limit)
    for (const { feed } of piece) feed()
    const { part, key } = piece.at(-1) ?? {}
    return start + limit < facts.length && part !== undefined && key !== undefined ? { part, key } : null
  }

  async entryCount(scope: Scope): Promise<number> {
    return this.#entries.count('scope', scope)
  }

  async local(collection: LocalCollection, id: string): Promise<JsonObject | null> {
    return this.#locals.get(key(collection, id))?.value ?? null
  }

  async locals(collection: LocalCollection): Promise<ReadonlyMap<string, JsonObject>> {
    const rows = this.#locals.sortedBy('collection', collection)
    return new Map(rows.map(({ id, value }) => [id, value]))
  }

  async append(entries: readonly StoredEntry[]): Promise<void> {
    for (const stored of entries) {
      const { entry, hash, position } = stored
      if (this.#entries.has(hash)) throw new Error(`the entry ${hash} is already here`)
      this.#entries.set(hash, numbered(stored, ++this.#lastNumber))
      const { author, scope, seq, at } = entry
      const tipKey = key(scope, position.line)
      if ((this.#tips.get(tipKey)?.seq ?? 0) < seq)
        this.#tips.set(tipKey, { author, scope, seq, hash, line: position.line, at })
    }
  }

  async setVerdicts(verdicts: readonly { readonly hash: Hash; readonly verdict: Verdict }[]): Promise<void> {
    for (const { hash, verdict } of verdicts) {
      const row = this.#entries.get(hash)
      if (row !== undefined) this.#entries.set(hash, numbered({ ...row.stored, verdict }, row.number))
    }
  }

  async addLines(lines: readonly LineRow[]): Promise<void> {
    for (const line of lines) this.#lines.addOnce(key(line.scope, line.line), line)
  }

  async saveSubjects(rows: readonly SubjectRow[]): Promise<void> {
    for (const row of rows) this.#subjects.set(key(row.scope, row.id), row)
  }

  async deleteSubject(scope: Scope, id: string): Promise<void> {
    this.#subjects.delete(key(scope, id))
  }

  async addOpenings(rows: readonly OpeningRow[]): Promise<void> {
    for (const row of rows) this.#openings.addOnce(row.entryHash, { ...row, number: ++this.#lastNumber })
  }

  async addAttachment(hash: Hash, author: Did | null, bytes: Uint8Array, scope: Scope): Promise<void> {
    this.#attachments.addOnce(key(scope, hash), { hash, scope, author, size: bytes.length })
    this.#contents.addOnce(hash, bytes)
  }

  async attachmentBytesOf(author: Did): Promise<number> {
    return this.#attachments.by('author', author).reduce((sum, { size }) => sum + size, 0)
  }

  async replaceSetOffs(scope: Scope, round: string, rows: readonly SetOffRow[]): Promise<void> {
    for (const row of this.#setOffs.by('round', key(scope, round))) this.#setOffs.delete(setOffKey(row))
    for (const row of rows) this.#setOffs.set(setOffKey(row), row)
  }

  async appendChanges(changes: readonly NewChange[]): Promise<readonly Change[]> {
    return changes.map((change) => {
      const numbered = { ...change, number: this.#changes.size + 1 }
      this.#changes.set(String(numbered.number), numbered)
      return numbered
    })
  }

  async hold(rows: readonly HeldRow[]): Promise<void> {
    for (const row of rows) this.#held.set(row.sealed.hash, row)
  }

  async heldBy(author: Did | null): Promise<{ count: number; byteCount: number }> {
    const rows = author === null ? this.#held.all() : this.#held.by('author', author)
    return { count: rows.length, byteCount: rows.reduce((sum, { sealed }) => sum + sealed.bytes.length, 0) }
  }

  async heldByEach(): Promise<{ author: Did; count: number; byteCount: number }[]> {
    const authors = [...new Set(this.#held.all().map(({ sealed }) => sealed.entry.author))]
    return await Promise.all(authors.map(async (author) => ({ author, ...(await this.heldBy(author)) })))
  }

  async heldNewest(author: Did, limit: number): Promise<HeldRow[]> {
    const rows = inOrder(this.#held.by('author', author), ({ sealed, heldAt }) => [
      heldAt,
      sealed.entry.seq,
      sealed.hash,
    ])
    return rows.reverse().slice(0, limit)
  }

  async heldAmong(hashes: readonly Hash[]): Promise<ReadonlySet<Hash>> {
    return new Set(hashes.filter((hash) => this.#held.has(hash)))
  }

  async heldWaitingFor(hashes: readonly Hash[], limit?: number): Promise<HeldRow[]> {
    const rows = [...new Set(hashes)].flatMap((hash) => this.#held.by('missing', hash))
    return inOrder(rows, ({ sealed }) => [sealed.entry.seq, sealed.hash]).slice(0, limit)
  }

  async heldUntil(now: Instant, limit: number): Promise<HeldRow[]> {
    const rows = this.#held.all().filter(({ until }) => until !== null && until <= now)
    return inOrder(rows, ({ sealed, until }) => [until ?? 0, sealed.entry.seq, sealed.hash]).slice(0, limit)
  }

  async missing(scopes: readonly Scope[], authors: readonly Did[], limit: number): Promise<Hash[]> {
    return firstInTurn(authors, limit, (author) =>
      this.#held
        .by('author', author)
        .filter(({ sealed }) => scopes.includes(sealed.entry.scope))
        .flatMap(({ waitsFor: hash }) => (hash === null || this.#held.has(hash) ? [] : hash)),
    )
  }

  async unhold(hashes: readonly Hash[]): Promise<void> {
    for (const hash of hashes) this.#held.delete(hash)
  }

  async putLocal(collection: LocalCollection, id: string, value: JsonObject): Promise<void> {
    this.#locals.set(key(collection, id), { collection, id, value })
  }

  async deleteLocal(collection: LocalCollection, id: string): Promise<void> {
    this.#locals.delete(key(collection, id))
  }

  async shares(lane: Lane | null): Promise<ShareRow[]> {
    return this.#shares.shares(lane)
  }

  async spokenOf(authors: readonly Did[], kinds: readonly string[]): Promise<SpokenRow[]> {
    return this.#shares.spokenOf(authors, kinds)
  }

  async logSizes(scope: Scope, author: Did, after: number): Promise<{ seq: number; byteCount: number }[]> {
    return this.#shares.logSizes(scope, author, after)
  }

  async saveShares(rows: readonly ShareRow[]): Promise<void> {
    this.#shares.save(rows)
  }

  async deleteShares(rows: readonly Pick<ShareRow, 'scope' | 'author'>[]): Promise<void> {
    this.#shares.delete(rows)
  }

  async removeLog(scope: Scope, author: Did, after: number): Promise<string[]> {
    return this.#shares.removeLog(scope, author, after)
  }

  async removeScope(scope: Scope): Promise<void> {
    this.#shares.removeScope(scope)
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const mark = this.#journal.mark()
    try {
      return await work()
    } catch (error) {
      this.#journal.undoTo(mark)
      throw error
    }
  }
}
