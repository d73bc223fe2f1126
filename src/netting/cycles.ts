import { type Amounts, amountsFor, least } from './amounts.ts'
import { type DebtGraph, groupStarts, stableSort } from './graph.ts'

/** A circle of debts that cancel: the amount, and the obligations as indices, each owed to the next one's debtor. */
export interface CycleOfIndices {
  readonly amount: bigint
  readonly members: readonly number[]
}

/**
 * The longest cycles that are looked for in one pass over all parties. Short cycles go first, because a round loses a
 * whole cycle when one of its parties is silent; the last pass takes whatever is left.
 */
const LENGTH_LIMITS = [2, 3, 4, 5, 6, 8, 12, 16, 24, Number.POSITIVE_INFINITY]
const NOWHERE = -1

/** What is set off and not yet in a cycle. A link is an arc with its oldest obligation that still has something left. */
interface Links {
  readonly graph: DebtGraph
  readonly shares: Amounts
  /** The links that leave party p are `start[p]` up to `start[p + 1]`. */
  readonly start: Int32Array
  readonly arc: Int32Array
  readonly to: Int32Array
  readonly from: Int32Array
  /** The links that enter party p are `entering[k]` for k from `enterStart[p]` up to `enterStart[p + 1]`. */
  readonly entering: Int32Array
  readonly enterStart: Int32Array
  readonly member: Int32Array
  /** What is left of the link's obligation. */
  readonly left: Amounts
  /** 0 when nothing is left of any obligation of the link, so that searches need not look at amounts. */
  readonly live: Uint8Array
}

/** The search round one party: how many links a party is away from it, and who has been reached. */
interface Tour {
  readonly hop: Int32Array
  readonly cursor: Int32Array
  readonly path: Int32Array
  readonly queue: Int32Array
  /** 1 for those whom the party still owes in some cycle. */
  readonly neighbour: Uint8Array
  /** 1 for parties without any cycle up to the length limit of this pass. */
  readonly closed: Uint8Array
  reached: number
}

/**
 * Takes the set-off apart into cycles, short ones first: exactly as much of every obligation as its share. Null when
 * the cycles together would have more than `stepsMax` steps.
 */
export function decompose(
  graph: DebtGraph,
  setOff: Amounts,
  shares: Amounts,
  stepsMax: number,
): CycleOfIndices[] | null {
  let links = linksOf(graph, setOff, shares)
  const nodes = graph.parties.length
  const fresh = () => new Int32Array(nodes + 1)
  const tour: Tour = {
    hop: fresh().fill(NOWHERE),
    cursor: fresh(),
    path: fresh(),
    queue: fresh(),
    neighbour: new Uint8Array(nodes),
    closed: new Uint8Array(nodes),
    reached: 0,
  }
  const cycles: CycleOfIndices[] = Array.from(graph.selfOwed, (i) => ({ amount: shares[i]!, members: [i] }))
  let steps = cycles.length
  for (const limit of LENGTH_LIMITS) {
    links = withoutUsedUp(links)
    tour.closed.fill(0)
    for (const party of busiestFirst(links, nodes)) {
      while (findWaysBack(links, tour, party, limit)) {
        steps += takeCycles(links, tour, party, cycles)
        if (steps > stepsMax) return null
      }
      // All cycles up to the limit through this party are taken; in this pass nobody need look here again.
      tour.closed[party] = 1
    }
  }
  return cycles.sort((a, b) => a.members.length - b.members.length)
}

function linksOf(graph: DebtGraph, setOff: Amounts, shares: Amounts): Links {
  const arc = Int32Array.from(graph.debtor.keys()).filter((e) => setOff[e]! > 0n)
  const member = arc.map((e) => graph.memberStart[e]!)
  const left = amountsFor(arc.length, graph.grossTotal)
  for (let link = 0; link < arc.length; link++) left[link] = shares[graph.members[member[link]!]!]!
  return indexLinks({ graph, shares, arc, member, left })
}

/** The same links without those that are used up, so that the searches of a pass do not meet them again and again. */
function withoutUsedUp({ graph, shares, arc, member, left, live }: Links): Links {
  const isLive = (_value: unknown, link: number) => live[link] === 1
  const still = arc.filter(isLive)
  const stillLeft = amountsFor(still.length, graph.grossTotal)
  for (let link = 0, next = 0; link < arc.length; link++) if (live[link] === 1) stillLeft[next++] = left[link]!
  return indexLinks({ graph, shares, arc: still, member: member.filter(isLive), left: stillLeft })
}

function indexLinks(links: Pick<Links, 'graph' | 'shares' | 'arc' | 'member' | 'left'>): Links {
  const { graph, arc } = links
  const nodes = graph.parties.length
  const from = arc.map((e) => graph.debtor[e]!)
  const to = arc.map((e) => graph.creditor[e]!)
  const entering = stableSort(
    arc.map((_e, link) => link),
    to,
    nodes,
  )
  const live = new Uint8Array(arc.length).fill(1)
  return { ...links, from, to, entering, start: groupStarts(from, nodes), enterStart: groupStarts(to, nodes), live }
}

// The busiest parties are closed first, which keeps the searches round all the others small.
function busiestFirst({ start, enterStart }: Links, nodes: number): number[] {
  const degree = (v: number) => start[v + 1]! - start[v]! + enterStart[v + 1]! - enterStart[v]!
  const busy = Array.from({ length: nodes }, (_v, i) => i).filter((v) => degree(v) > 0)
  return busy.sort((a, b) => degree(b) - degree(a) || a - b)
}

/** Finds how far back to `party` it is from those it owes; false when none is within the limit. Hops stay in the tour. */
function findWaysBack(links: Links, tour: Tour, party: number, limit: number): boolean {
  const { start, from, entering, enterStart, live } = links
  const { hop, cursor, queue, neighbour, closed } = tour
  let waiting = markNeighbours(links, tour, party)
  let found = false
  let tail = 1
  queue[0] = party
  hop[party] = 0
  cursor[party] = start[party]!
  for (let head = 0; head < tail && waiting > 0; head++) {
    const v = queue[head]!
    if (hop[v]! >= limit - 1) break
    for (let k = enterStart[v]!; k < enterStart[v + 1]!; k++) {
      const u = from[entering[k]!]!
      if (hop[u] !== NOWHERE || closed[u] === 1 || live[entering[k]!] === 0) continue
      hop[u] = hop[v]! + 1
      cursor[u] = start[u]!
      queue[tail++] = u
      if (neighbour[u] === 0) continue
      found = true
      waiting--
    }
  }
  tour.reached = tail
  clearNeighbours(links, tour, party)
  if (!found) clearHops(tour)
  return found
}

/** Takes all cycles through `party` that the hops show, each by a shortest way back; returns their steps together. */
function takeCycles(links: Links, tour: Tour, party: number, cycles: CycleOfIndices[]): number {
  const { to, from } = links
  const { hop, cursor, path } = tour
  let node = party
  let depth = 0
  let steps = 0
  for (;;) {
    const link = nextLink(links, tour, node)
    if (link >= 0) {
      path[depth++] = link
      node = to[link]!
      if (node !== party) continue
      cycles.push(takeCycle(links, path.subarray(0, depth)))
      steps += depth
      depth = 0
      continue
    }
    if (depth === 0) break
    hop[node] = NOWHERE
    node = from[path[--depth]!]!
    cursor[node]!++
  }
  clearHops(tour)
  return steps
}

/** The link at a party's cursor that leads one hop on, from the tour's own party to anybody reached; −1 when none is left. */
function nextLink({ start, to, live }: Links, { hop, cursor }: Tour, node: number): number {
  for (let link = cursor[node]!; link < start[node + 1]!; link++) {
    const next = hop[to[link]!]!
    if (live[link] === 0 || next === NOWHERE || (hop[node] !== 0 && next !== hop[node]! - 1)) continue
    cursor[node] = link
    return link
  }
  cursor[node] = start[node + 1]!
  return NOWHERE
}

/** Takes as much as the smallest obligation of the path has left; the cycle is written from its first party on. */
function takeCycle(links: Links, path: Int32Array): CycleOfIndices {
  const { graph, from, member, left } = links
  let amount = left[path[0]!]!
  let first = 0
  for (let i = 0; i < path.length; i++) {
    amount = least(amount, left[path[i]!]!)
    if (from[path[i]!]! < from[path[first]!]!) first = i
  }
  const members: number[] = []
  for (let i = 0; i < path.length; i++) {
    const link = path[(first + i) % path.length]!
    members.push(graph.members[member[link]!]!)
    left[link]! -= amount
    if (left[link] === 0n) nextObligation(links, link)
  }
  return { amount, members }
}

// Shares go to the oldest obligations first: after one without a share, none of the arc has any.
function nextObligation({ graph, shares, arc, member, left, live }: Links, link: number): void {
  const next = ++member[link]!
  if (next < graph.memberStart[arc[link]! + 1]!) left[link] = shares[graph.members[next]!]!
  if (left[link] === 0n) live[link] = 0
}

function markNeighbours({ start, to, live }: Links, { neighbour }: Tour, party: number): number {
  let marked = 0
  for (let link = start[party]!; link < start[party + 1]!; link++) {
    if (live[link] === 0) continue
    neighbour[to[link]!] = 1
    marked++
  }
  return marked
}

function clearNeighbours({ start, to }: Links, { neighbour }: Tour, party: number): void {
  for (let link = start[party]!; link < start[party + 1]!; link++) neighbour[to[link]!] = 0
}

function clearHops({ hop, queue, reached }: Tour): void {
  for (let i = 0; i < reached; i++) hop[queue[i]!] = NOWHERE
}
