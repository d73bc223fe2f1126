import { type Did, type Hash, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import type {
  DigestPageRow,
  HeldRow,
  LogTip,
  OpeningRow,
  SetOffRow,
  ShareRow,
  SpokenRow,
  SubjectRow,
  TotalRow,
} from '../../src/node/ports/ports.ts'
import type { Lane } from '../../src/node/ports/sync-port.ts'
import { type AttachmentRow, type EntryTable, type LineRow, setOffKey, totalKey } from './memory-rows.ts'
import { inOrder, type Journal, key, Table } from './memory-table.ts'

interface ScopedTables {
  readonly entries: EntryTable
  readonly tips: Table<LogTip, 'scope'>
  readonly lines: Table<LineRow, 'scope' | 'author'>
  readonly subjects: Table<SubjectRow, 'scope' | 'aggregate'>
  readonly openings: Table<OpeningRow & { readonly number: number }, 'document' | 'scope'>
  readonly attachments: Table<AttachmentRow, 'author'>
  readonly contents: Table<Uint8Array>
  readonly setOffs: Table<SetOffRow, 'scope' | 'round' | 'obligation'>
  readonly totals: Table<TotalRow, 'scope'>
  readonly digestPages: Table<DigestPageRow, 'scope'>
  readonly held: Table<HeldRow, 'author' | 'missing'>
}

/** What strangers may store, and how it is taken away again. */
export class MemoryShares {
  readonly #tables: ScopedTables
  readonly #shares: Table<ShareRow>

  constructor(journal: Journal, tables: ScopedTables) {
    this.#tables = tables
    this.#shares = new Table(journal, {})
  }

  copy(other: MemoryShares): void {
    this.#shares.copy(other.#shares)
  }

  shares(lane: Lane | null): ShareRow[] {
    const isOf = {
      public: ({ scope }: ShareRow) => scope === PUBLIC_SCOPE,
      agreements: ({ scope, byteCount }: ShareRow) => scope !== PUBLIC_SCOPE && byteCount > 0,
    }
    const rows = this.#shares.all().filter((row) => lane === null || isOf[lane](row))
    return inOrder(rows, ({ scope, author }) => [scope, author])
  }

  save(rows: readonly ShareRow[]): void {
    for (const row of rows) this.#shares.set(key(row.scope, row.author), row)
  }

  delete(rows: readonly Pick<ShareRow, 'scope' | 'author'>[]): void {
    for (const { scope, author } of rows) this.#shares.delete(key(scope, author))
  }

  spokenOf(authors: readonly Did[], kinds: readonly string[]): SpokenRow[] {
    const logs = [...new Set(authors)].flatMap((author) => this.#tables.entries.by('log', key(PUBLIC_SCOPE, author)))
    const counted = logs.filter(({ entry, verdict }) => kinds.includes(entry.kind) && verdict === null)
    const last = new Map(
      inOrder(counted, ({ entry }) => [entry.seq]).map(({ entry }) => [key(entry.author, entry.subject), entry]),
    )
    return inOrder([...last.values()], ({ author, seq }) => [author, seq]).map(({ author, subject, kind }) => ({
      ...{ author, subject, kind },
    }))
  }

  logSizes(scope: Scope, author: Did, after: number): { seq: number; byteCount: number }[] {
    const part = this.#tables.entries.by('log', key(scope, author)).filter(({ entry }) => entry.seq > after)
    return inOrder(part, ({ entry }) => [-entry.seq]).map(({ entry, bytes }) => ({
      seq: entry.seq,
      byteCount: bytes.length,
    }))
  }

  removeLog(scope: Scope, author: Did, after: number): string[] {
    const { entries, tips } = this.#tables
    const log = entries.by('log', key(scope, author))
    const gone = log.filter(({ entry }) => entry.seq > after)
    for (const { hash } of gone) entries.delete(hash)
    for (const { position } of gone) tips.delete(key(scope, position.line))
    const left = log.filter(({ entry }) => entry.seq <= after)
    for (const { position, entry, hash } of inOrder(left, (row) => [row.entry.seq])) {
      tips.set(key(scope, position.line), { ...position, scope, hash, at: entry.at })
    }
    return [...new Set(gone.map(({ entry }) => entry.subject))].sort()
  }

  removeScope(scope: Scope): void {
    const { entries, tips, lines, subjects, openings, attachments, contents, setOffs, totals, digestPages, held } =
      this.#tables
    for (const { hash } of entries.by('scope', scope)) entries.delete(hash)
    for (const { line } of tips.by('scope', scope)) tips.delete(key(scope, line))
    for (const { line } of lines.by('scope', scope)) lines.delete(key(scope, line))
    for (const { id, aggregate } of subjects.by('scope', scope)) {
      if (aggregate !== 'draft') subjects.delete(key(scope, id))
    }
    for (const { entryHash } of openings.by('scope', scope)) openings.delete(entryHash)
    for (const row of setOffs.by('scope', scope)) setOffs.delete(setOffKey(row))
    for (const row of totals.by('scope', scope)) totals.delete(totalKey(row))
    for (const { digits } of digestPages.by('scope', scope)) digestPages.delete(key(scope, digits))
    for (const { sealed } of held.all()) if (sealed.entry.scope === scope) held.delete(sealed.hash)
    const named: Hash[] = attachments.all().flatMap((row) => (row.scope === scope ? row.hash : []))
    for (const hash of named) attachments.delete(key(scope, hash))
    const elsewhere = new Set(attachments.all().map(({ hash }) => hash))
    for (const hash of named) if (!elsewhere.has(hash)) contents.delete(hash)
  }
}
