import { Arg, Ctx, Mutation, Resolver } from 'type-graphql'
import { agreementCommands } from '../../app/index.ts'
import type { ApiContext } from '../execution/context.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { INPUT } from '../graphql/mutation.input.ts'
import {
  ConsentToTerminationInput,
  CreateDraftInput,
  DeclineAgreementInput,
  DeclineAmendmentInput,
  DiscardDraftInput,
  ProposeAgreementInput,
  ProposeAmendmentInput,
  ResumeAgreementInput,
  SignAgreementInput,
  SignAmendmentInput,
  SuspendAgreementInput,
  TerminateAgreementInput,
  UpdateDraftInput,
  WithdrawAmendmentInput,
  WithdrawProposalInput,
} from './agreement.input.ts'
import { AgreementPayload, AmendmentPayload, DiscardDraftPayload } from './agreement.payload.ts'

/** What operators and signers do with agreements. */
@Resolver()
export class AgreementMutations {
  @Auth('OPERATOR')
  @Mutation(() => AgreementPayload, {
    nullable: true,
    description: 'Makes a draft. It is yours alone until it is proposed.',
  })
  createDraft(@Arg('input', () => CreateDraftInput, INPUT) input: CreateDraftInput, @Ctx() context: ApiContext) {
    return context.execute('createDraft', input, agreementCommands.createDraft)
  }

  @Auth('OPERATOR')
  @Mutation(() => AgreementPayload, { nullable: true, description: 'Changes a draft.' })
  updateDraft(@Arg('input', () => UpdateDraftInput, INPUT) input: UpdateDraftInput, @Ctx() context: ApiContext) {
    return context.execute('updateDraft', input, agreementCommands.updateDraft)
  }

  @Auth('OPERATOR')
  @Mutation(() => DiscardDraftPayload, { nullable: true, description: 'Throws a draft away.' })
  discardDraft(@Arg('input', () => DiscardDraftInput, INPUT) input: DiscardDraftInput, @Ctx() context: ApiContext) {
    return context.execute('discardDraft', input, agreementCommands.discardDraft)
  }

  @Auth('SIGNER')
  @Mutation(() => AgreementPayload, { nullable: true, description: 'Signs a draft and sends it to its parties.' })
  proposeAgreement(
    @Arg('input', () => ProposeAgreementInput, INPUT) input: ProposeAgreementInput,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('proposeAgreement', input, agreementCommands.proposeAgreement)
  }

  @Auth('SIGNER')
  @Mutation(() => AgreementPayload, {
    nullable: true,
    description: 'Signs the proposed version; the last required signature makes it active.',
  })
  signAgreement(@Arg('input', () => SignAgreementInput, INPUT) input: SignAgreementInput, @Ctx() context: ApiContext) {
    return context.execute('signAgreement', input, agreementCommands.signAgreement)
  }

  @Auth('SIGNER')
  @Mutation(() => AgreementPayload, { nullable: true, description: 'Refuses to sign, which ends the proposal.' })
  declineAgreement(
    @Arg('input', () => DeclineAgreementInput, INPUT) input: DeclineAgreementInput,
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
    @Arg('input', () => WithdrawProposalInput, INPUT) input: WithdrawProposalInput,
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
    @Arg('input', () => SuspendAgreementInput, INPUT) input: SuspendAgreementInput,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('suspendAgreement', input, agreementCommands.suspendAgreement)
  }

  @Auth('SIGNER')
  @Mutation(() => AgreementPayload, { nullable: true, description: 'Lifts a suspension of our own.' })
  resumeAgreement(
    @Arg('input', () => ResumeAgreementInput, INPUT) input: ResumeAgreementInput,
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
    @Arg('input', () => ProposeAmendmentInput, INPUT) input: ProposeAmendmentInput,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('proposeAmendment', input, agreementCommands.proposeAmendment)
  }

  @Auth('SIGNER')
  @Mutation(() => AmendmentPayload, {
    nullable: true,
    description: 'Signs an amendment; it takes effect when all old and new signing parties have.',
  })
  signAmendment(@Arg('input', () => SignAmendmentInput, INPUT) input: SignAmendmentInput, @Ctx() context: ApiContext) {
    return context.execute('signAmendment', input, agreementCommands.signAmendment)
  }

  @Auth('SIGNER')
  @Mutation(() => AmendmentPayload, { nullable: true, description: 'Refuses to sign an amendment.' })
  declineAmendment(
    @Arg('input', () => DeclineAmendmentInput, INPUT) input: DeclineAmendmentInput,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('declineAmendment', input, agreementCommands.declineAmendment)
  }

  @Auth('SIGNER')
  @Mutation(() => AmendmentPayload, { nullable: true, description: 'Takes back an amendment of our own.' })
  withdrawAmendment(
    @Arg('input', () => WithdrawAmendmentInput, INPUT) input: WithdrawAmendmentInput,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('withdrawAmendment', input, agreementCommands.withdrawAmendment)
  }

  @Auth('SIGNER')
  @Mutation(() => AgreementPayload, { nullable: true, description: 'Ends an agreement, or begins to.' })
  terminateAgreement(
    @Arg('input', () => TerminateAgreementInput, INPUT) input: TerminateAgreementInput,
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
    @Arg('input', () => ConsentToTerminationInput, INPUT) input: ConsentToTerminationInput,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('consentToTermination', input, agreementCommands.consentToTermination)
  }
}
