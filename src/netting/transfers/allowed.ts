import { comparisonFor, sortTexts } from '../graph/obligation.ts'
import type { NetPosition, Transfer } from '../graph/positions.ts'

/** Two parties that may pay each other, in either direction. */
export type Pair = readonly [string, string]

/**
 * The graph of allowed payments, as numbers: parties and pairs in byte order of their names, so that the order of the
 * input does not matter.
 */
export interface AllowedGraph {
  readonly names: readonly string[]
  readonly net: readonly bigint[]
  /** The smaller number first; no pair twice. */
  readonly from: Int32Array
  readonly to: Int32Array
  /** The pairs of party v are `pairAt[start[v]]` up to `pairAt[start[v + 1]]`. */
  readonly start: Int32Array
  readonly pairAt: Int32Array
}

/** The payment over each pair in minor units: positive from its first to its second party, negative the other way. */
export type Flow = bigint[]

export function allowedGraph(positions: readonly NetPosition[], pairs: readonly Pair[]): AllowedGraph {
  const open = positions.filter(({ net }) => net !== 0n)
  const names = sortTexts([...new Set([...open.map(({ party }) => party), ...pairs.flat()])])
  const number = new Map(names.map((name, i) => [name, i]))
  const net = names.map(() => 0n)
  for (const position of open) net[number.get(position.party)!] = position.net
  const keys = new Set<number>()
  for (const [one, other] of pairs) {
    const [a, b] = [number.get(one)!, number.get(other)!]
    if (a !== b) keys.add(Math.min(a, b) * names.length + Math.max(a, b))
  }
  const sorted = Float64Array.from(keys).sort()
  const from = Int32Array.from(sorted, (key) => Math.floor(key / names.length))
  const to = Int32Array.from(sorted, (key) => key % names.length)
  return { names, net, from, to, ...incidence(names.length, from, to) }
}

function incidence(parties: number, from: Int32Array, to: Int32Array) {
  const start = new Int32Array(parties + 1)
  for (let k = 0; k < from.length; k++) {
    start[from[k]! + 1]!++
    start[to[k]! + 1]!++
  }
  for (let v = 0; v < parties; v++) start[v + 1]! += start[v]!
  const next = start.slice(0, parties)
  const pairAt = new Int32Array(2 * from.length)
  for (let k = 0; k < from.length; k++) {
    pairAt[next[from[k]!]!++] = k
    pairAt[next[to[k]!]!++] = k
  }
  return { start, pairAt }
}

/**
 * The connected components, each as a list in traversal order from its first party; and the pair by which each party
 * was reached.
 */
export function regionsOf({ names, start, pairAt, from, to }: AllowedGraph) {
  const reachedBy = new Int32Array(names.length).fill(-1)
  const seen = new Uint8Array(names.length)
  const regions: number[][] = []
  for (let first = 0; first < names.length; first++) {
    if (seen[first]) continue
    seen[first] = 1
    const region = [first]
    for (let i = 0; i < region.length; i++) {
      const v = region[i]!
      for (let s = start[v]!; s < start[v + 1]!; s++) {
        const pair = pairAt[s]!
        const next = from[pair]! + to[pair]! - v
        if (seen[next]) continue
        seen[next] = 1
        reachedBy[next] = pair
        region.push(next)
      }
    }
    regions.push(region)
  }
  return { regions, reachedBy }
}

/**
 * Routes everything along a spanning tree of each component to its first party: each pair carries the sum of the
 * positions beyond it.
 */
export function flowOverTrees(
  { net, from, to }: AllowedGraph,
  trees: readonly (readonly number[])[],
  reachedBy: Int32Array,
): Flow {
  const flow: Flow = Array.from(from, () => 0n)
  const beyond = net.slice()
  for (const tree of trees) {
    for (let i = tree.length - 1; i > 0; i--) {
      const v = tree[i]!
      const pair = reachedBy[v]!
      const parent = from[pair]! + to[pair]! - v
      // A net debtor, which has a negative net position, pays.
      flow[pair] = from[pair] === v ? -beyond[v]! : beyond[v]!
      beyond[parent]! += beyond[v]!
    }
  }
  return flow
}

export function transfersOf({ names, from, to }: AllowedGraph, flow: Flow): Transfer[] {
  const transfers: Transfer[] = []
  for (const [pair, amount] of flow.entries()) {
    const [a, b] = [names[from[pair]!]!, names[to[pair]!]!]
    if (amount > 0n) transfers.push({ from: a, to: b, amount })
    else if (amount < 0n) transfers.push({ from: b, to: a, amount: -amount })
  }
  const compare = comparisonFor(names)
  return transfers.sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to))
}
