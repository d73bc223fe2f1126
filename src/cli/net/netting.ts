import { type NettingObjective, TRANSFER_ALGORITHMS } from '../../clearing/index.ts'
import type { Result } from '../../kernel/index.ts'
import {
  type ColumnCycles,
  type ColumnPositions,
  type ColumnSetOff,
  type ColumnTransfers,
  cyclesOfColumns,
  fewestTransfers,
  fewestTransfersAmong,
  largestSetOffOfColumns,
  leastValueAmong,
  leastValueTransfers,
  type NettingColumns,
  type NettingObligation,
  orderOf,
  type Pair,
  positionsOfColumns,
  RESTRICTED_ALGORITHMS,
  residualOfColumns,
  type TransferPlan,
  verifyColumnCycles,
  verifyColumns,
} from '../../netting/index.ts'
import { DebtFileError } from './debt-file.ts'
import type { DebtColumns } from './debt-table.ts'

/** One currency's netting, in columns all the way: neither debts nor results are ever an object each. */
export interface Netting {
  readonly currency: string
  readonly scale: number
  readonly objective: NettingObjective
  readonly algorithm: string
  /** In byte order, as the parties of the columns are numbered. */
  readonly names: readonly string[]
  /** The id of each row, in byte order. */
  readonly ids: readonly string[]
  readonly columns: NettingColumns
  readonly positions: ColumnPositions
  readonly grossTotal: bigint
  readonly setOffTotal: bigint
  readonly residualTotal: bigint
  readonly transfers: ColumnTransfers
  /** No plan has fewer transfers; null for a set-off. */
  readonly transferLowerBound: number | null
  /** Null for a plan of transfers, which sets nothing off. */
  readonly setOff: CheckedSetOff | null
}

export interface CheckedSetOff {
  readonly shares: ColumnSetOff['shares']
  readonly levels: Int32Array
  readonly verified: boolean
}

/** Debts numbered as the engine wants them: parties in byte order of their names, rows in byte order of their ids. */
export type NamedDebts = Pick<Netting, 'currency' | 'scale' | 'names' | 'ids' | 'columns'>

type PlanObjective = Exclude<NettingObjective, 'SET_OFF'>

/** The cycles, whether they are right, and why there are none where they would have too many steps. */
export interface CheckedCycles {
  readonly cycles: ColumnCycles
  readonly verified: boolean
  readonly leftOut: string | null
}

export function nameDebts(debts: DebtColumns): NamedDebts {
  const rows = orderOf(debts.ids)
  const parties = orderOf(debts.parties)
  const numberOf = new Int32Array(parties.length)
  for (let i = 0; i < parties.length; i++) numberOf[parties[i]!] = i
  const amount = new BigInt64Array(rows.length)
  const dueMs = new Float64Array(rows.length)
  for (let row = 0; row < rows.length; row++) {
    const due = debts.dueMs[rows[row]!]!
    amount[row] = debts.amount[rows[row]!]!
    dueMs[row] = Number.isNaN(due) ? Number.POSITIVE_INFINITY : due
  }
  return {
    currency: debts.currency,
    scale: debts.scale,
    names: Array.from(parties, (i) => debts.parties[i]!),
    ids: Array.from(rows, (i) => debts.ids[i]!),
    columns: {
      parties: parties.length,
      debtor: rows.map((i) => numberOf[debts.debtor[i]!]!),
      creditor: rows.map((i) => numberOf[debts.creditor[i]!]!),
      amount,
      dueMs,
    },
  }
}

/** With `existingPairs` a plan keeps to pairs that owe each other something. */
export function netDebts(debts: NamedDebts, objective: NettingObjective, existingPairs = false): Netting {
  return objective === 'SET_OFF' ? setOffDebts(debts) : planTransfers(debts, objective, existingPairs)
}

function setOffDebts(debts: NamedDebts): Netting {
  const { columns } = debts
  const setOff = netted(largestSetOffOfColumns(columns))
  const { algorithm, shares, levels, grossTotal, setOffTotal, residualTotal } = setOff
  return {
    ...debts,
    objective: 'SET_OFF',
    algorithm,
    positions: positionsOfColumns(columns),
    grossTotal,
    setOffTotal,
    residualTotal,
    transfers: residualOfColumns(columns, shares),
    transferLowerBound: null,
    setOff: { shares, levels, verified: verifyColumns(columns, setOff).ok },
  }
}

/** Cycles that would have too many steps are left out; the set-off and its proof hold without them. */
export function findCycles({ columns }: Netting, { shares }: CheckedSetOff, stepsMax?: number): CheckedCycles {
  const found = cyclesOfColumns(columns, { shares }, stepsMax === undefined ? {} : { cycleStepsMax: stepsMax })
  if (found.ok)
    return { cycles: found.value, verified: verifyColumnCycles(columns, shares, found.value).ok, leftOut: null }
  if (found.refusal.code !== 'netting.too-many-steps') throw new DebtFileError(found.refusal.message)
  const none = { amount: new Float64Array(0), start: Int32Array.of(0), rows: new Int32Array(0) }
  return { cycles: none, verified: true, leftOut: found.refusal.message }
}

function planTransfers(debts: NamedDebts, objective: PlanObjective, existingPairs: boolean): Netting {
  const { names, columns } = debts
  const positions = positionsOfColumns(columns)
  const { transfers, lowerBound } = existingPairs ? planAmongPairs(debts, positions, objective) : planFreely()
  const numberOf = new Map(names.map((name, i) => [name, i]))
  const grossTotal = totalOf(positions.payable)
  const residualTotal = transfers.reduce((sum, { amount }) => sum + amount, 0n)
  return {
    ...debts,
    objective,
    algorithm: (existingPairs ? RESTRICTED_ALGORITHMS : TRANSFER_ALGORITHMS)[objective],
    positions,
    grossTotal,
    // Few payments through others may move more than was owed.
    setOffTotal: grossTotal > residualTotal ? grossTotal - residualTotal : 0n,
    residualTotal,
    transferLowerBound: lowerBound,
    transfers: {
      from: Int32Array.from(transfers, ({ from }) => numberOf.get(from)!),
      to: Int32Array.from(transfers, ({ to }) => numberOf.get(to)!),
      amount: transfers.map(({ amount }) => amount),
    },
    setOff: null,
  }

  function planFreely(): TransferPlan {
    return { LEAST_VALUE: leastValueTransfers, FEWEST_TRANSFERS: fewestTransfers }[objective](chainOf(positions))
  }

  // Plans look at net positions only: a chain of debts from each party to the next has the same ones in fewer objects.
  function chainOf({ net }: ColumnPositions): NettingObligation[] {
    const chain: NettingObligation[] = []
    let carried = 0n
    for (let i = 0; i + 1 < names.length; i++) {
      carried -= BigInt(net[i]!)
      const [debtor, creditor] = carried < 0n ? [names[i + 1]!, names[i]!] : [names[i]!, names[i + 1]!]
      chain.push({ id: String(i), debtor, creditor, amount: carried < 0n ? -carried : carried, dueMs: null })
    }
    return chain
  }
}

function planAmongPairs(
  { names, columns: { debtor, creditor, amount } }: NamedDebts,
  { receivable, payable, net }: ColumnPositions,
  objective: PlanObjective,
): TransferPlan {
  const positions = names.map((party, i) => ({
    party,
    receivable: BigInt(receivable[i]!),
    payable: BigInt(payable[i]!),
    net: BigInt(net[i]!),
  }))
  const pairs: Pair[] = []
  for (let row = 0; row < debtor.length; row++) {
    if (amount[row]! > 0) pairs.push([names[debtor[row]!]!, names[creditor[row]!]!])
  }
  const find = { LEAST_VALUE: leastValueAmong, FEWEST_TRANSFERS: fewestTransfersAmong }[objective]
  return netted(find(positions, pairs))
}

function totalOf(amounts: ColumnPositions['payable']): bigint {
  let total = 0n
  for (let i = 0; i < amounts.length; i++) total += BigInt(amounts[i]!)
  return total
}

function netted<T>(result: Result<T>): T {
  if (!result.ok) throw new DebtFileError(result.refusal.message)
  return result.value
}
