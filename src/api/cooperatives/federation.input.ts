import { Field, Float, ID, InputType, Int } from 'type-graphql'
import type { Did, Instant, JsonObject } from '../../kernel/index.ts'
import { Admission, AutoConfirm, Role } from '../graphql/enums.ts'
import { MutationInput } from '../graphql/mutation.input.ts'
import { DateTimeScalar, DidScalar, DurationScalar, JsonObjectScalar } from '../graphql/scalars.ts'

@InputType({ description: 'A currency: an ISO 4217 code or a unit of its own.' })
export class CurrencyInput {
  @Field(() => String, { description: 'ISO 4217 code, or the name of an own unit.' })
  readonly code!: string

  @Field(() => Int, { description: 'Digits after the decimal point.' })
  readonly scale!: number

  @Field(() => String, { nullable: true, description: 'Its name.' })
  readonly name?: string | null
}

@InputType({ description: 'What we say of ourselves. Absent: unchanged. Null: cleared.' })
export class UpdateProfileInput extends MutationInput {
  @Field(() => String, { nullable: true, description: 'Our name.' })
  readonly name?: string | null

  @Field(() => String, { nullable: true, description: 'What we are.' })
  readonly description?: string | null

  @Field(() => String, { nullable: true, description: 'Where we work.' })
  readonly region?: string | null

  @Field(() => String, { nullable: true, description: 'How to reach our people.' })
  readonly contact?: string | null

  @Field(() => String, { nullable: true, description: 'Where our API is for others.' })
  readonly graphqlUrl?: string | null

  @Field(() => [CurrencyInput], { nullable: true, description: 'The currencies that we deal in, all of them.' })
  readonly currencies?: readonly CurrencyInput[] | null

  @Field(() => [String], { nullable: true, description: 'What we offer, all of it.' })
  readonly capabilities?: readonly string[] | null
}

@InputType({
  description:
    'Policies of this node. Absent: unchanged. Null: back to the environment’s value, which a value set here overrides.',
})
export class UpdatePoliciesInput extends MutationInput {
  @Field(() => AutoConfirm, { nullable: true, description: 'Which debts it confirms automatically, as creditor.' })
  readonly autoConfirm?: AutoConfirm | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it accepts netting rounds automatically when all checks pass.',
  })
  readonly autoAcceptNetting?: boolean | null

  @Field(() => DurationScalar, {
    nullable: true,
    description: 'Longest time between proposal and deadline of a round that it accepts automatically.',
  })
  readonly autoAcceptNettingWithin?: string | null

  @Field(() => Admission, { nullable: true, description: 'Which cooperatives are admitted.' })
  readonly admission?: Admission | null

  @Field(() => Int, { nullable: true, description: 'How many members must vouch, where admission is VOUCHED.' })
  readonly minVouches?: number | null

  @Field(() => [DidScalar], {
    nullable: true,
    description: 'The whole allow-list, for admission ALLOW_LIST.',
  })
  readonly allowed?: readonly Did[] | null
}

/** What names a cooperative and nothing else. */
@InputType({ description: 'Which cooperative.' })
abstract class CooperativeInput extends MutationInput {
  @Field(() => DidScalar, { description: 'The cooperative.' })
  readonly did!: Did
}

@InputType({ description: 'The cooperative to vouch for.' })
export class VouchForCooperativeInput extends CooperativeInput {
  @Field(() => String, { nullable: true, description: 'What we vouch for, in prose.' })
  readonly statement?: string | null
}

@InputType({ description: 'The cooperative whose vouch is withdrawn.' })
export class WithdrawVouchInput extends CooperativeInput {}

@InputType({ description: 'The cooperative to block.' })
export class BlockCooperativeInput extends CooperativeInput {
  @Field(() => String, { nullable: true, description: 'Reason, for internal use.' })
  readonly reason?: string | null
}

@InputType({ description: 'The cooperative to unblock.' })
export class UnblockCooperativeInput extends CooperativeInput {}

@InputType({
  description: 'Lifts the ban on a cooperative that signed conflicting entries, once that has been resolved.',
})
export class LiftForkBanInput extends CooperativeInput {
  @Field(() => String, { description: 'How it was resolved.' })
  readonly explanation!: string
}

@InputType({ description: 'Resumes signing although `signingStop` is set: an operator takes responsibility.' })
export class ResumeSigningInput extends MutationInput {
  @Field(() => String, { description: 'Why you are sure.' })
  readonly explanation!: string
}

@InputType({ description: 'Which peer to reach, now and after every loss.' })
export class ConnectPeerInput extends MutationInput {
  @Field(() => String, { description: 'E.g. /ip4/192.0.2.7/tcp/4001, with or without /p2p/….' })
  readonly multiaddr!: string
}

@InputType({ description: 'A new attestation.' })
export class IssueAttestationInput extends MutationInput {
  @Field(() => DidScalar, { description: 'DID of the subject: a cooperative, or one of its members.' })
  readonly subject!: Did

  @Field(() => String, { description: 'MemberInGoodStanding, PaymentReliability, … or a type of our own.' })
  readonly type!: string

  @Field(() => JsonObjectScalar, { description: 'What we state; checked by the type’s schema.' })
  readonly claims!: JsonObject

  @Field(() => [String], { nullable: true, description: 'Hashes of the entries that it rests on.' })
  readonly evidence?: readonly string[] | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'Start of validity; now by default.' })
  readonly validFrom?: Instant | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'End of validity; none by default.' })
  readonly validUntil?: Instant | null

  @Field(() => ID, { nullable: true, description: 'For the parties of this agreement only; without it, public.' })
  readonly agreementId?: string | null
}

@InputType({ description: 'Which attestation of our own to revoke, and why.' })
export class RevokeAttestationInput extends MutationInput {
  @Field(() => ID, { description: 'The attestation.' })
  readonly attestationId!: string

  @Field(() => String, { nullable: true, description: 'Why.' })
  readonly reason?: string | null
}

@InputType({ description: 'How much an issuer’s word counts here.' })
export class SetTrustInput extends MutationInput {
  @Field(() => DidScalar, { description: 'The issuer.' })
  readonly issuer!: Did

  @Field(() => Float, { description: 'From 0, not at all, to 1, fully.' })
  readonly weight!: number

  @Field(() => String, { nullable: true, description: 'Reason, for internal use.' })
  readonly note?: string | null
}

@InputType({ description: 'A new token for this API.' })
export class CreateTokenInput extends MutationInput {
  @Field(() => String, { description: 'What it is for.' })
  readonly name!: string

  @Field(() => Role, { description: 'What it may do.' })
  readonly role!: Role

  @Field(() => DateTimeScalar, { nullable: true, description: 'Expiry; none by default.' })
  readonly expiresAt?: Instant | null
}

@InputType({ description: 'Which token to revoke.' })
export class RevokeTokenInput extends MutationInput {
  @Field(() => ID, { description: 'The token.' })
  readonly tokenId!: string
}
