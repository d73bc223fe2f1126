import type { Did, Hash, Scope } from '../../kernel/index.ts'
import type { Line, NamingPlace } from '../../log/index.ts'
import type {
  DigestPageRow,
  FoldStore,
  LogTip,
  OpeningRow,
  SetOffRow,
  StoredEntry,
  SubjectRow,
  TotalRow,
} from '../ports/ports.ts'

/** One scope in memory, as far as a fold reads and writes it: for folding a scope without a database. */
export class MemoryFoldStore implements FoldStore {
  readonly tips = new Map<Hash, LogTip>()
  readonly branches = new Map<Hash, Line & { readonly author: Did }>()
  /** By the entries that brought them. */
  readonly documents = new Map<Hash, OpeningRow>()
  readonly #entries = new Map<Hash, StoredEntry>()
  readonly #bySubject = new Map<string, Hash[]>()
  readonly #subjects = new Map<string, SubjectRow>()
  readonly #setOffsBy = new Map<string, readonly SetOffRow[]>()
  readonly #setOffsOf = new Map<string, readonly SetOffRow[]>()
  readonly #attachments: ReadonlyMap<Hash, Uint8Array>

  constructor(attachments: readonly (readonly [Hash, Uint8Array])[]) {
    this.#attachments = new Map(attachments)
  }

  /** By ascending hash. */
  allEntries(): StoredEntry[] {
    return [...this.#entries.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1))
  }

  /** By ascending id, compared by its bytes. */
  allSubjects(): SubjectRow[] {
    return [...this.#subjects.values()].sort((a, b) => Buffer.compare(Buffer.from(a.id), Buffer.from(b.id)))
  }

  async append(entries: readonly StoredEntry[]): Promise<void> {
    for (const stored of entries) {
      const { entry, hash, position } = stored
      this.#entries.set(hash, stored)
      const others = this.#bySubject.get(entry.subject)
      if (others === undefined) this.#bySubject.set(entry.subject, [hash])
      else others.push(hash)
      const last = this.tips.get(position.line)
      if (last === undefined || last.seq < position.seq)
        this.tips.set(position.line, { ...position, scope: entry.scope, hash, at: entry.at })
    }
  }

  async setVerdicts(verdicts: Parameters<FoldStore['setVerdicts']>[0]): Promise<void> {
    for (const { hash, verdict } of verdicts) {
      const stored = this.#entries.get(hash)
      if (stored !== undefined) this.#entries.set(hash, { ...stored, verdict })
    }
  }

  async addLines(lines: readonly (Line & { readonly author: Did })[]): Promise<void> {
    for (const line of lines) this.branches.set(line.line, line)
  }

  async addOpenings(rows: readonly OpeningRow[]): Promise<void> {
    for (const row of rows) this.documents.set(row.entryHash, row)
  }

  async saveSubjects(rows: readonly SubjectRow[]): Promise<void> {
    for (const row of rows) this.#subjects.set(row.id, row)
  }

  /** No totals are kept: an audit compares facts and verdicts. */
  async totals(): Promise<TotalRow[]> {
    return []
  }

  async saveTotals(): Promise<void> {}

  /** Nor a digest, which is computed at the end. */
  async digestPages(): Promise<DigestPageRow[]> {
    return []
  }

  async replaceSetOffs(_scope: Scope, round: string, rows: readonly SetOffRow[]): Promise<void> {
    for (const { subject } of this.#setOffsBy.get(round) ?? []) {
      const others = this.#setOffsOf.get(subject)?.filter((row) => row.round !== round) ?? []
      this.#setOffsOf.set(subject, others)
    }
    for (const row of rows) this.#setOffsOf.set(row.subject, [...(this.#setOffsOf.get(row.subject) ?? []), row])
    this.#setOffsBy.set(round, rows)
  }

  async entries(hashes: readonly Hash[]): Promise<StoredEntry[]> {
    return hashes.flatMap((hash) => this.#entries.get(hash) ?? [])
  }

  async entriesOf(_scope: Scope, subjects: readonly string[]): Promise<StoredEntry[]> {
    return await this.entries(subjects.flatMap((id) => this.#bySubject.get(id) ?? []))
  }

  async subjects(_scope: Scope, ids: readonly string[]): Promise<SubjectRow[]> {
    return ids.flatMap((id) => this.#subjects.get(id) ?? [])
  }

  async subjectsWrittenBy(_scope: Scope, author: Did, kinds: readonly string[]): Promise<string[]> {
    const own = [...this.#entries.values()].filter(({ entry }) => entry.author === author && kinds.includes(entry.kind))
    return [...new Set(own.map(({ entry }) => entry.subject))].sort()
  }

  async placesAfter(
    _scope: Scope,
    ranges: Parameters<FoldStore['placesAfter']>[1],
    after: number,
    limit: number,
  ): Promise<{ entries: NamingPlace[]; last: number }> {
    const from = new Map(ranges.map(({ author, afterSeq }) => [author, afterSeq]))
    const entries: NamingPlace[] = []
    let last = 0
    for (const stored of this.#entries.values()) {
      if (entries.length === limit) break
      last++
      if (last > after && stored.position.seq > (from.get(stored.entry.author) ?? Number.POSITIVE_INFINITY))
        entries.push({ hash: stored.hash, position: stored.position, after: stored.entry.after })
    }
    return { entries, last }
  }

  async logTips(_scopes: readonly Scope[], authors?: readonly Did[]): Promise<LogTip[]> {
    return [...this.tips.values()].filter(({ author }) => authors === undefined || authors.includes(author))
  }

  async lines(): Promise<(Line & { readonly author: Did })[]> {
    return [...this.branches.values()]
  }

  async openings(_scope: Scope, documentHashes: readonly Hash[]): Promise<OpeningRow[]> {
    return [...this.documents.values()].filter(({ documentHash }) => documentHashes.includes(documentHash))
  }

  async openingsBy(_scope: Scope, entryHashes: readonly Hash[]): Promise<OpeningRow[]> {
    return entryHashes.flatMap((hash) => this.documents.get(hash) ?? [])
  }

  async attachments(hashes: readonly Hash[]): Promise<ReadonlyMap<Hash, Uint8Array>> {
    return new Map([...this.#attachments].filter(([hash]) => hashes.includes(hash)))
  }

  async attachmentsHere(_scope: Scope, hashes: readonly Hash[]): Promise<ReadonlySet<Hash>> {
    return new Set(hashes.filter((hash) => this.#attachments.has(hash)))
  }

  async setOffs(_scope: Scope, obligations: readonly string[] | null): Promise<SetOffRow[]> {
    return (obligations ?? [...this.#setOffsOf.keys()]).flatMap((id) => this.#setOffsOf.get(id) ?? [])
  }

  async setOffsByRound(_scope: Scope, round: string): Promise<SetOffRow[]> {
    return [...(this.#setOffsBy.get(round) ?? [])]
  }
}
