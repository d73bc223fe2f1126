/**
 * netting: pure functions on numbers: the largest set-off of a graph of debts with its proof, and payment plans with
 * the fewest transfers.
 */

export type { ColumnCycles } from './cycles/cycles.ts'
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
} from './explain/answers.ts'
export type { AmountColumn } from './graph/amounts.ts'
export {
  type ColumnPositions,
  type ColumnTransfers,
  positionsOfColumns,
  residualOfColumns,
} from './graph/column-positions.ts'
export { columnsOf, type NamedColumns, type NettingColumns } from './graph/columns.ts'
export { sortBy } from './graph/graph.ts'
export { inputLine, type NettingObligation, orderOf } from './graph/obligation.ts'
export { type NetPosition, netPositions, residualTransfers, type Transfer } from './graph/positions.ts'
export {
  type CreditLines,
  LIQUIDITY_ALGORITHM,
  type LiquiditySetOff,
  largestSetOffWithCredit,
} from './liquidity/liquidity.ts'
export {
  CYCLE_STEPS_MAX,
  type Cycle,
  cyclesOfColumns,
  largestSetOffOfColumns,
  type ObligationSetOff,
  type PartyLevel,
  type SetOff,
  type SetOffBounds,
  type SetOffStage,
} from './set-off/set-off.ts'
export { type ColumnSetOff, SET_OFF_ALGORITHM } from './set-off/solve.ts'
export type { Pair } from './transfers/allowed.ts'
export { dealingPairs, fewestTransfersAmong, leastValueAmong, RESTRICTED_ALGORITHMS } from './transfers/restricted.ts'
export { fewestTransfers, leastValueTransfers, type TransferPlan } from './transfers/transfers.ts'
export { verifyNetting } from './verify/verify.ts'
export { verifyColumnCycles, verifyColumns } from './verify/verify-columns.ts'
