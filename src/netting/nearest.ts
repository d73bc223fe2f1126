import assert from 'node:assert/strict'
import { CAN_ENTER, CAN_LEAVE, type Network } from './network.ts'

/** One debtor's search: what it has reached, at which distance and through which slot of whom. */
interface Search {
  readonly distance: Int32Array
  readonly via: Int32Array
  readonly before: Int32Array
  reached: number[]
}

const FAR = 0x7fffffff

/**
 * Routes what the phases left, debtor by debtor, each time to the nearest open creditor. A search ends there and
 * touches nothing that is farther away, so that a ring of n parties costs about n log n and not n².
 */
export function routeOneByOne(network: Network, debtors: Int32Array): void {
  const { nodes, excess } = network
  const search: Search = {
    distance: new Int32Array(nodes).fill(FAR),
    via: new Int32Array(nodes),
    before: new Int32Array(nodes),
    reached: [],
  }
  for (const debtor of debtors) {
    while (excess[debtor]! > 0) {
      const creditor = findNearest(network, search, debtor)
      raiseReached(network, search, creditor)
      sendBack(network, search, debtor, creditor)
    }
  }
}

function findNearest(network: Network, search: Search, debtor: number): number {
  const { start, split, slot, level, excess } = network
  const { distance, via, before, reached } = search
  const buckets: (number[] | undefined)[] = [[debtor]]
  distance[debtor] = 0
  reached.push(debtor)
  for (let d = 0; d < buckets.length; d++) {
    const bucket = buckets[d] ?? []
    // The bucket grows while it is read: a slot of reduced cost 0 leads back into it.
    for (let i = 0; i < bucket.length; i++) {
      const u = bucket[i]!
      if (distance[u] !== d) continue
      if (excess[u]! < 0) return u
      for (let s = start[u]!; s < start[u + 1]!; s++) {
        if (!(slot[s]! & CAN_LEAVE)) continue
        const v = slot[s]! >> 2
        const length = d + (s < split[u]! ? 1 : -1) - level[u]! + level[v]!
        if (length >= distance[v]!) continue
        if (distance[v] === FAR) reached.push(v)
        distance[v] = length
        via[v] = s
        before[v] = u
        const further = buckets[length]
        if (further === undefined) buckets[length] = [v]
        else further.push(v)
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

function sendBack(network: Network, { via, before }: Search, debtor: number, creditor: number): void {
  const { code, room, excess } = network
  let amount = excess[debtor]!
  if (excess[creditor]! + amount > 0) amount = -excess[creditor]!
  for (let v = creditor; v !== debtor; v = before[v]!) {
    const left = room[code[via[v]!]!]!
    if (left < amount) amount = left
  }
  for (let v = creditor; v !== debtor; v = before[v]!) send(network, before[v]!, v, via[v]!, amount)
  excess[debtor]! -= amount
  excess[creditor]! += amount
}

function send(network: Network, from: number, to: number, s: number, amount: number): void {
  const { start, slot, code, room } = network
  const c = code[s]!
  room[c]! -= amount
  room[c ^ 1]! += amount
  let twin = start[to]!
  while (code[twin] !== (c ^ 1)) twin++
  assert(slot[twin]! >> 2 === from, 'a slot and its twin join the same two')
  slot[s]! |= CAN_ENTER
  slot[twin]! |= CAN_LEAVE
  if (room[c]! > 0) return
  slot[s]! &= ~CAN_LEAVE
  slot[twin]! &= ~CAN_ENTER
}
