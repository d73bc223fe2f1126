import type { z } from 'zod'
import { field, input, list } from '../input.ts'
import { AutoRenewalInput, PartyInput, TermsInput } from './terms-inputs.ts'

const why = field.text.describe('Why.')

const commonTerms = {
  effectiveDate: field.instant.describe('From when on things may be recorded under it.').nullish(),
  expiryDate: field.instant.describe('When it ends, unless it is renewed.').nullish(),
  noticeDays: field.int.describe('Notice period of a withdrawal, in days; 30 by default.').nullish(),
  autoRenewal: AutoRenewalInput.describe('Automatic renewal at its expiry date.').nullish(),
  governingLaw: field.text.describe('Governing law.').nullish(),
  disputeResolution: field.text.describe('How disputes under it are settled.').nullish(),
  additionalTerms: field.text.describe('Further terms, as text.').nullish(),
}

export const CreateDraftInput = input(
  'CreateDraftInput',
  'A new draft. Your own cooperative is added as its proposer.',
  {
    ...commonTerms,
    title: field.text.describe('Title.'),
    description: field.text.describe('Its purpose, in prose.').nullish(),
    terms: TermsInput.describe('The terms; they decide the type.'),
    parties: list(PartyInput).describe('The other parties.'),
    signBefore: field.instant.describe('By when every signing party must have signed.').nullish(),
  },
)
export type CreateDraftInput = z.infer<typeof CreateDraftInput>

export const UpdateDraftInput = input('UpdateDraftInput', 'A changed draft. Absent: unchanged. Null: cleared.', {
  ...commonTerms,
  agreementId: field.id.describe('The draft.'),
  title: field.text.describe('Title.').nullish(),
  description: field.text.describe('Its purpose, in prose.').nullish(),
  terms: TermsInput.describe('The terms; they decide the type.').nullish(),
  parties: list(PartyInput).describe('The other parties, all of them.').nullish(),
  signBefore: field.instant.describe('By when every signing party must have signed.').nullish(),
})
export type UpdateDraftInput = z.infer<typeof UpdateDraftInput>

const agreement = {
  agreementId: field.id.describe('The agreement.'),
}

export const DiscardDraftInput = input('DiscardDraftInput', 'Which draft to throw away.', agreement)
export type DiscardDraftInput = z.infer<typeof DiscardDraftInput>

export const ProposeAgreementInput = input(
  'ProposeAgreementInput',
  'Which draft to propose. Proposing is also the proposer’s signature.',
  agreement,
)
export type ProposeAgreementInput = z.infer<typeof ProposeAgreementInput>

export const SignAgreementInput = input(
  'SignAgreementInput',
  'Signs the current version; refused when documentHash is given and differs. A repeated signature succeeds and changes nothing.',
  {
    ...agreement,
    documentHash: field.text.describe('The document that you have read, by its hash.').nullish(),
    proof: field.json.describe('A proof made elsewhere, by a wallet or an HSM.').nullish(),
  },
)
export type SignAgreementInput = z.infer<typeof SignAgreementInput>

export const DeclineAgreementInput = input('DeclineAgreementInput', 'Which proposal not to sign, and why.', {
  ...agreement,
  reason: why.nullish(),
})
export type DeclineAgreementInput = z.infer<typeof DeclineAgreementInput>

export const WithdrawProposalInput = input(
  'WithdrawProposalInput',
  'Which proposal of our own to take back, and why.',
  {
    ...agreement,
    reason: why.nullish(),
  },
)
export type WithdrawProposalInput = z.infer<typeof WithdrawProposalInput>

export const SuspendAgreementInput = input('SuspendAgreementInput', 'Which agreement to suspend, and why.', {
  ...agreement,
  reason: why,
})
export type SuspendAgreementInput = z.infer<typeof SuspendAgreementInput>

export const ResumeAgreementInput = input('ResumeAgreementInput', 'Which suspension of our own to lift.', {
  ...agreement,
  suspensionId: field.id.describe('The suspension; by default our own that stands.').nullish(),
})
export type ResumeAgreementInput = z.infer<typeof ResumeAgreementInput>

export const ProposeAmendmentInput = input(
  'ProposeAmendmentInput',
  'A change of an agreement. Absent fields stay as in the base version.',
  {
    ...commonTerms,
    agreementId: field.id.describe('The agreement.'),
    baseVersion: field.int.describe('The version that you have read and want to change.'),
    description: field.text.describe('What this changes and why.'),
    motionId: field.id.describe('The motion that adopted it.').nullish(),
    title: field.text.describe('Title of the agreement.').nullish(),
    terms: TermsInput.describe('The terms, complete and of the same type.').nullish(),
    parties: list(PartyInput).describe('The other parties, all of them.').nullish(),
  },
)
export type ProposeAmendmentInput = z.infer<typeof ProposeAmendmentInput>

const amendment = {
  amendmentId: field.id.describe('The amendment.'),
}

export const SignAmendmentInput = input('SignAmendmentInput', 'Which amendment to sign.', {
  ...amendment,
  documentHash: field.text.describe('The document that you have read, by its hash.').nullish(),
  proof: field.json.describe('A proof made elsewhere, by a wallet or an HSM.').nullish(),
})
export type SignAmendmentInput = z.infer<typeof SignAmendmentInput>

export const DeclineAmendmentInput = input('DeclineAmendmentInput', 'Which amendment not to sign, and why.', {
  ...amendment,
  reason: why.nullish(),
})
export type DeclineAmendmentInput = z.infer<typeof DeclineAmendmentInput>

export const WithdrawAmendmentInput = input(
  'WithdrawAmendmentInput',
  'Which amendment of our own to take back, and why.',
  {
    ...amendment,
    reason: why.nullish(),
  },
)
export type WithdrawAmendmentInput = z.infer<typeof WithdrawAmendmentInput>

const MutualConsentInput = input('MutualConsentInput', 'By mutual consent, which every signing party must give.', {
  explanation: why.nullish(),
})

export const BreachInput = input('BreachInput', 'Because a party broke a clause.', {
  party: field.did.describe('The party in breach.'),
  clause: field.text.describe('Which clause.'),
  explanation: field.text.describe('What happened.'),
})
export type BreachInput = z.infer<typeof BreachInput>

const WithdrawalInput = input('WithdrawalInput', 'By withdrawing, with notice.', {
  explanation: why.nullish(),
})

export const TerminationReasonInput = input(
  'TerminationReasonInput',
  'Why an agreement ends: exactly one of these.',
  {
    mutualConsent: MutualConsentInput.describe('All want it to end.').nullish(),
    breach: BreachInput.describe('A party broke a clause.').nullish(),
    withdrawal: WithdrawalInput.describe('We withdraw, with notice.').nullish(),
  },
  { isOneOf: true },
)
export type TerminationReasonInput = z.infer<typeof TerminationReasonInput>

export const TerminateAgreementInput = input('TerminateAgreementInput', 'Which agreement to end, and why.', {
  ...agreement,
  reason: TerminationReasonInput.describe('Why.'),
})
export type TerminateAgreementInput = z.infer<typeof TerminateAgreementInput>

export const ConsentToTerminationInput = input(
  'ConsentToTerminationInput',
  'Which termination by mutual consent to consent to.',
  agreement,
)
export type ConsentToTerminationInput = z.infer<typeof ConsentToTerminationInput>

export const AddCommentInput = input(
  'AddCommentInput',
  'A comment on an agreement, a debt under it, or an amendment of it.',
  {
    agreementId: field.id.describe('The agreement.'),
    text: field.text.describe('What is said, at most 4,000 characters; all parties and witnesses can read it.'),
    about: field.id
      .describe(
        'What it is about: an amendment, an obligation, a booking, a use, a motion, a recognition or a record. By default the agreement as a whole.',
      )
      .nullish(),
    replyToId: field.id.describe('The comment that it answers.').nullish(),
  },
)
export type AddCommentInput = z.infer<typeof AddCommentInput>
