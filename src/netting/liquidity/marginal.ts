import { CAN_LEAVE, type Network } from '../graph/network.ts'

const FAR = 0x7fffffff

/** Where the rooms of the credit stand: for party p the way out at `draw[p]`, the way in at `pay[p]`. */
export interface CreditNetwork {
  readonly network: Network
  /** The nodes of the credit come after so many. */
  readonly parties: number
  readonly draw: Int32Array
  readonly pay: Int32Array
}

/**
 * What one more unit of credit would set off: a new way out of a party closes a circle in the residual network, and the
 * cheapest such circle says how much routing it saves. Exact for one unit, as long as the routing is a cheapest one.
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

// A way's cost is the sum of its reduced costs and the difference of the levels at its ends.
function costOf({ level }: Network, distance: Int32Array, from: number, to: number): number {
  return distance[to]! + level[from]! - level[to]!
}

/** The least sums of reduced costs from one node to all, which are whole and never below 0. */
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
