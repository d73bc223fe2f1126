import { type AmountColumn, type AmountKind, type Amounts, amountsFor, columnFrom } from './amounts.ts'
import type { NettingColumns } from './columns.ts'
import { buildGraph, groupStarts, sortBy } from './graph.ts'
import { IntList } from './int-list.ts'

/** Circles of debts that cancel, as columns: short ones first, and what somebody owes himself as a circle of one. */
export interface ColumnCycles {
  readonly amount: AmountColumn
  /** The rows of cycle c are `start[c]` up to `start[c + 1]` in `rows`: each is owed to the debtor of the next. */
  readonly start: Int32Array
  readonly rows: Int32Array
}

/**
 * The longest cycles that are looked for in one pass over all parties. Short cycles go first, because a round loses a
 * whole cycle when one of its parties is silent. What is left then lies in long circles, and a walk finds those.
 */
const LENGTH_LIMITS = [2, 3, 4, 5, 6, 7, 8, 12]
const NOWHERE = -1

/** What is set off and not yet in a cycle. A link is a pair with its oldest row that still has something left. */
interface Links {
  readonly kind: AmountKind
  readonly shares: Amounts
  /** Rows with a share, pair by pair, oldest first; the rest of link l's are `member[l]` up to `memberEnd[l]`. */
  readonly members: Int32Array
  readonly member: Int32Array
  readonly memberEnd: Int32Array
  readonly nodes: number
  /** The links that leave party p are `start[p]` up to `start[p + 1]`. */
  readonly start: Int32Array
  readonly to: Int32Array
  readonly from: Int32Array
  /** The links that enter party p are `entering[k]` for k from `enterStart[p]` up to `enterStart[p + 1]`. */
  readonly entering: Int32Array
  readonly enterStart: Int32Array
  /** What is left of the link's row. */
  readonly left: Amounts
  /** 0 when nothing is left of any row of the link, so that searches need not look at amounts. */
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

/** Cycles as they are found, with the bound on their steps. */
interface Found {
  readonly amounts: number[]
  readonly ends: IntList
  readonly rows: IntList
}

/**
 * Takes the set-off apart into cycles, short ones first: exactly as much of every row as its share. Null when the
 * cycles together would have more than `stepsMax` steps.
 */
export function decompose(columns: NettingColumns, setOff: AmountColumn, stepsMax: number): ColumnCycles | null {
  const found: Found = { amounts: [], ends: new IntList(), rows: new IntList() }
  let links = linksOf(columns, setOff)
  takeSelfOwed(columns, links.shares, found)
  const tour = makeTour(links.nodes)
  for (const limit of LENGTH_LIMITS) {
    links = withoutUsedUp(links)
    if (links.to.length === 0) break
    tour.closed.fill(0)
    const order = busiestFirst(links)
    for (let i = 0; i < order.length; i++) {
      while (findWaysBack(links, tour, order[i]!, limit)) {
        takeCycles(links, tour, order[i]!, found)
        if (found.rows.length > stepsMax) return null
      }
      // All cycles up to the limit through this party are taken; in this pass nobody need look here again.
      tour.closed[order[i]!] = 1
    }
  }
  if (!walkTheRest(withoutUsedUp(links), tour, found, stepsMax)) return null
  return found.rows.length > stepsMax ? null : shortFirst(found, links.kind)
}

function makeTour(nodes: number): Tour {
  const fresh = () => new Int32Array(nodes + 1)
  return {
    hop: fresh().fill(NOWHERE),
    cursor: fresh(),
    path: fresh(),
    queue: fresh(),
    neighbour: new Uint8Array(nodes),
    closed: new Uint8Array(nodes),
    reached: 0,
  }
}

function takeSelfOwed({ debtor, creditor }: NettingColumns, shares: Amounts, { amounts, ends, rows }: Found): void {
  for (let row = 0; row < debtor.length; row++) {
    if (debtor[row] !== creditor[row] || !(shares[row]! > 0)) continue
    rows.push(row)
    amounts.push(shares[row]!)
    ends.push(rows.length)
  }
}

function shortFirst({ amounts, ends, rows }: Found, kind: AmountKind): ColumnCycles {
  const all = rows.values()
  const end = ends.values()
  const length = end.map((last, c) => last - (c === 0 ? 0 : end[c - 1]!))
  const longest = length.reduce((most, l) => Math.max(most, l), 0)
  const order = sortBy(
    length,
    longest + 1,
    length.map((_l, c) => c),
  )
  const amount = amountsFor(order.length, kind)
  const start = new Int32Array(order.length + 1)
  const sorted = new Int32Array(all.length)
  for (let k = 0; k < order.length; k++) {
    const c = order[k]!
    amount[k] = amounts[c]!
    start[k + 1] = start[k]! + length[c]!
    sorted.set(all.subarray(end[c]! - length[c]!, end[c]!), start[k]!)
  }
  return { amount: columnFrom(amount), start, rows: sorted }
}

// The shares are debts again, so that the same sorting finds the pairs and, within a pair, the oldest row.
function linksOf(columns: NettingColumns, setOff: AmountColumn): Links {
  const { debtor, creditor, members, memberStart, rowAmount, kind } = buildGraph({ ...columns, amount: setOff })
  const left = amountsFor(debtor.length, kind)
  for (let link = 0; link < left.length; link++) left[link] = rowAmount[members[memberStart[link]!]!]!
  return indexLinks({
    kind,
    nodes: columns.parties,
    shares: rowAmount,
    members,
    member: memberStart.slice(0, debtor.length),
    memberEnd: memberStart.slice(1),
    from: debtor,
    to: creditor,
    left,
  })
}

/** The same links without those that are used up, so that the searches of a pass do not meet them again and again. */
function withoutUsedUp(links: Links): Links {
  const { live } = links
  const isLive = (_value: unknown, link: number) => live[link] === 1
  return indexLinks({
    ...links,
    member: links.member.filter(isLive),
    memberEnd: links.memberEnd.filter(isLive),
    from: links.from.filter(isLive),
    to: links.to.filter(isLive),
    left: links.left.filter(isLive),
  })
}

function indexLinks(links: Omit<Links, 'start' | 'entering' | 'enterStart' | 'live'>): Links {
  const { from, to, nodes } = links
  const entering = sortBy(
    to,
    nodes,
    to.map((_to, link) => link),
  )
  const live = new Uint8Array(to.length).fill(1)
  return { ...links, entering, start: groupStarts(from, nodes), enterStart: groupStarts(to, nodes), live }
}

// The busiest parties are closed first, which keeps the searches round all the others small.
function busiestFirst({ start, enterStart, nodes }: Links): Int32Array {
  const degree = new Int32Array(nodes)
  let most = 0
  for (let v = 0; v < nodes; v++) {
    degree[v] = start[v + 1]! - start[v]! + enterStart[v + 1]! - enterStart[v]!
    most = Math.max(most, degree[v]!)
  }
  const busy = degree.map((_d, v) => v).filter((v) => degree[v]! > 0)
  return sortBy(
    degree.map((d) => most - d),
    most + 1,
    busy,
  )
}

/**
 * Takes whatever is left: walks along what is owed, turning back to the latest party on the way wherever that is
 * possible, and takes each circle that closes. False when there are too many steps.
 */
function walkTheRest(links: Links, { hop, path }: Tour, found: Found, stepsMax: number): boolean {
  const { nodes, start, to, from } = links
  const first = start.slice(0, nodes)
  for (let party = 0; party < nodes; party++) {
    let node = party
    let depth = 0
    hop[party] = 0
    for (;;) {
      const link = nextOnWalk(links, hop, first, node)
      if (link < 0) break
      path[depth++] = link
      node = to[link]!
      if (hop[node] === NOWHERE) {
        hop[node] = depth
        continue
      }
      const back = hop[node]!
      for (let i = back + 1; i < depth; i++) hop[from[path[i]!]!] = NOWHERE
      takeCycle(links, path.subarray(back, depth), depth - back, found)
      if (found.rows.length > stepsMax) return false
      depth = back
    }
    hop[party] = NOWHERE
  }
  return true
}

/** A live link of a party: to the latest one on the way if it owes any of them, else the first; −1 when none is left. */
function nextOnWalk({ start, to, live }: Links, hop: Int32Array, first: Int32Array, node: number): number {
  const end = start[node + 1]!
  let link = first[node]!
  while (link < end && live[link] === 0) link++
  first[node] = link
  if (link === end) return NOWHERE
  let best = link
  for (; link < end; link++) if (live[link] === 1 && hop[to[link]!]! > hop[to[best]!]!) best = link
  return best
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

/** Takes all cycles through `party` that the hops show, each by a shortest way back. */
function takeCycles(links: Links, tour: Tour, party: number, found: Found): void {
  const { to, from } = links
  const { hop, cursor, path } = tour
  let node = party
  let depth = 0
  for (;;) {
    const link = nextLink(links, tour, node)
    if (link >= 0) {
      path[depth++] = link
      node = to[link]!
      if (node !== party) continue
      takeCycle(links, path, depth, found)
      depth = 0
      continue
    }
    if (depth === 0) break
    hop[node] = NOWHERE
    node = from[path[--depth]!]!
    cursor[node]!++
  }
  clearHops(tour)
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

/** Takes as much as the smallest row of the path has left; the cycle is written from its first party on. */
function takeCycle(links: Links, path: Int32Array, length: number, { amounts, ends, rows }: Found): void {
  const { from, member, members, left } = links
  let amount = left[path[0]!]!
  let first = 0
  for (let i = 0; i < length; i++) {
    if (left[path[i]!]! < amount) amount = left[path[i]!]!
    if (from[path[i]!]! < from[path[first]!]!) first = i
  }
  for (let i = first, k = 0; k < length; k++, i = i + 1 === length ? 0 : i + 1) {
    const link = path[i]!
    rows.push(members[member[link]!]!)
    left[link]! -= amount
    if (!(left[link]! > 0)) nextRow(links, link)
  }
  amounts.push(amount)
  ends.push(rows.length)
}

function nextRow({ shares, members, member, memberEnd, left, live }: Links, link: number): void {
  const next = ++member[link]!
  if (next < memberEnd[link]!) left[link] = shares[members[next]!]!
  else live[link] = 0
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
