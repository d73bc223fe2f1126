import { ok, type Result } from '../../kernel/index.ts'
import type { NettingObligation } from '../graph/obligation.ts'
import type { NetPosition } from '../graph/positions.ts'
import { refuse } from '../refusals.ts'
import { fewTransfers } from '../set-off/forest.ts'
import { largestSetOffOfColumns } from '../set-off/set-off.ts'
import {
  type AllowedGraph,
  allowedGraph,
  type Flow,
  flowOverTrees,
  type Pair,
  regionsOf,
  transfersOf,
} from './allowed.ts'
import { fewestFor, type TransferPlan } from './transfers.ts'

/** Names and versions of the plans over allowed pairs. The first also changes when the set-off's algorithm does. */
export const RESTRICTED_ALGORITHMS = {
  LEAST_VALUE: 'rochdale-least-value-restricted/2',
  FEWEST_TRANSFERS: 'rochdale-fewest-transfers-restricted/1',
} as const

/** The pairs that owe each other something, in either direction. */
export function dealingPairs(obligations: readonly NettingObligation[]): Pair[] {
  return obligations.flatMap(({ debtor, creditor, amount }) => (amount > 0n ? [[debtor, creditor] as const] : []))
}

/** Settles all net positions over allowed pairs only, where parties may pass payments on, with the least total value. */
export function leastValueAmong(positions: readonly NetPosition[], pairs: readonly Pair[]): Result<TransferPlan> {
  const graph = allowedGraph(positions, pairs)
  const cheapest = cheapestFlow(graph)
  return cheapest.ok ? ok(planOf(graph, cheapest.value, false)) : cheapest
}

/** The same in few transfers, whatever their total: fewer than parties that pay or are paid. */
export function fewestTransfersAmong(positions: readonly NetPosition[], pairs: readonly Pair[]): Result<TransferPlan> {
  const graph = allowedGraph(positions, pairs)
  const cheapest = cheapestFlow(graph)
  if (!cheapest.ok) return cheapest
  const { flow, isExact } = fewTransfers(graph, cheapest.value)
  return ok(planOf(graph, flow, isExact))
}

/**
 * Minimum-cost routing of net debts at cost 1 for each pair crossed, computed as what a largest set-off leaves: of
 * debts both ways between all pairs, each larger than any possible payment, which together keep every party's position.
 */
function cheapestFlow(graph: AllowedGraph): Result<Flow> {
  const { names, net, from, to } = graph
  const { regions, reachedBy } = regionsOf(graph)
  for (const region of regions) {
    const left = region.reduce((sum, v) => sum + net[v]!, 0n)
    if (left !== 0n)
      return cannotSettle(
        region.map((v) => names[v]!),
        left,
      )
  }
  const anyFlow = flowOverTrees(graph, regions, reachedBy)
  const most = net.reduce((sum, amount) => (amount > 0n ? sum + amount : sum), 0n)
  const length = from.length
  const amount = [
    ...anyFlow.map((flow) => (flow > 0n ? most + flow : most)),
    ...anyFlow.map((flow) => (flow < 0n ? most - flow : most)),
  ]
  const [debtor, creditor] = [new Int32Array(2 * length), new Int32Array(2 * length)]
  debtor.set(from)
  debtor.set(to, length)
  creditor.set(to)
  creditor.set(from, length)
  const setOff = largestSetOffOfColumns({ parties: names.length, debtor, creditor, amount, dueMs: null })
  if (!setOff.ok) return setOff
  const leftOf = (row: number) => amount[row]! - BigInt(setOff.value.shares[row]!)
  return ok(Array.from({ length }, (_v, pair) => leftOf(pair) - leftOf(length + pair)))
}

const NAMED_MAX = 3

function cannotSettle(names: readonly string[], left: bigint) {
  const named =
    names.slice(0, NAMED_MAX).join(', ') + (names.length > NAMED_MAX ? ` and ${names.length - NAMED_MAX} more` : '')
  const what = left > 0n ? 'are owed more than they owe' : 'owe more than they are owed'
  return refuse(
    'netting.cannot-settle',
    `the allowed pairs connect ${named} to no other party, and together they ${what}: allow more pairs`,
  )
}

/** Lower bound: no plan over these pairs has fewer transfers than the unrestricted plans of each region. */
function planOf(graph: AllowedGraph, flow: Flow, isExact: boolean): TransferPlan {
  const transfers = transfersOf(graph, flow)
  if (isExact) return { transfers, lowerBound: transfers.length }
  const lowerBound = regionsOf(graph).regions.reduce(
    (sum, region) => sum + fewestFor(region.flatMap((v) => (graph.net[v] === 0n ? [] : [graph.net[v]!]))),
    0,
  )
  return { transfers, lowerBound }
}
