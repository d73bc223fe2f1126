/** The mutations of clearing; each is a function of its input that runs inside one transaction. */
export {
  confirmObligation,
  confirmObligations,
  disputeObligation,
  forgiveObligation,
  resolveDispute,
  withdrawObligation,
} from './obligations.ts'
export {
  confirmPayment,
  recordPayment,
  rejectPayment,
  withdrawPayment,
} from './payments.ts'
export {
  type RecordOptions,
  type RowError,
  type RowsRefusal,
  recordObligation,
  recordObligations,
} from './record.ts'
export { withdrawAcceptance } from './release.ts'
export {
  abandonNetting,
  acceptNetting,
  liftReservation,
  proposeNetting,
  rejectNetting,
} from './rounds.ts'
