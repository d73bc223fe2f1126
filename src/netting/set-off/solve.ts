import assert from 'node:assert/strict'
import { type AmountColumn, type Amounts, amountsFor, columnFrom, sumOf } from '../graph/amounts.ts'
import type { NettingColumns } from '../graph/columns.ts'
import { type Components, findComponents } from '../graph/components.ts'
import { buildGraph, type DebtGraph } from '../graph/graph.ts'
import { buildNetwork } from '../graph/network.ts'
import { allocate } from './allocate.ts'
import { liftComponents } from './levels.ts'
import { routeDebts } from './route.ts'

/**
 * Name and version of the algorithm, which fixes the choice among equally large results; a change of any byte is a new
 * version.
 */
export const SET_OFF_ALGORITHM = 'rochdale-set-off/4'

/** The amount set off of each row, with a level for each party as the proof that no larger set-off exists. */
export interface ColumnSetOff {
  readonly algorithm: string
  readonly grossTotal: bigint
  readonly setOffTotal: bigint
  readonly residualTotal: bigint
  readonly shares: AmountColumn
  readonly levels: Int32Array
}

/** The debts as a graph, without those that are on no cycle. */
export interface Prepared {
  readonly columns: NettingColumns
  readonly graph: DebtGraph
  readonly components: Components
}

export interface Solved {
  /** The amount set off of each arc. */
  readonly setOff: Amounts
  readonly levels: Int32Array
}

export function prepare(columns: NettingColumns): Prepared {
  const graph = buildGraph(columns)
  return { columns, graph, components: findComponents(graph) }
}

export function solve({ graph, components }: Prepared): Solved {
  const network = buildNetwork(graph, components)
  routeDebts(network)
  const setOff = amountsFor(graph.debtor.length, graph.kind)
  // Arcs outside the components have no residual capacity, and nothing of them is set off.
  for (let arc = 0; arc < setOff.length; arc++) setOff[arc] = network.room[2 * arc]!
  return { setOff, levels: liftComponents(graph, components, network.level) }
}

export function describeSolved({ columns, graph }: Prepared, { setOff, levels }: Solved): ColumnSetOff {
  assertLargest(graph, setOff, levels)
  const shares = columnFrom(allocate(columns, graph, setOff))
  const setOffTotal = sumOf(shares)
  const { grossTotal } = graph
  return {
    algorithm: SET_OFF_ALGORITHM,
    grossTotal,
    setOffTotal,
    residualTotal: grossTotal - setOffTotal,
    shares,
    levels,
  }
}

/**
 * By weak duality no set-off exceeds the total of the debts that its levels make worth setting off. By complementary
 * slackness a debt worth more than 0 must be set off whole, one worth less than 0 not at all; and no net position may
 * change.
 */
function assertLargest(graph: DebtGraph, setOff: Amounts, level: Int32Array): void {
  const { parties, debtor, creditor, amount, kind } = graph
  const moved = amountsFor(parties, kind)
  let isRight = true
  for (let arc = 0; arc < setOff.length; arc++) {
    const from = debtor[arc]!
    const to = creditor[arc]!
    const share = setOff[arc]!
    const worth = 1 - (level[from]! - level[to]!)
    const isWhole = !(share < amount[arc]!)
    if (share < 0 || share > amount[arc]! || (worth > 0 && !isWhole) || (worth < 0 && share > 0)) isRight = false
    moved[from]! += share
    moved[to]! -= share
  }
  for (let party = 0; party < parties; party++) if (moved[party]! < 0 || moved[party]! > 0) isRight = false
  assert(isRight, 'the set-off is within the debts, moves no net position and is proven by its levels')
}
