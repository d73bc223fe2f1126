import { ok, type Result } from '../../kernel/index.ts'
import { type ColumnCycles, decompose } from '../cycles/cycles.ts'
import { checkColumns, columnsOf, type NamedColumns, type NettingColumns } from '../graph/columns.ts'
import { checkObligations, type NettingObligation, OBLIGATIONS_MAX } from '../graph/obligation.ts'
import { refuse } from '../refusals.ts'
import { preferOldest } from './oldest.ts'
import { type ColumnSetOff, describeSolved, prepare, solve } from './solve.ts'

/**
 * Maximum number of steps of all cycles together: what fits into one attachment, with a margin. Among debts that close
 * only long cycles, every decomposition of the set-off has more (SPEC N9).
 */
export const CYCLE_STEPS_MAX = 20_000_000

export interface ObligationSetOff {
  readonly obligation: string
  readonly amount: bigint
}

/**
 * A cycle of debts that cancel: each obligation's creditor is the next one's debtor; the last leads back to the first.
 */
export interface Cycle {
  readonly amount: bigint
  readonly obligations: readonly string[]
}

/**
 * A party's level (dual potential) in the proof: a debt is worth setting off unless it goes down by a whole level or
 * more.
 */
export interface PartyLevel {
  readonly party: string
  readonly level: number
}

/** The result: what is set off, in which cycles, and the proof that no larger set-off exists. */
export interface SetOff {
  readonly algorithm: string
  /** All parties that owe or are owed, sorted. */
  readonly participants: readonly string[]
  readonly grossTotal: bigint
  readonly setOffTotal: bigint
  readonly residualTotal: bigint
  /** Only obligations of which something is set off, sorted by id. */
  readonly setOffs: readonly ObligationSetOff[]
  /** Short ones first; a debt to oneself is a cycle of one. Together they add up to exactly the set-offs. */
  readonly cycles: readonly Cycle[]
  /** One for each participant, sorted by party. */
  readonly levels: readonly PartyLevel[]
}

/** The stages of a netting, for its progress. */
export type SetOffStage = 'SETTING_OFF' | 'FINDING_CYCLES'

/** The bounds of one netting, for callers and tests that need lower ones, and the callback for its progress. */
export interface SetOffBounds {
  readonly obligationsMax?: number
  readonly cycleStepsMax?: number
  readonly report?: (stage: SetOffStage) => void
}

/**
 * The largest total that can be set off while every net position stays unchanged and no party gets a new counterparty.
 */
export function largestSetOff(obligations: readonly NettingObligation[], bounds: SetOffBounds = {}): Result<SetOff> {
  const checked = checkObligations(obligations, bounds.obligationsMax ?? OBLIGATIONS_MAX)
  if (!checked.ok) return checked
  const columns = columnsOf(obligations)
  bounds.report?.('SETTING_OFF')
  const setOff = netPrepared(columns)
  bounds.report?.('FINDING_CYCLES')
  const cycles = decompose(columns, setOff.shares, bounds.cycleStepsMax ?? CYCLE_STEPS_MAX)
  if (cycles === null) return tooManySteps(bounds.cycleStepsMax ?? CYCLE_STEPS_MAX)
  return ok(nameSetOff(obligations, columns, setOff, cycles))
}

/** The same for columns: no object per row in the input or the output. */
export function largestSetOffOfColumns(columns: NettingColumns, bounds: SetOffBounds = {}): Result<ColumnSetOff> {
  const checked = checkColumns(columns, bounds.obligationsMax)
  return checked.ok ? ok(netPrepared(columns)) : checked
}

/** Decomposes a set-off of columns into cycles, short ones first. */
export function cyclesOfColumns(
  columns: NettingColumns,
  { shares }: Pick<ColumnSetOff, 'shares'>,
  { cycleStepsMax = CYCLE_STEPS_MAX }: SetOffBounds = {},
): Result<ColumnCycles> {
  const cycles = decompose(columns, shares, cycleStepsMax)
  return cycles === null ? tooManySteps(cycleStepsMax) : ok(cycles)
}

function netPrepared(columns: NettingColumns): ColumnSetOff {
  const prepared = prepare(columns)
  return describeSolved(prepared, preferOldest(prepared, solve(prepared)))
}

function tooManySteps(stepsMax: number) {
  return refuse('netting.too-many-steps', `the cycles have more than ${stepsMax} steps together; net fewer obligations`)
}

function nameSetOff(
  obligations: readonly NettingObligation[],
  { names, rows }: NamedColumns,
  setOff: ColumnSetOff,
  cycles: ColumnCycles,
): SetOff {
  const idOf = (row: number) => obligations[rows[row]!]!.id
  const setOffs: ObligationSetOff[] = []
  for (let row = 0; row < rows.length; row++) {
    if (setOff.shares[row]! > 0) setOffs.push({ obligation: idOf(row), amount: BigInt(setOff.shares[row]!) })
  }
  const { algorithm, grossTotal, setOffTotal, residualTotal, levels } = setOff
  return {
    algorithm,
    participants: names,
    grossTotal,
    setOffTotal,
    residualTotal,
    setOffs,
    cycles: Array.from({ length: cycles.amount.length }, (_v, c) => ({
      amount: BigInt(cycles.amount[c]!),
      obligations: Array.from(cycles.rows.subarray(cycles.start[c]!, cycles.start[c + 1]!), idOf),
    })),
    levels: names.map((party, i) => ({ party, level: levels[i]! })),
  }
}
