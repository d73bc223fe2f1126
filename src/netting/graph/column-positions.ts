import { type AmountColumn, amountsFor, amountsFrom, columnFrom, kindFor, sumOf } from './amounts.ts'
import type { NettingColumns } from './columns.ts'
import { buildGraph } from './graph.ts'

/** What each party is owed, owes, and its net position. */
export interface ColumnPositions {
  readonly receivable: AmountColumn
  readonly payable: AmountColumn
  /** Negative when the party is a net debtor. */
  readonly net: AmountColumn
}

/** Who pays whom how much, as columns: sorted by payer, then payee. */
export interface ColumnTransfers {
  readonly from: Int32Array
  readonly to: Int32Array
  readonly amount: AmountColumn
}

/** What each party owes, is owed, and its net position, as columns by party number. */
export function positionsOfColumns({ parties, debtor, creditor, amount }: NettingColumns): ColumnPositions {
  const kind = kindFor(sumOf(amount))
  const rowAmount = amountsFrom(amount, kind)
  const [receivable, payable, net] = [amountsFor(parties, kind), amountsFor(parties, kind), amountsFor(parties, kind)]
  for (let row = 0; row < rowAmount.length; row++) {
    receivable[creditor[row]!]! += rowAmount[row]!
    payable[debtor[row]!]! += rowAmount[row]!
  }
  for (let party = 0; party < parties; party++) net[party] = receivable[party]! - payable[party]!
  return { receivable: columnFrom(receivable), payable: columnFrom(payable), net: columnFrom(net) }
}

/** The transfers that remain after a set-off of columns: at most one from each party to each other. */
export function residualOfColumns(columns: NettingColumns, shares: AmountColumn): ColumnTransfers {
  const kind = kindFor(sumOf(columns.amount))
  const [left, taken] = [amountsFrom(columns.amount, kind), amountsFrom(shares, kind)]
  for (let row = 0; row < left.length; row++) left[row]! -= taken[row]!
  // The remainders are debts again, which the graph merges and sorts; a debt to oneself needs no payment.
  const { debtor, creditor, amount } = buildGraph({ ...columns, amount: columnFrom(left), dueMs: null })
  return { from: debtor, to: creditor, amount: columnFrom(amount) }
}
