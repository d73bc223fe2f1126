import type { Hash } from '../kernel/index.ts'
import type { Ancestry, Position } from './chain.ts'
import { eachReached, joined, NO_REACH, type Reach, reachAt, reachOfOne } from './reach.ts'

/** Of one line: its slot, the number of its last entry, and from which of its entries on it reaches how far. */
interface LinePast {
  readonly slot: number
  seq: number
  readonly from: number[]
  readonly reach: Reach[]
}

/**
 * The causal past of every entry of one scope, across subjects: what it follows by `prev` and `after`, and what these
 * follow. Kept for each line where it rose; pasts share what they have in common, so that the memory of an entry is
 * about what it adds, whatever its author has forked. It is a function of the set of entries alone.
 */
export class ScopePast {
  readonly #lines = new Map<Hash, LinePast>()
  /** The lines by their slots. */
  readonly #slots: Hash[] = []
  #rises = 0
  /** What has been added since it was settled: each line with what it was before. */
  #unsettled: { readonly past: LinePast; readonly seq: number; readonly length: number }[] = []

  /** How often a line came to reach further: about how much memory this takes. */
  get size(): number {
    return this.#slots.length + this.#rises
  }

  /** The number of the last entry of a line that is in here; 0 where none is. */
  lastOf(line: Hash): number {
    return this.#lines.get(line)?.seq ?? 0
  }

  /** Adds an entry with the places of what it names in `prev` and `after`, all of which are in here; twice is once. */
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

  /** What has been added stays. */
  settle(): void {
    this.#unsettled = []
  }

  /** What has been added since it was settled was never there. */
  undo(): void {
    for (const { past, seq, length } of this.#unsettled.reverse()) {
      this.#rises -= past.from.length - length
      past.seq = seq
      past.from.length = length
      past.reach.length = length
    }
    this.settle()
  }

  /** For each line the number of its last entry that is one of these or that one of these follows. */
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

/** The place of the last of some rising numbers that is not above a limit; -1 where all are. */
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
