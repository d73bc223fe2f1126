import type {
  Change,
  DigestPageRow,
  HeldRow,
  LogTip,
  SetOffRow,
  SubjectRow,
  TotalRow,
} from '../../src/node/ports/ports.ts'
import {
  type AttachmentRow,
  type EntryTable,
  type LineRow,
  type LocalRow,
  type NumberedOpening,
} from './memory-rows.ts'
import { MemoryShares } from './memory-shares.ts'
import { MemoryStubs } from './memory-stubs.ts'
import { type Journal, key, Table } from './memory-table.ts'

/** The tables of a store in memory, with one journal of what was done to them. */
export class MemoryTables {
  readonly journal: Journal
  readonly entries: EntryTable
  readonly tips: Table<LogTip, 'scope'>
  readonly lines: Table<LineRow, 'scope' | 'author'>
  readonly subjects: Table<SubjectRow, 'scope' | 'aggregate'>
  readonly openings: Table<NumberedOpening, 'document' | 'scope'>
  readonly attachments: Table<AttachmentRow, 'author'>
  readonly contents: Table<Uint8Array>
  readonly setOffs: Table<SetOffRow, 'scope' | 'round' | 'obligation'>
  readonly totals: Table<TotalRow, 'scope'>
  readonly digestPages: Table<DigestPageRow, 'scope'>
  readonly changes: Table<Change>
  readonly held: Table<HeldRow, 'author' | 'missing'>
  readonly locals: Table<LocalRow, 'collection'>
  readonly shares: MemoryShares
  readonly stubs: MemoryStubs
  lastNumber = 0

  constructor(journal: Journal) {
    this.journal = journal
    this.entries = new Table(journal, {
      subject: ({ entry }) => key(entry.scope, entry.subject),
      log: ({ entry }) => key(entry.scope, entry.author),
      scope: ({ entry }) => entry.scope,
      refusal: ({ verdict }) => verdict?.code ?? '',
      presence: ({ presence }) => presence,
    })
    this.tips = new Table(journal, { scope: (tip) => tip.scope }, ({ author, seq, hash }) => [author, seq, hash])
    this.lines = new Table(
      journal,
      { scope: (line) => line.scope, author: (line) => line.author },
      ({ scope, line }) => [scope, line],
    )
    this.subjects = new Table(
      journal,
      { scope: (row) => row.scope, aggregate: (row) => key(row.scope, row.aggregate) },
      ({ id }) => [id],
    )
    this.openings = new Table(
      journal,
      { document: (row) => key(row.scope, row.documentHash), scope: (row) => row.scope },
      ({ number }) => [number],
    )
    this.attachments = new Table(journal, { author: (row) => String(row.author) })
    this.contents = new Table(journal, {})
    this.setOffs = new Table(
      journal,
      {
        scope: (row) => row.scope,
        round: (row) => key(row.scope, row.round),
        obligation: (row) => key(row.scope, row.subject),
      },
      ({ subject, round, proposal }) => [subject, round, proposal],
    )
    this.totals = new Table(journal, { scope: (row) => row.scope })
    this.digestPages = new Table(journal, { scope: (row) => row.scope })
    this.changes = new Table(journal, {})
    this.held = new Table(journal, {
      author: ({ sealed }) => sealed.entry.author,
      missing: (row) => `${row.waitsFor}`,
    })
    this.locals = new Table(journal, { collection: (row) => row.collection }, ({ id }) => [id])
    this.shares = new MemoryShares(journal, {
      ...{ entries: this.entries, tips: this.tips, lines: this.lines, subjects: this.subjects },
      ...{ openings: this.openings, attachments: this.attachments, contents: this.contents },
      ...{ setOffs: this.setOffs, totals: this.totals, digestPages: this.digestPages, held: this.held },
    })
    this.stubs = new MemoryStubs(this.entries, this.tips)
  }

  /** The changes after a number, at most `limit`. */
  changesAfter(number: number, limit = Number.POSITIVE_INFINITY): Change[] {
    const last = Math.min(this.changes.size, number + limit)
    const changes: Change[] = []
    for (let i = number + 1; i <= last; i++) {
      const change = this.changes.get(String(i))
      if (change !== undefined) changes.push(change)
    }
    return changes
  }

  /** Takes over all that another store holds. */
  copy(other: MemoryTables): void {
    this.lastNumber = other.lastNumber
    this.entries.copy(other.entries)
    this.tips.copy(other.tips)
    this.lines.copy(other.lines)
    this.subjects.copy(other.subjects)
    this.openings.copy(other.openings)
    this.attachments.copy(other.attachments)
    this.contents.copy(other.contents)
    this.setOffs.copy(other.setOffs)
    this.totals.copy(other.totals)
    this.digestPages.copy(other.digestPages)
    this.changes.copy(other.changes)
    this.held.copy(other.held)
    this.locals.copy(other.locals)
    this.shares.copy(other.shares)
  }
}
