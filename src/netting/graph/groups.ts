/** Net positions that add up to 0, as indices: a group of g is settled by g − 1 transfers. */
export type Group = readonly number[]

export interface Grouping {
  readonly groups: readonly Group[]
  /** True when no grouping has more groups, so that no plan has fewer transfers. */
  readonly exact: boolean
  /** How many of the groups are exact pairs; no grouping has more. */
  readonly pairs: number
}

/** Up to this many net positions the best grouping is found by dynamic programming over all subsets. */
export const EXACT_MAX = 18

/** How many debtors or creditors are considered at a time for sums of two: all of them except in a large federation. */
const WINDOW = 256

interface Pool {
  readonly net: readonly bigint[]
  readonly free: boolean[]
  readonly groups: Group[]
}

/**
 * Partitions net positions, none of them 0 and all together 0, into many groups that each add up to 0. The optimum is
 * strongly NP-hard; this result is exact when at most EXACT_MAX are left after the pairs, a heuristic beyond.
 */
export function groupPositions(net: readonly bigint[]): Grouping {
  const pool: Pool = { net, free: net.map(() => true), groups: [] }
  // If x and −x are in two groups of an optimal partition, then the pair and the rest of both groups are two groups as
  // well: pairs never reduce the number of groups.
  takePairs(pool)
  const pairs = pool.groups.length
  const exact = freeOnes(pool).length <= EXACT_MAX
  if (!exact) takeTriplesAndQuadruples(pool)
  takeRest(pool)
  return { groups: pool.groups, exact, pairs }
}

function takePairs(pool: Pool): void {
  const debtors = indexByAmount(pool, freeOnes(pool, -1n))
  for (const creditor of freeOnes(pool, 1n)) {
    const debtor = debtors.get(pool.net[creditor]!)?.pop()
    if (debtor !== undefined) take(pool, [debtor, creditor])
  }
}

function takeTriplesAndQuadruples(pool: Pool): void {
  const debtors = freeOnes(pool, -1n)
  const creditors = freeOnes(pool, 1n)
  const byDebt = indexByAmount(pool, debtors)
  const byClaim = indexByAmount(pool, creditors)
  for (let first = 0; first < Math.max(debtors.length, creditors.length); first += WINDOW) {
    const someDebtors = debtors.slice(first, first + WINDOW)
    const someCreditors = creditors.slice(first, first + WINDOW)
    takeTriples(pool, someCreditors, byDebt)
    takeTriples(pool, someDebtors, byClaim)
    takeQuadruples(pool, someDebtors, someCreditors)
  }
}

/** Takes two positions of the window with one of the other side that equals their sum. */
function takeTriples(pool: Pool, window: readonly number[], others: Map<bigint, number[]>): void {
  forEachFreePair(pool, window, (a, b, sum) => {
    const candidates = others.get(sum)
    while (candidates !== undefined && candidates.length > 0) {
      const other = candidates.pop()!
      if (!pool.free[other]) continue
      take(pool, [a, b, other])
      return
    }
  })
}

/** Takes two debtors and two creditors with the same sum. */
function takeQuadruples(pool: Pool, debtors: readonly number[], creditors: readonly number[]): void {
  const pairs = new Map<bigint, readonly [number, number]>()
  forEachFreePair(pool, debtors, (a, b, sum) => {
    pairs.set(sum, [a, b])
  })
  forEachFreePair(pool, creditors, (a, b, sum) => {
    const pair = pairs.get(sum)
    if (pair !== undefined && pool.free[pair[0]] && pool.free[pair[1]]) take(pool, [...pair, a, b])
  })
}

function forEachFreePair(
  { net, free }: Pool,
  window: readonly number[],
  visit: (a: number, b: number, sum: bigint) => void,
): void {
  for (let i = 0; i < window.length; i++) {
    const a = window[i]!
    for (let j = i + 1; j < window.length && free[a]; j++) {
      const b = window[j]!
      if (free[b]) visit(a, b, magnitude(net[a]! + net[b]!))
    }
  }
}

function takeRest(pool: Pool): void {
  const rest = freeOnes(pool)
  const groups = rest.length > EXACT_MAX ? [Array.from(rest.keys())] : bestGrouping(rest.map((i) => pool.net[i]!))
  for (const group of groups) {
    const members = group.map((i) => rest[i]!)
    take(pool, members)
  }
}

/**
 * Dynamic programming over subsets: positions are added one by one, and a group ends whenever the running sum is 0.
 * `best` of a subset is the largest number of zeros over all of its orders.
 */
function bestGrouping(net: readonly bigint[]): Group[] {
  const full = (1 << net.length) - 1
  const sum: bigint[] = [0n]
  const best = new Uint8Array(full + 1)
  for (let mask = 1; mask <= full; mask++) {
    sum.push(sum[mask & (mask - 1)]! + net[31 - Math.clz32(mask & -mask)]!)
    for (let bits = mask; bits !== 0; bits &= bits - 1) best[mask] = Math.max(best[mask]!, best[mask ^ (bits & -bits)]!)
    if (sum[mask] === 0n) best[mask]!++
  }
  const groups: number[][] = []
  for (let mask = full; mask !== 0; ) {
    const ends = sum[mask] === 0n ? 1 : 0
    if (ends === 1) groups.push([])
    let i = 0
    while (!(mask & (1 << i)) || best[mask ^ (1 << i)]! + ends !== best[mask]) i++
    groups.at(-1)!.push(i)
    mask ^= 1 << i
  }
  return groups
}

function take({ free, groups }: Pool, group: Group): void {
  for (const i of group) free[i] = false
  groups.push(group)
}

function freeOnes({ net, free }: Pool, sign: 1n | -1n | null = null): number[] {
  const ones: number[] = []
  for (let i = 0; i < net.length; i++) if (free[i] && (sign === null || net[i]! * sign > 0n)) ones.push(i)
  return ones
}

// Lists are popped from the end, hence the reversal: the first party comes first.
function indexByAmount({ net }: Pool, ones: readonly number[]): Map<bigint, number[]> {
  const index = new Map<bigint, number[]>()
  for (const i of ones.toReversed()) {
    const amount = magnitude(net[i]!)
    const same = index.get(amount)
    if (same === undefined) index.set(amount, [i])
    else same.push(i)
  }
  return index
}

function magnitude(net: bigint): bigint {
  return net < 0n ? -net : net
}
