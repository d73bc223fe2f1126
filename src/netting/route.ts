import { routeOneByOne } from './nearest.ts'
import type { Network } from './network.ts'
import { blockLayers, makeLayers, raiseLevels } from './phase.ts'

/**
 * A phase brings all debts one step of distance further. Trade is a small world, where some ten phases do; in long
 * rings and chains the distances are as long as the ring, and from here on each debt is routed by itself.
 */
const PHASES_MAX = 64

/**
 * Routes every net debt over existing debts to those who are owed on balance, as cheaply as can be, where each debt
 * that a unit passes costs 1. What is left to owe after the largest set-off is exactly this routing.
 */
export function routeDebts(network: Network, phasesMax = PHASES_MAX): void {
  const { nodes, excess } = network
  let debtors: readonly number[] = Array.from({ length: nodes }, (_v, i) => i).filter((v) => excess[v]! > 0n)
  let creditors: readonly number[] = Array.from({ length: nodes }, (_v, i) => i).filter((v) => excess[v]! < 0n)
  const layers = makeLayers(network)
  for (let phase = 0; phase < phasesMax && debtors.length > 0; phase++) {
    raiseLevels(network, debtors, creditors)
    while (debtors.length > 0 && blockLayers(network, layers, debtors, creditors)) {
      debtors = debtors.filter((v) => excess[v]! > 0n)
      creditors = creditors.filter((v) => excess[v]! < 0n)
    }
  }
  routeOneByOne(network, debtors)
}
