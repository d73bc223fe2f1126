import { type Amounts, amountsFor, least } from './amounts.ts'
import type { Components } from './components.ts'
import type { DebtGraph } from './graph.ts'

/**
 * The residual network in which the net debts are routed. Each arc inside a component has two slots: a forward one at
 * its debtor, where one more unit costs 1, and a backward one at its creditor, where taking a unit back earns 1.
 *
 * Invariant: an open slot from u to v has cost − level[u] + level[v] ≥ 0. When all debts are routed, this makes the
 * routing a cheapest one, and the levels its proof.
 */
export interface Network {
  readonly nodes: number
  /** The slots of node v are `start[v]` up to `start[v + 1]`. */
  readonly start: Int32Array
  readonly to: Int32Array
  readonly twin: Int32Array
  /** FORWARD, OPEN and TWIN_OPEN, so that searches need not look at amounts. */
  readonly state: Uint8Array
  /** How much more may flow through a slot. */
  readonly room: Amounts
  /** What a node still has to send; below zero what it still has to get. */
  readonly excess: Amounts
  readonly level: Int32Array
  /** The arc of the graph that a slot belongs to. */
  readonly arc: Int32Array
}

export const FORWARD = 1
export const OPEN = 2
export const TWIN_OPEN = 4

/** The network before anything is routed: every amount is room, every net position is excess. */
export function buildNetwork(graph: DebtGraph, components: Components): Network {
  const inner = innerArcs(graph, components)
  const nodes = graph.parties.length
  const slots = 2 * inner.length
  const start = slotStarts(graph, inner)
  const network: Network = {
    nodes,
    start,
    to: new Int32Array(slots),
    twin: new Int32Array(slots),
    state: new Uint8Array(slots),
    room: amountsFor(slots, graph.grossTotal),
    excess: amountsFor(nodes, graph.grossTotal),
    level: new Int32Array(nodes),
    arc: new Int32Array(slots),
  }
  const next = start.slice(0, nodes)
  for (const arc of inner) placeArc(network, graph, arc, next)
  return network
}

/** Sends `amount` through a slot. */
export function push({ room, state, twin }: Network, slot: number, amount: bigint): void {
  const back = twin[slot]!
  room[slot]! -= amount
  room[back]! += amount
  state[slot]! |= TWIN_OPEN
  state[back]! |= OPEN
  if (room[slot] === 0n) {
    state[slot]! &= ~OPEN
    state[back]! &= ~TWIN_OPEN
  }
}

/** Sends as much as it can along `path[0]` up to `path[length - 1]`, from the node that has it to one that needs it. */
export function pushAlong(network: Network, path: Int32Array, length: number): void {
  const { excess, room, to, twin } = network
  const source = to[twin[path[0]!]!]!
  const target = to[path[length - 1]!]!
  let amount = least(excess[source]!, -excess[target]!)
  for (let i = 0; i < length; i++) amount = least(amount, room[path[i]!]!)
  for (let i = 0; i < length; i++) push(network, path[i]!, amount)
  excess[source]! -= amount
  excess[target]! += amount
}

/** What each arc of the graph still carries when all is routed: the rest of the largest set-off. */
export function routedAmounts({ state, room, twin, arc }: Network, graph: DebtGraph): Amounts {
  const routed = amountsFor(graph.debtor.length, graph.grossTotal)
  for (let e = 0; e < routed.length; e++) routed[e] = graph.amount[e]!
  for (let slot = 0; slot < state.length; slot++) if (state[slot]! & FORWARD) routed[arc[slot]!] = room[twin[slot]!]!
  return routed
}

function innerArcs({ debtor, creditor }: DebtGraph, { of }: Components): Int32Array {
  return Int32Array.from(debtor.keys()).filter((arc) => of[debtor[arc]!] === of[creditor[arc]!])
}

function slotStarts({ parties, debtor, creditor }: DebtGraph, inner: Int32Array): Int32Array {
  const start = new Int32Array(parties.length + 1)
  for (const arc of inner) {
    start[debtor[arc]! + 1]!++
    start[creditor[arc]! + 1]!++
  }
  for (let v = 0; v < parties.length; v++) start[v + 1]! += start[v]!
  return start
}

function placeArc(network: Network, { debtor, creditor, amount }: DebtGraph, arc: number, next: Int32Array): void {
  const { to, twin, state, room, excess } = network
  const from = debtor[arc]!
  const into = creditor[arc]!
  const forward = next[from]!++
  const backward = next[into]!++
  to[forward] = into
  to[backward] = from
  twin[forward] = backward
  twin[backward] = forward
  network.arc[forward] = arc
  network.arc[backward] = arc
  state[forward] = FORWARD | OPEN
  state[backward] = TWIN_OPEN
  room[forward] = amount[arc]!
  excess[from]! += amount[arc]!
  excess[into]! -= amount[arc]!
}
