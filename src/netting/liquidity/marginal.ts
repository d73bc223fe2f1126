import { CAN_LEAVE, type Network } from '../graph/network.ts'

const FAR = 0x7fffffff

/** The credit's indices in `room`: for party p the way out at `draw[p]`, the way in at `pay[p]`. */
export interface CreditNetwork {
  readonly network: Network
  /** The nodes of the credit come after this many. */
  readonly parties: number
  readonly draw: Int32Array
  readonly pay: Int32Array
}

/**
 * Marginal value of one more unit of credit: a new arc out of a party closes a cycle in the residual network, and the
 * cheapest such cycle gives the saving. Exact for one unit, as long as the routing has minimum cost.
 */
export function marginalValues({ network, parties }: CreditNetwork): { lineValues: Int32Array; poolValue: number } {
  const [drawing, pool] = [parties, parties + 1]
  const fromDrawing = distancesFrom(network, drawing)
  const lineValues = new Int32Array(parties)
  for (let p = 0; p < parties; p++) {
    if (fromDrawing[p] !== FAR) lineValues[p] = Math.max(0, -1 - costOf(network, fromDrawing, drawing, p))
  }
  const fromPool = distancesFrom(network, pool)
  const poolValue = fromPool[drawing] === FAR ? 0 : Math.max(0, 1 - costOf(network, fromPool, pool, drawing))
  return { lineValues, poolValue }
}

// A path's cost is the sum of its reduced costs plus the difference of the levels at its ends.
function costOf({ level }: Network, distance: Int32Array, from: number, to: number): number {
  return distance[to]! + level[from]! - level[to]!
}

/** Shortest distances by reduced cost from one node to all; reduced costs are non-negative integers. */
function distancesFrom({ nodes, start, split, slot, level }: Network, from: number): Int32Array {
  const distance = new Int32Array(nodes).fill(FAR)
  const buckets: (number[] | undefined)[] = [[from]]
  distance[from] = 0
  for (let d = 0; d < buckets.length; d++) {
    const bucket = buckets[d] ?? []
    // The bucket grows while it is read: a slot of reduced cost 0 leads back into it.
    for (let i = 0; i < bucket.length; i++) {
      const u = bucket[i]!
      if (distance[u] !== d) continue
      for (let s = start[u]!; s < start[u + 1]!; s++) {
        if (!(slot[s]! & CAN_LEAVE)) continue
        const v = slot[s]! >> 2
        const length = d + (s < split[u]! ? 1 : -1) - level[u]! + level[v]!
        if (length >= distance[v]!) continue
        distance[v] = length
        const further = buckets[length]
        if (further === undefined) buckets[length] = [v]
        else further.push(v)
      }
    }
    buckets[d] = undefined
  }
  return distance
}
