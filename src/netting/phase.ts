import assert from 'node:assert/strict'
import { type Buckets, putInto } from './buckets.ts'
import { FORWARD, type Network, OPEN, pushAlong, TWIN_OPEN } from './network.ts'

/** How many tight steps a node is away from somebody who still has to get something, and the search's own notes. */
export interface Layers {
  readonly hop: Int32Array
  readonly cursor: Int32Array
  readonly queue: Int32Array
  readonly path: Int32Array
}

const FAR = 0x7fffffff
const NOWHERE = -2

export function makeLayers({ nodes }: Network): Layers {
  const fresh = () => new Int32Array(nodes + 1)
  return { hop: fresh(), cursor: fresh(), queue: fresh(), path: fresh() }
}

/**
 * Raises the level of every node by its distance to the nearest open creditor, so that the shortest ways of all open
 * debtors become tight. Dial's algorithm from the creditors, against the slots; it ends with the farthest debtor.
 */
export function raiseLevels(network: Network, debtors: readonly number[], creditors: readonly number[]): void {
  const { nodes, start, to, state, level, excess } = network
  const distance = new Int32Array(nodes).fill(FAR)
  const buckets: Buckets = [[...creditors]]
  for (const v of creditors) distance[v] = 0
  let waiting = debtors.length
  let d = 0
  for (; d < buckets.length && waiting > 0; d++) {
    const bucket = buckets[d] ?? []
    // The bucket grows while it is read: a slot of reduced cost 0 leads back into it.
    for (let i = 0; i < bucket.length; i++) {
      const v = bucket[i]!
      if (distance[v] !== d) continue
      if (excess[v]! > 0n) waiting--
      for (let slot = start[v]!; slot < start[v + 1]!; slot++) {
        if (!(state[slot]! & TWIN_OPEN)) continue
        const u = to[slot]!
        const reached = d + (state[slot]! & FORWARD ? -1 : 1) - level[u]! + level[v]!
        if (reached >= distance[u]!) continue
        distance[u] = reached
        putInto(buckets, reached, u)
      }
    }
  }
  assert(waiting === 0, 'every debtor reaches a creditor within its component')
  for (let v = 0; v < nodes; v++) level[v]! += Math.min(distance[v]!, d - 1)
}

/**
 * One round of Dinic's algorithm on the tight slots: finds the layers, then pushes along them until every way is
 * blocked. False when no open debtor has a tight way left.
 */
export function blockLayers(
  network: Network,
  layers: Layers,
  debtors: readonly number[],
  creditors: readonly number[],
): boolean {
  if (!findLayers(network, layers, debtors.length, creditors)) return false
  layers.cursor.set(network.start)
  for (const debtor of debtors) if (layers.hop[debtor] !== NOWHERE) pushFrom(network, layers, debtor)
  return true
}

function findLayers(network: Network, layers: Layers, waiting: number, creditors: readonly number[]): boolean {
  const { start, to, state, level, excess } = network
  const { hop, queue } = layers
  hop.fill(NOWHERE)
  queue.set(creditors)
  for (const v of creditors) hop[v] = 0
  let tail = creditors.length
  let found = 0
  for (let head = 0; head < tail && found < waiting; head++) {
    const v = queue[head]!
    if (excess[v]! > 0n) found++
    for (let slot = start[v]!; slot < start[v + 1]!; slot++) {
      const u = to[slot]!
      if (hop[u] !== NOWHERE || !(state[slot]! & TWIN_OPEN)) continue
      if (level[u]! - level[v]! !== (state[slot]! & FORWARD ? -1 : 1)) continue
      hop[u] = hop[v]! + 1
      queue[tail++] = u
    }
  }
  return found > 0
}

function pushFrom(network: Network, layers: Layers, debtor: number): void {
  const { to, twin, excess } = network
  const { hop, cursor, path } = layers
  let node = debtor
  let depth = 0
  for (;;) {
    if (hop[node] === 0 && excess[node]! < 0n) {
      pushAlong(network, path, depth)
      if (excess[debtor] === 0n) return
      depth = firstStuck(network, path, depth)
      node = to[twin[path[depth]!]!]!
      continue
    }
    const slot = nextSlot(network, layers, node)
    if (slot >= 0) {
      path[depth++] = slot
      node = to[slot]!
      continue
    }
    if (depth === 0) return
    hop[node] = NOWHERE
    node = to[twin[path[--depth]!]!]!
    cursor[node]!++
  }
}

/** The first slot of the path that carries nothing more; when all still do, the last, whose end is satisfied. */
function firstStuck({ state }: Network, path: Int32Array, length: number): number {
  for (let i = 0; i < length; i++) if (!(state[path[i]!]! & OPEN)) return i
  return length - 1
}

/** The slot at a node's cursor that leads one layer on, or −1 when the node has none left. */
function nextSlot({ start, to, state, level }: Network, { hop, cursor }: Layers, node: number): number {
  for (let slot = cursor[node]!; slot < start[node + 1]!; slot++) {
    const next = to[slot]!
    if (hop[next] !== hop[node]! - 1 || !(state[slot]! & OPEN)) continue
    if (level[node]! - level[next]! !== (state[slot]! & FORWARD ? 1 : -1)) continue
    cursor[node] = slot
    return slot
  }
  cursor[node] = start[node + 1]!
  return -1
}
