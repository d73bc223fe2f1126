import assert from 'node:assert/strict'

/** Undoes the writes of a running transaction, newest first. */
export class Journal {
  readonly #undo: (() => void)[] = []
  #open = false

  begin(): void {
    assert(!this.#open, 'one transaction at a time')
    this.#open = true
  }

  /** A point to return to. */
  mark(): number {
    return this.#undo.length
  }

  note(undo: () => void): void {
    assert(this.#open, 'writes happen inside a transaction')
    this.#undo.push(undo)
  }

  undoTo(mark: number): void {
    while (this.#undo.length > mark) this.#undo.pop()?.()
  }

  end(): void {
    this.#undo.length = 0
    this.#open = false
  }
}

/** A keyed table with secondary indexes, whose writes a journal can undo. */
export class Table<Row, Index extends string = never> {
  readonly #rows = new Map<string, Row>()
  readonly #buckets = new Map<string, Map<string, Row>>()
  readonly #journal: Journal
  readonly #indexes: Readonly<Record<Index, (row: Row) => string>>

  constructor(journal: Journal, indexes: Readonly<Record<Index, (row: Row) => string>>) {
    this.#journal = journal
    this.#indexes = indexes
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key)
  }

  has(key: string): boolean {
    return this.#rows.has(key)
  }

  get size(): number {
    return this.#rows.size
  }

  /** The rows of these keys that are here. */
  pick(keys: Iterable<string>): Row[] {
    return [...new Set(keys)].flatMap((key) => {
      const row = this.#rows.get(key)
      return row === undefined ? [] : [row]
    })
  }

  all(): Row[] {
    return [...this.#rows.values()]
  }

  /** The rows that an index files under a key; in no order that a caller may rely on. */
  by(index: Index, key: string): Row[] {
    return [...(this.#buckets.get(`${index} ${key}`)?.values() ?? [])]
  }

  count(index: Index, key: string): number {
    return this.#buckets.get(`${index} ${key}`)?.size ?? 0
  }

  set(key: string, row: Row): void {
    const before = this.#rows.get(key)
    this.#journal.note(() => this.#put(key, before))
    this.#put(key, row)
  }

  addOnce(key: string, row: Row): void {
    if (!this.#rows.has(key)) this.set(key, row)
  }

  delete(key: string): void {
    const before = this.#rows.get(key)
    if (before === undefined) return
    this.#journal.note(() => this.#put(key, before))
    this.#put(key, undefined)
  }

  #put(key: string, row: Row | undefined): void {
    const before = this.#rows.get(key)
    if (before !== undefined) this.#unfile(key, before)
    if (row === undefined) {
      this.#rows.delete(key)
      return
    }
    this.#rows.set(key, row)
    for (const name of Object.keys(this.#indexes) as Index[]) {
      const bucket = `${name} ${this.#indexes[name](row)}`
      const rows = this.#buckets.get(bucket) ?? new Map<string, Row>()
      this.#buckets.set(bucket, rows.set(key, row))
    }
  }

  #unfile(key: string, row: Row): void {
    for (const name of Object.keys(this.#indexes) as Index[]) {
      const bucket = `${name} ${this.#indexes[name](row)}`
      const rows = this.#buckets.get(bucket)
      rows?.delete(key)
      if (rows?.size === 0) this.#buckets.delete(bucket)
    }
  }
}

/** Sorts by several keys, texts by their UTF-8 bytes as the database does. */
export function inOrder<Row>(rows: readonly Row[], keysOf: (row: Row) => readonly (string | number)[]): Row[] {
  const keyed = rows.map((row) => ({ row, keys: keysOf(row) }))
  return keyed.sort((a, b) => compareKeys(a.keys, b.keys)).map(({ row }) => row)
}

function compareKeys(left: readonly (string | number)[], right: readonly (string | number)[]): number {
  for (const [i, one] of left.entries()) {
    const other = right[i] ?? 0
    const order = typeof one === 'number' ? one - Number(other) : compareTexts(one, String(other))
    if (order !== 0) return order
  }
  return 0
}

function compareTexts(one: string, other: string): number {
  return one === other ? 0 : Buffer.compare(Buffer.from(one), Buffer.from(other))
}

/** One text for two; the first never holds a space. */
export function key(first: string, second: string): string {
  return `${first} ${second}`
}

export function withoutNumber<Row extends { readonly number: number }>({
  number: _,
  ...row
}: Row): Omit<Row, 'number'> {
  return row
}
