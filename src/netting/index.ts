/** netting: numbers in, numbers out: the largest set-off of a web of debts with its proof, and the fewest payments instead. */

export type { Pair } from './allowed.ts'
export type { AmountColumn } from './amounts.ts'
export {
  type AnswerReason,
  explainObligations,
  explainParties,
  explainPartiesOfColumns,
  measureSharing,
  type ObligationAnswer,
  type PartyAnswer,
  reasonsOfColumns,
  type Sharing,
} from './answers.ts'
export {
  type ColumnPositions,
  type ColumnTransfers,
  positionsOfColumns,
  residualOfColumns,
} from './column-positions.ts'
export { columnsOf, type NamedColumns, type NettingColumns } from './columns.ts'
export type { ColumnCycles } from './cycles.ts'
export { sortBy } from './graph.ts'
export { type CreditLines, LIQUIDITY_ALGORITHM, type LiquiditySetOff, largestSetOffWithCredit } from './liquidity.ts'
export { inputLine, inputText, type NettingObligation, OBLIGATIONS_MAX, orderOf } from './obligation.ts'
export { type NetPosition, netPositions, residualTransfers, type Transfer } from './positions.ts'
export { dealingPairs, fewestTransfersAmong, leastValueAmong, RESTRICTED_ALGORITHMS } from './restricted.ts'
export {
  CYCLE_STEPS_MAX,
  type Cycle,
  cyclesOfColumns,
  largestSetOff,
  largestSetOffOfColumns,
  type ObligationSetOff,
  type PartyLevel,
  type SetOff,
  type SetOffBounds,
  type SetOffStage,
} from './set-off.ts'
export { type ColumnSetOff, SET_OFF_ALGORITHM } from './solve.ts'
export { fewestTransfers, leastValueTransfers, type TransferPlan } from './transfers.ts'
export { verifyNetting, verifyOwnPart } from './verify.ts'
export { verifyColumnCycles, verifyColumns } from './verify-columns.ts'
