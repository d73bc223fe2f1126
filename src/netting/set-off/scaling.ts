import { CAN_ENTER, CAN_LEAVE, type Network } from '../graph/network.ts'

/**
 * Cost scaling by Goldberg and Tarjan (1990), for what the phases leave in long rings and chains. Every cost is
 * multiplied by a unit; if that is more than the number of nodes, a routing whose reduced costs are all at least −1 has
 * minimum cost. Excess is pushed along slots of negative reduced cost, and where there is none, a price rises by the
 * slack (ε) more than needed. A slack above 1 falls to 1 in steps.
 *
 * Prices are whole numbers and exact: levels are at most the highest cost times the number of nodes, and no price goes
 * beyond a few times that in units. With costs of 1 and 2,000,000 obligations this is below 2^44.
 */
interface Scaling {
  readonly network: Network
  readonly cost: Int32Array
  readonly costUnit: number
  readonly price: Float64Array
  /** The index of the slot with a given code. */
  readonly place: Int32Array
  readonly cursor: Int32Array
  /** FIFO queue of the nodes with excess: a ring buffer of as many places as there are nodes. */
  readonly queue: Int32Array
  readonly isWaiting: Uint8Array
  readonly buckets: Buckets
  head: number
  waiting: number
  /** How many prices have risen since the last global price update. */
  risen: number
  slack: number
}

const SLACK_STEP = 16
/** A global price update runs once prices have risen more than nodes / this number times. */
const RISES_PER_UPDATE = 6
const FAR = 0x7fffffff

/**
 * Routes the remaining excess with `unit` steps of price to a level. A flow unit that leaves through a slot costs `cost`
 * levels; no reduced cost may be below 0. Levels are the prices, rounded. If `unit` is more than the number of nodes,
 * everything is routed. If not, rounding leaves some excess, which has a short way to go, and again no reduced cost
 * below 0.
 *
 * What the phases leave is optimal as far as it goes. So it can start with a small slack, where the few nodes with
 * excess are the only work; a large slack would undo most of the routing and end with many.
 */
export function routeByScaling(network: Network, unit: number, slack = 1, cost = costsOfOne(network)): void {
  const scaling = startScaling(network, cost, unit, slack)
  for (;;) {
    saturateNegative(scaling)
    waitAll(scaling)
    updatePrices(scaling)
    while (scaling.waiting > 0) {
      if (scaling.risen > network.nodes / RISES_PER_UPDATE) updatePrices(scaling)
      discharge(scaling, takeFirst(scaling))
    }
    if (scaling.slack === 1) break
    scaling.slack = Math.max(1, Math.floor(scaling.slack / SLACK_STEP))
  }
  setLevels(scaling)
}

function costsOfOne({ nodes, start, split, slot }: Network): Int32Array {
  const cost = new Int32Array(slot.length)
  for (let v = 0; v < nodes; v++) cost.fill(1, start[v]!, split[v]!).fill(-1, split[v]!, start[v + 1]!)
  return cost
}

function startScaling(network: Network, cost: Int32Array, costUnit: number, slack: number): Scaling {
  const { nodes, code, room, level } = network
  const place = new Int32Array(room.length)
  for (let s = 0; s < code.length; s++) place[code[s]!] = s
  const price = new Float64Array(nodes)
  for (let v = 0; v < nodes; v++) price[v] = level[v]! * costUnit
  return {
    network,
    cost,
    costUnit,
    price,
    place,
    cursor: new Int32Array(nodes),
    queue: new Int32Array(nodes),
    isWaiting: new Uint8Array(nodes),
    buckets: makeBuckets(nodes),
    head: 0,
    waiting: 0,
    risen: 0,
    slack,
  }
}

function saturateNegative(scaling: Scaling): void {
  const { network, cost, price, costUnit } = scaling
  const { nodes, start, slot, code, room } = network
  for (let u = 0; u < nodes; u++) {
    for (let s = start[u]!; s < start[u + 1]!; s++) {
      if (!(slot[s]! & CAN_LEAVE)) continue
      if (cost[s]! * costUnit - price[u]! + price[slot[s]! >> 2]! < 0) push(scaling, u, s, room[code[s]!]!)
    }
  }
}

function waitAll(scaling: Scaling): void {
  const { nodes, excess } = scaling.network
  for (let u = 0; u < nodes; u++) if (excess[u]! > 0) wait(scaling, u)
}

/** Pushes all excess of a node along slots of negative reduced cost; where there is none, its price rises. */
function discharge(scaling: Scaling, u: number): void {
  const { network, cost, price, costUnit, cursor } = scaling
  const { start, slot, code, room, excess } = network
  const end = start[u + 1]!
  const canLeave = CAN_LEAVE
  for (;;) {
    for (let s = cursor[u]!; s < end; s++) {
      const value = slot[s]!
      if (!(value & canLeave)) continue
      const v = value >> 2
      if (cost[s]! * costUnit - price[u]! + price[v]! >= 0) continue
      let amount = excess[u]!
      if (room[code[s]!]! < amount) amount = room[code[s]!]!
      push(scaling, u, s, amount)
      if (excess[v]! > 0) wait(scaling, v)
      if (excess[u]! > 0) continue
      cursor[u] = s
      return
    }
    raise(scaling, u)
  }
}

function raise(scaling: Scaling, u: number): void {
  const { network, cost, price, costUnit, cursor, slack } = scaling
  const { start, slot } = network
  let lowest = Number.POSITIVE_INFINITY
  for (let s = start[u]!; s < start[u + 1]!; s++) {
    if (!(slot[s]! & CAN_LEAVE)) continue
    const bound = cost[s]! * costUnit + price[slot[s]! >> 2]!
    if (bound < lowest) lowest = bound
  }
  price[u] = lowest + slack
  cursor[u] = start[u]!
  scaling.risen++
}

function push({ network, place }: Scaling, u: number, s: number, amount: number): void {
  const { slot, code, room, excess } = network
  const c = code[s]!
  const twin = place[c ^ 1]!
  excess[u]! -= amount
  excess[slot[s]! >> 2]! += amount
  room[c]! -= amount
  room[c ^ 1]! += amount
  slot[s]! |= CAN_ENTER
  slot[twin]! |= CAN_LEAVE
  if (room[c]! > 0) return
  slot[s]! &= ~CAN_LEAVE
  slot[twin]! &= ~CAN_ENTER
}

/**
 * Global price update: raises every price by its distance, in steps of the slack, to the nearest node with a deficit;
 * from then on each unit gets there without a price rising on the way. Ends when all nodes with excess have been
 * reached, or at the last bucket: nodes farther away rise on their own.
 */
function updatePrices(scaling: Scaling): void {
  const { network, cost, price, costUnit, isWaiting, slack, buckets } = scaling
  const { start, slot, excess } = network
  const { distance } = buckets
  const canEnter = CAN_ENTER
  emptyBuckets(buckets)
  for (let v = 0; v < network.nodes; v++) if (excess[v]! < 0) putInto(buckets, 0, v)
  let missing = scaling.waiting
  let d = 0
  for (; d < buckets.end && missing > 0; d++) {
    // The bucket grows while it is read: what is nearer than a step leads back into it.
    while (buckets.first[d]! >= 0) {
      const v = takeFrom(buckets, d)
      if (distance[v] !== d) continue
      // Marked as settled: a node must not be counted twice.
      distance[v] = -1 - d
      if (isWaiting[v] === 1) missing--
      for (let s = start[v]!, end = start[v + 1]!; s < end; s++) {
        const value = slot[s]!
        const u = value >> 2
        if (!(value & canEnter) || distance[u]! <= d) continue
        const reduced = price[v]! - price[u]! - cost[s]! * costUnit
        const length = d + Math.floor(reduced / slack) + 1
        if (length < distance[u]!) putInto(buckets, length, u)
      }
    }
  }
  raiseAll(scaling, d)
  scaling.risen = 0
}

function raiseAll({ network, price, cursor, slack, buckets }: Scaling, farthest: number): void {
  const { distance } = buckets
  for (let v = 0; v < network.nodes; v++) {
    const steps = distance[v]! < 0 ? -1 - distance[v]! : distance[v]!
    price[v]! += slack * Math.min(steps, farthest)
    cursor[v] = network.start[v]!
  }
}

/** Buckets of nodes by distance. A node may be in several; only the nearest counts. */
interface Buckets {
  /** The newest entry of each bucket, −1 where it is empty. */
  first: Int32Array
  /** An upper bound on the distance while a node is queued; −1 − distance once it is settled. */
  readonly distance: Int32Array
  node: Int32Array
  next: Int32Array
  length: number
  /** One more than the farthest bucket in use. */
  end: number
}

/** Nodes farther away rise on their own. */
const BUCKETS_MAX = 2 ** 24

function makeBuckets(nodes: number): Buckets {
  return {
    first: new Int32Array(nodes).fill(-1),
    distance: new Int32Array(nodes),
    node: new Int32Array(2 * nodes),
    next: new Int32Array(2 * nodes),
    length: 0,
    end: 0,
  }
}

function emptyBuckets(buckets: Buckets): void {
  buckets.first.fill(-1, 0, buckets.end)
  buckets.distance.fill(FAR)
  buckets.length = 0
  buckets.end = 0
}

function putInto(buckets: Buckets, distance: number, node: number): void {
  if (distance >= BUCKETS_MAX) return
  while (distance >= buckets.first.length) buckets.first = doubled(buckets.first, -1)
  if (buckets.length === buckets.node.length) {
    buckets.node = doubled(buckets.node)
    buckets.next = doubled(buckets.next)
  }
  buckets.distance[node] = distance
  buckets.node[buckets.length] = node
  buckets.next[buckets.length] = buckets.first[distance]!
  buckets.first[distance] = buckets.length++
  if (distance >= buckets.end) buckets.end = distance + 1
}

function takeFrom({ first, node, next }: Buckets, distance: number): number {
  const entry = first[distance]!
  first[distance] = next[entry]!
  return node[entry]!
}

function doubled(items: Int32Array, rest = 0): Int32Array {
  const larger = new Int32Array(2 * items.length).fill(rest, items.length)
  larger.set(items)
  return larger
}

/**
 * Derives whole levels from the prices by rounding down, counting from the remainder that the fewest nodes have. If there are
 * more remainders than nodes, no node has it: then every reduced cost stays above −1, so that as an integer it is at
 * least 0. If not, a few slots may get a negative reduced cost: these are saturated.
 */
function setLevels(scaling: Scaling): void {
  const { network, price, costUnit } = scaling
  const { nodes, level } = network
  const remainder = (v: number) => ((price[v]! % costUnit) + costUnit) % costUnit
  const count = new Int32Array(costUnit)
  for (let v = 0; v < nodes; v++) count[remainder(v)]!++
  const rarest = count.indexOf(count.reduce((least, one) => Math.min(least, one)))
  for (let v = 0; v < nodes; v++) {
    level[v] = Math.floor((price[v]! - rarest) / costUnit)
    price[v] = level[v]! * costUnit
  }
  saturateNegative(scaling)
}

function wait(scaling: Scaling, v: number): void {
  const { queue, isWaiting } = scaling
  if (isWaiting[v] === 1) return
  isWaiting[v] = 1
  let end = scaling.head + scaling.waiting++
  if (end >= queue.length) end -= queue.length
  queue[end] = v
}

function takeFirst(scaling: Scaling): number {
  const { queue, isWaiting } = scaling
  const v = queue[scaling.head]!
  scaling.head = scaling.head + 1 === queue.length ? 0 : scaling.head + 1
  scaling.waiting--
  isWaiting[v] = 0
  return v
}
