import { Field, ID, InputType } from 'type-graphql'
import type { Did, Instant } from '../../kernel/index.ts'
import {
  AgreementStatus,
  AgreementType,
  NettingCounterparties,
  NettingObjective,
  NettingRoundStatus,
  ObligationStatus,
  RecordStatus,
  Standing,
} from './enums.ts'
import { AmountScalar, DateTimeScalar, DidScalar } from './scalars.ts'

// What lists are narrowed by. Fields that are given must all hold; of a list of values, one must.

@InputType({ description: 'Which cooperatives. Everything given must hold.' })
export class CooperativeFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Part of the name, the description or the region, in any case; or a whole DID.',
  })
  readonly search?: string | null

  @Field(() => String, { nullable: true, description: 'One of its capabilities.' })
  readonly capability?: string | null

  @Field(() => String, { nullable: true, description: 'The code of one of its currencies.' })
  readonly currency?: string | null

  @Field(() => [Standing], { nullable: true, description: 'How this node sees it: one of these.' })
  readonly standing?: readonly Standing[] | null
}

@InputType({ description: 'Which agreements. Everything given must hold.' })
export class AgreementFilter {
  @Field(() => [AgreementStatus], { nullable: true, description: 'One of these.' })
  readonly status?: readonly AgreementStatus[] | null

  @Field(() => [AgreementType], { nullable: true, description: 'One of these.' })
  readonly type?: readonly AgreementType[] | null

  @Field(() => DidScalar, { nullable: true, description: 'A party to it.' })
  readonly party?: Did | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'true: only what waits for our signature; false: only what does not.',
  })
  readonly awaitingMySignature?: boolean | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'Its expiry date comes before this instant.' })
  readonly expiringBefore?: Instant | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'true: only requests, which are proposals of cooperatives without an agreement with us; they expire if they are not answered. false: everything else.',
  })
  readonly requests?: boolean | null
}

@InputType({ description: 'Which obligations. Everything given must hold.' })
export class ObligationFilter {
  @Field(() => ID, { nullable: true, description: 'Under this agreement.' })
  readonly agreementId?: string | null

  @Field(() => DidScalar, { nullable: true, description: 'DID of the debtor.' })
  readonly debtor?: Did | null

  @Field(() => DidScalar, { nullable: true, description: 'DID of the creditor.' })
  readonly creditor?: Did | null

  @Field(() => DidScalar, { nullable: true, description: 'Debtor or creditor.' })
  readonly counterparty?: Did | null

  @Field(() => String, { nullable: true, description: 'In this currency.' })
  readonly currency?: string | null

  @Field(() => [ObligationStatus], { nullable: true, description: 'One of these.' })
  readonly status?: readonly ObligationStatus[] | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'Due before this instant.' })
  readonly dueBefore?: Instant | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'Due at this instant or later.' })
  readonly dueFrom?: Instant | null

  @Field(() => String, { nullable: true, description: 'With exactly this reference.' })
  readonly reference?: string | null

  @Field(() => String, { nullable: true, description: 'Whose reference begins with this, in any letter case.' })
  readonly referenceStartsWith?: string | null

  @Field(() => String, { nullable: true, description: 'Whose reference contains this, in any letter case.' })
  readonly referenceContains?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'true: only what waits for our answer; false: only what does not.',
  })
  readonly awaitingMe?: boolean | null
}

@InputType({ description: 'Which records. Everything given must hold.' })
export class RecordFilter {
  @Field(() => ID, { nullable: true, description: 'Under this agreement.' })
  readonly agreementId?: string | null

  @Field(() => String, { nullable: true, description: 'Of the type with this name.' })
  readonly type?: string | null

  @Field(() => DidScalar, { nullable: true, description: 'DID of the author.' })
  readonly author?: Did | null

  @Field(() => [RecordStatus], { nullable: true, description: 'One of these.' })
  readonly status?: readonly RecordStatus[] | null

  @Field(() => String, { nullable: true, description: 'With exactly this reference.' })
  readonly reference?: string | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'true: only what waits for our answer; false: only what does not.',
  })
  readonly awaitingMe?: boolean | null
}

@InputType({ description: 'Which netting rounds. Everything given must hold.' })
export class NettingRoundFilter {
  @Field(() => ID, { nullable: true, description: 'Under this agreement.' })
  readonly agreementId?: string | null

  @Field(() => [NettingRoundStatus], { nullable: true, description: 'One of these.' })
  readonly status?: readonly NettingRoundStatus[] | null
}

@InputType({ description: 'Which attestations. Everything given must hold.' })
export class AttestationFilter {
  @Field(() => DidScalar, { nullable: true, description: 'DID of the subject.' })
  readonly subject?: Did | null

  @Field(() => DidScalar, { nullable: true, description: 'DID of the issuer.' })
  readonly issuer?: Did | null

  @Field(() => String, { nullable: true, description: 'Its type.' })
  readonly type?: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'In force at this instant.' })
  readonly validAt?: Instant | null

  @Field(() => Boolean, { nullable: true, description: 'Also what was revoked; without it revoked ones are left out.' })
  readonly includeRevoked?: boolean | null
}

@InputType({ description: 'How much credit a cooperative may draw in a preview.' })
export class CreditLineInput {
  @Field(() => DidScalar, { description: 'DID of the party that may draw. A party without debts here draws nothing.' })
  readonly cooperative!: Did

  @Field(() => AmountScalar, { description: 'At most so much.' })
  readonly amount!: string
}

@InputType({ description: 'What to net, without proposing anything.' })
export class NettingPreviewInput {
  @Field(() => ID, { description: 'The clearing arrangement.' })
  readonly agreementId!: string

  @Field(() => String, { description: 'The currency.' })
  readonly currency!: string

  @Field(() => NettingObjective, { nullable: true, defaultValue: 'SET_OFF', description: 'What to aim at.' })
  readonly objective?: NettingObjective | null

  @Field(() => [DidScalar], { nullable: true, description: 'Only debts between these; all parties by default.' })
  readonly participants?: readonly Did[] | null

  @Field(() => NettingCounterparties, {
    nullable: true,
    defaultValue: 'ANY',
    description:
      'For LEAST_VALUE and FEWEST_TRANSFERS: which pairs may pay each other. SET_OFF never creates a new counterparty.',
  })
  readonly counterparties?: NettingCounterparties | null

  @Field(() => [CreditLineInput], {
    nullable: true,
    description:
      'With SET_OFF only: what each may draw to clear more; parties not listed draw nothing. With an empty list nothing is drawn, and the answer still shows where credit would clear most. Absent, with a pool: all parties may draw.',
  })
  readonly creditLines?: readonly CreditLineInput[] | null

  @Field(() => AmountScalar, {
    nullable: true,
    description: 'With SET_OFF only: the most that all may draw together; by default only the credit lines bound it.',
  })
  readonly pool?: string | null
}
