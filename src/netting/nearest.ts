import assert from 'node:assert/strict'
import { type Buckets, putInto } from './buckets.ts'
import { FORWARD, type Network, OPEN, pushAlong } from './network.ts'

/** One debtor's search: what it has reached, at which distance and through which slot. */
interface Search {
  readonly distance: Int32Array
  readonly via: Int32Array
  readonly path: Int32Array
  reached: number[]
}

const FAR = 0x7fffffff

/**
 * Routes what the phases left, debtor by debtor, each time to the nearest open creditor. A search ends there and
 * touches nothing that is farther away, so that a ring of n parties costs about n log n and not n².
 */
export function routeOneByOne(network: Network, debtors: readonly number[]): void {
  const { nodes, excess } = network
  const search: Search = {
    distance: new Int32Array(nodes).fill(FAR),
    via: new Int32Array(nodes),
    path: new Int32Array(nodes + 1),
    reached: [],
  }
  for (const debtor of debtors) {
    while (excess[debtor]! > 0n) {
      const creditor = findNearest(network, search, debtor)
      raiseReached(network, search, creditor)
      sendBack(network, search, debtor, creditor)
    }
  }
}

function findNearest(network: Network, search: Search, debtor: number): number {
  const { start, to, state, level, excess } = network
  const { distance, via, reached } = search
  const buckets: Buckets = [[debtor]]
  distance[debtor] = 0
  reached.push(debtor)
  for (let d = 0; d < buckets.length; d++) {
    const bucket = buckets[d] ?? []
    // The bucket grows while it is read: a slot of reduced cost 0 leads back into it.
    for (let i = 0; i < bucket.length; i++) {
      const u = bucket[i]!
      if (distance[u] !== d) continue
      if (excess[u]! < 0n) return u
      for (let slot = start[u]!; slot < start[u + 1]!; slot++) {
        if (!(state[slot]! & OPEN)) continue
        const v = to[slot]!
        const length = d + (state[slot]! & FORWARD ? 1 : -1) - level[u]! + level[v]!
        if (length >= distance[v]!) continue
        if (distance[v] === FAR) reached.push(v)
        distance[v] = length
        via[v] = slot
        putInto(buckets, length, v)
      }
    }
  }
  assert.fail('every debtor reaches a creditor within its component')
}

// Whatever is nearer than the creditor rises by the difference; this makes the way there tight and keeps the invariant.
function raiseReached({ level }: Network, search: Search, creditor: number): void {
  const { distance, reached } = search
  const radius = distance[creditor]!
  for (const v of reached) {
    if (distance[v]! < radius) level[v]! += radius - distance[v]!
    distance[v] = FAR
  }
  search.reached = []
}

function sendBack(network: Network, { via, path }: Search, debtor: number, creditor: number): void {
  const { to, twin } = network
  let length = 0
  for (let v = creditor; v !== debtor; v = to[twin[via[v]!]!]!) path[length++] = via[v]!
  path.subarray(0, length).reverse()
  pushAlong(network, path, length)
}
