/** The mutations of agreements; each is a function of its input that runs inside one transaction. */
export {
  declineAmendment,
  proposeAmendment,
  signAmendment,
  withdrawAmendment,
} from './amendments.ts'
export {
  createDraft,
  discardDraft,
  updateDraft,
} from './drafts.ts'
export {
  consentToTermination,
  resumeAgreement,
  suspendAgreement,
  terminateAgreement,
} from './endings.ts'
export {
  declineAgreement,
  proposeAgreement,
  signAgreement,
  withdrawProposal,
} from './proposals.ts'
