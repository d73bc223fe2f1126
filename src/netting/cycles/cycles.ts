import { type AmountColumn, type AmountKind, type Amounts, amountsFor, columnFrom } from '../graph/amounts.ts'
import type { NettingColumns } from '../graph/columns.ts'
import { sortBy } from '../graph/graph.ts'
import { IntList } from '../graph/int-list.ts'
import { degreeOf, type Links, linksOf, takeFrom } from '../graph/links.ts'
import { type CycleBounds, makeShortestCycles, shortestCycleFrom } from './shortest-cycle.ts'

/** Cycles of debts that cancel, as columns: short ones first; a debt of a party to itself is a cycle of one. */
export interface ColumnCycles {
  readonly amount: AmountColumn
  /** The rows of cycle c are `start[c]` up to `start[c + 1]` in `rows`: each is owed to the debtor of the next. */
  readonly start: Int32Array
  readonly rows: Int32Array
}

interface Pass extends CycleBounds {
  readonly isBusyFirst: boolean
}

/** A pass ends when its searches have read this many links per existing link without a result. */
const READ_IN_VAIN_MAX = 128
/** Maximum number of links that one search reads while parties close their cycles over short paths. */
const LINKS_MAX = 4096

/**
 * Pairs and triangles first, for all parties: they carry most, and a round loses a whole cycle when one of its parties
 * is silent. More such passes would leave only very long paths for the long cycles. Then each party's shortest cycles,
 * the party of lowest degree first: it has few paths, and needs the busy parties to keep them short. What remains are
 * very long cycles or parties of very high degree; one search from the party of highest degree finds most of these.
 */
const PASSES: readonly Pass[] = [
  { lengthMax: 2, linksMax: LINKS_MAX, isBusyFirst: false },
  { lengthMax: 3, linksMax: LINKS_MAX, isBusyFirst: false },
  { lengthMax: Number.POSITIVE_INFINITY, linksMax: LINKS_MAX, isBusyFirst: false },
  { lengthMax: Number.POSITIVE_INFINITY, linksMax: Number.POSITIVE_INFINITY, isBusyFirst: true },
]

/** Cycles found so far, with the bound on their steps. */
interface Found {
  readonly amounts: number[]
  readonly ends: IntList
  readonly rows: IntList
}

/**
 * Decomposes the set-off into cycles, short ones first; the cycles through a row add up to exactly its share. Null when
 * the cycles together would have more than `stepsMax` steps.
 */
export function decompose(columns: NettingColumns, setOff: AmountColumn, stepsMax: number): ColumnCycles | null {
  const found: Found = { amounts: [], ends: new IntList(), rows: new IntList() }
  const links = linksOf(columns, setOff)
  takeSelfOwed(columns, links.shares, found)
  const tour = makeShortestCycles(links)
  const take = (length: number) => takeCycle(links, tour.path, length, found)
  for (const pass of PASSES) {
    const readMax = tour.readInVain + READ_IN_VAIN_MAX * links.from.length
    for (const party of byBusyness(links, pass)) {
      // The circulation is conserved at every party, so a party with a share left to pay is on a cycle.
      while (degreeOf(links.leaving, party) > 0 && shortestCycleFrom(tour, party, pass, take) > 0) {
        if (found.rows.length > stepsMax) return null
      }
      if (tour.readInVain > readMax) break
    }
  }
  return found.rows.length > stepsMax ? null : shortFirst(found, links.kind)
}

function byBusyness({ nodes, leaving, entering }: Links, { isBusyFirst }: Pass): Int32Array {
  const degree = new Int32Array(nodes)
  let most = 0
  for (let party = 0; party < nodes; party++) {
    degree[party] = degreeOf(leaving, party) + degreeOf(entering, party)
    most = Math.max(most, degree[party]!)
  }
  const order = sortBy(
    degree,
    most + 1,
    degree.map((_d, party) => party),
  )
  return isBusyFirst ? order.reverse() : order
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

/**
 * Subtracts the smallest remaining share on the path from each of its rows; the cycle is written from its first party
 * on.
 */
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
    takeFrom(links, link, amount)
  }
  amounts.push(amount)
  ends.push(rows.length)
}
