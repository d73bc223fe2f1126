import type { Hash } from '../kernel/index.ts'
import type { Ancestry, Position } from './chain.ts'
import { eachReached, joined, NO_REACH, type Reach, reachAt, reachOfOne } from './reach.ts'

/** For one line: its slot, its last sequence number, and the reach from each entry at which the reach grew. */
interface LinePast {
  readonly slot: number
  seq: number
  readonly from: number[]
  readonly reach: Reach[]
}

/**
 * The causal past of every entry of one scope, across subjects: the transitive closure of `prev` and `after`. Stored
 * for each line only where it grows, with shared structure, so that an entry takes memory in proportion to what it
 * adds, however often its author has forked. A function of the set of entries alone.
 */
export class ScopePast {
  readonly #lines = new Map<Hash, LinePast>()
  /** The lines by their slots. */
  readonly #slots: Hash[] = []
  #rises = 0
  /** Additions since the last `settle`: each line with its value before. */
  #unsettled: { readonly past: LinePast; readonly seq: number; readonly length: number }[] = []

  /** How many times the reach of a line grew: about proportional to memory use. */
  get size(): number {
    return this.#slots.length + this.#rises
  }

  /** The last sequence number of a line in here; 0 where there is none. */
  lastOf(line: Hash): number {
    return this.#lines.get(line)?.seq ?? 0
  }

  /** Adds an entry with the positions of its `prev` and `after`, all of which are in here already. Idempotent. */
  add({ line, seq }: Pick<Position, 'line' | 'seq'>, follows: readonly Position[]): void {
    const own = this.#lineOf(line)
    if (own.seq >= seq) return
    const before = own.reach.at(-1) ?? NO_REACH
    const reach = this.#joinedAt(
      before,
      follows.filter((place) => place.line !== line),
    )
    this.#unsettled.push({ past: own, seq: own.seq, length: own.from.length })
    own.seq = seq
    if (reach === before) return
    own.from.push(seq)
    own.reach.push(reach)
    this.#rises++
  }

  /** Makes all additions since the last `settle` permanent. */
  settle(): void {
    this.#unsettled = []
  }

  /** Rolls back all additions since the last `settle`. */
  undo(): void {
    for (const { past, seq, length } of this.#unsettled.reverse()) {
      this.#rises -= past.from.length - length
      past.seq = seq
      past.from.length = length
      past.reach.length = length
    }
    this.settle()
  }

  /** For each line the last sequence number among these entries and their causal pasts. */
  reachOf(positions: readonly Position[]): Ancestry {
    const ancestry = new Map<Hash, number>()
    eachReached(this.#joinedAt(NO_REACH, positions), (slot, seq) => {
      const line = this.#slots[slot]
      if (line !== undefined) ancestry.set(line, seq)
    })
    return ancestry
  }

  #joinedAt(before: Reach, positions: readonly Position[]): Reach {
    let reach = before
    for (const { line, seq } of positions) {
      const past = this.#lineOf(line)
      if (reachAt(reach, past.slot) >= seq) continue
      reach = joined(joined(reach, past.reach[lastFrom(past.from, seq)] ?? NO_REACH), reachOfOne(past.slot, seq))
    }
    return reach
  }

  #lineOf(line: Hash): LinePast {
    const known = this.#lines.get(line)
    if (known !== undefined) return known
    const past: LinePast = { slot: this.#slots.push(line) - 1, seq: 0, from: [], reach: [] }
    this.#lines.set(line, past)
    return past
  }
}

/** Index of the last of ascending numbers that is at most the limit; -1 where there is none. */
function lastFrom(numbers: readonly number[], limit: number): number {
  let low = 0
  let high = numbers.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((numbers[middle] ?? 0) <= limit) low = middle + 1
    else high = middle
  }
  return low - 1
}
