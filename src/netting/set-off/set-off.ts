import { ok, type Result } from '../../kernel/index.ts'
import { type ColumnCycles, decompose } from '../cycles/cycles.ts'
import { checkColumns, type NettingColumns } from '../graph/columns.ts'
import { refuse } from '../refusals.ts'
import { preferOldest } from './oldest.ts'
import { type ColumnSetOff, describeSolved, prepare, solve } from './solve.ts'

/**
 * Maximum number of steps of all cycles together: what fits into one attachment, with a margin. Among debts that close
 * only long cycles, every decomposition of the set-off has more (SPEC N9).
 */
export const CYCLE_STEPS_MAX = 20_000_000

/** The amount set off of one obligation, in minor units. */
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

/** The bounds of one netting, for callers and tests that need lower ones. */
export interface SetOffBounds {
  readonly obligationsMax?: number
  readonly cycleStepsMax?: number
}

/**
 * The largest total that can be set off while every net position stays unchanged and no party gets a new counterparty. No
 * object is made for a row.
 */
export function largestSetOffOfColumns(
  columns: NettingColumns,
  { obligationsMax }: SetOffBounds = {},
): Result<ColumnSetOff> {
  const checked = checkColumns(columns, obligationsMax)
  if (!checked.ok) return checked
  const prepared = prepare(columns)
  return ok(describeSolved(prepared, preferOldest(prepared, solve(prepared))))
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

function tooManySteps(stepsMax: number) {
  return refuse('netting.too-many-steps', `the cycles have more than ${stepsMax} steps together; net fewer obligations`)
}
