import { type AmountColumn, type AmountKind, type Amounts, amountsFor } from './amounts.ts'
import type { NettingColumns } from './columns.ts'
import { buildGraph, groupStarts, sortBy } from './graph.ts'

/** What is set off and not yet in a cycle. A link is a pair with its oldest row that still has a remainder. */
export interface Links {
  readonly kind: AmountKind
  readonly nodes: number
  readonly from: Int32Array
  readonly to: Int32Array
  /** The remainder of the link's row. */
  readonly left: Amounts
  /** 0 when no row of the link has a remainder. */
  readonly live: Uint8Array
  /** Links by debtor, and by creditor. */
  readonly leaving: Sides
  readonly entering: Sides
  readonly shares: Amounts
  /** Rows with a share, pair by pair, oldest first; the rest of link l's are `member[l]` up to `memberEnd[l]`. */
  readonly members: Int32Array
  readonly member: Int32Array
  readonly memberEnd: Int32Array
}

/** The live links at each party: those at party p are `link[start[p]]` up to `link[end[p]]`. */
export interface Sides {
  readonly start: Int32Array
  readonly end: Int32Array
  readonly link: Int32Array
  /** The party at the other end of each, beside it: searches read little else. */
  readonly far: Int32Array
  /** The index of each link in `link`. */
  readonly place: Int32Array
}

// The shares are debts again, so that the same sorting finds the pairs and, within a pair, the oldest row.
export function linksOf(columns: NettingColumns, setOff: AmountColumn): Links {
  const { debtor, creditor, members, memberStart, rowAmount, kind } = buildGraph({ ...columns, amount: setOff })
  const left = amountsFor(debtor.length, kind)
  for (let link = 0; link < left.length; link++) left[link] = rowAmount[members[memberStart[link]!]!]!
  return {
    kind,
    nodes: columns.parties,
    from: debtor,
    to: creditor,
    left,
    live: new Uint8Array(debtor.length).fill(1),
    leaving: sidesOf(debtor, creditor, columns.parties),
    entering: sidesOf(creditor, debtor, columns.parties),
    shares: rowAmount,
    members,
    member: memberStart.slice(0, debtor.length),
    memberEnd: memberStart.slice(1),
  }
}

function sidesOf(party: Int32Array, other: Int32Array, parties: number): Sides {
  const start = groupStarts(party, parties)
  const all = party.map((_p, link) => link)
  const link = sortBy(party, parties, all)
  const place = new Int32Array(link.length)
  for (let k = 0; k < link.length; k++) place[link[k]!] = k
  return { start, end: start.slice(1), link, far: link.map((one) => other[one]!), place }
}

/** Subtracts an amount from a link's row; at 0 the link moves to its next row, and after the last one it is removed. */
export function takeFrom(links: Links, link: number, amount: number): void {
  const { shares, members, member, memberEnd, left, live, from, to } = links
  left[link]! -= amount
  if (left[link]! > 0) return
  const next = ++member[link]!
  if (next < memberEnd[link]!) {
    left[link] = shares[members[next]!]!
    return
  }
  live[link] = 0
  remove(links.leaving, from[link]!, link)
  remove(links.entering, to[link]!, link)
}

/** Swap-remove: the last link takes the index of the removed one, so that searches meet live links only. */
function remove({ end, link: links, far, place }: Sides, party: number, link: number): void {
  const last = --end[party]!
  const moved = links[last]!
  const hole = place[link]!
  links[hole] = moved
  place[moved] = hole
  links[last] = link
  place[link] = last
  const gone = far[hole]!
  far[hole] = far[last]!
  far[last] = gone
}

export function degreeOf({ start, end }: Sides, party: number): number {
  return end[party]! - start[party]!
}
