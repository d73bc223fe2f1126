import { Field, ID, Int, ObjectType } from 'type-graphql'
import type { DigestView } from '../execution/api-node.ts'
import { Admission, AutoConfirm, DatabaseKind, Role, SigningStopCause } from '../graphql/enums.ts'
import type { Shows } from '../graphql/node.type.ts'
import { DateTimeScalar, DidScalar, DurationScalar } from '../graphql/scalars.ts'

@ObjectType({ description: 'Why this node does not sign at present.' })
export class SigningStop {
  @Field(() => String, { description: 'Why, and what ends it, in a sentence.' })
  readonly reason!: string

  @Field(() => SigningStopCause, { description: 'What keeps it from signing.' })
  readonly cause!: SigningStopCause

  @Field(() => Boolean, { description: '`resumeSigning` would end it.' })
  readonly resumable!: boolean
}

@ObjectType({ description: 'This node, and the cooperative that it serves.' })
export class LocalNode {
  @Field(() => ID, { description: 'Names this node in clients’ caches: the DID of its cooperative.' })
  readonly id!: string

  @Field(() => DidScalar, { description: 'The DID of this node’s cooperative.' })
  readonly did!: string

  @Field(() => String, { description: 'The version of the software.' })
  readonly version!: string

  @Field(() => Int, {
    description: 'The number of the rules by which it computes states; peers with another one come to other states.',
  })
  readonly ruleSet!: number

  @Field(() => DatabaseKind, { description: 'Where it keeps everything but its key.' })
  readonly database!: DatabaseKind

  @Field(() => [String], { description: 'Where it listens for peers.' })
  readonly listenAddresses!: readonly string[]

  @Field(() => Int, { description: 'How many peers are connected now.' })
  readonly connectedPeers!: number

  @Field(() => Role, { description: 'The role of the token that asks.' })
  readonly role!: Role

  @Field(() => SigningStop, { nullable: true, description: 'Why it signs nothing now; null while it signs.' })
  readonly signingStop!: SigningStop | null
}

@ObjectType({ description: 'Policies of this node.' })
export class Policies {
  @Field(() => ID, { description: 'Names them in clients’ caches: the DID of this node’s cooperative.' })
  readonly id!: string

  @Field(() => AutoConfirm, { description: 'Which debts it confirms automatically, as creditor.' })
  readonly autoConfirm!: AutoConfirm

  @Field(() => Boolean, { description: 'It accepts netting rounds automatically when all checks pass.' })
  readonly autoAcceptNetting!: boolean

  @Field(() => DurationScalar, {
    description: 'Longest time between proposal and deadline of a round that it accepts automatically.',
  })
  readonly autoAcceptNettingWithin!: string

  @Field(() => Boolean, {
    description:
      'As the user of a booking it confirms use automatically, as long as all use of the booking stays within `expectedUse`.',
  })
  readonly autoConfirmUsage!: boolean

  @Field(() => Admission, { description: 'Which cooperatives are admitted.' })
  readonly admission!: Admission

  @Field(() => Int, { description: 'How many members must vouch for a cooperative, where admission is VOUCHED.' })
  readonly minVouches!: number

  @Field(() => [DidScalar], { description: 'The allow-list, for admission ALLOW_LIST.' })
  readonly allowed!: readonly string[]

  @Field(() => [DidScalar], { description: 'Blocked cooperatives, whatever the admission.' })
  readonly denied!: readonly string[]
}

@ObjectType({ description: 'A token for this API. The node does not keep its secret.' })
export class Token {
  @Field(() => ID, { description: 'Names the token, e.g. to revoke it.' })
  readonly id!: string

  @Field(() => String, { description: 'What it is for.' })
  readonly name!: string

  @Field(() => Role, { description: 'What it may do.' })
  readonly role!: Role

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  readonly createdAt!: number

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Expiry; null for none.',
  })
  readonly expiresAt!: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'About when it was last used, to the minute.' })
  readonly lastUsedAt!: number | null
}

@ObjectType({ description: 'All facts of a scope in one hash: equal on every node that holds the same entries.' })
export class StateDigest implements Shows<DigestView, StateDigest> {
  @Field(() => String, { description: '"public", or an agreement’s id.' })
  readonly scope!: string

  @Field(() => String, { description: 'SHA-256 over the rule set and the canonical JSON of all facts and verdicts.' })
  readonly digest!: string

  @Field(() => Int, { description: 'How many entries the scope holds here.' })
  readonly entryCount!: number

  @Field(() => [LogHead], { description: 'The last entry of every log, and of every branch where one was forked.' })
  readonly heads!: readonly LogHead[]
}

@ObjectType({ description: 'The last entry of an author’s log.' })
export class LogHead {
  @Field(() => DidScalar, { description: 'DID of the author.' })
  readonly author!: string

  @Field(() => Int, { description: 'The entry’s number, from 1.' })
  readonly seq!: number

  @Field(() => String, { description: 'The entry’s hash.' })
  readonly hash!: string
}
