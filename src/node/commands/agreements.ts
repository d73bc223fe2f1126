/** The mutations of agreements; each is a function of its input that runs inside one transaction. */
export {
  declineAmendment,
  type ProposeAmendmentInput,
  proposeAmendment,
  type SignAmendmentInput,
  signAmendment,
  withdrawAmendment,
} from './agreements-amendments.ts'
export {
  type AutoRenewalInput,
  type CommonTermsInput,
  type CreateDraftInput,
  createDraft,
  discardDraft,
  type PartyInput,
  type UpdateDraftInput,
  updateDraft,
} from './agreements-drafts.ts'
export {
  consentToTermination,
  type ResumeAgreementInput,
  resumeAgreement,
  type SuspendAgreementInput,
  suspendAgreement,
  type TerminateAgreementInput,
  type TerminationReasonInput,
  terminateAgreement,
} from './agreements-endings.ts'
export {
  declineAgreement,
  proposeAgreement,
  type SignAgreementInput,
  signAgreement,
  withdrawProposal,
} from './agreements-proposals.ts'
