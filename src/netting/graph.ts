import { type Amounts, amountsFor } from './amounts.ts'
import { type NettingObligation, orderById, partiesOf } from './obligation.ts'

/**
 * Who owes whom, in numbers: parties are indices in byte order, and all obligations from one party to another are one
 * arc. Arcs are sorted by debtor, then creditor. Nothing here depends on the order of the input.
 */
export interface DebtGraph {
  readonly parties: readonly string[]
  readonly grossTotal: bigint
  readonly debtor: Int32Array
  readonly creditor: Int32Array
  readonly amount: Amounts
  /** The arcs that leave party p are `arcStart[p]` up to `arcStart[p + 1]`. */
  readonly arcStart: Int32Array
  /** Obligations as indices in the input, arc by arc: the oldest due date first, then by id. */
  readonly members: Int32Array
  /** The obligations of arc e are `memberStart[e]` up to `memberStart[e + 1]` in `members`. */
  readonly memberStart: Int32Array
  /** All obligations above zero as indices in the input, sorted by id. */
  readonly byId: Int32Array
  /** Obligations that somebody owes himself, by id; they are in no arc. */
  readonly selfOwed: Int32Array
}

export function buildGraph(obligations: readonly NettingObligation[]): DebtGraph {
  const parties = partiesOf(obligations)
  const index = new Map(parties.map((party, i) => [party, i]))
  const from = Int32Array.from(obligations, (obligation) => index.get(obligation.debtor)!)
  const to = Int32Array.from(obligations, (obligation) => index.get(obligation.creditor)!)
  let grossTotal = 0n
  for (const { amount } of obligations) grossTotal += amount

  const byId = orderById(obligations).filter((i) => obligations[i]!.amount > 0n)
  const selfOwed = byId.filter((i) => from[i] === to[i])
  const due = Float64Array.from(obligations, ({ dueMs }) => dueMs ?? Number.POSITIVE_INFINITY)
  const byAge = byId.filter((i) => from[i] !== to[i]).sort((a, b) => (due[a] === due[b] ? 0 : due[a]! - due[b]!))
  const members = stableSort(stableSort(byAge, to, parties.length), from, parties.length)
  return {
    parties,
    grossTotal,
    byId,
    selfOwed,
    members,
    ...mergeParallel({ obligations, members, from, to, parties, grossTotal }),
  }
}

/** Sorts `order` by `key`, whose values are below `keys`; equal ones stay in order. */
export function stableSort(order: Int32Array, key: Int32Array, keys: number): Int32Array {
  const place = new Int32Array(keys + 1)
  for (const i of order) place[key[i]! + 1]!++
  for (let k = 0; k < keys; k++) place[k + 1]! += place[k]!
  const sorted = new Int32Array(order.length)
  for (const i of order) sorted[place[key[i]!]!++] = i
  return sorted
}

/** Where the group of each key begins once sorted: group k is `start[k]` up to `start[k + 1]`. */
export function groupStarts(key: Int32Array, keys: number): Int32Array {
  const start = new Int32Array(keys + 1)
  for (const k of key) start[k + 1]!++
  for (let k = 0; k < keys; k++) start[k + 1]! += start[k]!
  return start
}

interface Sorted {
  readonly obligations: readonly NettingObligation[]
  readonly members: Int32Array
  readonly from: Int32Array
  readonly to: Int32Array
  readonly parties: readonly string[]
  readonly grossTotal: bigint
}

function mergeParallel({ obligations, members, from, to, parties, grossTotal }: Sorted) {
  const memberStart = new Int32Array(members.length + 1)
  const debtor = new Int32Array(members.length)
  const creditor = new Int32Array(members.length)
  const amount = amountsFor(members.length, grossTotal)
  let arcs = 0
  for (let k = 0; k < members.length; k++) {
    const i = members[k]!
    if (arcs === 0 || debtor[arcs - 1] !== from[i] || creditor[arcs - 1] !== to[i]) {
      debtor[arcs] = from[i]!
      creditor[arcs] = to[i]!
      memberStart[arcs++] = k
    }
    amount[arcs - 1]! += obligations[i]!.amount
  }
  memberStart[arcs] = members.length
  return {
    debtor: debtor.subarray(0, arcs),
    creditor: creditor.subarray(0, arcs),
    amount: amount.slice(0, arcs),
    memberStart: memberStart.subarray(0, arcs + 1),
    arcStart: groupStarts(debtor.subarray(0, arcs), parties.length),
  }
}
