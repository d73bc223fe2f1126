/** netting: numbers in, numbers out: the largest set-off of a web of debts with its proof, and the fewest payments instead. */
export { inputText, type NettingObligation, OBLIGATIONS_MAX } from './obligation.ts'
export { type NetPosition, netPositions, residualTransfers, type Transfer } from './positions.ts'
export {
  CYCLE_STEPS_MAX,
  type Cycle,
  largestSetOff,
  type ObligationSetOff,
  type PartyLevel,
  SET_OFF_ALGORITHM,
  type SetOff,
  type SetOffBounds,
} from './set-off.ts'
export { fewestTransfers, leastValueTransfers, type TransferPlan } from './transfers.ts'
export { verifyNetting, verifyOwnPart } from './verify.ts'
