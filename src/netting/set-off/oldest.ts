import type { Network } from '../graph/network.ts'
import {
  type AdmissibleNetwork,
  copyAdmissibleAt,
  makeAdmissible,
  searchAdmissible,
  writeBack,
} from './admissible-network.ts'
import { makePass, type Pass, pushAll } from './blocking.ts'
import { makeParcels, openSlots, type Parcels } from './parcels.ts'
import { routeByScaling } from './scaling.ts'
import type { Prepared, Solved } from './solve.ts'

const DAY_MS = 86_400_000
/** As many phases as fit into one-byte levels. Trade networks need ten to twenty. */
const PHASES_MAX = 64
/** Levels grow up to about the highest cost, and prices to that times the number of nodes: both must be exact. */
const COST_MAX = 2 ** 29
/** The first slack of the cost scaling is this part of what the bits can add to a cost. */
const SLACK_SHARE = 16

/** Of all largest set-offs, one with the oldest debts: it maximises the sum of share × age (SPEC N10). */
export function preferOldest(prepared: Prepared, solved: Solved): Solved {
  const rowAge = agesOf(prepared.columns.dueMs)
  if (rowAge === null) return solved
  const parcels = makeParcels(prepared, solved, rowAge)
  exchange(parcels)
  const setOff = solved.setOff.slice()
  const { arc, network } = parcels
  for (let k = 0; k < arc.length; k++) setOff[arc[k]!] = prepared.graph.amount[arc[k]!]!
  for (let k = 0; k < arc.length; k++) setOff[arc[k]!]! -= network.room[2 * k + 1]!
  return { ...solved, setOff }
}

/** Age of each row in days relative to the newest due date; null where all are 0. */
function agesOf(dueMs: Float64Array | null): Int32Array | null {
  if (dueMs === null) return null
  let newest = Number.NEGATIVE_INFINITY
  let oldest = Number.POSITIVE_INFINITY
  for (let row = 0; row < dueMs.length; row++) {
    const due = dueMs[row]!
    if (due < oldest) oldest = due
    if (due > newest && due < Number.POSITIVE_INFINITY) newest = due
  }
  const newestDay = Math.floor(newest / DAY_MS)
  if (!(Math.floor(oldest / DAY_MS) < newestDay)) return null
  return Int32Array.from(dueMs, (due) => (due < newest ? newestDay - Math.floor(due / DAY_MS) : 0))
}

/**
 * Minimum-cost routing of what is not set off, where a unit costs the age of its debt: cost scaling by Edmonds and Karp
 * (1972), bit by bit from the highest. A routing that is optimal without the last bit is off by at most 1 per slot with
 * it, so that each bit needs only short distances, and all numbers stay small and whole. Where paths are long, several
 * bits at once go to the cost scaling of Goldberg and Tarjan (1990).
 */
function exchange({ network, age }: Parcels): void {
  const cost = new Int32Array(network.slot.length)
  const tight = makeAdmissible(network)
  const pass = makePass(network)
  const widest = Math.floor(Math.log2(COST_MAX / Math.max(1, network.nodes)))
  let isLong = false
  let left = 0
  for (let k = 0; k < age.length; k++) while (age[k]! >> left > 0) left++
  while (left > 0) {
    const width = isLong ? Math.min(left, widest) : 1
    left -= width
    addBits(network, cost, (parcel) => (age[parcel]! >> left) & (2 ** width - 1), 2 ** width)
    if (!isLong && routeInPhases(network, tight, pass, cost)) continue
    isLong = true
    const unit = network.nodes + 1
    routeByScaling(network, unit, Math.max(1, Math.floor((unit * 2 ** width) / SLACK_SHARE)), cost)
  }
}

/**
 * Multiplies the reduced costs, adds the next bits of the ages and saturates the slots whose reduced cost became
 * negative. A parcel whose reduced cost is at least the factor times the number of nodes is on no improving cycle, so
 * that higher costs need not be distinguished.
 */
function addBits(network: Network, cost: Int32Array, bitsOf: (parcel: number) => number, factor: number): void {
  const { nodes, start, slot, code, room, excess, level } = network
  const most = factor * nodes
  for (let u = 0; u < nodes; u++) {
    for (let s = start[u]!; s < start[u + 1]!; s++) {
      const [v, c] = [slot[s]! >> 2, code[s]!]
      const bits = bitsOf(c >> 1)
      const reduced = factor * (cost[s]! - level[u]! + level[v]!) + (c & 1 ? -bits : bits)
      cost[s] = Math.max(-most, Math.min(most, reduced))
      const amount = room[c]!
      if (reduced >= 0 || !(amount > 0)) continue
      excess[u]! -= amount
      excess[v]! += amount
      room[c]! -= amount
      room[c ^ 1]! += amount
    }
  }
  level.fill(0)
  openSlots(network)
}

/** Routes all excess in order of distance, as the largest set-off is routed. False when it takes too many phases. */
function routeInPhases(network: Network, tight: AdmissibleNetwork, pass: Pass, cost: Int32Array): boolean {
  const { excess, level } = network
  const everybody = Int32Array.from(level, (_level, v) => v)
  tight.level.fill(0)
  let debtors = everybody.filter((v) => excess[v]! > 0)
  let creditors = everybody.filter((v) => excess[v]! < 0)
  for (let phase = 0; phase < PHASES_MAX && debtors.length > 0; phase++) {
    let found = copyAdmissibleAt(network, tight, creditors, cost)
    while (found > 0) {
      pushAll(network, tight, pass, debtors)
      creditors = creditors.filter((v) => excess[v]! < 0)
      found = searchAdmissible(network, tight, creditors)
    }
    writeBack(network, tight)
    debtors = debtors.filter((v) => excess[v]! > 0)
    for (let i = 0; i < tight.reached; i++) tight.level[tight.queue[i]!]!--
  }
  level.set(tight.level)
  return debtors.length === 0
}
