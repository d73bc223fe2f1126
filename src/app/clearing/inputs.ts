import type { z } from 'zod'
import { field, input, list } from '../input.ts'

const why = field.text.describe('Why.')

const obligationRow = {
  debtor: field.did.describe('DID of the debtor.'),
  creditor: field.did.describe('DID of the creditor.'),
  amount: field.amount.describe('How much; more than zero.'),
  currency: field.text.describe('A currency of the arrangement.'),
  reference: field.text.describe('An invoice number or the like; made unique where it is missing.').nullish(),
  dueDate: field.instant
    .describe('The day on which it is due, `2027-01-31`; of an instant its day in UTC counts.')
    .nullish(),
}

export const ObligationRowInput = input('ObligationRowInput', 'One obligation of many.', obligationRow)
export type ObligationRowInput = z.infer<typeof ObligationRowInput>

export const RecordObligationInput = input(
  'RecordObligationInput',
  'A new obligation. To record as debtor is to sign the debt, and needs the role SIGNER.',
  {
    agreementId: field.id.describe('The clearing arrangement.'),
    ...obligationRow,
  },
)
export type RecordObligationInput = z.infer<typeof RecordObligationInput>

export const RecordObligationsInput = input(
  'RecordObligationsInput',
  'All or nothing, at most 10,000 rows; every bad row is listed in extensions.errors (index, code, refusal, message; the first 100).',
  {
    agreementId: field.id.describe('The clearing arrangement.'),
    obligations: list(ObligationRowInput).describe('The obligations.'),
  },
)
export type RecordObligationsInput = z.infer<typeof RecordObligationsInput>

const obligation = {
  obligationId: field.id.describe('The obligation.'),
}

export const ConfirmObligationInput = input(
  'ConfirmObligationInput',
  'Which obligation to confirm: to sign the same as the other side.',
  obligation,
)
export type ConfirmObligationInput = z.infer<typeof ConfirmObligationInput>

export const ConfirmObligationsInput = input('ConfirmObligationsInput', 'Which obligations to confirm, all or none.', {
  obligationIds: list(field.id).describe('The obligations.'),
})
export type ConfirmObligationsInput = z.infer<typeof ConfirmObligationsInput>

export const DisputeObligationInput = input('DisputeObligationInput', 'Which obligation to dispute, and why.', {
  ...obligation,
  reason: why,
})
export type DisputeObligationInput = z.infer<typeof DisputeObligationInput>

export const DisputeOutcomeInput = input(
  'DisputeOutcomeInput',
  'Outcome of a dispute: exactly one of these.',
  {
    uphold: field.flag.describe('true: it is owed as recorded.').nullish(),
    void: field.flag.describe('true: it was never owed.').nullish(),
    amount: field.amount.describe('This much is owed.').nullish(),
  },
  { isOneOf: true },
)
export type DisputeOutcomeInput = z.infer<typeof DisputeOutcomeInput>

export const ResolveDisputeInput = input(
  'ResolveDisputeInput',
  'Our proposed outcome of a dispute. Takes effect when both sides propose the same.',
  {
    ...obligation,
    outcome: DisputeOutcomeInput.describe('The outcome.'),
  },
)
export type ResolveDisputeInput = z.infer<typeof ResolveDisputeInput>

export const ForgiveObligationInput = input('ForgiveObligationInput', 'Which claim of ours to forgive.', {
  ...obligation,
  reason: why.nullish(),
})
export type ForgiveObligationInput = z.infer<typeof ForgiveObligationInput>

export const WithdrawObligationInput = input(
  'WithdrawObligationInput',
  'By the side that recorded it, while the other side has not signed.',
  {
    ...obligation,
    reason: why.nullish(),
  },
)
export type WithdrawObligationInput = z.infer<typeof WithdrawObligationInput>

export const RecordPaymentInput = input(
  'RecordPaymentInput',
  'By obligation, or to a creditor in one currency: then allocated to the oldest due first.',
  {
    obligationId: field.id.describe('The obligation that was paid; or leave it out and name the next three.').nullish(),
    agreementId: field.id.describe('The clearing arrangement.').nullish(),
    creditor: field.did.describe('DID of the payee.').nullish(),
    currency: field.text.describe('In what currency.').nullish(),
    amount: field.amount.describe('How much was paid; more than zero.'),
    reference: field.text.describe('A bank reference or the like.').nullish(),
  },
)
export type RecordPaymentInput = z.infer<typeof RecordPaymentInput>

export const ConfirmPaymentInput = input('ConfirmPaymentInput', 'Which payment has arrived.', {
  paymentId: field.id.describe('The payment.'),
})
export type ConfirmPaymentInput = z.infer<typeof ConfirmPaymentInput>

export const RejectPaymentInput = input('RejectPaymentInput', 'By its creditor: no such payment came.', {
  paymentId: field.id.describe('The payment.'),
  reason: field.text.describe('Why; the debtor reads it.'),
})
export type RejectPaymentInput = z.infer<typeof RejectPaymentInput>

export const WithdrawPaymentInput = input('WithdrawPaymentInput', 'By its debtor, while it is not confirmed.', {
  paymentId: field.id.describe('The payment.'),
  reason: why.nullish(),
})
export type WithdrawPaymentInput = z.infer<typeof WithdrawPaymentInput>

export const ProposeNettingInput = input(
  'ProposeNettingInput',
  'What to net. Proposing is the proposer’s acceptance.',
  {
    agreementId: field.id.describe('The clearing arrangement.'),
    currency: field.text.describe('The currency.'),
    participants: list(field.did).describe('Only debts between these; all parties by default.').nullish(),
    deadline: field.instant.describe('Deadline for answers; in 10 minutes by default.').nullish(),
  },
)
export type ProposeNettingInput = z.infer<typeof ProposeNettingInput>

const nettingRound = {
  nettingRoundId: field.id.describe('The netting round.'),
}

export const AcceptNettingInput = input(
  'AcceptNettingInput',
  'Which round to accept. Accepting reserves its obligations for netting until it ends; they can still be paid and disputed.',
  {
    ...nettingRound,
    resultHash: field.text.describe('The result that you have read, by its hash.').nullish(),
  },
)
export type AcceptNettingInput = z.infer<typeof AcceptNettingInput>

export const RejectNettingInput = input('RejectNettingInput', 'Which round to reject, and why.', {
  ...nettingRound,
  reason: why,
})
export type RejectNettingInput = z.infer<typeof RejectNettingInput>

export const WithdrawAcceptanceInput = input(
  'WithdrawAcceptanceInput',
  'Which acceptance to take back, before the round is decided.',
  {
    ...nettingRound,
    reason: why.nullish(),
  },
)
export type WithdrawAcceptanceInput = z.infer<typeof WithdrawAcceptanceInput>

export const AbandonNettingInput = input(
  'AbandonNettingInput',
  'Which round of our own to give up, instead of a commit.',
  nettingRound,
)
export type AbandonNettingInput = z.infer<typeof AbandonNettingInput>

export const LiftReservationInput = input(
  'LiftReservationInput',
  'Which round to wait for no longer: by a participant, after the deadline.',
  nettingRound,
)
export type LiftReservationInput = z.infer<typeof LiftReservationInput>
