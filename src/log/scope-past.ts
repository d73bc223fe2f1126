import type { Hash } from '../kernel/index.ts'
import type { Ancestry, Position } from './chain.ts'

/** Of one line: how far its last entry reaches in every line, and where on this line each of these rose. */
interface LinePast {
  seq: number
  readonly reach: Map<Hash, number>
  readonly steps: Map<Hash, Step[]>
}

/** From number `from` of a line on, its entries follow another line up to number `seen`. */
interface Step {
  readonly from: number
  readonly seen: number
}

/**
 * The causal past of every entry of one scope, across subjects: what it follows by `prev` and `after`, and what these
 * follow. Kept as differences to the entry before on the same line, so that an entry that answers one other costs one
 * step. It is a function of the set of entries alone.
 */
export class ScopePast {
  readonly #lines = new Map<Hash, LinePast>()

  /** The number of the last entry of a line that is in here; 0 where none is. */
  lastOf(line: Hash): number {
    return this.#lines.get(line)?.seq ?? 0
  }

  /** Adds an entry with the places of what it names in `prev` and `after`, all of which are in here; twice is once. */
  add({ line, seq }: Pick<Position, 'line' | 'seq'>, follows: readonly Position[]): void {
    const own = this.#lines.get(line) ?? { seq: 0, reach: new Map(), steps: new Map() }
    if (own.seq >= seq) return
    this.#lines.set(line, own)
    for (const place of follows) {
      if (place.line === line || (own.reach.get(place.line) ?? 0) >= place.seq) continue
      for (const [seenLine, seen] of this.#reachAt(place)) {
        if (seenLine === line || (own.reach.get(seenLine) ?? 0) >= seen) continue
        own.reach.set(seenLine, seen)
        const steps = own.steps.get(seenLine)
        if (steps === undefined) own.steps.set(seenLine, [{ from: seq, seen }])
        else steps.push({ from: seq, seen })
      }
    }
    own.seq = seq
  }

  /** For each line the number of its last entry that is one of these or that one of these follows. */
  reachOf(positions: readonly Position[]): Ancestry {
    const reach = new Map<Hash, number>()
    for (const position of positions) {
      if ((reach.get(position.line) ?? 0) >= position.seq) continue
      for (const [line, seq] of this.#reachAt(position)) {
        if ((reach.get(line) ?? 0) < seq) reach.set(line, seq)
      }
    }
    return reach
  }

  *#reachAt({ line, seq }: Position): Iterable<readonly [Hash, number]> {
    yield [line, seq]
    const past = this.#lines.get(line)
    if (past === undefined) return
    if (seq >= past.seq) {
      yield* past.reach
      return
    }
    for (const [seenLine, steps] of past.steps) {
      const seen = lastFrom(steps, seq)
      if (seen > 0) yield [seenLine, seen]
    }
  }
}

/** What the last step that begins at or before a number says; 0 where none does. */
function lastFrom(steps: readonly Step[], seq: number): number {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((steps[middle]?.from ?? 0) <= seq) low = middle + 1
    else high = middle
  }
  return steps[low - 1]?.seen ?? 0
}
