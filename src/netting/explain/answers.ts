import type { ColumnCycles } from '../cycles/cycles.ts'
import { type AmountColumn, least } from '../graph/amounts.ts'
import { positionsOfColumns } from '../graph/column-positions.ts'
import { columnsOf, type NettingColumns } from '../graph/columns.ts'
import { findComponents } from '../graph/components.ts'
import { buildGraph } from '../graph/graph.ts'
import type { NettingObligation } from '../graph/obligation.ts'
import type { SetOff } from '../set-off/set-off.ts'

/**
 * Why this much of an obligation was set off and no more (SPEC N12). WHOLE, PART: the cycles show how. OLDER_FIRST: all
 * that cycles could use of this pair went to its older obligations. NO_CIRCLE: no path of debts leads from its creditor
 * back to its debtor. NO_GAIN: every cycle through it would reduce other set-offs by more than it adds, which the
 * levels prove: it goes down at least one.
 */
export type AnswerReason = 'WHOLE' | 'PART' | 'OLDER_FIRST' | 'NO_CIRCLE' | 'NO_GAIN' | 'NOTHING_OWED'

/** Why this much of an obligation was set off, in minor units. */
export interface ObligationAnswer {
  readonly obligation: string
  readonly amount: bigint
  readonly setOff: bigint
  readonly reason: AnswerReason
  /** The indices of the cycles that use it. */
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

/** The reason for the share of each row. */
export function reasonsOfColumns(columns: NettingColumns, shares: AmountColumn): (row: number) => AnswerReason {
  const { parties, debtor, creditor, amount } = columns
  const { of } = findComponents(buildGraph(columns))
  const pairOf = (row: number) => debtor[row]! * parties + creditor[row]!
  const pairs = new Set<number>()
  for (let row = 0; row < debtor.length; row++) if (shares[row]! > 0) pairs.add(pairOf(row))
  return (row) => {
    if (!(amount[row]! > 0)) return 'NOTHING_OWED'
    // A column of doubles may be compared with one of bigints, which `===` never calls equal.
    if (!(shares[row]! < amount[row]! || shares[row]! > amount[row]!)) return 'WHOLE'
    if (shares[row]! > 0) return 'PART'
    if (of[debtor[row]!] !== of[creditor[row]!]) return 'NO_CIRCLE'
    return pairs.has(pairOf(row)) ? 'OLDER_FIRST' : 'NO_GAIN'
  }
}

/** A party's position before the set-off and after: its net position is the same. */
export interface PartyAnswer {
  readonly party: string
  readonly receivableBefore: bigint
  readonly payableBefore: bigint
  readonly receivableAfter: bigint
  readonly payableAfter: bigint
  readonly net: bigint
  /** In how many cycles it takes part. */
  readonly cycles: number
}

/** An answer for each party, sorted. */
export function explainParties(
  obligations: readonly NettingObligation[],
  setOff: Pick<SetOff, 'setOffs' | 'cycles'>,
): PartyAnswer[] {
  const { columns, shares } = columnsWithShares(obligations, setOff)
  const debtors = new Map(Array.from(columns.rows, (i, row) => [obligations[i]!.id, columns.debtor[row]!]))
  // A result computed elsewhere may name what was not netted.
  const members = setOff.cycles.flatMap(({ obligations: ids }) => ids.flatMap((id) => debtors.get(id) ?? []))
  return partyAnswers(columns, columns.names, shares, members)
}

/** An answer for each party of columns, in the order of their numbers; `names` gives the party of each number. */
export function explainPartiesOfColumns(
  columns: NettingColumns,
  names: readonly string[],
  shares: AmountColumn,
  { rows }: ColumnCycles,
): PartyAnswer[] {
  const members = rows.map((row) => columns.debtor[row]!)
  return partyAnswers(columns, names, shares, members)
}

/** `members`: the number of each party, once for every cycle through it. */
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
      // Both fall by the same amount (N2), except for what is drawn and paid in with credit (N17).
      receivableAfter: receivable - BigInt(taken.receivable[i]!),
      payableAfter: payable - BigInt(taken.payable[i]!),
      net: receivable - payable,
      cycles: cycles[i]!,
    }
  })
}

/** Obligations as columns, with the share of each row. */
function columnsWithShares(obligations: readonly NettingObligation[], { setOffs }: Pick<SetOff, 'setOffs'>) {
  const columns = columnsOf(obligations)
  const shareOf = new Map(setOffs.map(({ obligation, amount }) => [obligation, amount]))
  return { columns, shares: Array.from(columns.rows, (i) => shareOf.get(obligations[i]!.id) ?? 0n) }
}

/** How evenly a set-off serves the parties that could take part: those that both owe and are owed. */
export interface Sharing {
  readonly parties: number
  /** How many of these have something set off. */
  readonly served: number
  /**
   * The share of each party's possible set-off (the smaller of what it owes and is owed) that was set off, in
   * thousandths: minimum, quartiles, maximum.
   */
  readonly quartiles: readonly [number, number, number, number, number]
  /** Gini's coefficient in thousandths: 0 when all are served equally, towards 1000 when few are served at all. */
  readonly unevenness: number
}

/** How evenly the set-off is spread over the parties that both owe and are owed. */
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
