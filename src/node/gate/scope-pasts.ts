import { type Did, groupBy, type Hash, type Scope } from '../../kernel/index.ts'
import type { Entry, NamingPlace, Position, ScopePast } from '../../log/index.ts'
import { ComputationPending } from '../computations/computations.ts'
import type { FoldStore, LogTip, StoredEntry, StoreReader } from '../ports/ports.ts'
import { CausalStateCache } from './causal-state-cache.ts'

/** Reads one short snapshot. */
export type ReadOnce = <T>(work: (reader: StoreReader) => Promise<T>) => Promise<T>

const ENTRIES_PER_READ = 1000
/** Maximum number of entries of a scope that a job reads itself; more are read before it, outside the writer. */
const ENTRIES_INSIDE_MAX = 1000

/** The causal pasts in agreements' scopes as one job sees them: what is stored, and what the job has added. */
export class ScopePasts {
  readonly #tx: FoldStore
  readonly #pasts: CausalStateCache
  readonly #placeOf: (hash: Hash) => Position | undefined
  readonly #known = new Map<Scope, ScopePast>()

  /** `placeOf`: the position of an entry that has been loaded. */
  constructor(tx: FoldStore, pasts: CausalStateCache, placeOf: (hash: Hash) => Position | undefined) {
    this.#tx = tx
    this.#pasts = pasts
    this.#placeOf = placeOf
  }

  /** `unstored`: entries that the job has admitted and not yet written. */
  async of(scope: Scope, unstored: readonly StoredEntry[]): Promise<ScopePast> {
    const known = this.#known.get(scope)
    if (known !== undefined) return known
    const past = this.#pasts.ofScope(scope)
    const { loader } = this.#pasts
    const reading = new PastReading(past, scope, await tipsBeyond(past, this.#tx, scope))
    if (loader !== null && reading.count > ENTRIES_INSIDE_MAX) throw new ComputationPending(() => loader(scope))
    this.#pasts.keep(scope, past)
    while (await reading.next(this.#tx));
    this.#known.set(scope, past)
    for (const stored of unstored) if (stored.entry.scope === scope) this.add(stored)
    return past
  }

  /** Adds an entry if the past of its scope is in use. */
  add({ entry, position }: StoredEntry): void {
    this.#known.get(entry.scope)?.add(position, this.followedBy(entry))
  }

  /** The positions of an entry's `prev` and `after`, which the gate has loaded. */
  followedBy({ prev, after }: Entry): Position[] {
    return (prev === null ? after : [prev, ...after]).flatMap((hash) => this.#placeOf(hash) ?? [])
  }
}

type PastReader = Pick<FoldStore, 'logTips' | 'placesAfter' | 'entries' | 'lines'>

/** Adds the stored entries of a scope that are not in its past yet, in pieces. */
class PastReading {
  /** About how many entries there are to read. */
  readonly count: number
  readonly #past: ScopePast
  readonly #scope: Scope
  readonly #logs: readonly { readonly author: Did; readonly afterSeq: number }[]
  /** The heads to read up to: later entries may follow what is not read here. */
  readonly #until: ReadonlyMap<Hash, number>
  readonly #places = new Map<Hash, Position>()
  #after = 0

  constructor(past: ScopePast, scope: Scope, behind: readonly LogTip[]) {
    this.#past = past
    this.#scope = scope
    this.#until = new Map(behind.map(({ line, seq }) => [line, seq]))
    this.#logs = [...groupBy(behind, ({ author }) => author)].map(([author, tips]) => ({
      author,
      afterSeq: Math.min(...tips.map(({ line }) => past.lastOf(line))),
    }))
    this.count = behind.reduce((sum, { line, seq }) => sum + seq - past.lastOf(line), 0)
  }

  /** Whether there is more. */
  async next(reader: PastReader): Promise<boolean> {
    if (this.#logs.length === 0) return false
    const places = this.#places
    const page = await reader.placesAfter(this.#scope, this.#logs, this.#after, ENTRIES_PER_READ)
    const entries = page.entries.filter(({ position: { line, seq } }) => seq <= (this.#until.get(line) ?? 0))
    for (const { hash, position } of entries) places.set(hash, position)
    const earlier = [...new Set(entries.flatMap(({ after }) => after.filter((hash) => !places.has(hash))))]
    for (const { hash, position } of await reader.entries(earlier)) places.set(hash, position)
    const branches = await this.#branchesAmong(entries, reader)
    for (const { hash, position, after } of entries) {
      const follows = after.flatMap((name) => places.get(name) ?? [])
      this.#past.add(position, [...follows, ...(branches.get(hash) ?? [])])
    }
    this.#after = page.last
    return page.entries.length >= ENTRIES_PER_READ
  }

  /** What the first entries of branches follow: an entry on another line. */
  async #branchesAmong(entries: readonly NamingPlace[], reader: PastReader): Promise<Map<Hash, Position[]>> {
    if (!entries.some(({ hash, position }) => hash === position.line && position.seq > 1)) return new Map()
    const lines = await reader.lines(this.#scope)
    return new Map(
      lines.map(({ author, line, parent, parentSeq }) => [
        line,
        parent === null ? [] : [{ author, line: parent, seq: parentSeq }],
      ]),
    )
  }
}

/** The last entries of a scope that are not in its past yet. */
async function tipsBeyond(past: ScopePast, reader: PastReader, scope: Scope): Promise<LogTip[]> {
  return (await reader.logTips([scope])).filter(({ line, seq }) => past.lastOf(line) < seq)
}

/**
 * Reads the causal pasts of large scopes outside the writer: in pieces, each in a snapshot of its own. The requesting
 * job reads what is written meanwhile.
 */
export class PastLoader {
  readonly #pasts: CausalStateCache
  readonly #read: ReadOnce
  readonly #loading = new Map<Scope, Promise<void>>()

  constructor(read: ReadOnce) {
    this.#read = read
    this.#pasts = new CausalStateCache((scope) => this.load(scope))
  }

  get pasts(): CausalStateCache {
    return this.#pasts
  }

  load(scope: Scope): Promise<void> {
    const loading = this.#loading.get(scope) ?? this.#load(scope).finally(() => this.#loading.delete(scope))
    this.#loading.set(scope, loading)
    return loading
  }

  async #load(scope: Scope): Promise<void> {
    const past = this.#pasts.take(scope)
    try {
      const reading = new PastReading(past, scope, await this.#read((reader) => tipsBeyond(past, reader, scope)))
      while (await this.#read((reader) => reading.next(reader))) past.settle()
      past.settle()
    } finally {
      past.undo()
      this.#pasts.put(scope, past)
    }
  }
}
