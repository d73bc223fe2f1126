import { createUnionType, Field, Int, ObjectType } from 'type-graphql'
import type * as agreements from '../../agreements/index.ts'
import type { JsonObject } from '../../kernel/index.ts'
import { CompensationModel, PartyRole, RecordConsent } from '../graphql/enums.ts'
import type { Shows } from '../graphql/node.type.ts'
import { AmountScalar, DidScalar, DurationScalar, JsonObjectScalar } from '../graphql/scalars.ts'

@ObjectType({ description: 'What a RESOURCE_SHARING agreement shares.' })
export class ResourceSharingTerms implements Shows<agreements.ResourceSharingTerms, ResourceSharingTerms> {
  @Field(() => [SharedResource], { description: 'The shared resources with their providers.' })
  readonly resources!: readonly SharedResource[]
}

@ObjectType({ description: 'One shared machine, room, stock or hour of work.' })
export class SharedResource {
  @Field(() => String, { description: 'What it is, in a word.' })
  readonly kind!: string

  @Field(() => String, { nullable: true, description: 'What it is, in prose.' })
  readonly description!: string | null

  @Field(() => DidScalar, { description: 'DID of the party that provides it.' })
  readonly provider!: string

  @Field(() => String, {
    nullable: true,
    description: 'How much of it there is at once, as a decimal string; null where that is not counted.',
  })
  readonly quantity!: string | null

  @Field(() => String, { nullable: true, description: 'What the quantity counts.' })
  readonly unit!: string | null

  @Field(() => Compensation, { description: 'What its use costs.' })
  readonly compensation!: Compensation
}

@ObjectType({
  description: 'Price of a use. model: NONE, RECIPROCAL, FIXED (amount per period), PER_USE (amount per unit).',
})
export class Compensation {
  @Field(() => CompensationModel, { description: 'How the cost is counted.' })
  readonly model!: CompensationModel

  @Field(() => AmountScalar, { nullable: true, description: 'The amount per period or unit.' })
  readonly amount!: string | null

  @Field(() => String, { nullable: true, description: 'The currency of the amount.' })
  readonly currency!: string | null

  @Field(() => Int, { nullable: true, description: 'Digits after the decimal point of the amount.' })
  readonly scale!: number | null

  @Field(() => DurationScalar, { nullable: true, description: 'For FIXED: how long the amount pays for.' })
  readonly period!: string | null

  @Field(() => String, { nullable: true, description: 'For PER_USE: what the amount pays for.' })
  readonly unit!: string | null
}

@ObjectType({ description: 'How a CLEARING_ARRANGEMENT records and nets obligations.' })
export class ClearingArrangementTerms implements Shows<agreements.ClearingArrangementTerms, ClearingArrangementTerms> {
  @Field(() => [ClearingCurrency], { description: 'The currencies in which its parties may owe each other.' })
  readonly currencies!: readonly ClearingCurrency[]

  @Field(() => DurationScalar, {
    nullable: true,
    description: 'Interval at which rounds are proposed automatically; null for none.',
  })
  readonly nettingPeriod!: string | null
}

@ObjectType({ description: 'A currency of a clearing arrangement.' })
export class ClearingCurrency {
  @Field(() => String, { description: 'ISO 4217 code, or the name of an own unit.' })
  readonly code!: string

  @Field(() => Int, { description: 'Digits after the decimal point.' })
  readonly scale!: number

  @Field(() => AmountScalar, {
    description: 'The most that one debtor may owe one creditor, net of set-offs and payments.',
  })
  readonly creditLimit!: string
}

@ObjectType({ description: 'What the parties of a MUTUAL_RECOGNITION agreement recognise.' })
export class MutualRecognitionTerms implements Shows<agreements.MutualRecognitionTerms, MutualRecognitionTerms> {
  @Field(() => [String], {
    description: 'The types of attestation that each recognises when another party issued them.',
  })
  readonly attestationTypes!: readonly string[]
}

@ObjectType({ description: 'How the parties of a JOINT_GOVERNANCE agreement decide.' })
export class JointGovernanceTerms implements Shows<agreements.JointGovernanceTerms, JointGovernanceTerms> {
  @Field(() => Int, { description: 'How much of all weights must vote, in percent.' })
  readonly quorum!: number

  @Field(() => Int, { description: 'How much of the weights that voted must say yes, in percent.' })
  readonly threshold!: number

  @Field(() => [VoteWeight], { description: 'How much each party’s vote counts.' })
  readonly weights!: readonly VoteWeight[]

  @Field(() => DurationScalar, {
    nullable: true,
    description:
      'How long a motion is open at least for its closing to be confirmed automatically; 24 hours where absent.',
  })
  readonly minimumPeriod?: string
}

@ObjectType({ description: 'How much a party’s vote counts.' })
export class VoteWeight {
  @Field(() => DidScalar, { description: 'The party.' })
  readonly party!: string

  @Field(() => Int, { description: 'Its weight.' })
  readonly weight!: number
}

@ObjectType({ description: 'Terms of a CUSTOM agreement.' })
export class CustomTerms implements Shows<Required<agreements.CustomTerms>, CustomTerms> {
  @Field(() => String, { description: 'What kind of agreement this is.' })
  readonly name!: string

  @Field(() => JsonObjectScalar, { description: 'The terms, as the parties write them.' })
  readonly terms!: JsonObject

  @Field(() => [RecordType], { description: 'What the parties record under it.' })
  readonly recordTypes!: readonly RecordType[]
}

@ObjectType({ description: 'What records of one type hold, who may add them, and whose consent each needs.' })
export class RecordType {
  @Field(() => String, { description: 'Names it within the agreement.' })
  readonly name!: string

  @Field(() => String, { nullable: true, description: 'What is recorded, in prose.' })
  readonly description!: string | null

  @Field(() => JsonObjectScalar, {
    description:
      'What a record holds: JSON Type Definition (RFC 8927) without float32 and float64; decimals are strings.',
  })
  readonly schema!: JsonObject

  @Field(() => [PartyRole], { description: 'The roles of the parties that may add such records.' })
  readonly authors!: readonly PartyRole[]

  @Field(() => RecordConsent, { description: 'Whose consent a record needs.' })
  readonly consent!: RecordConsent
}

export const AgreementTerms = createUnionType({
  name: 'AgreementTerms',
  description: 'The terms of an agreement, by its type.',
  types: () =>
    [
      ResourceSharingTerms,
      ClearingArrangementTerms,
      MutualRecognitionTerms,
      JointGovernanceTerms,
      CustomTerms,
    ] as const,
  resolveType: (terms) => (terms as { readonly __typename?: string }).__typename,
})

/** The GraphQL type of each agreement type's terms. */
const TERMS_TYPES = {
  RESOURCE_SHARING: 'ResourceSharingTerms',
  CLEARING_ARRANGEMENT: 'ClearingArrangementTerms',
  MUTUAL_RECOGNITION: 'MutualRecognitionTerms',
  JOINT_GOVERNANCE: 'JointGovernanceTerms',
  CUSTOM: 'CustomTerms',
} as const satisfies Record<agreements.AgreementTypeName, string>

/** Terms as the API shows them: with what terms of earlier rules lack. */
export function shownTerms({ type, terms }: Pick<agreements.DocumentView, 'type' | 'terms'>) {
  return { recordTypes: [], ...terms, __typename: TERMS_TYPES[type] }
}
