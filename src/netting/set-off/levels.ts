import type { Components } from '../graph/components.ts'
import { type DebtGraph, groupStarts, sortBy } from '../graph/graph.ts'

/**
 * Turns the levels of each component into levels for all parties: within a component they start at 0, and each
 * component is raised until every debt that leaves it goes down at least one level, as the proof requires of a debt
 * that is not set off.
 */
export function liftComponents(graph: DebtGraph, components: Components, inner: Int32Array): Int32Array {
  const nodes = graph.parties
  const all = new Int32Array(nodes)
  for (let v = 0; v < nodes; v++) all[v] = v
  const members = sortBy(components.of, components.count, all)
  const start = groupStarts(components.of, components.count)
  const level = new Int32Array(nodes)
  for (let c = 0; c < components.count; c++) {
    const component = members.subarray(start[c]!, start[c + 1]!)
    let lowest = inner[component[0]!]!
    for (const v of component) lowest = Math.min(lowest, inner[v]!)
    for (const v of component) level[v] = inner[v]! - lowest
    const lift = liftOf(graph, components, component, level)
    for (const v of component) level[v] = level[v]! + lift
  }
  return level
}

/** How much a component must be raised; `level` is final for those before it, and starts at 0 within it. */
function liftOf(
  { arcStart, creditor }: DebtGraph,
  { of }: Components,
  component: Int32Array,
  level: Int32Array,
): number {
  let lift = 0
  for (const v of component) {
    for (let arc = arcStart[v]!; arc < arcStart[v + 1]!; arc++) {
      const next = creditor[arc]!
      if (of[next] !== of[v]) lift = Math.max(lift, level[next]! + 1 - level[v]!)
    }
  }
  return lift
}
