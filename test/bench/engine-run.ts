import { allocate } from '../../src/netting/allocate.ts'
import { findComponents } from '../../src/netting/components.ts'
import { decompose } from '../../src/netting/cycles.ts'
import { buildGraph } from '../../src/netting/graph.ts'
import type { NettingObligation } from '../../src/netting/index.ts'
import { liftComponents } from '../../src/netting/levels.ts'
import { buildNetwork, routedAmounts } from '../../src/netting/network.ts'
import { routeDebts } from '../../src/netting/route.ts'
import { readInstance } from './instance-file.ts'

/** What one run of the engine took, in milliseconds of the processor. */
export interface EngineRun {
  readonly setOff: string
  readonly prepareMs: number
  readonly solveMs: number
  readonly cyclesMs: number | null
  readonly rssMb: number
}

const CYCLE_STEPS_MAX = 20_000_000

const columns = readInstance(process.argv[2]!)
const withCycles = process.argv[3] === 'cycles'
const obligations = Array.from(
  columns.debtor,
  (from, i): NettingObligation => ({
    id: String(i),
    debtor: String(from),
    creditor: String(columns.creditor[i]),
    amount: BigInt(columns.amount[i]!),
    dueMs: null,
  }),
)

process.on('message', () => {
  process.send?.(runOnce())
})

function runOnce(): EngineRun {
  const t0 = cpuMs()
  const graph = buildGraph(obligations)
  const components = findComponents(graph)
  const network = buildNetwork(graph, components)
  const t1 = cpuMs()
  routeDebts(network)
  const setOff = routedAmounts(network, graph)
  for (let arc = 0; arc < setOff.length; arc++) setOff[arc] = graph.amount[arc]! - setOff[arc]!
  const level = liftComponents(graph, components, network.level)
  const t2 = cpuMs()
  assertLevels(graph, setOff, level)
  let total = 0n
  for (const amount of setOff) total += amount
  for (const i of graph.selfOwed) total += obligations[i]!.amount
  const t3 = cpuMs()
  const shares = allocate(obligations, graph, setOff)
  const cycles = withCycles ? decompose(graph, setOff, shares, CYCLE_STEPS_MAX) : null
  const t4 = cpuMs()
  return {
    setOff: String(total),
    prepareMs: t1 - t0,
    solveMs: t2 - t1,
    cyclesMs: cycles === null ? null : t4 - t3,
    rssMb: process.resourceUsage().maxRSS / 1024,
  }
}

function assertLevels(graph: ReturnType<typeof buildGraph>, setOff: BigInt64Array | bigint[], level: Int32Array) {
  let [total, bound] = [0n, 0n]
  for (let arc = 0; arc < setOff.length; arc++) {
    total += setOff[arc]!
    const worth = 1 - level[graph.debtor[arc]!]! + level[graph.creditor[arc]!]!
    if (worth > 0) bound += graph.amount[arc]! * BigInt(worth)
  }
  if (total !== bound) throw new Error(`the levels prove ${bound}, the set-off is ${total}`)
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
