import { CAN_ENTER, CAN_LEAVE, type Network } from '../graph/network.ts'

/**
 * The admissible part of the network: slots of reduced cost 0, copied together so that a phase reads little memory. It
 * contains only nodes from which an open creditor can be reached over such slots.
 */
export interface AdmissibleNetwork {
  readonly slot: Int32Array
  /** The slot of the network of which each one is a copy. */
  readonly origin: Int32Array
  /** The index of the copy of the slot with this code. */
  readonly place: Int32Array
  /** The copies of node v are `start[v]` up to `end[v]`. */
  readonly start: Int32Array
  readonly end: Int32Array
  /** Steps from a node to an open creditor: a lower bound; NOWHERE when there is no path. */
  readonly hop: Int16Array
  /** The network's levels, in one byte each where they fit: phases are few. */
  readonly level: Int8Array | Int32Array
  readonly cursor: Int32Array
  readonly queue: Int32Array
  /** `queue[0]` up to `queue[reached − 1]` are the nodes of the last search. */
  reached: number
  copied: number
}

export const NOWHERE = -1
/** Nodes farther away are left to the cost scaling. */
export const HOPS_MAX = 32_000
/** Beyond this level, a byte could not hold the levels of all phases. */
const BYTE_LEVEL_MAX = 64

export function makeAdmissible({ nodes, slot, room, level }: Network): AdmissibleNetwork {
  const isSmall = level.every((one) => Math.abs(one) <= BYTE_LEVEL_MAX)
  return {
    slot: new Int32Array(slot.length),
    origin: new Int32Array(slot.length),
    place: new Int32Array(room.length),
    start: new Int32Array(nodes),
    end: new Int32Array(nodes),
    hop: new Int16Array(nodes),
    level: isSmall ? Int8Array.from(level) : Int32Array.from(level),
    cursor: new Int32Array(nodes),
    queue: new Int32Array(nodes),
    reached: 0,
    copied: 0,
  }
}

/**
 * Searches back from the open creditors over all admissible slots and copies them; returns how many open debtors it
 * met.
 */
export function copyAdmissible(network: Network, tight: AdmissibleNetwork, creditors: Int32Array): number {
  const { start, split, slot, code, excess } = network
  const { level, hop, queue, origin, place, slot: copy } = tight
  // Imported constants are looked up at each use; local ones are not.
  const [canEnter, nowhere, hopsMax] = [CAN_ENTER, NOWHERE, HOPS_MAX]
  let found = 0
  let copied = 0
  let reached = startSearch(tight, creditors)
  for (let head = 0; head < reached; head++) {
    const v = queue[head]!
    const hops = hop[v]! < hopsMax ? hop[v]! + 1 : hopsMax
    if (excess[v]! > 0 && hop[v]! < hopsMax) found++
    const middle = split[v]!
    const end = start[v + 1]!
    let wanted = level[v]! - 1
    tight.start[v] = copied
    for (let s = start[v]!; s < end; s++) {
      // An arc to a creditor costs 1 and ends one level below; one from a debtor starts one level above.
      if (s === middle) wanted += 2
      const value = slot[s]!
      const u = value >> 2
      if (level[u] !== wanted) continue
      copy[copied] = value
      origin[copied] = s
      place[code[s]!] = copied++
      if (!(value & canEnter) || hop[u] !== nowhere) continue
      hop[u] = hops
      queue[reached++] = u
    }
    tight.end[v] = copied
  }
  tight.copied = copied
  tight.reached = reached
  return found
}

/**
 * The same for arbitrary costs: `cost` is the cost per unit of leaving through each slot. A separate function, because
 * most of a netting's time is spent in the other.
 */
export function copyAdmissibleAt(
  network: Network,
  tight: AdmissibleNetwork,
  creditors: Int32Array,
  cost: Int32Array,
): number {
  const { start, slot, code, excess } = network
  const { level, hop, queue, origin, place, slot: copy } = tight
  const [canEnter, nowhere, hopsMax] = [CAN_ENTER, NOWHERE, HOPS_MAX]
  let found = 0
  let copied = 0
  let reached = startSearch(tight, creditors)
  for (let head = 0; head < reached; head++) {
    const v = queue[head]!
    const hops = hop[v]! < hopsMax ? hop[v]! + 1 : hopsMax
    if (excess[v]! > 0 && hop[v]! < hopsMax) found++
    const end = start[v + 1]!
    const own = level[v]!
    tight.start[v] = copied
    for (let s = start[v]!; s < end; s++) {
      const value = slot[s]!
      const u = value >> 2
      if (level[u] !== own - cost[s]!) continue
      copy[copied] = value
      origin[copied] = s
      place[code[s]!] = copied++
      if (!(value & canEnter) || hop[u] !== nowhere) continue
      hop[u] = hops
      queue[reached++] = u
    }
    tight.end[v] = copied
  }
  tight.copied = copied
  tight.reached = reached
  return found
}

/** The same search among the copies; returns how many open debtors it met. */
export function searchAdmissible({ excess }: Network, tight: AdmissibleNetwork, creditors: Int32Array): number {
  const { slot, start, end, hop, queue } = tight
  const [canEnter, nowhere, hopsMax] = [CAN_ENTER, NOWHERE, HOPS_MAX]
  let reached = startSearch(tight, creditors)
  let found = 0
  for (let head = 0; head < reached; head++) {
    const v = queue[head]!
    const hops = hop[v]! < hopsMax ? hop[v]! + 1 : hopsMax
    if (excess[v]! > 0 && hop[v]! < hopsMax) found++
    for (let s = start[v]!, last = end[v]!; s < last; s++) {
      const value = slot[s]!
      const u = value >> 2
      if (!(value & canEnter) || hop[u] !== nowhere) continue
      hop[u] = hops
      queue[reached++] = u
    }
  }
  tight.reached = reached
  return found
}

/** Writes the slots that the phase opened and closed back into the network. */
export function writeBack({ slot }: Network, { slot: copy, origin, copied }: AdmissibleNetwork): void {
  for (let s = 0; s < copied; s++) slot[origin[s]!] = copy[s]!
}

/** Updates a slot and its reverse after flow left through it. */
export function openTwin(tight: AdmissibleNetwork, s: number, twin: number, isFull: boolean): void {
  const { slot } = tight
  slot[s]! |= CAN_ENTER
  slot[twin]! |= CAN_LEAVE
  if (!isFull) return
  slot[s]! &= ~CAN_LEAVE
  slot[twin]! &= ~CAN_ENTER
}

function startSearch(tight: AdmissibleNetwork, creditors: Int32Array): number {
  const { hop, queue } = tight
  hop.fill(NOWHERE)
  for (let i = 0; i < creditors.length; i++) {
    queue[i] = creditors[i]!
    hop[creditors[i]!] = 0
  }
  return creditors.length
}
