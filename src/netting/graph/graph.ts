import { type AmountKind, type Amounts, amountsFor, amountsFrom, kindFor, sumOf } from './amounts.ts'
import type { NettingColumns } from './columns.ts'

/**
 * The graph of debts: all obligations from one party to another are one arc. Arcs are sorted by debtor, then creditor.
 * It depends on nothing but the rows and their order.
 */
export interface DebtGraph {
  readonly parties: number
  readonly kind: AmountKind
  readonly grossTotal: bigint
  readonly debtor: Int32Array
  readonly creditor: Int32Array
  readonly amount: Amounts
  /** The arcs that leave party p are `arcStart[p]` up to `arcStart[p + 1]`. */
  readonly arcStart: Int32Array
  /** Rows, arc by arc: the oldest due date first, then in order of the rows. */
  readonly members: Int32Array
  /** The rows of arc e are `memberStart[e]` up to `memberStart[e + 1]` in `members`. */
  readonly memberStart: Int32Array
  /** The amount of each row, in the engine's form. */
  readonly rowAmount: Amounts
}

/** With `headroom`, sums of up to that many times all debts together stay exact. */
export function buildGraph(columns: NettingColumns, headroom = 1n): DebtGraph {
  const { parties, debtor, creditor } = columns
  const grossTotal = sumOf(columns.amount)
  const kind = kindFor(grossTotal * headroom)
  const rowAmount = amountsFrom(columns.amount, kind)
  const members = sortBy(debtor, parties, sortBy(creditor, parties, rowsOfArcs(columns, rowAmount)))
  const arcs = mergeRows(columns, rowAmount, members, kind)
  if (columns.dueMs !== null) sortMembersByAge(members, arcs.memberStart, columns.dueMs)
  return { parties, kind, grossTotal, members, rowAmount, arcStart: groupStarts(arcs.debtor, parties), ...arcs }
}

/** Sorts `order` by `key`, whose values are below `keys`; equal ones stay in order. */
export function sortBy(key: Int32Array, keys: number, order: Int32Array): Int32Array {
  const place = new Int32Array(keys + 1)
  for (let k = 0; k < order.length; k++) place[key[order[k]!]! + 1]!++
  for (let k = 0; k < keys; k++) place[k + 1]! += place[k]!
  const sorted = new Int32Array(order.length)
  for (let k = 0; k < order.length; k++) sorted[place[key[order[k]!]!]!++] = order[k]!
  return sorted
}

/** Where the group of each key begins once sorted: group k is `start[k]` up to `start[k + 1]`. */
export function groupStarts(key: Int32Array, keys: number): Int32Array {
  const start = new Int32Array(keys + 1)
  for (let i = 0; i < key.length; i++) start[key[i]! + 1]!++
  for (let k = 0; k < keys; k++) start[k + 1]! += start[k]!
  return start
}

// A debt to oneself is set off whole and needs no arc; a row of amount 0 needs none either.
function rowsOfArcs({ debtor, creditor }: NettingColumns, amount: Amounts): Int32Array {
  const rows = new Int32Array(debtor.length)
  let count = 0
  for (let row = 0; row < debtor.length; row++) {
    if (debtor[row] !== creditor[row] && amount[row]! > 0) rows[count++] = row
  }
  return rows.subarray(0, count)
}

function mergeRows(columns: NettingColumns, rowAmount: Amounts, members: Int32Array, kind: AmountKind) {
  const memberStart = new Int32Array(members.length + 1)
  const debtor = new Int32Array(members.length)
  const creditor = new Int32Array(members.length)
  const amount = amountsFor(members.length, kind)
  let arcs = 0
  for (let k = 0; k < members.length; k++) {
    const row = members[k]!
    const from = columns.debtor[row]!
    const to = columns.creditor[row]!
    if (arcs === 0 || debtor[arcs - 1] !== from || creditor[arcs - 1] !== to) {
      debtor[arcs] = from
      creditor[arcs] = to
      memberStart[arcs++] = k
    }
    amount[arcs - 1]! += rowAmount[row]!
  }
  memberStart[arcs] = members.length
  return {
    debtor: debtor.subarray(0, arcs),
    creditor: creditor.subarray(0, arcs),
    amount: amount.slice(0, arcs),
    memberStart: memberStart.subarray(0, arcs + 1),
  }
}

function sortMembersByAge(members: Int32Array, memberStart: Int32Array, dueMs: Float64Array): void {
  for (let arc = 0; arc + 1 < memberStart.length; arc++) {
    const first = memberStart[arc]!
    const end = memberStart[arc + 1]!
    if (isSortedByAge(members, first, end, dueMs)) continue
    // Equal dates keep the order of the rows: the sort is stable, and `Infinity − Infinity` is NaN.
    const byAge = Array.from(members.subarray(first, end)).sort((a, b) =>
      dueMs[a] === dueMs[b] ? 0 : dueMs[a]! - dueMs[b]!,
    )
    members.set(byAge, first)
  }
}

function isSortedByAge(members: Int32Array, first: number, end: number, dueMs: Float64Array): boolean {
  for (let k = first + 1; k < end; k++) if (dueMs[members[k]!]! < dueMs[members[k - 1]!]!) return false
  return true
}
