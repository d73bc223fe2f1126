import { Extensions, Field, InputType, Int } from 'type-graphql'
import type { Did, JsonObject } from '../../kernel/index.ts'
import { CompensationModel, PartyRole } from '../graphql/enums.ts'
import { ONE_OF } from '../graphql/mutation.input.ts'
import { AmountScalar, DidScalar, DurationScalar, JsonObjectScalar } from '../graphql/scalars.ts'

@InputType({ description: 'A party to an agreement.' })
export class PartyInput {
  @Field(() => DidScalar, { description: 'The cooperative.' })
  readonly did!: Did

  @Field(() => PartyRole, { description: 'What it is to the agreement.' })
  readonly role!: PartyRole
}

@InputType({ description: 'Automatic renewal of an agreement.' })
export class AutoRenewalInput {
  @Field(() => DurationScalar, { description: 'Length of each renewal.' })
  readonly period!: string

  @Field(() => Int, { nullable: true, description: 'Maximum number of renewals; no limit by default.' })
  readonly maxRenewals?: number | null
}

@InputType({
  description: 'Price of a use. model: NONE, RECIPROCAL, FIXED (amount per period), PER_USE (amount per unit).',
})
export class CompensationInput {
  @Field(() => CompensationModel, { description: 'How the cost is counted.' })
  readonly model!: CompensationModel

  @Field(() => AmountScalar, { nullable: true, description: 'The amount per period or unit.' })
  readonly amount?: string | null

  @Field(() => String, { nullable: true, description: 'The currency of the amount.' })
  readonly currency?: string | null

  @Field(() => Int, { nullable: true, description: 'Digits after the decimal point of the amount.' })
  readonly scale?: number | null

  @Field(() => DurationScalar, { nullable: true, description: 'For FIXED: how long the amount pays for.' })
  readonly period?: string | null

  @Field(() => String, { nullable: true, description: 'For PER_USE: what the amount pays for.' })
  readonly unit?: string | null
}

@InputType({ description: 'One shared machine, room, stock or hour of work.' })
export class SharedResourceInput {
  @Field(() => String, { description: 'What it is, in a word.' })
  readonly kind!: string

  @Field(() => String, { nullable: true, description: 'What it is, in prose.' })
  readonly description?: string | null

  @Field(() => DidScalar, { description: 'DID of the party that provides it.' })
  readonly provider!: Did

  @Field(() => String, { nullable: true, description: 'How much of it, as a decimal string.' })
  readonly quantity?: string | null

  @Field(() => String, { nullable: true, description: 'What the quantity counts.' })
  readonly unit?: string | null

  @Field(() => CompensationInput, { description: 'What its use costs.' })
  readonly compensation!: CompensationInput
}

@InputType({ description: 'Terms of a RESOURCE_SHARING agreement.' })
export class ResourceSharingInput {
  @Field(() => [SharedResourceInput], { description: 'The shared resources with their providers.' })
  readonly resources!: readonly SharedResourceInput[]
}

@InputType({ description: 'A currency of a clearing arrangement.' })
export class ClearingCurrencyInput {
  @Field(() => String, { description: 'ISO 4217 code, or the name of an own unit.' })
  readonly code!: string

  @Field(() => Int, { description: 'Digits after the decimal point.' })
  readonly scale!: number

  @Field(() => AmountScalar, { description: 'The most that one debtor may owe one creditor.' })
  readonly creditLimit!: string
}

@InputType({ description: 'Terms of a CLEARING_ARRANGEMENT.' })
export class ClearingArrangementInput {
  @Field(() => [ClearingCurrencyInput], { description: 'The currencies in which its parties may owe each other.' })
  readonly currencies!: readonly ClearingCurrencyInput[]

  @Field(() => DurationScalar, {
    nullable: true,
    description: 'Interval at which rounds are proposed automatically; none by default.',
  })
  readonly nettingPeriod?: string | null
}

@InputType({ description: 'Terms of a MUTUAL_RECOGNITION agreement.' })
export class MutualRecognitionInput {
  @Field(() => [String], { description: 'The types of attestation that each recognises.' })
  readonly attestationTypes!: readonly string[]
}

@InputType({ description: 'How much a party’s vote counts.' })
export class VoteWeightInput {
  @Field(() => DidScalar, { description: 'The party.' })
  readonly party!: Did

  @Field(() => Int, { description: 'Its weight.' })
  readonly weight!: number
}

@InputType({ description: 'Terms of a JOINT_GOVERNANCE agreement.' })
export class JointGovernanceInput {
  @Field(() => Int, { description: 'How much of all weights must vote, in percent.' })
  readonly quorum!: number

  @Field(() => Int, { description: 'How much of the weights that voted must say yes, in percent.' })
  readonly threshold!: number

  @Field(() => [VoteWeightInput], { nullable: true, description: 'Weight of each vote; equal by default.' })
  readonly weights?: readonly VoteWeightInput[] | null
}

@InputType({ description: 'Terms of a CUSTOM agreement.' })
export class CustomTermsInput {
  @Field(() => String, { description: 'What kind of agreement this is.' })
  readonly name!: string

  @Field(() => JsonObjectScalar, { description: 'The terms.' })
  readonly terms!: JsonObject
}

@Extensions(ONE_OF)
@InputType({ description: 'The terms, of exactly one type; they make the agreement one of that type.' })
export class TermsInput {
  @Field(() => ResourceSharingInput, { nullable: true, description: 'For a RESOURCE_SHARING agreement.' })
  readonly resourceSharing?: ResourceSharingInput

  @Field(() => ClearingArrangementInput, { nullable: true, description: 'For a CLEARING_ARRANGEMENT.' })
  readonly clearingArrangement?: ClearingArrangementInput

  @Field(() => MutualRecognitionInput, { nullable: true, description: 'For a MUTUAL_RECOGNITION agreement.' })
  readonly mutualRecognition?: MutualRecognitionInput

  @Field(() => JointGovernanceInput, { nullable: true, description: 'For a JOINT_GOVERNANCE agreement.' })
  readonly jointGovernance?: JointGovernanceInput

  @Field(() => CustomTermsInput, { nullable: true, description: 'For a CUSTOM agreement.' })
  readonly custom?: CustomTermsInput
}
