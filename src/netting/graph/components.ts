import type { DebtGraph } from './graph.ts'

/** The strongly connected component of each party. A debt between two components is on no cycle. */
export interface Components {
  readonly count: number
  /** Component numbers in reverse topological order: a component comes after all those that its parties owe to. */
  readonly of: Int32Array
}

/** The part of the graph on which components depend. */
type Arrows = Pick<DebtGraph, 'parties' | 'arcStart' | 'creditor'>

const UNSEEN = -1

/**
 * Tarjan's algorithm for strongly connected components (1972), with an explicit stack: a chain of a million debts must
 * not overflow the call stack.
 */
export function findComponents({ parties: n, arcStart, creditor }: Arrows): Components {
  const of = new Int32Array(n).fill(UNSEEN)
  const low = new Int32Array(n).fill(UNSEEN)
  const cursor = arcStart.slice(0, n)
  const trail = new Int32Array(n)
  const open = new Int32Array(n)
  let opened = 0
  let seen = 0
  let count = 0

  for (let root = 0; root < n; root++) {
    if (low[root] !== UNSEEN) continue
    let depth = 0
    trail[0] = root
    while (depth >= 0) {
      const node = trail[depth]!
      if (low[node] === UNSEEN) {
        low[node] = seen++
        open[opened++] = node
      }
      const next = nextUnseen(node)
      if (next !== UNSEEN) {
        trail[++depth] = next
        continue
      }
      closeComponent(node)
      depth--
    }
  }
  return { count, of }

  function nextUnseen(node: number): number {
    while (cursor[node]! < arcStart[node + 1]!) {
      const next = creditor[cursor[node]!++]!
      if (low[next] === UNSEEN) return next
    }
    return UNSEEN
  }

  // By now every debt of the node leads to a party whose number is final or whose component is closed.
  function closeComponent(node: number): void {
    const discovered = low[node]!
    let lowest = discovered
    for (let arc = arcStart[node]!; arc < arcStart[node + 1]!; arc++) {
      const next = creditor[arc]!
      if (of[next] === UNSEEN && low[next]! < lowest) lowest = low[next]!
    }
    low[node] = lowest
    if (lowest < discovered) return
    let member = UNSEEN
    while (member !== node) {
      member = open[--opened]!
      of[member] = count
    }
    count++
  }
}
