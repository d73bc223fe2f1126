import type { Did, Hash, Instant, Json, JsonObject, Scope } from '../../src/kernel/index.ts'
import { type EntryVerdict, type Line, type Projection, type TotalKey } from '../../src/log/index.ts'
import type {
  Change,
  ChangedSince,
  DigestPageRow,
  HeldRow,
  LocalCollection,
  LogTip,
  OpeningRow,
  Overlap,
  SetOffRow,
  ShareRow,
  SpokenRow,
  StoredEntry,
  StoreReader,
  SubjectRow,
  Tagged,
  TotalFilter,
  TotalRow,
} from '../../src/node/ports/ports.ts'
import type { StubbedLog } from '../../src/node/ports/stub-port.ts'
import type { Lane } from '../../src/node/ports/sync-port.ts'
import { firstInTurn, isTotal, storedOf, totalKey } from './memory-rows.ts'
import { byNumber, compareKeys, inOrder, key, withoutNumber } from './memory-table.ts'
import type { MemoryTables } from './memory-tables.ts'

/** Reads a store in memory. */
export class MemoryReader implements StoreReader {
  protected readonly tables: MemoryTables

  constructor(tables: MemoryTables) {
    this.tables = tables
  }

  async wholeTips(): Promise<LogTip[]> {
    return this.tables.stubs.wholeTips()
  }

  async authorsInPart(): Promise<Did[]> {
    return this.tables.stubs.authorsInPart()
  }

  async stubbedLogs(kinds: readonly string[]): Promise<StubbedLog[]> {
    return this.tables.stubs.stubbedLogs(kinds)
  }

  async entriesBehind(after: number, limit: number): Promise<{ entries: StoredEntry[]; last: number }> {
    return this.tables.stubs.entriesBehind(after, limit)
  }

  holds(hash: Hash): boolean {
    return this.tables.entries.has(hash)
  }

  async entries(hashes: readonly Hash[]): Promise<StoredEntry[]> {
    return byNumber(this.tables.entries.pick(hashes)).map(storedOf)
  }

  async entriesOf(scope: Scope, subjects: readonly string[]): Promise<StoredEntry[]> {
    const entries = [...new Set(subjects)].flatMap((subject) => this.tables.entries.by('subject', key(scope, subject)))
    return byNumber(entries).map(storedOf)
  }

  async logAfter(scope: Scope, author: Did, seq: number, limit: number): Promise<StoredEntry[]> {
    const later = this.tables.entries.by('log', key(scope, author)).filter(({ entry }) => entry.seq > seq)
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
      this.tables.entries
        .by('log', key(scope, author))
        .filter(({ entry, number }) => entry.seq > afterSeq && number > after),
    )
    const page = byNumber([...new Set(wanted)]).slice(0, limit)
    return { entries: page.map(storedOf), last: page.at(-1)?.number ?? after }
  }

  async placesAfter(...asked: Parameters<StoreReader['placesAfter']>) {
    const { entries, last } = await this.logsAfter(...asked)
    return { entries: entries.map(({ hash, position, entry: { after } }) => ({ hash, position, after })), last }
  }

  async logTips(scopes: readonly Scope[], authors?: readonly Did[]): Promise<LogTip[]> {
    const ordered = inOrder([...new Set(scopes)], (scope) => [scope])
    const tips = ordered.flatMap((scope) => this.tables.tips.sortedBy('scope', scope))
    return authors === undefined ? tips : tips.filter(({ author }) => authors.includes(author))
  }

  async lines(scope: Scope): Promise<(Line & { readonly author: Did })[]> {
    return this.tables.lines.sortedBy('scope', scope).map(({ scope: _, ...line }) => line)
  }

  async forksOf(authors: readonly Did[]): Promise<{ scope: Scope; author: Did; line: Hash }[]> {
    const rows = [...new Set(authors)].flatMap((author) => this.tables.lines.by('author', author))
    return inOrder(rows, ({ scope, line }) => [scope, line]).map(({ scope, author, line }) => ({ scope, author, line }))
  }

  async subjectsWrittenBy(scope: Scope, author: Did, kinds: readonly string[]): Promise<string[]> {
    const written = this.tables.entries.by('log', key(scope, author)).filter(({ entry }) => kinds.includes(entry.kind))
    const subjects = new Set(written.map(({ entry }) => entry.subject))
    return inOrder([...subjects], (subject) => [subject])
  }

  async scopes(): Promise<Scope[]> {
    return inOrder(this.tables.tips.keysOf('scope') as Scope[], (scope) => [scope])
  }

  async entriesRefusedWith(
    scope: Scope,
    code: string,
    kinds: readonly string[],
    limit: number,
  ): Promise<StoredEntry[]> {
    const refused = this.tables.entries.by('refusal', code).filter(({ entry }) => entry.scope === scope)
    const isOfKinds = ({ entry, presence }: StoredEntry) => presence !== 'stub' && kinds.includes(entry.kind)
    const chosen = byNumber(refused).filter(isOfKinds)
    return chosen.slice(0, limit).map(storedOf)
  }

  async subjects(scope: Scope, ids: readonly string[]): Promise<SubjectRow[]> {
    return inOrder(this.tables.subjects.pick(ids.map((id) => key(scope, id))), ({ id }) => [id])
  }

  async subjectsOf(scope: Scope, aggregate: string, phases?: readonly string[]): Promise<SubjectRow[]> {
    const rows = this.tables.subjects.sortedBy('aggregate', key(scope, aggregate))
    return rows.filter(({ index }) => phases?.includes(index?.phase ?? '') ?? true)
  }

  async subjectsAnywhere(ids: readonly string[]): Promise<SubjectRow[]> {
    const found = (await this.scopes()).flatMap((scope) => this.tables.subjects.pick(ids.map((id) => key(scope, id))))
    return inOrder(found, ({ id, scope }) => [id, scope])
  }

  async scopeSubjects(scopes: readonly Scope[]): Promise<SubjectRow[]> {
    return inOrder(this.tables.subjects.pick([...new Set(scopes)].map((scope) => key(scope, scope))), ({ scope }) => [
      scope,
    ])
  }

  async subjectsTagged({ aggregate, left, tags, right, phase, untilAfter, limit }: Tagged): Promise<SubjectRow[]> {
    const wanted = new Set(tags)
    const tagged = this.tables.subjects
      .all()
      .filter(
        ({ aggregate: of, index }) =>
          of === aggregate &&
          index?.left === left &&
          index.tags?.some((tag) => wanted.has(tag)) &&
          (right === undefined || index.right === right) &&
          (phase === undefined || index.phase === phase) &&
          (untilAfter === undefined || (index.untilMs ?? 0) > untilAfter),
      )
    return inOrder(tagged, ({ id }) => [id]).slice(0, limit)
  }

  async subjectsOverlapping(scope: Scope, { aggregate, type, reference, from, until, limit, after = null }: Overlap) {
    const placeOf = ({ index, id }: SubjectRow) => [index?.fromMs ?? 0, id]
    const rows = inOrder(await this.subjectsOf(scope, aggregate), placeOf)
    const isAlike = ({ index }: SubjectRow) => index?.type === type && index.reference === reference
    const overlaps = ({ index }: SubjectRow) => (index?.fromMs ?? until) < until && (index?.untilMs ?? from) > from
    const isTime = ({ index }: SubjectRow) => (index?.fromMs ?? 0) < (index?.untilMs ?? 0)
    const follows = (row: SubjectRow) => after === null || compareKeys(placeOf(row), [after.fromMs, after.id]) > 0
    return rows.filter((row) => isAlike(row) && isTime(row) && overlaps(row) && follows(row)).slice(0, limit)
  }

  async subjectsDue(now: Instant, limit: number): Promise<SubjectRow[]> {
    const due = this.tables.subjects.all().filter(({ wakeAt }) => wakeAt !== null && wakeAt <= now)
    return inOrder(due, ({ wakeAt, scope, id }) => [wakeAt ?? 0, scope, id]).slice(0, limit)
  }

  async openings(scope: Scope, documentHashes: readonly Hash[]): Promise<OpeningRow[]> {
    const rows = [...new Set(documentHashes)].flatMap((hash) => this.tables.openings.by('document', key(scope, hash)))
    return byNumber(rows).map(withoutNumber)
  }

  async scopesOfDocument(hash: Hash): Promise<Scope[]> {
    const found = this.tables.openings.all().filter(({ documentHash }) => documentHash === hash)
    return [...new Set(found.map(({ scope }) => scope))].sort()
  }

  async openingsBy(scope: Scope, entryHashes: readonly Hash[]): Promise<OpeningRow[]> {
    const rows = this.tables.openings.pick(entryHashes).filter((row) => row.scope === scope)
    return byNumber(rows).map(withoutNumber)
  }

  async openingsNaming(scope: Scope, party: Did): Promise<OpeningRow[]> {
    const rows = this.tables.openings.sortedBy('scope', scope).filter(({ parties }) => parties.includes(party))
    return rows.map(withoutNumber)
  }

  async attachments(hashes: readonly Hash[]): Promise<ReadonlyMap<Hash, Uint8Array>> {
    const found = hashes.map((hash) => [hash, this.tables.contents.get(hash)] as const)
    return new Map(found.filter((pair): pair is [Hash, Uint8Array] => pair[1] !== undefined))
  }

  async attachmentsHere(scope: Scope, hashes: readonly Hash[]): Promise<ReadonlySet<Hash>> {
    return new Set(hashes.filter((hash) => this.tables.attachments.has(key(scope, hash))))
  }

  async projected<Key, Book>(projection: Projection<never, Key, Book>, scope: Scope, key: Key): Promise<Book> {
    const rows = this.tables.subjects.by('scope', scope).flatMap(({ id, index }) => {
      const row = index?.projected?.[projection.name]
      return row ? [{ id, ...row } as never] : []
    })
    return projection.collect(rows, key)
  }

  async totals(scope: Scope, keys: readonly TotalKey[]): Promise<TotalRow[]> {
    return this.tables.totals.pick(keys.map((one) => totalKey({ scope, ...one })))
  }

  async totalsWhere(filter: TotalFilter): Promise<TotalRow[]> {
    const found = this.tables.totals.all().filter((row) => isTotal(row, filter))
    return inOrder(found, ({ scope, left, right, currency, scale }) => [scope, left, right, currency, scale])
  }

  async setOffs(scope: Scope, obligations: readonly string[] | null): Promise<SetOffRow[]> {
    if (obligations === null) return [...this.tables.setOffs.sortedBy('scope', scope)]
    const ordered = inOrder([...new Set(obligations)], (id) => [id])
    return ordered.flatMap((id) => this.tables.setOffs.sortedBy('obligation', key(scope, id)))
  }

  async setOffsByRound(scope: Scope, round: string): Promise<SetOffRow[]> {
    return [...this.tables.setOffs.sortedBy('round', key(scope, round))]
  }

  async changesAfter(number: number, limit: number, subjectKind?: string): Promise<Change[]> {
    if (subjectKind === undefined) return this.tables.changesAfter(number, limit)
    const all = this.tables.changesAfter(number, this.tables.changes.size)
    return all.filter((change) => change.subjectKind === subjectKind).slice(0, limit)
  }

  async headChange(): Promise<number> {
    return this.tables.changes.size
  }

  async changedAfter(after: number): Promise<ChangedSince> {
    const head = this.tables.changes.size
    if (head <= after) return { head, scopes: [], kinds: [] }
    const changes = await this.changesAfter(after, head - after)
    const scopes = new Set(changes.flatMap(({ scope }) => scope ?? []))
    const kinds = new Set(changes.map(({ kind }) => kind))
    return { head, scopes: inOrder([...scopes], (scope) => [scope]), kinds: inOrder([...kinds], (kind) => [kind]) }
  }

  async eachState(scope: Scope, onState: (id: string, state: Json) => void): Promise<void> {
    const states = this.tables.subjects.by('scope', scope).filter(({ aggregate }) => aggregate !== 'draft')
    for (const { id, state } of inOrder(states, ({ id }) => [id])) onState(id, state)
  }

  async entryCount(scope: Scope): Promise<number> {
    return this.tables.entries.count('scope', scope)
  }

  async verdictsOf(scope: Scope, subjects: readonly string[] | null): Promise<EntryVerdict[]> {
    const { entries } = this.tables
    const found =
      subjects === null ? entries.by('scope', scope) : subjects.flatMap((id) => entries.by('subject', key(scope, id)))
    return found.map(({ entry, hash, verdict }) => ({ subject: entry.subject, hash, code: verdict?.code ?? null }))
  }

  async rootPages(scopes: readonly Scope[]): Promise<DigestPageRow[]> {
    return this.tables.digestPages.pick(scopes.map((scope) => key(scope, '')))
  }

  async digestPages(scope: Scope, digits: readonly string[]): Promise<DigestPageRow[]> {
    return this.tables.digestPages.pick(digits.map((one) => key(scope, one)))
  }

  async local(collection: LocalCollection, id: string): Promise<JsonObject | null> {
    return this.tables.locals.get(key(collection, id))?.value ?? null
  }

  async locals(collection: LocalCollection): Promise<ReadonlyMap<string, JsonObject>> {
    const rows = this.tables.locals.sortedBy('collection', collection)
    return new Map(rows.map(({ id, value }) => [id, value]))
  }

  async attachmentBytesOf(author: Did): Promise<number> {
    return this.tables.attachments.by('author', author).reduce((sum, { size }) => sum + size, 0)
  }

  async heldBy(author: Did | null): Promise<{ count: number; byteCount: number }> {
    const rows = author === null ? this.tables.held.all() : this.tables.held.by('author', author)
    return { count: rows.length, byteCount: rows.reduce((sum, { sealed }) => sum + sealed.bytes.length, 0) }
  }

  async heldByEach(): Promise<{ author: Did; count: number; byteCount: number }[]> {
    const authors = [...new Set(this.tables.held.all().map(({ sealed }) => sealed.entry.author))]
    return await Promise.all(authors.map(async (author) => ({ author, ...(await this.heldBy(author)) })))
  }

  async heldNewest(author: Did, limit: number): Promise<HeldRow[]> {
    const rows = inOrder(this.tables.held.by('author', author), ({ sealed, heldAt }) => [
      heldAt,
      sealed.entry.seq,
      sealed.hash,
    ])
    return rows.reverse().slice(0, limit)
  }

  async heldAmong(hashes: readonly Hash[]): Promise<ReadonlySet<Hash>> {
    return new Set(hashes.filter((hash) => this.tables.held.has(hash)))
  }

  async heldWaitingFor(hashes: readonly Hash[], limit?: number): Promise<HeldRow[]> {
    const rows = [...new Set(hashes)].flatMap((hash) => this.tables.held.by('missing', hash))
    return inOrder(rows, ({ sealed }) => [sealed.entry.seq, sealed.hash]).slice(0, limit)
  }

  async heldUntil(now: Instant, limit: number): Promise<HeldRow[]> {
    const rows = this.tables.held.all().filter(({ until }) => until !== null && until <= now)
    return inOrder(rows, ({ sealed, until }) => [until ?? 0, sealed.entry.seq, sealed.hash]).slice(0, limit)
  }

  async missing(scopes: readonly Scope[], authors: readonly Did[], limit: number): Promise<Hash[]> {
    return firstInTurn(authors, limit, (author) =>
      this.tables.held
        .by('author', author)
        .filter(({ sealed }) => scopes.includes(sealed.entry.scope))
        .flatMap(({ waitsFor: hash }) => (hash === null || this.tables.held.has(hash) ? [] : hash)),
    )
  }

  async shares(lane: Lane | null): Promise<ShareRow[]> {
    return this.tables.shares.shares(lane)
  }

  async spokenOf(authors: readonly Did[], kinds: readonly string[]): Promise<SpokenRow[]> {
    return this.tables.shares.spokenOf(authors, kinds)
  }

  async logSizes(scope: Scope, author: Did, after: number): Promise<{ seq: number; byteCount: number }[]> {
    return this.tables.shares.logSizes(scope, author, after)
  }
}
