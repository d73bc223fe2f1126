import { type Amounts, amountsFor, least } from './amounts.ts'
import type { DebtGraph } from './graph.ts'
import type { NettingObligation } from './obligation.ts'

/**
 * Spreads what is set off between two parties over their obligations: the oldest due date first, then by id, so that
 * at most one obligation of a pair is set off in part. What somebody owes himself is set off whole.
 */
export function allocate(obligations: readonly NettingObligation[], graph: DebtGraph, setOff: Amounts): Amounts {
  const { members, memberStart, selfOwed, grossTotal } = graph
  const shares = amountsFor(obligations.length, grossTotal)
  for (const i of selfOwed) shares[i] = obligations[i]!.amount
  for (let arc = 0; arc < setOff.length; arc++) {
    let left = setOff[arc]!
    for (let k = memberStart[arc]!; left > 0n && k < memberStart[arc + 1]!; k++) {
      const share = least(left, obligations[members[k]!]!.amount)
      shares[members[k]!] = share
      left -= share
    }
  }
  return shares
}
