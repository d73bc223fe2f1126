import { Field, ID, Int, ObjectType } from 'type-graphql'
import type {
  AgreementView,
  AmendmentView,
  PartyView,
  SignatureView,
  SuspensionView,
  TerminationView,
  VersionView,
} from '../../agreements/index.ts'
import type { JsonObject } from '../../kernel/index.ts'
import { connectionType } from '../graphql/connection.ts'
import {
  AgreementStatus,
  AgreementType,
  AmendmentStatus,
  BookVerdict,
  PartyRole,
  TerminationCause,
} from '../graphql/enums.ts'
import { NodeInterface, type Shows } from '../graphql/node.type.ts'
import { DateTimeScalar, DurationScalar, JsonObjectScalar } from '../graphql/scalars.ts'
import type { BooksView } from './books.ts'

/** A party, and of which agreement. */
export type PartySource = PartyView & { readonly agreementId: string }

/** What a document says, whatever became of it. */
@ObjectType()
abstract class DocumentFields {
  @Field(() => AgreementType, { description: 'What it is about.' })
  readonly type!: AgreementType

  @Field(() => Int, { description: 'The version that is in force or proposed: 1, and one more for each amendment.' })
  readonly version!: number

  @Field(() => String, { description: 'Its name.' })
  readonly title!: string

  @Field(() => String, { nullable: true, description: 'Its purpose, in prose.' })
  readonly description!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'From when on things may be recorded under it.' })
  readonly effectiveDate!: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends, unless it is renewed.' })
  readonly expiryDate!: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'By when every signing party must have signed.' })
  readonly signBefore!: number | null

  @Field(() => Int, { description: 'Notice period of a withdrawal, in days.' })
  readonly noticeDays!: number

  @Field(() => AutoRenewal, { nullable: true, description: 'Automatic renewal at its expiry date.' })
  readonly autoRenewal!: AutoRenewal | null

  @Field(() => String, { nullable: true, description: 'Governing law.' })
  readonly governingLaw!: string | null

  @Field(() => String, { nullable: true, description: 'How disputes under it are settled.' })
  readonly disputeResolution!: string | null

  @Field(() => String, { nullable: true, description: 'Further terms, as text.' })
  readonly additionalTerms!: string | null

  @Field(() => JsonObjectScalar, { description: 'The exact document that the parties sign.' })
  readonly document!: JsonObject

  @Field(() => String, {
    description: 'SHA-256 of the document’s canonical bytes (RFC 8785): what a signature is tallied by.',
  })
  readonly documentHash!: string
}

@ObjectType({ implements: NodeInterface, description: 'An agreement between cooperatives, or a draft of one.' })
export class Agreement extends DocumentFields implements Shows<AgreementView, Agreement> {
  @Field(() => AgreementStatus, { description: 'Where it stands, computed at the time of reading.' })
  readonly status!: AgreementStatus

  @Field(() => Boolean, { description: 'It is ACTIVE, and within its effective dates.' })
  readonly operational!: boolean

  @Field(() => [Suspension], { description: 'Every suspension, lifted or standing.' })
  readonly suspensions!: readonly Suspension[]

  @Field(() => Termination, { nullable: true, description: 'How and when it ended or will end.' })
  readonly termination!: Termination | null

  @Field(() => DateTimeScalar, {
    description: 'When the draft was created; for an agreement of another proposer, when it was proposed.',
  })
  readonly createdAt!: number

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was proposed.' })
  readonly proposedAt!: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the last required signature was there.' })
  readonly activatedAt!: number | null
}

@ObjectType({ description: 'A version of an agreement that is or was in force; before activation the proposed one.' })
export class AgreementVersion extends DocumentFields implements Shows<VersionView, AgreementVersion> {
  @Field(() => DateTimeScalar, { description: 'When it was proposed.' })
  readonly proposedAt!: number

  @Field(() => String, { nullable: true, description: 'Of an amendment: what it changes and why.' })
  readonly change!: string | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it came into force; null while it is proposed.' })
  readonly inForceFrom!: number | null

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the next version replaced it; null for the last one.',
  })
  readonly inForceUntil!: number | null
}

@ObjectType({ description: 'A cooperative’s part in an agreement.' })
export class Party implements Shows<PartySource, Party> {
  @Field(() => PartyRole, { description: 'What it is to the agreement.' })
  readonly role!: PartyRole

  @Field(() => Int, { nullable: true, description: 'The newest version that it has signed.' })
  readonly signedVersion!: number | null
}

@ObjectType({ description: 'Whether another party’s records of an agreement equal ours, as reported by its node.' })
export class Books implements Shows<BooksView, Books> {
  @Field(() => BookVerdict, { description: 'Result of the comparison.' })
  readonly verdict!: BookVerdict

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when every comparison has had this result.' })
  readonly since!: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the two nodes compared last.' })
  readonly comparedAt!: number | null

  @Field(() => ID, {
    nullable: true,
    description:
      'The first record in which the two differ although neither has entries for the other: one says something else of it, or lacks it. Null where the nodes fold by different rules, or have not looked for it.',
  })
  readonly differsIn!: string | null
}

@ObjectType({ description: 'One party’s signature under one document.' })
export class Signature implements Shows<SignatureView, Signature> {
  @Field(() => Int, { description: 'The version that the document is.' })
  readonly version!: number

  @Field(() => DateTimeScalar, { description: 'When it was given, as stated by the signer.' })
  readonly signedAt!: number

  @Field(() => JsonObjectScalar, { description: 'W3C Data Integrity proof, eddsa-jcs-2022, over the document.' })
  readonly proof!: JsonObject

  @Field(() => Boolean, { description: 'The proof verifies under the party’s key.' })
  readonly valid!: boolean
}

@ObjectType({ description: 'Automatic renewal of an agreement.' })
export class AutoRenewal {
  @Field(() => DurationScalar, { description: 'How long each renewal lasts, counted from the original expiry date.' })
  readonly period!: string

  @Field(() => Int, { nullable: true, description: 'Maximum number of renewals; null for no limit.' })
  readonly maxRenewals!: number | null

  @Field(() => Int, { description: 'How often it has been renewed.' })
  readonly renewed!: number
}

@ObjectType({ description: 'One party’s suspension of an agreement; only that party lifts it.' })
export class Suspension implements Shows<SuspensionView, Suspension> {
  @Field(() => ID, { description: 'Names this suspension when it is lifted.' })
  readonly id!: string

  @Field(() => String, { description: 'Why.' })
  readonly reason!: string

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  readonly at!: number

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was lifted or lapsed; null while it stands.' })
  readonly liftedAt!: number | null
}

@ObjectType({ description: 'The end of an agreement: the earliest effective cause.' })
export class Termination implements Shows<TerminationView, Termination> {
  @Field(() => TerminationCause, { description: 'Why.' })
  readonly cause!: TerminationCause

  @Field(() => String, { nullable: true, description: 'Explanation given.' })
  readonly explanation!: string | null

  @Field(() => String, { nullable: true, description: 'For BREACH: which clause was broken.' })
  readonly clause!: string | null
}

@ObjectType({ implements: NodeInterface, description: 'A proposed change of an agreement: the complete new document.' })
export class Amendment implements Shows<AmendmentView, Amendment> {
  @Field(() => AmendmentStatus, { description: 'Where it stands.' })
  readonly status!: AmendmentStatus

  @Field(() => Int, { description: 'The version that it changes.' })
  readonly baseVersion!: number

  @Field(() => DateTimeScalar, { description: 'When it was proposed.' })
  readonly proposedAt!: number

  @Field(() => String, { nullable: true, description: 'What it changes and why.' })
  readonly description!: string | null

  @Field(() => JsonObjectScalar, { description: 'The exact document that the parties sign.' })
  readonly document!: JsonObject

  @Field(() => String, { description: 'SHA-256 of the document’s canonical bytes.' })
  readonly documentHash!: string
}

export const AgreementConnection = connectionType('Agreement', () => Agreement)
