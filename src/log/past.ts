import type { Hash, Json } from '../kernel/index.ts'
import { type Ancestry, type Line, liesOn, type PlacedEntry, type Position } from './chain.ts'

/**
 * The entries of one subject in a causal order, indexed so that the past of any entry is found by following its edges,
 * without a scan of the others.
 */
export class SubjectLog<E extends PlacedEntry> {
  readonly #entries: E[] = []
  readonly #places = new Map<Hash, number>()
  /** For each line the indices of its entries, by ascending sequence number. */
  readonly #lines = new Map<Hash, number[]>()

  constructor(entries: readonly E[] = []) {
    for (const entry of entries) this.add(entry)
  }

  get entries(): readonly E[] {
    return this.#entries
  }

  /** Adds an entry; everything of this subject that it follows has been added before. */
  add(entry: E): void {
    const place = this.#entries.push(entry) - 1
    this.#places.set(entry.hash, place)
    const line = this.#lines.get(entry.position.line)
    if (line === undefined) this.#lines.set(entry.position.line, [place])
    else line.push(place)
  }

  /** Replaces an entry by the same entry with another verdict. */
  replace(entry: E): void {
    const place = this.#places.get(entry.hash)
    if (place !== undefined) this.#entries[place] = entry
  }

  /** The entries of this subject within a reach, except `of`, the entry whose past that is. */
  within(reach: Ancestry, of: PlacedEntry | null = null): E[] {
    return this.#entries.filter(({ position, hash }) => hash !== of?.hash && liesOn(position, reach))
  }

  /**
   * The causal past of an entry within the subject: the entries that its `after` names, its predecessors in its
   * author's log, and transitively what these follow. The public scope defines pasts in this way.
   */
  pastOf(entry: PlacedEntry, lines: ReadonlyMap<Hash, Line>): E[] {
    const past = new Set<number>()
    const frontier: PlacedEntry[] = [entry]
    for (let current = frontier.pop(); current !== undefined; current = frontier.pop()) {
      const named = current.entry.after.map((hash) => this.#places.get(hash))
      for (const place of [...named, this.#nextBefore(current.position, lines)]) {
        const before = place === undefined ? undefined : this.#entries[place]
        if (place === undefined || before === undefined || past.has(place)) continue
        past.add(place)
        frontier.push(before)
      }
    }
    return [...past].sort((a, b) => a - b).flatMap((place) => this.#entries[place] ?? [])
  }

  /** The last entry here that precedes a position in its author's log; it leads on to all earlier ones. */
  #nextBefore({ line, seq }: Position, lines: ReadonlyMap<Hash, Line>): number | undefined {
    let limit = seq - 1
    for (let current: Hash | null = line; current !== null; ) {
      const place = this.#lastUpTo(this.#lines.get(current) ?? [], limit)
      if (place !== undefined) return place
      const branch: Line | undefined = lines.get(current)
      limit = branch?.parentSeq ?? 0
      current = branch?.parent ?? null
    }
    return undefined
  }

  /** The last of these indices, sorted by sequence number, whose number is at most the limit. */
  #lastUpTo(places: readonly number[], limit: number): number | undefined {
    let low = 0
    let high = places.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#entries[places[middle] ?? 0]?.position.seq ?? 0) <= limit) low = middle + 1
      else high = middle
    }
    return places[low - 1]
  }
}

/** A causal past with the state that it folds to. */
interface FoldedPast {
  readonly subject: string
  readonly line: Hash
  readonly hashes: ReadonlySet<Hash>
  readonly state: Json
}

/**
 * Caches, for each line of each subject, the last causal past that was folded: the line's next entry continues from it,
 * however many lines run in parallel. The state of a past never changes while its verdicts stand.
 */
export class FoldedPasts {
  readonly #known = new Map<string, FoldedPast>()
  readonly #linesOf = new Map<string, Set<Hash>>()
  readonly #hashesMax: number
  #hashCount = 0

  /** `hashesMax`: total number of hashes in the cached pasts; the oldest are evicted first. */
  constructor(hashesMax: number) {
    this.#hashesMax = hashesMax
  }

  /**
   * Continues the fold from the largest cached past that the wanted one contains whole. States commute and a whole past
   * follows no entry outside itself, so the result equals folding everything.
   */
  continue<E extends PlacedEntry>(
    subject: string,
    line: Hash,
    past: readonly E[],
  ): { readonly state: Json; readonly rest: readonly E[] } {
    for (const other of [line, ...[...(this.#linesOf.get(subject) ?? [])].slice(-1)]) {
      const known = this.#known.get(keyOf(subject, other))
      if (known === undefined) continue
      const rest = past.filter(({ hash }) => !known.hashes.has(hash))
      if (past.length - rest.length === known.hashes.size) return { state: known.state, rest }
    }
    return { state: null, rest: past }
  }

  remember(subject: string, line: Hash, past: readonly PlacedEntry[], state: Json): void {
    this.#drop(subject, line)
    this.#known.set(keyOf(subject, line), { subject, line, hashes: new Set(past.map(({ hash }) => hash)), state })
    const lines = this.#linesOf.get(subject)
    if (lines === undefined) this.#linesOf.set(subject, new Set([line]))
    else lines.add(line)
    this.#hashCount += past.length
    for (const oldest of this.#known.values()) {
      if (this.#hashCount <= this.#hashesMax) break
      this.#drop(oldest.subject, oldest.line)
    }
  }

  forget(subject: string): void {
    for (const line of [...(this.#linesOf.get(subject) ?? [])]) this.#drop(subject, line)
  }

  clear(): void {
    this.#known.clear()
    this.#linesOf.clear()
    this.#hashCount = 0
  }

  #drop(subject: string, line: Hash): void {
    const key = keyOf(subject, line)
    const known = this.#known.get(key)
    if (known === undefined) return
    this.#known.delete(key)
    this.#hashCount -= known.hashes.size
    const lines = this.#linesOf.get(subject)
    lines?.delete(line)
    if (lines?.size === 0) this.#linesOf.delete(subject)
  }
}

function keyOf(subject: string, line: Hash): string {
  return `${subject} ${line}`
}
