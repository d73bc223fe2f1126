import type { Network } from '../graph/network.ts'
import {
  type AdmissibleNetwork,
  copyAdmissible,
  makeAdmissible,
  searchAdmissible,
  writeBack,
} from './admissible-network.ts'
import { makePass, type Pass, pushAll } from './blocking.ts'
import { routeByScaling } from './scaling.ts'

/**
 * Each phase routes all debts at one distance. Trade is a small-world network, where ten to twenty phases suffice; in
 * long rings and chains distances are as long as the ring, and cost scaling brings what is left near.
 */
const PHASES_MAX = 32
/**
 * Steps of price to a level, at first; multiplied by UNIT_STEP each time what the scaling leaves is still far. In a ring
 * of 20,000 some dozens of nodes are left, a few levels away, for half the work of an exact scaling.
 */
const UNIT = 512
const UNIT_STEP = 16

/**
 * Minimum-cost routing of every net debt over existing debts to the net creditors, where each debt that a unit passes
 * costs 1. What remains owed after the largest set-off is exactly this routing.
 */
export function routeDebts(network: Network, phasesMax = PHASES_MAX, firstUnit = UNIT): void {
  // Ends when the unit exceeds the number of nodes, if not before: then nothing is left.
  for (let unit = firstUnit; !routeInPhases(network, phasesMax); unit *= UNIT_STEP) {
    routeByScaling(network, Math.min(unit, network.nodes + 1))
  }
}

/** False when debts are left that are farther than the phases reach. */
function routeInPhases(network: Network, phasesMax: number): boolean {
  const tight = makeAdmissible(network)
  const pass = makePass(network)
  let debtors = everybody(network)
  let creditors = everybody(network)
  for (let phase = 0; ; phase++) {
    debtors = keepDebtors(network, debtors)
    creditors = keepCreditors(network, creditors)
    if (phase === phasesMax || debtors.length === 0) break
    creditors = runPhase(network, tight, pass, debtors, creditors)
  }
  network.level.set(tight.level)
  return debtors.length === 0
}

/** Routes only what has a total cost of 0, which keeps every invariant and the levels; the rest stays as excess. */
export function routeAtNoCost(network: Network): void {
  const [debtors, creditors] = [everybody(network), everybody(network)]
  const tight = makeAdmissible(network)
  runPhase(network, tight, makePass(network), keepDebtors(network, debtors), keepCreditors(network, creditors))
}

/** Routes everything possible at the present distance, then brings debtors and creditors one step nearer. */
function runPhase(
  network: Network,
  tight: AdmissibleNetwork,
  pass: Pass,
  debtors: Int32Array,
  creditors: Int32Array,
): Int32Array {
  let [open, found] = [creditors, copyAdmissible(network, tight, creditors)]
  while (found > 0) {
    pushAll(network, tight, pass, debtors)
    open = keepCreditors(network, open)
    found = searchAdmissible(network, tight, open)
  }
  writeBack(network, tight)
  // No admissible slot from outside leads to the nodes that still reach a creditor: these can be lowered together.
  lowerReached(tight)
  return open
}

function lowerReached({ level, queue, reached }: AdmissibleNetwork): void {
  for (let i = 0; i < reached; i++) level[queue[i]!]!--
}

function everybody({ nodes }: Network): Int32Array {
  const all = new Int32Array(nodes)
  for (let v = 0; v < nodes; v++) all[v] = v
  return all
}

/** The nodes that still have something to send, in order and in place. */
function keepDebtors({ excess }: Network, some: Int32Array): Int32Array {
  let kept = 0
  for (let i = 0; i < some.length; i++) if (excess[some[i]!]! > 0) some[kept++] = some[i]!
  return some.subarray(0, kept)
}

/** The nodes that still have something to receive. */
function keepCreditors({ excess }: Network, some: Int32Array): Int32Array {
  let kept = 0
  for (let i = 0; i < some.length; i++) if (excess[some[i]!]! < 0) some[kept++] = some[i]!
  return some.subarray(0, kept)
}
