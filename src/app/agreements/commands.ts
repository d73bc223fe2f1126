/** The mutations of agreements; each is a function of its input that runs inside one transaction. */
export {
  declineAmendment,
  type ProposeAmendmentInput,
  proposeAmendment,
  type SignAmendmentInput,
  signAmendment,
  withdrawAmendment,
} from './amendments.ts'
export {
  type AutoRenewalInput,
  type CommonTermsInput,
  type CreateDraftInput,
  createDraft,
  discardDraft,
  type PartyInput,
  type UpdateDraftInput,
  updateDraft,
} from './drafts.ts'
export {
  consentToTermination,
  type ResumeAgreementInput,
  resumeAgreement,
  type SuspendAgreementInput,
  suspendAgreement,
  type TerminateAgreementInput,
  type TerminationReasonInput,
  terminateAgreement,
} from './endings.ts'
export {
  declineAgreement,
  proposeAgreement,
  type SignAgreementInput,
  signAgreement,
  withdrawProposal,
} from './proposals.ts'
