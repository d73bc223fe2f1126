import { done, type Result } from '../../kernel/index.ts'
import { refuse } from '../refusals.ts'
import type { AmountColumn } from './amounts.ts'
import { type NettingObligation, OBLIGATIONS_MAX, orderById, partiesOf } from './obligation.ts'

/**
 * Obligations as columns (struct of arrays), for inputs too large for objects. The order of the rows is part of the
 * input: of two obligations of a pair with the same due date, the earlier row goes first. For the same result on every
 * node, number parties in byte order of their ids, and sort rows by id.
 */
export interface NettingColumns {
  /** The number of parties; parties are numbered from 0. */
  readonly parties: number
  readonly debtor: Int32Array
  readonly creditor: Int32Array
  /** Non-negative whole minor units. */
  readonly amount: AmountColumn
  /** UTC milliseconds, Infinity where no date was set; null when there are no dates at all. */
  readonly dueMs: Float64Array | null
}

/** Columns of obligations, with the ids that their numbers stand for. */
export interface NamedColumns extends NettingColumns {
  /** The parties' ids, in byte order. */
  readonly names: readonly string[]
  /** For each row the index of its obligation in the input; rows are sorted by id. */
  readonly rows: Int32Array
}

/** Obligations as columns: rows in byte order of their ids, parties numbered in byte order of their names. */
export function columnsOf(obligations: readonly NettingObligation[]): NamedColumns {
  const rows = orderById(obligations)
  const names = partiesOf(obligations)
  const index = new Map(names.map((party, i) => [party, i]))
  const debtor = new Int32Array(rows.length)
  const creditor = new Int32Array(rows.length)
  const dueMs = new Float64Array(rows.length)
  const amount: bigint[] = []
  for (let row = 0; row < rows.length; row++) {
    const obligation = obligations[rows[row]!]!
    debtor[row] = index.get(obligation.debtor)!
    creditor[row] = index.get(obligation.creditor)!
    dueMs[row] = obligation.dueMs ?? Number.POSITIVE_INFINITY
    amount.push(obligation.amount)
  }
  return { parties: names.length, debtor, creditor, amount, dueMs, names, rows }
}

/** Refuses columns of unequal length, too many rows, unknown party numbers, and invalid amounts and dates. */
export function checkColumns(columns: NettingColumns, obligationsMax = OBLIGATIONS_MAX): Result<void> {
  const { parties, debtor, creditor, amount, dueMs } = columns
  const length = debtor.length
  if (length > obligationsMax)
    return refuse('netting.too-many-obligations', `${length} obligations; at most ${obligationsMax}`)
  if (creditor.length !== length || amount.length !== length || (dueMs !== null && dueMs.length !== length))
    return refuse('netting.unequal-columns', 'the columns do not have the same length')
  for (let row = 0; row < length; row++) {
    if (!(debtor[row]! >= 0 && debtor[row]! < parties && creditor[row]! >= 0 && creditor[row]! < parties))
      return refuse('netting.unknown-party', `row ${row} names a party that is not below ${parties}`)
    if (amount[row]! < 0) return refuse('netting.negative-amount', `row ${row} has the amount ${amount[row]}`)
    if (dueMs !== null && !Number.isSafeInteger(dueMs[row]) && dueMs[row] !== Number.POSITIVE_INFINITY)
      return refuse('netting.bad-due-date', `row ${row} is due at ${dueMs[row]}`)
  }
  if (amount instanceof Float64Array && !amount.every(Number.isSafeInteger))
    return refuse('netting.negative-amount', 'there is an amount that is no whole number below 2^53')
  return done
}
