import { Extensions, Field, ID, InputType, Int } from 'type-graphql'
import type { Did, Instant, JsonObject } from '../../kernel/index.ts'
import { MutationInput, ONE_OF } from '../graphql/mutation.input.ts'
import { DateTimeScalar, DidScalar, JsonObjectScalar } from '../graphql/scalars.ts'
import { AutoRenewalInput, PartyInput, TermsInput } from './terms.input.ts'

/** The common terms that a draft and an amendment may both set. */
@InputType({ description: 'Terms that every type of agreement has.' })
abstract class CommonTermsInput extends MutationInput {
  @Field(() => DateTimeScalar, { nullable: true, description: 'From when on things may be recorded under it.' })
  readonly effectiveDate?: Instant | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends, unless it is renewed.' })
  readonly expiryDate?: Instant | null

  @Field(() => Int, {
    nullable: true,
    description: 'Notice period of a withdrawal, in days; 30 by default.',
  })
  readonly noticeDays?: number | null

  @Field(() => AutoRenewalInput, { nullable: true, description: 'Automatic renewal at its expiry date.' })
  readonly autoRenewal?: AutoRenewalInput | null

  @Field(() => String, { nullable: true, description: 'Governing law.' })
  readonly governingLaw?: string | null

  @Field(() => String, { nullable: true, description: 'How disputes under it are settled.' })
  readonly disputeResolution?: string | null

  @Field(() => String, { nullable: true, description: 'Further terms, as text.' })
  readonly additionalTerms?: string | null
}

@InputType({ description: 'A new draft. Your own cooperative is added as its proposer.' })
export class CreateDraftInput extends CommonTermsInput {
  @Field(() => String, { description: 'Title.' })
  readonly title!: string

  @Field(() => String, { nullable: true, description: 'Its purpose, in prose.' })
  readonly description?: string | null

  @Field(() => TermsInput, { description: 'The terms; they decide the type.' })
  readonly terms!: TermsInput

  @Field(() => [PartyInput], { description: 'The other parties.' })
  readonly parties!: readonly PartyInput[]

  @Field(() => DateTimeScalar, { nullable: true, description: 'By when every signing party must have signed.' })
  readonly signBefore?: Instant | null
}

@InputType({ description: 'A changed draft. Absent: unchanged. Null: cleared.' })
export class UpdateDraftInput extends CommonTermsInput {
  @Field(() => ID, { description: 'The draft.' })
  readonly agreementId!: string

  @Field(() => String, { nullable: true, description: 'Title.' })
  readonly title?: string | null

  @Field(() => String, { nullable: true, description: 'Its purpose, in prose.' })
  readonly description?: string | null

  @Field(() => TermsInput, { nullable: true, description: 'The terms; they decide the type.' })
  readonly terms?: TermsInput | null

  @Field(() => [PartyInput], { nullable: true, description: 'The other parties, all of them.' })
  readonly parties?: readonly PartyInput[] | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'By when every signing party must have signed.' })
  readonly signBefore?: Instant | null
}

/** What names an agreement and nothing else. */
@InputType({ description: 'Which agreement.' })
abstract class AgreementInput extends MutationInput {
  @Field(() => ID, { description: 'The agreement.' })
  readonly agreementId!: string
}

@InputType({ description: 'Which draft to throw away.' })
export class DiscardDraftInput extends AgreementInput {}

@InputType({ description: 'Which draft to propose. Proposing is also the proposer’s signature.' })
export class ProposeAgreementInput extends AgreementInput {}

@InputType({
  description:
    'Signs the current version; refused when documentHash is given and differs. A repeated signature succeeds and changes nothing.',
})
export class SignAgreementInput extends AgreementInput {
  @Field(() => String, { nullable: true, description: 'The document that you have read, by its hash.' })
  readonly documentHash?: string | null

  @Field(() => JsonObjectScalar, { nullable: true, description: 'A proof made elsewhere, by a wallet or an HSM.' })
  readonly proof?: JsonObject | null
}

@InputType({ description: 'Which proposal not to sign, and why.' })
export class DeclineAgreementInput extends AgreementInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null
}

@InputType({ description: 'Which proposal of our own to take back, and why.' })
export class WithdrawProposalInput extends AgreementInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null
}

@InputType({ description: 'Which agreement to suspend, and why.' })
export class SuspendAgreementInput extends AgreementInput {
  @Field(() => String, { description: 'Why.' })
  readonly reason!: string
}

@InputType({ description: 'Which suspension of our own to lift.' })
export class ResumeAgreementInput extends AgreementInput {
  @Field(() => ID, { nullable: true, description: 'The suspension; without it, every one of our own that stands.' })
  readonly suspensionId?: string | null
}

@InputType({ description: 'A change of an agreement. Absent fields stay as in the base version.' })
export class ProposeAmendmentInput extends CommonTermsInput {
  @Field(() => ID, { description: 'The agreement.' })
  readonly agreementId!: string

  @Field(() => Int, { description: 'The version that you have read and want to change.' })
  readonly baseVersion!: number

  @Field(() => String, { description: 'What this changes and why.' })
  readonly description!: string

  @Field(() => String, { nullable: true, description: 'Title of the agreement.' })
  readonly title?: string | null

  @Field(() => TermsInput, { nullable: true, description: 'The terms, complete and of the same type.' })
  readonly terms?: TermsInput | null

  @Field(() => [PartyInput], { nullable: true, description: 'The other parties, all of them.' })
  readonly parties?: readonly PartyInput[] | null
}

/** What names an amendment and nothing else. */
@InputType({ description: 'Which amendment.' })
abstract class AmendmentInput extends MutationInput {
  @Field(() => ID, { description: 'The amendment.' })
  readonly amendmentId!: string
}

@InputType({ description: 'Which amendment to sign.' })
export class SignAmendmentInput extends AmendmentInput {
  @Field(() => String, { nullable: true, description: 'The document that you have read, by its hash.' })
  readonly documentHash?: string | null

  @Field(() => JsonObjectScalar, { nullable: true, description: 'A proof made elsewhere, by a wallet or an HSM.' })
  readonly proof?: JsonObject | null
}

@InputType({ description: 'Which amendment not to sign, and why.' })
export class DeclineAmendmentInput extends AmendmentInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null
}

@InputType({ description: 'Which amendment of our own to take back, and why.' })
export class WithdrawAmendmentInput extends AmendmentInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null
}

@InputType({ description: 'By mutual consent, which every signing party must give.' })
export class MutualConsentInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly explanation?: string | null
}

@InputType({ description: 'Because a party broke a clause.' })
export class BreachInput {
  @Field(() => DidScalar, { description: 'The party in breach.' })
  readonly party!: Did

  @Field(() => String, { description: 'Which clause.' })
  readonly clause!: string

  @Field(() => String, { description: 'What happened.' })
  readonly explanation!: string
}

@InputType({ description: 'By withdrawing, with notice.' })
export class WithdrawalInput {
  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly explanation?: string | null
}

@Extensions(ONE_OF)
@InputType({ description: 'Why an agreement ends: exactly one of these.' })
export class TerminationReasonInput {
  @Field(() => MutualConsentInput, { nullable: true, description: 'All want it to end.' })
  readonly mutualConsent?: MutualConsentInput

  @Field(() => BreachInput, { nullable: true, description: 'A party broke a clause.' })
  readonly breach?: BreachInput

  @Field(() => WithdrawalInput, { nullable: true, description: 'We withdraw, with notice.' })
  readonly withdrawal?: WithdrawalInput
}

@InputType({ description: 'Which agreement to end, and why.' })
export class TerminateAgreementInput extends AgreementInput {
  @Field(() => TerminationReasonInput, { description: 'Why.' })
  readonly reason!: TerminationReasonInput
}

@InputType({ description: 'Which termination by mutual consent to consent to.' })
export class ConsentToTerminationInput extends AgreementInput {}
