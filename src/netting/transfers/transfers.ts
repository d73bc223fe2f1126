import { least } from '../graph/amounts.ts'
import { type Grouping, groupPositions } from '../graph/groups.ts'
import type { NettingObligation } from '../graph/obligation.ts'
import { type NetPosition, netPositions, sortTransfers, type Transfer } from '../graph/positions.ts'

/**
 * Payments that replace all obligations. They may create new counterparties, so a plan is a proposal and never imposed.
 */
export interface TransferPlan {
  /** Sorted by payer, then payee; the total is always the least that settles all net positions. */
  readonly transfers: readonly Transfer[]
  /** No plan has fewer transfers than this. */
  readonly lowerBound: number
}

/** Least total value, with fewer transfers than parties: payers and payees are matched in order of their names. */
export function leastValueTransfers(obligations: readonly NettingObligation[]): TransferPlan {
  const positions = openPositions(obligations)
  return { transfers: sortTransfers(settle(positions)), lowerBound: boundBySides(positions.map(({ net }) => net)) }
}

/** Least total value in few transfers: the optimum for up to EXACT_MAX positions, a heuristic beyond. */
export function fewestTransfers(obligations: readonly NettingObligation[]): TransferPlan {
  const positions = openPositions(obligations)
  const nets = positions.map(({ net }) => net)
  const grouping = groupPositions(nets)
  const transfers = grouping.groups.flatMap((group) => settle(largestFirst(group.map((i) => positions[i]!))))
  return { transfers: sortTransfers(transfers), lowerBound: boundOf(nets, grouping) }
}

/** A lower bound on the number of transfers that settle these net positions, none of which is 0. */
export function fewestFor(nets: readonly bigint[]): number {
  return boundOf(nets, groupPositions(nets))
}

function boundOf(nets: readonly bigint[], { groups, exact, pairs }: Grouping): number {
  if (exact) return nets.length - groups.length
  // Groups other than pairs have at least three members, so there are at most (positions + pairs) / 3 groups.
  return Math.max(nets.length - Math.floor((nets.length + pairs) / 3), boundBySides(nets))
}

function openPositions(obligations: readonly NettingObligation[]): readonly NetPosition[] {
  return netPositions(obligations).filter(({ net }) => net !== 0n)
}

// Every net debtor must pay, and every net creditor must be paid.
function boundBySides(nets: readonly bigint[]): number {
  const payers = nets.filter((net) => net < 0n).length
  return Math.max(payers, nets.length - payers)
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
