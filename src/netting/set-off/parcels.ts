import { type Amounts, amountsFor } from '../graph/amounts.ts'
import { findComponents } from '../graph/components.ts'
import { type DebtGraph, groupStarts, sortBy } from '../graph/graph.ts'
import { CAN_ENTER, CAN_LEAVE, type Network } from '../graph/network.ts'
import type { Prepared, Solved } from './solve.ts'

/**
 * The part in which the largest set-offs may differ, as a network of its own: the debts of one pair that are due on one
 * day are a parcel. Here `room` has at 2k what is set off of parcel k, and could be routed instead, and at 2k + 1 what
 * is not.
 */
export interface Parcels {
  readonly network: Network
  /** The arc of the graph to which each parcel belongs. */
  readonly arc: Int32Array
  /** How many days older each parcel is than the youngest of them. */
  readonly age: Int32Array
}

export function makeParcels(prepared: Prepared, solved: Solved, rowAge: Int32Array): Parcels {
  const { graph } = prepared
  const parcels = splitByDay(graph, solved.setOff, exchangeable(graph, solved), rowAge)
  return { ...parcels, network: networkOf(graph, parcels) }
}

/** The arcs of reduced cost 0 that lie on a cycle of more and less set-off. */
function exchangeable({ parties, debtor, creditor, amount }: DebtGraph, { setOff, levels }: Solved): Int32Array {
  const open: number[] = []
  const from: number[] = []
  const to: number[] = []
  for (let arc = 0; arc < debtor.length; arc++) {
    const [u, v] = [debtor[arc]!, creditor[arc]!]
    if (levels[u]! - levels[v]! !== 1) continue
    open.push(arc)
    if (setOff[arc]! < amount[arc]!) {
      from.push(u)
      to.push(v)
    }
    if (setOff[arc]! > 0) {
      from.push(v)
      to.push(u)
    }
  }
  const start = Int32Array.from(from)
  const steps = sortBy(
    start,
    parties,
    start.map((_party, step) => step),
  )
  const arrows = { parties, arcStart: groupStarts(start, parties), creditor: steps.map((step) => to[step]!) }
  const { of } = findComponents(arrows)
  return Int32Array.from(open.filter((arc) => of[debtor[arc]!] === of[creditor[arc]!]))
}

/** The parcels of these arcs, the oldest of an arc first: the arc's set-off is allocated in this order. */
function splitByDay(graph: DebtGraph, setOff: Amounts, arcs: Int32Array, rowAge: Int32Array) {
  const { members, memberStart, rowAmount, kind } = graph
  let rows = 0
  for (const arc of arcs) rows += memberStart[arc + 1]! - memberStart[arc]!
  const arcOf = new Int32Array(rows)
  const age = new Int32Array(rows)
  const room = amountsFor(2 * rows, kind)
  let count = 0
  for (const arc of arcs) {
    const first = count
    let left = setOff[arc]!
    for (let k = memberStart[arc]!; k < memberStart[arc + 1]!; k++) {
      const row = members[k]!
      if (count === first || age[count - 1] !== rowAge[row]) {
        arcOf[count] = arc
        age[count++] = rowAge[row]!
      }
      let share = rowAmount[row]!
      if (left < share) share = left
      left -= share
      room[2 * count - 2]! += share
      room[2 * count - 1]! += rowAmount[row]! - share
    }
  }
  const youngest = age.subarray(0, count).reduce((least, one) => Math.min(least, one), age[0] ?? 0)
  return {
    arc: arcOf.subarray(0, count),
    age: age.subarray(0, count).map((one) => one - youngest),
    room,
  }
}

function networkOf({ parties, debtor, creditor, kind }: DebtGraph, { arc, room }: { arc: Int32Array; room: Amounts }) {
  const { nodes, number } = numberNodes(parties, debtor, creditor, arc)
  const from = arc.map((one) => number[debtor[one]!]!)
  const to = arc.map((one) => number[creditor[one]!]!)
  const start = new Int32Array(nodes + 1)
  for (const ends of [from, to]) for (let k = 0; k < ends.length; k++) start[ends[k]! + 1]!++
  for (let v = 0; v < nodes; v++) start[v + 1]! += start[v]!
  const next = start.slice(0, nodes)
  const slot = new Int32Array(2 * arc.length)
  const code = new Int32Array(2 * arc.length)
  const placeAll = (ends: Int32Array, others: Int32Array, side: number) => {
    for (let k = 0; k < ends.length; k++) {
      const s = next[ends[k]!]!++
      slot[s] = others[k]! << 2
      code[s] = 2 * k + side
    }
  }
  placeAll(from, to, 0)
  const split = next.slice()
  placeAll(to, from, 1)
  return { nodes, start, split, slot, code, room, excess: amountsFor(nodes, kind), level: new Int32Array(nodes) }
}

/** Numbers the parties of the arcs, and only these, as nodes in ascending order. */
function numberNodes(parties: number, debtor: Int32Array, creditor: Int32Array, arcs: Int32Array) {
  const isNode = new Uint8Array(parties)
  for (const arc of arcs) isNode[debtor[arc]!] = isNode[creditor[arc]!] = 1
  const number = new Int32Array(parties)
  let nodes = 0
  for (let v = 0; v < parties; v++) if (isNode[v] === 1) number[v] = nodes++
  return { nodes, number }
}

/** Marks for each slot whether it has residual capacity out and in. */
export function openSlots({ slot, code, room }: Network): void {
  const [canLeave, canEnter] = [CAN_LEAVE, CAN_ENTER]
  for (let s = 0; s < slot.length; s++) {
    const [out, back] = [room[code[s]!]!, room[code[s]! ^ 1]!]
    slot[s] = (slot[s]! & ~(canLeave | canEnter)) | (out > 0 ? canLeave : 0) | (back > 0 ? canEnter : 0)
  }
}
