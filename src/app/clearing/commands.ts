/** The mutations of clearing; each is a function of its input that runs inside one transaction. */
export {
  type ConfirmObligationInput,
  type ConfirmObligationsInput,
  confirmObligation,
  confirmObligations,
  type DisputeObligationInput,
  type DisputeOutcomeInput,
  disputeObligation,
  type ForgiveObligationInput,
  forgiveObligation,
  type ResolveDisputeInput,
  resolveDispute,
  type WithdrawObligationInput,
  withdrawObligation,
} from './obligations.ts'
export {
  type ConfirmPaymentInput,
  confirmPayment,
  type RecordPaymentInput,
  type RejectPaymentInput,
  recordPayment,
  rejectPayment,
  type WithdrawPaymentInput,
  withdrawPayment,
} from './payments.ts'
export {
  type ObligationRowInput,
  type RecordObligationInput,
  type RecordObligationsInput,
  type RecordOptions,
  type RowError,
  type RowsRefusal,
  recordObligation,
  recordObligations,
} from './record.ts'
export { type WithdrawAcceptanceInput, withdrawAcceptance } from './release.ts'
export {
  type AcceptNettingInput,
  abandonNetting,
  acceptNetting,
  liftReservation,
  type ProposeNettingInput,
  proposeNetting,
  type RejectNettingInput,
  type RoundInput,
  rejectNetting,
} from './rounds.ts'
