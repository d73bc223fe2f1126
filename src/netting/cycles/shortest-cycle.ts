import { degreeOf, type Links, type Sides } from '../graph/links.ts'

/**
 * Bidirectional breadth-first search for the shortest cycles through one party: forward over what it owes, backward
 * over what it is owed, always expanding the side with fewer outgoing links, until the two meet. In a small-world graph
 * each side then visits hundreds of parties, where a search from one side only would visit most of them.
 */
export interface ShortestCycles {
  readonly links: Links
  readonly ahead: Side
  readonly back: Side
  /** Which side has reached each party, in which search; LOST when no live path leads from it to the search's party. */
  readonly mark: Int32Array
  /** In how many steps the party was reached. */
  readonly hop: Int32Array
  /** The last link on the path by which it was reached. */
  readonly via: Int32Array
  readonly cursor: Int32Array
  readonly scanned: Int32Array
  /** The links of the cycle just found, starting at the party of the search. */
  readonly path: Int32Array
  party: number
  searches: number
  /** Number of links read by searches that found no cycle. */
  readInVain: number
}

const LOST = -1

export interface CycleBounds {
  /** Maximum length of the cycles searched for. */
  readonly lengthMax: number
  /** Maximum number of links that one search reads. */
  readonly linksMax: number
}

interface Side {
  readonly links: Sides
  /** The end of each link on this side. */
  readonly leadsTo: Int32Array
  readonly queue: Int32Array
  head: number
  tail: number
  /** How many links leave the outermost layer. */
  width: number
  mark: number
}

export function makeShortestCycles(links: Links): ShortestCycles {
  const side = (sides: Sides, leadsTo: Int32Array): Side => ({
    links: sides,
    leadsTo,
    queue: new Int32Array(links.nodes),
    head: 0,
    tail: 0,
    width: 0,
    mark: 0,
  })
  return {
    links,
    ahead: side(links.leaving, links.to),
    back: side(links.entering, links.from),
    mark: new Int32Array(links.nodes),
    hop: new Int32Array(links.nodes),
    cursor: new Int32Array(links.nodes),
    scanned: new Int32Array(links.nodes),
    via: new Int32Array(links.nodes),
    path: new Int32Array(links.nodes),
    party: 0,
    searches: 0,
    readInVain: 0,
  }
}

/**
 * Finds the shortest cycles through a party, as many as one search yields, and calls `take` as soon as the links of
 * each are in `path`. Returns how many there were; 0 when all cycles through the party are longer than the limit.
 */
export function shortestCycleFrom(
  tour: ShortestCycles,
  party: number,
  bounds: CycleBounds,
  take: (length: number) => void,
): number {
  const { ahead, back } = tour
  let linksRead = 0
  tour.party = party
  tour.searches++
  startSide(tour, ahead, 2 * tour.searches)
  startSide(tour, back, 2 * tour.searches + 1)
  let taken = 0
  for (let length = 1; length <= bounds.lengthMax && taken === 0; length++) {
    const width = Math.min(ahead.width, back.width)
    // A side without outgoing links is exhausted.
    if (width === 0 || linksRead + width > bounds.linksMax) break
    linksRead += width
    taken = ahead.width <= back.width ? widen(tour, ahead, back, take) : widen(tour, back, ahead, take)
  }
  if (taken === 0) tour.readInVain += linksRead
  return taken
}

function startSide({ party, mark, hop }: ShortestCycles, side: Side, number: number): void {
  side.queue[0] = party
  side.head = 0
  side.tail = 1
  side.width = degreeOf(side.links, party)
  side.mark = number
  // The party itself belongs to both sides: a search that reaches it has closed a cycle.
  mark[party] = 0
  hop[party] = 0
}

/** Expands one side by one layer; where it meets the other, there are cycles, all of the same length. */
function widen(tour: ShortestCycles, side: Side, other: Side, take: (length: number) => void): number {
  const { mark, hop, via, party } = tour
  const { links, queue } = side
  const { start, end, link: list, far } = links
  const [own, others] = [side.mark, other.mark]
  const last = side.tail
  const hops = hop[queue[side.head]!]! + 1
  let taken = 0
  side.width = 0
  for (; side.head < last; side.head++) {
    const v = queue[side.head]!
    let k = start[v]!
    while (k < end[v]! && mark[v] !== LOST) {
      const next = far[k]!
      const marked = mark[next]!
      if (marked === others || next === party) {
        const link = list[k]!
        const length = closePath(tour, link)
        if (length > 0) {
          take(length)
          taken++
        }
        // If the link was used up, another one has replaced it at this index.
        if (length === 0 || list[k] === link) k++
        continue
      }
      const place = k++
      // Once a cycle is found, longer ones are not searched for.
      if (marked === own || taken > 0) continue
      mark[next] = own
      hop[next] = hops
      via[next] = list[place]!
      queue[side.tail++] = next
      side.width += end[next]! - start[next]!
    }
  }
  return taken
}

/** Writes the links of the cycle that a link closes into the path; 0 when no paths are left that it could close. */
function closePath(tour: ShortestCycles, closing: number): number {
  const { links, ahead, back, path } = tour
  const before = traceWay(tour, ahead, back, links.from[closing]!, 0)
  if (before < 0) return 0
  path.subarray(0, before).reverse()
  path[before] = closing
  return Math.max(0, traceWay(tour, back, ahead, links.to[closing]!, before + 1))
}

/** Writes the path from a party that a side has reached back to the search's party; −1 when none is left. */
function traceWay(tour: ShortestCycles, side: Side, other: Side, reached: number, length: number): number {
  const { path, party, mark } = tour
  let v = reached
  for (let k = length; v !== party; ) {
    const link = lastStep(tour, side, other, v)
    if (link >= 0) {
      path[k++] = link
      v = other.leadsTo[link]!
      if (v === party) return k
      continue
    }
    mark[v] = LOST
    if (v === reached) return -1
    // Parties that were to be reached over the lost one find another path, or are lost too.
    v = reached
    k = length
  }
  return length
}

/** A live link over which a party was, or could have been, reached in as many steps; −1 when none is left. */
function lastStep(
  { links, via, mark, hop, cursor, scanned, party }: ShortestCycles,
  side: Side,
  other: Side,
  v: number,
): number {
  if (mark[v] === LOST) return -1
  const own = side.mark
  const known = via[v]!
  const { live } = links
  const leadsTo = other.leadsTo
  if (live[known] === 1 && (mark[leadsTo[known]!] === own || leadsTo[known] === party)) return known
  const { start, end, link: list, far } = other.links
  const hops = hop[v]! - 1
  if (scanned[v] !== own) {
    scanned[v] = own
    cursor[v] = end[v]! - 1
  }
  const first = start[v]!
  // Descending: the link that replaces a used-up one has been examined before.
  for (let k = Math.min(cursor[v]!, end[v]! - 1); k >= first; k--) {
    const u = far[k]!
    if (hop[u] !== hops || (mark[u] !== own && u !== party)) continue
    cursor[v] = k
    via[v] = list[k]!
    return list[k]!
  }
  cursor[v] = first - 1
  return -1
}
