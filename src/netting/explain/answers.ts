import type { ColumnCycles } from '../cycles/cycles.ts'
import { type AmountColumn, least } from '../graph/amounts.ts'
import { positionsOfColumns } from '../graph/column-positions.ts'
import { columnsOf, type NettingColumns } from '../graph/columns.ts'
import { findComponents } from '../graph/components.ts'
import { buildGraph } from '../graph/graph.ts'
import type { NettingObligation } from '../graph/obligation.ts'
import type { SetOff } from '../set-off/set-off.ts'

/**
 * Why so much of an obligation was set off and no more (SPEC N12). WHOLE, PART: the cycles say how. OLDER_FIRST: all
 * that circles could use of this pair went to its older obligations. NO_CIRCLE: nothing owed leads from its creditor
 * back to its debtor. NO_GAIN: every circle through it would take more from others than it brings, which the levels
 * show: it goes down at least one.
 */
export type AnswerReason = 'WHOLE' | 'PART' | 'OLDER_FIRST' | 'NO_CIRCLE' | 'NO_GAIN' | 'NOTHING_OWED'

export interface ObligationAnswer {
  readonly obligation: string
  readonly amount: bigint
  readonly setOff: bigint
  readonly reason: AnswerReason
  /** The cycles that took it, as indices. */
  readonly cycles: readonly number[]
  readonly debtorLevel: number
  readonly creditorLevel: number
}

/** An answer for each obligation, in the order of the input. */
export function explainObligations(
  obligations: readonly NettingObligation[],
  setOff: Pick<SetOff, 'setOffs' | 'cycles' | 'levels'>,
): ObligationAnswer[] {
  const { columns, shares } = columnsWithShares(obligations, setOff)
  const levels = new Map(setOff.levels.map(({ party, level }) => [party, level]))
  const cycles = cyclesByObligation(setOff)
  const reasonOf = reasonsOfColumns(columns, shares)
  const rowOf = new Int32Array(obligations.length)
  for (let row = 0; row < rowOf.length; row++) rowOf[columns.rows[row]!] = row
  return obligations.map(({ id, debtor, creditor, amount }, i) => ({
    obligation: id,
    amount,
    setOff: shares[rowOf[i]!]!,
    reason: reasonOf(rowOf[i]!),
    cycles: cycles.get(id) ?? [],
    debtorLevel: levels.get(debtor)!,
    creditorLevel: levels.get(creditor)!,
  }))
}

function cyclesByObligation({ cycles }: Pick<SetOff, 'cycles'>): Map<string, number[]> {
  const byObligation = new Map<string, number[]>()
  for (const [c, { obligations }] of cycles.entries()) {
    for (const id of obligations) {
      const known = byObligation.get(id)
      if (known === undefined) byObligation.set(id, [c])
      else known.push(c)
    }
  }
  return byObligation
}

/** Why so much of each row is set off. */
export function reasonsOfColumns(columns: NettingColumns, shares: AmountColumn): (row: number) => AnswerReason {
  const { parties, debtor, creditor, amount } = columns
  const { of } = findComponents(buildGraph(columns))
  const pairOf = (row: number) => debtor[row]! * parties + creditor[row]!
  const pairs = new Set<number>()
  for (let row = 0; row < debtor.length; row++) if (shares[row]! > 0) pairs.add(pairOf(row))
  return (row) => {
    if (!(amount[row]! > 0)) return 'NOTHING_OWED'
    // A column of doubles may stand beside one of bigints, which are never the same.
    if (!(shares[row]! < amount[row]! || shares[row]! > amount[row]!)) return 'WHOLE'
    if (shares[row]! > 0) return 'PART'
    if (of[debtor[row]!] !== of[creditor[row]!]) return 'NO_CIRCLE'
    return pairs.has(pairOf(row)) ? 'OLDER_FIRST' : 'NO_GAIN'
  }
}

/** How a party stood before the set-off, and how it stands after: its net position is the same. */
export interface PartyAnswer {
  readonly party: string
  readonly receivableBefore: bigint
  readonly payableBefore: bigint
  readonly receivableAfter: bigint
  readonly payableAfter: bigint
  readonly net: bigint
  /** Takes part in so many cycles. */
  readonly cycles: number
}

/** An answer for each party, sorted. */
export function explainParties(
  obligations: readonly NettingObligation[],
  setOff: Pick<SetOff, 'setOffs' | 'cycles'>,
): PartyAnswer[] {
  const { columns, shares } = columnsWithShares(obligations, setOff)
  const debtors = new Map(Array.from(columns.rows, (i, row) => [obligations[i]!.id, columns.debtor[row]!]))
  // A result that somebody else has made may name what was not netted.
  const members = setOff.cycles.flatMap(({ obligations: ids }) => ids.flatMap((id) => debtors.get(id) ?? []))
  return partyAnswers(columns, columns.names, shares, members)
}

/** An answer for each party of columns, in the order of their numbers, which `names` says. */
export function explainPartiesOfColumns(
  columns: NettingColumns,
  names: readonly string[],
  shares: AmountColumn,
  { rows }: ColumnCycles,
): PartyAnswer[] {
  const members = rows.map((row) => columns.debtor[row]!)
  return partyAnswers(columns, names, shares, members)
}

/** `members`: the number of a party as often as cycles lead through it. */
function partyAnswers(
  columns: NettingColumns,
  names: readonly string[],
  shares: AmountColumn,
  members: Iterable<number>,
): PartyAnswer[] {
  const before = positionsOfColumns(columns)
  const taken = positionsOfColumns({ ...columns, amount: shares })
  const cycles = new Int32Array(names.length)
  for (const party of members) cycles[party]!++
  return names.map((party, i) => {
    const [receivable, payable] = [BigInt(before.receivable[i]!), BigInt(before.payable[i]!)]
    return {
      party,
      receivableBefore: receivable,
      payableBefore: payable,
      // The same is taken of both (N2), but for what is drawn and paid in with credit (N17).
      receivableAfter: receivable - BigInt(taken.receivable[i]!),
      payableAfter: payable - BigInt(taken.payable[i]!),
      net: receivable - payable,
      cycles: cycles[i]!,
    }
  })
}

/** Obligations as columns, and how much of each row is set off. */
function columnsWithShares(obligations: readonly NettingObligation[], { setOffs }: Pick<SetOff, 'setOffs'>) {
  const columns = columnsOf(obligations)
  const shareOf = new Map(setOffs.map(({ obligation, amount }) => [obligation, amount]))
  return { columns, shares: Array.from(columns.rows, (i) => shareOf.get(obligations[i]!.id) ?? 0n) }
}

/** How evenly a set-off serves those who could have taken part: parties that both owe and are owed. */
export interface Sharing {
  readonly parties: number
  /** Of these, how many have something set off. */
  readonly served: number
  /**
   * Of what a party could at most have set off, which is the smaller of what it owes and is owed, the part that was, in
   * thousandths: the least served, the quarter points, and the best served.
   */
  readonly quartiles: readonly [number, number, number, number, number]
  /** 0 when all are served to the same part, towards 1000 when few are served at all: Gini's coefficient. */
  readonly unevenness: number
}

export function measureSharing(parties: readonly PartyAnswer[]): Sharing {
  const parts = parties
    .filter(({ receivableBefore, payableBefore }) => receivableBefore > 0n && payableBefore > 0n)
    .map(({ receivableBefore, payableBefore, payableAfter }) => {
      const most = least(receivableBefore, payableBefore)
      return Number(((payableBefore - payableAfter) * 1000n) / most)
    })
    .sort((a, b) => a - b)
  const at = (quarter: number) => parts[Math.round(((parts.length - 1) * quarter) / 4)] ?? 0
  const sum = parts.reduce((total, part) => total + part, 0)
  const weighted = parts.reduce((total, part, i) => total + part * (2 * (i + 1) - parts.length - 1), 0)
  return {
    parties: parts.length,
    served: parts.filter((part) => part > 0).length,
    quartiles: [at(0), at(1), at(2), at(3), at(4)],
    unevenness: sum === 0 ? 0 : Math.round((1000 * weighted) / (parts.length * sum)),
  }
}
