import assert from 'node:assert/strict'
import { ok, type Result } from '../kernel/index.ts'
import { allocate } from './allocate.ts'
import { type Amounts, amountsFor } from './amounts.ts'
import { findComponents } from './components.ts'
import { type CycleOfIndices, decompose } from './cycles.ts'
import { buildGraph, type DebtGraph } from './graph.ts'
import { liftComponents } from './levels.ts'
import { buildNetwork, routedAmounts } from './network.ts'
import { checkObligations, type NettingObligation, OBLIGATIONS_MAX } from './obligation.ts'
import { refuse } from './refusals.ts'
import { routeDebts } from './route.ts'

/** The name and version of how the answer is chosen among equally large ones; a change of any byte is a new version. */
export const SET_OFF_ALGORITHM = 'rochdale-set-off/1'

/** The most steps that all cycles together may have: what one attachment can carry, with room to spare. */
export const CYCLE_STEPS_MAX = 20_000_000

export interface ObligationSetOff {
  readonly obligation: string
  readonly amount: bigint
}

/** A circle of debts that cancel: the creditor of each obligation is the debtor of the next, of the last that of the first. */
export interface Cycle {
  readonly amount: bigint
  readonly obligations: readonly string[]
}

/** A party's level in the proof: a debt is worth setting off unless it goes down by a whole level or more. */
export interface PartyLevel {
  readonly party: string
  readonly level: number
}

/** What is set off, how, and the proof that nobody could set off more. */
export interface SetOff {
  readonly algorithm: string
  /** Everybody who owes or is owed, sorted. */
  readonly participants: readonly string[]
  readonly grossTotal: bigint
  readonly setOffTotal: bigint
  readonly residualTotal: bigint
  /** Only obligations of which something is set off, sorted by id. */
  readonly setOffs: readonly ObligationSetOff[]
  /** Short ones first; what somebody owes himself is a cycle of one. Together they are exactly the set-offs. */
  readonly cycles: readonly Cycle[]
  /** One for each participant, sorted by party. */
  readonly levels: readonly PartyLevel[]
}

/** The bounds of one netting, for callers and tests that want narrower ones. */
export interface SetOffBounds {
  readonly obligationsMax?: number
  readonly cycleStepsMax?: number
}

/** The largest amount that can be set off while every net position stays as it is and nobody gets a new counterparty. */
export function largestSetOff(obligations: readonly NettingObligation[], bounds: SetOffBounds = {}): Result<SetOff> {
  const checked = checkObligations(obligations, bounds.obligationsMax ?? OBLIGATIONS_MAX)
  if (!checked.ok) return checked
  const graph = buildGraph(obligations)
  const { setOff, level } = solve(graph)
  assertLargest(graph, setOff, level)
  const shares = allocate(obligations, graph, setOff)
  const stepsMax = bounds.cycleStepsMax ?? CYCLE_STEPS_MAX
  const cycles = decompose(graph, setOff, shares, stepsMax)
  if (cycles === null)
    return refuse(
      'netting.too-many-steps',
      `the cycles have more than ${stepsMax} steps together; net fewer obligations`,
    )
  return ok(describe(obligations, graph, shares, cycles, level))
}

function solve(graph: DebtGraph): { setOff: Amounts; level: Int32Array } {
  const components = findComponents(graph)
  const network = buildNetwork(graph, components)
  routeDebts(network)
  const setOff = routedAmounts(network, graph)
  for (let arc = 0; arc < setOff.length; arc++) setOff[arc] = graph.amount[arc]! - setOff[arc]!
  return { setOff, level: liftComponents(graph, components, network.level) }
}

/**
 * By weak duality no set-off exceeds the sum of what its levels make worth setting off. Debt by debt: worth more than
 * nothing must be set off whole, worth less than nothing not at all; and nobody's net position may move.
 */
function assertLargest(
  { parties, debtor, creditor, amount, grossTotal }: DebtGraph,
  setOff: Amounts,
  level: Int32Array,
) {
  const moved = amountsFor(parties.length, grossTotal)
  for (let arc = 0; arc < setOff.length; arc++) {
    const share = setOff[arc]!
    const worth = 1 - (level[debtor[arc]!]! - level[creditor[arc]!]!)
    assert(share >= 0n && share <= amount[arc]!, 'a set-off is never more than the debt')
    assert(worth <= 0 || share === amount[arc], 'what is worth setting off is set off whole')
    assert(worth >= 0 || share === 0n, 'what is not worth setting off is left alone')
    moved[debtor[arc]!]! += share
    moved[creditor[arc]!]! -= share
  }
  for (let party = 0; party < moved.length; party++) assert(moved[party] === 0n, 'net positions stay')
}

function describe(
  obligations: readonly NettingObligation[],
  { parties, grossTotal, byId }: DebtGraph,
  shares: Amounts,
  cycles: readonly CycleOfIndices[],
  level: Int32Array,
): SetOff {
  const setOffs: ObligationSetOff[] = []
  let setOffTotal = 0n
  for (const i of byId) {
    if (shares[i] === 0n) continue
    setOffs.push({ obligation: obligations[i]!.id, amount: shares[i]! })
    setOffTotal += shares[i]!
  }
  return {
    algorithm: SET_OFF_ALGORITHM,
    participants: parties,
    grossTotal,
    setOffTotal,
    residualTotal: grossTotal - setOffTotal,
    setOffs,
    cycles: cycles.map(({ amount, members }) => ({ amount, obligations: members.map((i) => obligations[i]!.id) })),
    levels: parties.map((party, i) => ({ party, level: level[i]! })),
  }
}
