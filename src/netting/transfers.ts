import { least } from './amounts.ts'
import { groupPositions } from './groups.ts'
import type { NettingObligation } from './obligation.ts'
import { type NetPosition, netPositions, sortTransfers, type Transfer } from './positions.ts'

/** Payments that replace all obligations. They may make new counterparties, so a plan is offered and never imposed. */
export interface TransferPlan {
  /** Sorted by payer, then payee; the total is always the least that can settle all net positions. */
  readonly transfers: readonly Transfer[]
  /** No plan has fewer transfers than this. */
  readonly lowerBound: number
}

/** The least value in total, with fewer transfers than parties: payers and payees are matched in order of their names. */
export function leastValueTransfers(obligations: readonly NettingObligation[]): TransferPlan {
  const positions = openPositions(obligations)
  return { transfers: sortTransfers(settle(positions)), lowerBound: boundBySides(positions) }
}

/** The least value in total, and as few transfers as can be found: the fewest there are up to EXACT_MAX positions. */
export function fewestTransfers(obligations: readonly NettingObligation[]): TransferPlan {
  const positions = openPositions(obligations)
  const { groups, exact, pairs } = groupPositions(positions.map(({ net }) => net))
  const transfers = groups.flatMap((group) => settle(largestFirst(group.map((i) => positions[i]!))))
  // Apart from the pairs a group has at least three, so there are at most (positions + pairs) / 3 groups.
  const boundByGroups = positions.length - Math.floor((positions.length + pairs) / 3)
  const lowerBound = exact ? transfers.length : Math.max(boundByGroups, boundBySides(positions))
  return { transfers: sortTransfers(transfers), lowerBound }
}

function openPositions(obligations: readonly NettingObligation[]): readonly NetPosition[] {
  return netPositions(obligations).filter(({ net }) => net !== 0n)
}

// Everybody who owes must pay, and everybody who is owed must be paid.
function boundBySides(positions: readonly NetPosition[]): number {
  const payers = positions.filter(({ net }) => net < 0n).length
  return Math.max(payers, positions.length - payers)
}

function largestFirst(positions: readonly NetPosition[]): readonly NetPosition[] {
  const size = ({ net }: NetPosition) => (net < 0n ? -net : net)
  return positions.toSorted((a, b) => (size(a) === size(b) ? 0 : size(a) > size(b) ? -1 : 1))
}

/** Each transfer satisfies its payer or its payee, and the last one both: fewer transfers than positions. */
function settle(positions: readonly NetPosition[]): Transfer[] {
  const payers = positions.filter(({ net }) => net < 0n)
  const payees = positions.filter(({ net }) => net > 0n)
  const transfers: Transfer[] = []
  let p = 0
  let owed = 0n
  for (const { party, net } of payees) {
    for (let due = net; due > 0n; ) {
      if (owed === 0n) owed = -payers[p]!.net
      const amount = least(owed, due)
      transfers.push({ from: payers[p]!.party, to: party, amount })
      owed -= amount
      due -= amount
      if (owed === 0n) p++
    }
  }
  return transfers
}
