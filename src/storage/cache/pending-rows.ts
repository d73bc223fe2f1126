import type { JsonObject } from '../../kernel/index.ts'
import type {
  Change,
  DigestPageRow,
  LocalCollection,
  OpeningRow,
  StoredEntry,
  StoreTransaction,
  SubjectRow,
  TotalRow,
} from '../../node/index.ts'
import { EVERYTHING } from './answers.ts'

export interface LocalRow {
  readonly collection: LocalCollection
  readonly id: string
  /** Null where the row is to be deleted. */
  readonly value: JsonObject | null
}

export type LineRow = Parameters<StoreTransaction['addLines']>[0][number]

/** Rows that wait for the next flush; of a row that is written twice, the last. */
export class PendingRows {
  entries: StoredEntry[] = []
  lines: LineRow[] = []
  openings: OpeningRow[] = []
  changes: Change[] = []
  readonly subjects = new Map<string, SubjectRow>()
  readonly locals = new Map<string, LocalRow>()
  readonly totals = new Map<string, TotalRow>()
  readonly digestPages = new Map<string, DigestPageRow>()
  /** The aggregates of subjects that are written, now and before; with `*` where it is not known which before. */
  readonly #aggregates = new Set<string>()

  get size(): number {
    const lists = [this.entries, this.lines, this.openings, this.changes]
    const maps = [this.subjects, this.locals, this.totals, this.digestPages]
    return lists.reduce((sum, { length }) => sum + length, 0) + maps.reduce((sum, { size }) => sum + size, 0)
  }

  get isEmpty(): boolean {
    return this.size === 0
  }

  /** `before`: its aggregate until now; null if it is new. */
  putSubject(row: SubjectRow, before: string | null): void {
    this.subjects.set(`${row.scope} ${row.id}`, row)
    this.#aggregates.add(row.aggregate)
    if (before !== null) this.#aggregates.add(before)
  }

  putLocal(row: LocalRow): void {
    this.locals.set(`${row.collection} ${row.id}`, row)
  }

  /** Whether a subject of this aggregate may be among the rows, or may be no longer of it. */
  hasAggregate(aggregate: string): boolean {
    return this.#aggregates.has(aggregate) || this.#aggregates.has(EVERYTHING)
  }

  absorb(later: PendingRows): void {
    for (const entry of later.entries) this.entries.push(entry)
    for (const line of later.lines) this.lines.push(line)
    for (const opening of later.openings) this.openings.push(opening)
    for (const change of later.changes) this.changes.push(change)
    for (const [key, row] of later.subjects) this.subjects.set(key, row)
    for (const [key, row] of later.locals) this.locals.set(key, row)
    for (const [key, row] of later.totals) this.totals.set(key, row)
    for (const [key, row] of later.digestPages) this.digestPages.set(key, row)
    for (const aggregate of later.#aggregates) this.#aggregates.add(aggregate)
  }

  /** Takes all rows out. */
  take(): PendingRows {
    const taken = new PendingRows()
    taken.absorb(this)
    this.entries = []
    this.lines = []
    this.openings = []
    this.changes = []
    this.subjects.clear()
    this.locals.clear()
    this.totals.clear()
    this.digestPages.clear()
    this.#aggregates.clear()
    return taken
  }

  /** The rows in two parts, in their order. */
  halves(): PendingRows[] {
    return [0, 1].map((half) => {
      const some = <Row>(rows: readonly Row[]) => {
        const middle = Math.ceil(rows.length / 2)
        return half === 0 ? rows.slice(0, middle) : rows.slice(middle)
      }
      const part = new PendingRows()
      part.entries = some(this.entries)
      part.lines = some(this.lines)
      part.openings = some(this.openings)
      part.changes = some(this.changes)
      for (const [key, row] of some([...this.subjects])) part.subjects.set(key, row)
      for (const [key, row] of some([...this.locals])) part.locals.set(key, row)
      for (const [key, row] of some([...this.totals])) part.totals.set(key, row)
      for (const [key, row] of some([...this.digestPages])) part.digestPages.set(key, row)
      return part
    })
  }
}
