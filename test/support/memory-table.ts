import assert from 'node:assert/strict'

/** Undoes the writes of a running transaction, newest first. */
export class Journal {
  readonly #undo: (() => void)[] = []
  #open = false
  #writeCount = 0

  /** Writes so far, those that were undone included: as long as it stands, nothing has changed. */
  get writeCount(): number {
    return this.#writeCount
  }

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
    this.#writeCount++
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

/** The rows of a table by a key of an index. */
interface Filing<Row> {
  readonly keyOf: (row: Row) => string
  readonly buckets: Map<string, Map<string, Row>>
  /** Buckets in the table's order, as long as nothing of them is changed. */
  readonly sorted: Map<string, readonly Row[]>
}

/** What a table is sorted by. */
type KeysOf<Row> = (row: Row) => readonly (string | number)[]

/** A keyed table with secondary indexes, whose writes a journal can undo. */
export class Table<Row, Index extends string = never> {
  readonly #rows = new Map<string, Row>()
  readonly #journal: Journal
  readonly #indexes: ReadonlyMap<Index, Filing<Row>>
  readonly #order: KeysOf<Row>

  /** `order`: in which `sortedBy` gives rows; left out, in any. */
  constructor(journal: Journal, indexes: Readonly<Record<Index, (row: Row) => string>>, order: KeysOf<Row> = () => []) {
    this.#journal = journal
    this.#order = order
    const filings = Object.entries<(row: Row) => string>(indexes).map(
      ([name, keyOf]) => [name as Index, { keyOf, buckets: new Map(), sorted: new Map() }] as const,
    )
    this.#indexes = new Map(filings)
  }

  /** Takes over all rows of a table of the same making; rows are never changed in place, so both may keep them. */
  copy(other: Table<Row, Index>): void {
    for (const [key, row] of other.#rows) this.#rows.set(key, row)
    for (const [name, { buckets }] of other.#indexes) {
      for (const [bucket, rows] of buckets) this.#indexes.get(name)?.buckets.set(bucket, new Map(rows))
    }
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
  pick(keys: readonly string[]): Row[] {
    const found: Row[] = []
    for (const key of keys.length < 2 ? keys : new Set(keys)) {
      const row = this.#rows.get(key)
      if (row !== undefined) found.push(row)
    }
    return found
  }

  all(): Row[] {
    return [...this.#rows.values()]
  }

  /** The rows that an index files under a key; in no order that a caller may rely on. */
  by(index: Index, key: string): Row[] {
    const rows = this.#indexes.get(index)?.buckets.get(key)
    return rows === undefined ? [] : [...rows.values()]
  }

  /** The same in the table's order. */
  sortedBy(index: Index, key: string): readonly Row[] {
    const filing = this.#indexes.get(index)
    const known = filing?.sorted.get(key)
    if (known !== undefined) return known
    const rows = inOrder(this.by(index, key), this.#order)
    filing?.sorted.set(key, rows)
    return rows
  }

  /** Every key of an index under which there are rows. */
  keysOf(index: Index): string[] {
    return [...(this.#indexes.get(index)?.buckets.keys() ?? [])]
  }

  count(index: Index, key: string): number {
    return this.#indexes.get(index)?.buckets.get(key)?.size ?? 0
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
    if (row === undefined) this.#rows.delete(key)
    else this.#rows.set(key, row)
    for (const filing of this.#indexes.values()) {
      const [from, to] = [before && filing.keyOf(before), row && filing.keyOf(row)]
      if (before !== undefined && from !== undefined) this.#unfile(filing, from, key, before, from === to)
      if (row !== undefined && to !== undefined) this.#file(filing, to, key, row)
    }
  }

  #file({ buckets, sorted }: Filing<Row>, bucket: string, key: string, row: Row): void {
    const rows = buckets.get(bucket)
    if (rows === undefined) buckets.set(bucket, new Map([[key, row]]))
    else rows.set(key, row)
    const list = sorted.get(bucket)
    if (list !== undefined) sorted.set(bucket, list.toSpliced(placeIn(list, row, this.#order), 0, row))
  }

  /** `staysThere`: a row of the same key comes to the same bucket. */
  #unfile({ buckets, sorted }: Filing<Row>, bucket: string, key: string, row: Row, staysThere: boolean): void {
    const rows = buckets.get(bucket)
    const list = sorted.get(bucket)
    if (list !== undefined) sorted.set(bucket, list.toSpliced(list.indexOf(row), 1))
    if (staysThere) return
    rows?.delete(key)
    if (rows?.size === 0) buckets.delete(bucket)
  }
}

/** Where a row stands among sorted ones: after those that are equal. */
function placeIn<Row>(rows: readonly Row[], row: Row, order: KeysOf<Row>): number {
  const keys = order(row)
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareKeys(order(rows[middle] as Row), keys) <= 0) low = middle + 1
    else high = middle
  }
  return low
}

/** Sorts rows that were picked out by their numbers. */
export function byNumber<Row extends { readonly number: number }>(rows: Row[]): Row[] {
  return rows.sort((one, other) => one.number - other.number)
}

/** Sorts by several keys, texts by their UTF-8 bytes as the database does. */
export function inOrder<Row>(rows: readonly Row[], keysOf: KeysOf<Row>): Row[] {
  if (rows.length < 2) return [...rows]
  const keyed = rows.map((row) => ({ row, keys: keysOf(row) }))
  return keyed.sort((a, b) => compareKeys(a.keys, b.keys)).map(({ row }) => row)
}

/** Which of two sequences of keys comes first. */
export function compareKeys(left: readonly (string | number)[], right: readonly (string | number)[]): number {
  for (let i = 0; i < left.length; i++) {
    const [one, other] = [left[i] ?? 0, right[i] ?? 0]
    if (one === other) continue
    const order = typeof one === 'number' ? one - Number(other) : compareTexts(one, String(other))
    if (order !== 0) return order
  }
  return 0
}

/** By UTF-8 bytes, which is by code points: units of surrogate pairs stand for larger ones than any other unit. */
function compareTexts(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  for (let i = 0; i < length; i++) {
    const unit = one.charCodeAt(i)
    const against = other.charCodeAt(i)
    if (unit !== against) return rank(unit) - rank(against)
  }
  return one.length - other.length
}

function rank(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit
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
