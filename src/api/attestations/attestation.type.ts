import { Field, Float, ObjectType } from 'type-graphql'
import type {
  AttestationView,
  IssuerTrust as IssuerTrustView,
  TrustAssessment as TrustAssessmentView,
  TrustPart as TrustPartView,
} from '../../attestations/index.ts'
import type { JsonObject } from '../../kernel/index.ts'
import { connectionType } from '../graphql/connection.ts'
import { AttestationStatus } from '../graphql/enums.ts'
import { NodeInterface, type Shows } from '../graphql/node.type.ts'
import { DateTimeScalar, DidScalar, JsonObjectScalar } from '../graphql/scalars.ts'
import type { CheckedCredential } from './credential-check.ts'
import type { TrustEdgeView } from './trust-views.ts'

@ObjectType({
  implements: NodeInterface,
  description: 'A signed statement of one cooperative about another or a member.',
})
export class Attestation implements Shows<AttestationView, Attestation> {
  @Field(() => DidScalar, { description: 'DID of the subject: a cooperative, or one of its members.' })
  readonly subject!: string

  @Field(() => String, { description: 'MemberInGoodStanding, PaymentReliability, … or a type of the issuer’s own.' })
  readonly type!: string

  @Field(() => JsonObjectScalar, { description: 'What is stated; checked by the type’s schema.' })
  readonly claims!: JsonObject

  @Field(() => [String], { description: 'Hashes of the entries that it rests on.' })
  readonly evidence!: readonly string[]

  @Field(() => DateTimeScalar, { description: 'From when on it holds.' })
  readonly validFrom!: number

  @Field(() => DateTimeScalar, { nullable: true, description: 'End of validity; null for none.' })
  readonly validUntil!: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its issuer revoked it.' })
  readonly revokedAt!: number | null

  @Field(() => String, { nullable: true, description: 'Why its issuer revoked it.' })
  readonly revocationReason!: string | null

  @Field(() => AttestationStatus, { description: 'Where it stands, computed at the time of reading.' })
  readonly status!: AttestationStatus

  @Field(() => JsonObjectScalar, { description: 'The whole W3C Verifiable Credential, proof included.' })
  readonly credential!: JsonObject
}

@ObjectType({ description: 'How much attestations of an issuer count at this node, and why.' })
export class IssuerTrust implements Shows<IssuerTrustView, IssuerTrust> {
  @Field(() => Float, { description: 'From 0, not at all, to 1, fully.' })
  readonly weight!: number

  @Field(() => String, { description: 'Why, in a sentence.' })
  readonly explanation!: string
}

@ObjectType({ description: 'What a check of a credential from anywhere found.' })
export class CredentialCheck implements Shows<CheckedCredential, CredentialCheck> {
  @Field(() => AttestationStatus, {
    description: 'Where it stands now, by its proof, its dates, its issuer’s status lists and the log of this node.',
  })
  readonly status!: AttestationStatus

  @Field(() => String, {
    nullable: true,
    description: 'Why its proof is not valid, or cannot be checked here; null where it holds.',
  })
  readonly problem!: string | null

  @Field(() => String, {
    nullable: true,
    description: 'Why it counts as revoked or as not checked, where a status list says so or could not be read.',
  })
  readonly statusProblem!: string | null

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'As of when it is known whether it was revoked; null where that is not known.',
  })
  readonly statusAsOf!: number | null

  @Field(() => String, {
    nullable: true,
    description: 'Its issuer as stated, usually a DID. Null where this node cannot read the form.',
  })
  readonly issuer!: string | null

  @Field(() => [String], { description: 'Its subjects, where it names them.' })
  readonly subjects!: readonly string[]

  @Field(() => [String], { description: 'What it states, beside being a VerifiableCredential.' })
  readonly types!: readonly string[]

  @Field(() => [JsonObjectScalar], { description: 'What it states of each subject, without the subject’s id.' })
  readonly claims!: readonly JsonObject[]

  @Field(() => DateTimeScalar, { nullable: true, description: 'Start of validity, if stated.' })
  readonly validFrom!: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'End of validity, if stated.' })
  readonly validUntil!: number | null

  @Field(() => [String], { description: 'Its members that may limit its validity and that this check does not read.' })
  readonly unchecked!: readonly string[]
}

@ObjectType({ description: 'How far this node trusts a subject, with everything that the score is computed from.' })
export class TrustAssessment implements Shows<TrustAssessmentView, TrustAssessment> {
  @Field(() => DidScalar, { description: 'DID of the subject.' })
  readonly subject!: string

  @Field(() => Float, { description: 'From 0, nothing known or nothing trusted, to 1.' })
  readonly score!: number
}

@ObjectType({ description: 'One attestation’s share of a trust assessment.' })
export class TrustPart implements Shows<TrustPartView, TrustPart> {
  @Field(() => Float, { description: 'This node’s weight for the issuer.' })
  readonly issuerWeight!: number

  @Field(() => Float, { description: 'What it adds to the score.' })
  readonly contribution!: number

  @Field(() => String, { description: 'Why, in a sentence.' })
  readonly explanation!: string
}

@ObjectType({ description: 'This node’s own, private weight for an issuer.' })
export class TrustEdge implements Shows<TrustEdgeView, TrustEdge> {
  @Field(() => Float, { description: 'From 0, not at all, to 1, fully.' })
  readonly weight!: number

  @Field(() => String, { nullable: true, description: 'Reason, for internal use.' })
  readonly note!: string | null
}

export const AttestationConnection = connectionType('Attestation', () => Attestation)
