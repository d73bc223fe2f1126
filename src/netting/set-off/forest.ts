import { type AllowedGraph, type Flow, flowOverTrees, regionsOf } from '../transfers/allowed.ts'

/** Up to this many connected parties the fewest transfers are found by exhaustive search. */
const EXACT_PARTIES_MAX = 14
/** Bound on the steps of the local search for fewer transfers in larger regions. */
const IMPROVING_STEPS_MAX = 20_000_000

/**
 * A plan with few transfers over allowed pairs. Cycles of payments are cancelled, so that a forest remains: fewer
 * transfers than parties that pay or are paid. Small regions are partitioned optimally, large ones improved cycle by
 * cycle.
 */
export function fewTransfers(graph: AllowedGraph, flow: Flow): { readonly flow: Flow; readonly isExact: boolean } {
  const { regions } = regionsOf(graph)
  const open = regions.filter((region) => region.some((v) => graph.net[v] !== 0n))
  const small = open.filter(({ length }) => length <= EXACT_PARTIES_MAX)
  const forest = new Forest(graph, flow)
  if (small.length < open.length) forest.improve()
  for (const region of small) {
    const best = bestForest(graph, region)
    for (const v of region) for (const pair of forest.pairsOf(v)) forest.flow[pair] = best[pair]!
  }
  return { flow: forest.flow, isExact: small.length === open.length }
}

/** Payments without cycles: between two parties there is at most one path of used pairs. */
class Forest {
  readonly flow: Flow
  readonly #graph: AllowedGraph
  #steps = 0

  constructor(graph: AllowedGraph, flow: Flow) {
    this.#graph = graph
    this.flow = flow.map(() => 0n)
    const trees = new Trees(graph.names.length)
    for (let pair = 0; pair < flow.length; pair++) {
      if (flow[pair] === 0n) continue
      const way = trees.join(graph.from[pair]!, graph.to[pair]!) ? null : this.#way(pair)
      this.flow[pair] = flow[pair]!
      // A cycle: its pair with the smallest payment is emptied.
      if (way !== null) this.#push(way, pair, -this.#leastOn(way, pair))
    }
  }

  pairsOf(v: number): Int32Array {
    return this.#graph.pairAt.subarray(this.#graph.start[v]!, this.#graph.start[v + 1]!)
  }

  /** Adds pairs that empty two or more others, as long as there is one. */
  improve(): void {
    for (let isBetter = true; isBetter; ) {
      isBetter = false
      for (let pair = 0; pair < this.flow.length && this.#steps < IMPROVING_STEPS_MAX; pair++) {
        const way = this.flow[pair] === 0n ? this.#way(pair) : null
        const amount = way === null ? null : commonest(way.map(([k, sign]) => this.flow[k]! * sign))
        if (way === null || amount === null) continue
        this.#push(way, pair, -amount)
        isBetter = true
      }
    }
  }

  /**
   * The used pairs on the path from the second party of a pair back to its first, each with its direction; null where
   * there is none.
   */
  #way(pair: number): (readonly [pair: number, sign: bigint])[] | null {
    const { from, to } = this.#graph
    const target = from[pair]!
    const reachedBy = new Map<number, number>([[to[pair]!, -1]])
    const queue = [to[pair]!]
    for (let i = 0; i < queue.length && !reachedBy.has(target); i++) {
      const v = queue[i]!
      for (const next of this.pairsOf(v)) {
        this.#steps++
        const other = from[next]! + to[next]! - v
        if (this.flow[next] === 0n || next === pair || reachedBy.has(other)) continue
        reachedBy.set(other, next)
        queue.push(other)
      }
    }
    if (!reachedBy.has(target)) return null
    const way: (readonly [number, bigint])[] = []
    for (let v = target, by = reachedBy.get(v)!; by !== -1; by = reachedBy.get(v)!) {
      way.push([by, to[by] === v ? 1n : -1n])
      v = from[by]! + to[by]! - v
    }
    return way
  }

  #push(way: readonly (readonly [number, bigint])[], pair: number, amount: bigint): void {
    this.flow[pair]! += amount
    for (const [k, sign] of way) this.flow[k]! += sign * amount
  }

  #leastOn(way: readonly (readonly [number, bigint])[], pair: number): bigint {
    let least = this.flow[pair]!
    for (const [k, sign] of way) {
      const along = this.flow[k]! * sign
      if (along * along < least * least) least = along
    }
    return least
  }
}

/** Union-find over the used pairs, so that no path is searched for where there is none. */
class Trees {
  readonly #parent: Int32Array

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_v, i) => i)
  }

  /** Returns whether the two were unconnected before. */
  join(one: number, other: number): boolean {
    const [a, b] = [this.#rootOf(one), this.#rootOf(other)]
    this.#parent[a] = b
    return a !== b
  }

  #rootOf(v: number): number {
    const parent = this.#parent
    while (parent[v] !== v) v = parent[v] = parent[parent[v]!]!
    return v
  }
}

/** The most frequent amount, if at least two have it; the first of equals. */
function commonest(amounts: readonly bigint[]): bigint | null {
  const counts = new Map<bigint, number>()
  for (const amount of amounts) counts.set(amount, (counts.get(amount) ?? 0) + 1)
  let best: bigint | null = null
  for (const [amount, count] of counts) if (count > (best === null ? 1 : counts.get(best)!)) best = amount
  return best
}

/**
 * The fewest transfers in a region: it is partitioned into the largest number of connected parts whose positions add up
 * to 0, and each part of n is settled along a tree by n − 1 transfers. No plan without cycles has fewer.
 */
function bestForest(graph: AllowedGraph, region: readonly number[]): Flow {
  const size = region.length
  const place = new Map(region.map((v, i) => [v, i]))
  const near = region.map((v) => neighbours(graph, v).reduce((mask, next) => mask | (1 << place.get(next)!), 0))
  const full = (1 << size) - 1
  const sum: bigint[] = [0n]
  const settles = new Uint8Array(full + 1)
  for (let mask = 1; mask <= full; mask++) {
    sum.push(sum[mask & (mask - 1)]! + graph.net[region[lowest(mask)]!]!)
    settles[mask] = sum[mask] === 0n && isConnected(mask, near) ? 1 : 0
  }
  // -1 for a subset that has no such partition.
  const most = new Int8Array(full + 1).fill(-1)
  const first = new Int32Array(full + 1)
  most[0] = 0
  for (let mask = 1; mask <= full; mask++) {
    const low = mask & -mask
    for (let part = mask; part !== 0; part = (part - 1) & mask) {
      if (!(part & low) || !settles[part] || most[mask ^ part]! < 0 || most[mask ^ part]! + 1 <= most[mask]!) continue
      most[mask] = most[mask ^ part]! + 1
      first[mask] = part
    }
  }
  const trees: number[][] = []
  const reachedBy = new Int32Array(graph.names.length).fill(-1)
  for (let mask = full; mask !== 0; mask ^= first[mask]!) trees.push(treeOf(graph, region, first[mask]!, reachedBy))
  return flowOverTrees(graph, trees, reachedBy)
}

function treeOf(graph: AllowedGraph, region: readonly number[], part: number, reachedBy: Int32Array): number[] {
  const members = new Set(region.filter((_v, i) => part & (1 << i)))
  const [root] = members
  const tree = [root!]
  members.delete(root!)
  for (let i = 0; i < tree.length; i++) {
    const v = tree[i]!
    for (let s = graph.start[v]!; s < graph.start[v + 1]!; s++) {
      const pair = graph.pairAt[s]!
      const next = graph.from[pair]! + graph.to[pair]! - v
      if (!members.delete(next)) continue
      reachedBy[next] = pair
      tree.push(next)
    }
  }
  return tree
}

function neighbours({ start, pairAt, from, to }: AllowedGraph, v: number): number[] {
  return Array.from(pairAt.subarray(start[v]!, start[v + 1]!), (pair) => from[pair]! + to[pair]! - v)
}

function isConnected(mask: number, near: readonly number[]): boolean {
  let reached = mask & -mask
  for (let fresh = reached; fresh !== 0; ) {
    let next = 0
    for (let bits = fresh; bits !== 0; bits &= bits - 1) next |= near[lowest(bits)]!
    fresh = next & mask & ~reached
    reached |= fresh
  }
  return reached === mask
}

function lowest(mask: number): number {
  return 31 - Math.clz32(mask & -mask)
}
