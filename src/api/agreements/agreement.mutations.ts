import { Ctx, Mutation, Resolver } from 'type-graphql'
import { agreementCommands, agreementInputs } from '../../app/index.ts'
import type { ApiContext } from '../execution/context.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { Input } from '../graphql/mutation.input.ts'
import { AgreementPayload, AmendmentPayload, DiscardDraftPayload } from './agreement.payload.ts'

/** What operators and signers do with agreements. */
@Resolver()
export class AgreementMutations {
  @Auth('OPERATOR')
  @Mutation(() => AgreementPayload, {
    nullable: true,
    description: 'Makes a draft. It is yours alone until it is proposed.',
  })
  createDraft(
    @Input(agreementInputs.CreateDraftInput) input: Input<agreementInputs.CreateDraftInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('createDraft', input, agreementCommands.createDraft)
  }

  @Auth('OPERATOR')
  @Mutation(() => AgreementPayload, { nullable: true, description: 'Changes a draft.' })
  updateDraft(
    @Input(agreementInputs.UpdateDraftInput) input: Input<agreementInputs.UpdateDraftInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('updateDraft', input, agreementCommands.updateDraft)
  }

  @Auth('OPERATOR')
  @Mutation(() => DiscardDraftPayload, { nullable: true, description: 'Throws a draft away.' })
  discardDraft(
    @Input(agreementInputs.DiscardDraftInput) input: Input<agreementInputs.DiscardDraftInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('discardDraft', input, agreementCommands.discardDraft)
  }

  @Auth('SIGNER')
  @Mutation(() => AgreementPayload, { nullable: true, description: 'Signs a draft and sends it to its parties.' })
  proposeAgreement(
    @Input(agreementInputs.ProposeAgreementInput) input: Input<agreementInputs.ProposeAgreementInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('proposeAgreement', input, agreementCommands.proposeAgreement)
  }

  @Auth('SIGNER')
  @Mutation(() => AgreementPayload, {
    nullable: true,
    description: 'Signs the proposed version; the last required signature makes it active.',
  })
  signAgreement(
    @Input(agreementInputs.SignAgreementInput) input: Input<agreementInputs.SignAgreementInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('signAgreement', input, agreementCommands.signAgreement)
  }

  @Auth('SIGNER')
  @Mutation(() => AgreementPayload, { nullable: true, description: 'Refuses to sign, which ends the proposal.' })
  declineAgreement(
    @Input(agreementInputs.DeclineAgreementInput) input: Input<agreementInputs.DeclineAgreementInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('declineAgreement', input, agreementCommands.declineAgreement)
  }

  @Auth('SIGNER')
  @Mutation(() => AgreementPayload, {
    nullable: true,
    description: 'Takes back a proposal of our own that is not active yet.',
  })
  withdrawProposal(
    @Input(agreementInputs.WithdrawProposalInput) input: Input<agreementInputs.WithdrawProposalInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('withdrawProposal', input, agreementCommands.withdrawProposal)
  }

  @Auth('SIGNER')
  @Mutation(() => AgreementPayload, {
    nullable: true,
    description: 'Suspends an active agreement: nothing new is recorded under it until we lift that.',
  })
  suspendAgreement(
    @Input(agreementInputs.SuspendAgreementInput) input: Input<agreementInputs.SuspendAgreementInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('suspendAgreement', input, agreementCommands.suspendAgreement)
  }

  @Auth('SIGNER')
  @Mutation(() => AgreementPayload, { nullable: true, description: 'Lifts a suspension of our own.' })
  resumeAgreement(
    @Input(agreementInputs.ResumeAgreementInput) input: Input<agreementInputs.ResumeAgreementInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('resumeAgreement', input, agreementCommands.resumeAgreement)
  }

  @Auth('SIGNER')
  @Mutation(() => AmendmentPayload, {
    nullable: true,
    description: 'Proposes and signs a new version of an active agreement.',
  })
  proposeAmendment(
    @Input(agreementInputs.ProposeAmendmentInput) input: Input<agreementInputs.ProposeAmendmentInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('proposeAmendment', input, agreementCommands.proposeAmendment)
  }

  @Auth('SIGNER')
  @Mutation(() => AmendmentPayload, {
    nullable: true,
    description: 'Signs an amendment; it takes effect when all old and new signing parties have.',
  })
  signAmendment(
    @Input(agreementInputs.SignAmendmentInput) input: Input<agreementInputs.SignAmendmentInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('signAmendment', input, agreementCommands.signAmendment)
  }

  @Auth('SIGNER')
  @Mutation(() => AmendmentPayload, { nullable: true, description: 'Refuses to sign an amendment.' })
  declineAmendment(
    @Input(agreementInputs.DeclineAmendmentInput) input: Input<agreementInputs.DeclineAmendmentInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('declineAmendment', input, agreementCommands.declineAmendment)
  }

  @Auth('SIGNER')
  @Mutation(() => AmendmentPayload, { nullable: true, description: 'Takes back an amendment of our own.' })
  withdrawAmendment(
    @Input(agreementInputs.WithdrawAmendmentInput) input: Input<agreementInputs.WithdrawAmendmentInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('withdrawAmendment', input, agreementCommands.withdrawAmendment)
  }

  @Auth('SIGNER')
  @Mutation(() => AgreementPayload, { nullable: true, description: 'Ends an agreement, or begins to.' })
  terminateAgreement(
    @Input(agreementInputs.TerminateAgreementInput) input: Input<agreementInputs.TerminateAgreementInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('terminateAgreement', input, agreementCommands.terminateAgreement)
  }

  @Auth('SIGNER')
  @Mutation(() => AgreementPayload, {
    nullable: true,
    description: 'Consents to a termination that another party has asked for.',
  })
  consentToTermination(
    @Input(agreementInputs.ConsentToTerminationInput) input: Input<agreementInputs.ConsentToTerminationInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('consentToTermination', input, agreementCommands.consentToTermination)
  }
}
