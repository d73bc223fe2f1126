import { type Amounts, amountsFor } from './amounts.ts'
import type { Components } from './components.ts'
import type { DebtGraph } from './graph.ts'

/**
 * The residual network in which the net debts are routed. Each arc inside a component has two slots: one at its debtor,
 * where one more unit costs 1, and one at its creditor, where returning a unit costs −1. A slot is one number, so that
 * searches read little memory: `to << 2 | canEnter << 1 | canLeave`. It can leave when more may flow from its node to
 * `to`, and enter when more may flow from `to` to its node.
 *
 * Invariant: where flow may go from u to v, the reduced cost cost − level[u] + level[v] is ≥ 0. When all debts are
 * routed, this makes the routing one of minimum cost, with the levels (potentials) as its proof.
 */
export interface Network {
  readonly nodes: number
  /** The slots of node v are `start[v]` up to `start[v + 1]`: first those of what it owes, from `split[v]` of what it is owed. */
  readonly start: Int32Array
  readonly split: Int32Array
  readonly slot: Int32Array
  /** The index in `room` of the way out of a slot; the way in is beside it, at `code ^ 1`. */
  readonly code: Int32Array
  /**
   * Residual capacities: for arc e, how much more may be routed at 2e, and how much is routed and may be returned at 2e
   * + 1.
   */
  readonly room: Amounts
  /** What a node still has to send; negative for what it still has to receive. */
  readonly excess: Amounts
  readonly level: Int32Array
}

export const CAN_LEAVE = 1
export const CAN_ENTER = 2

/** The network before anything is routed: every amount is residual capacity, every net position is excess. */
export function buildNetwork(graph: DebtGraph, components: Components): Network {
  const nodes = graph.parties
  const { arcs, start } = innerArcs(graph, components)
  const network: Network = {
    nodes,
    start,
    split: start.slice(0, nodes),
    slot: new Int32Array(2 * arcs.length),
    code: new Int32Array(2 * arcs.length),
    room: amountsFor(2 * graph.debtor.length, graph.kind),
    excess: amountsFor(nodes, graph.kind),
    level: new Int32Array(nodes),
  }
  placeSlots(network, graph, arcs)
  return network
}

function innerArcs({ parties, debtor, creditor }: DebtGraph, { of }: Components) {
  const arcs = new Int32Array(debtor.length)
  const start = new Int32Array(parties + 1)
  let count = 0
  for (let arc = 0; arc < debtor.length; arc++) {
    if (of[debtor[arc]!] !== of[creditor[arc]!]) continue
    arcs[count++] = arc
    start[debtor[arc]! + 1]!++
    start[creditor[arc]! + 1]!++
  }
  for (let v = 0; v < parties; v++) start[v + 1]! += start[v]!
  return { arcs: arcs.subarray(0, count), start }
}

function placeSlots(network: Network, { debtor, creditor, amount }: DebtGraph, arcs: Int32Array): void {
  const { split, slot, code, room, excess } = network
  for (let k = 0; k < arcs.length; k++) {
    const arc = arcs[k]!
    const from = debtor[arc]!
    const place = split[from]!++
    slot[place] = (creditor[arc]! << 2) | CAN_LEAVE
    code[place] = 2 * arc
    room[2 * arc] = amount[arc]!
    excess[from]! += amount[arc]!
  }
  const next = split.slice()
  for (let k = 0; k < arcs.length; k++) {
    const arc = arcs[k]!
    const to = creditor[arc]!
    const place = next[to]!++
    slot[place] = (debtor[arc]! << 2) | CAN_ENTER
    code[place] = 2 * arc + 1
    excess[to]! -= amount[arc]!
  }
}
