import { type Amounts, amountsFor } from '../graph/amounts.ts'
import type { NettingColumns } from '../graph/columns.ts'
import type { DebtGraph } from '../graph/graph.ts'

/**
 * Distributes what is set off between two parties over their obligations: the oldest due date first, then in order of
 * the rows, so that at most one obligation of a pair is set off in part. A debt to oneself is set off whole.
 */
export function allocate({ debtor, creditor }: NettingColumns, graph: DebtGraph, setOff: Amounts): Amounts {
  const { members, memberStart, rowAmount, kind } = graph
  const shares = amountsFor(rowAmount.length, kind)
  for (let row = 0; row < rowAmount.length; row++) if (debtor[row] === creditor[row]) shares[row] = rowAmount[row]!
  for (let arc = 0; arc < setOff.length; arc++) {
    let left = setOff[arc]!
    for (let k = memberStart[arc]!; left > 0 && k < memberStart[arc + 1]!; k++) {
      const row = members[k]!
      let share = rowAmount[row]!
      if (left < share) share = left
      shares[row] = share
      left -= share
    }
  }
  return shares
}
