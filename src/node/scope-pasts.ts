import { type Did, groupBy, type Hash, type Scope } from '../kernel/index.ts'
import type { Entry, Position, ScopePast } from '../log/index.ts'
import type { Pasts } from './pasts.ts'
import type { FoldStore, StoredEntry } from './ports.ts'

const ENTRIES_PER_READ = 1000

/** What the entries of agreements' scopes follow, as one job sees it: what is stored, and what the job has added. */
export class ScopePasts {
  readonly #tx: FoldStore
  readonly #pasts: Pasts
  readonly #placeOf: (hash: Hash) => Position | undefined
  readonly #known = new Map<Scope, ScopePast>()

  /** `placeOf`: the place of an entry that has been loaded. */
  constructor(tx: FoldStore, pasts: Pasts, placeOf: (hash: Hash) => Position | undefined) {
    this.#tx = tx
    this.#pasts = pasts
    this.#placeOf = placeOf
  }

  /** `unstored`: entries that the job has admitted and not yet written. */
  async of(scope: Scope, unstored: readonly StoredEntry[]): Promise<ScopePast> {
    const known = this.#known.get(scope)
    if (known !== undefined) return known
    const past = this.#pasts.ofScope(scope)
    await addStored(past, this.#tx, scope)
    this.#known.set(scope, past)
    for (const stored of unstored) if (stored.entry.scope === scope) this.add(stored)
    return past
  }

  /** Adds an entry where its scope has been asked about. */
  add({ entry, position }: StoredEntry): void {
    this.#known.get(entry.scope)?.add(position, this.followedBy(entry))
  }

  /** The places of what an entry names in `prev` and `after`, which the gate has loaded. */
  followedBy({ prev, after }: Entry): Position[] {
    return (prev === null ? after : [prev, ...after]).flatMap((hash) => this.#placeOf(hash) ?? [])
  }
}

/** Adds the stored entries of a scope that are not in its past yet. */
async function addStored(past: ScopePast, tx: FoldStore, scope: Scope): Promise<void> {
  const ranges = await logsBeyond(past, tx, scope)
  if (ranges.length === 0) return
  const places = new Map<Hash, Position>()
  for (let after = 0; ; ) {
    const { entries, last } = await tx.logsAfter(scope, ranges, after, ENTRIES_PER_READ)
    for (const { hash, position } of entries) places.set(hash, position)
    const followed = entries.map(({ entry: { prev, after } }) => (prev === null ? after : [prev, ...after]))
    const earlier = [...new Set(followed.flat().filter((hash) => !places.has(hash)))]
    for (const { hash, position } of await tx.entries(earlier)) places.set(hash, position)
    entries.forEach(({ position }, i) => {
      past.add(position, followed[i]?.flatMap((hash) => places.get(hash) ?? []) ?? [])
    })
    if (entries.length < ENTRIES_PER_READ) return
    after = last
  }
}

/** For each author with entries that are not in the past: from which number on they are to be read. */
async function logsBeyond(past: ScopePast, tx: FoldStore, scope: Scope): Promise<{ author: Did; afterSeq: number }[]> {
  const behind = (await tx.logTips([scope])).filter(({ line, seq }) => past.lastOf(line) < seq)
  return [...groupBy(behind, ({ author }) => author)].map(([author, tips]) => ({
    author,
    afterSeq: Math.min(...tips.map(({ line }) => past.lastOf(line))),
  }))
}
