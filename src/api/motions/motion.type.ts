import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { ClosingView, FollowUpView, MotionView } from '../../governance/index.ts'
import type { Hash, Instant } from '../../kernel/index.ts'
import { ONLY_UNDER_AGREEMENT, type TypedChange } from '../changes/typed-change.ts'
import { connectionType } from '../graphql/connection.ts'
import { MotionStatus, VoteChoice } from '../graphql/enums.ts'
import { NodeInterface, type Shows } from '../graphql/node.type.ts'
import { nodePayload } from '../graphql/payload.ts'
import { DateTimeScalar } from '../graphql/scalars.ts'

export type VoteView = MotionView['votes'][number]
/** A follow-up with the voters of its motion. */
export type FollowUpSource = FollowUpView & Pick<MotionView, 'voters'>

@ObjectType({ description: 'What the votes of a motion come to, by weight.' })
export class Tally {
  @Field(() => Int, { description: 'In favour.' })
  readonly yes!: number

  @Field(() => Int, { description: 'Against.' })
  readonly no!: number

  @Field(() => Int, { description: 'Abstentions.' })
  readonly abstain!: number

  @Field(() => Int, { description: 'All that may vote.' })
  readonly eligible!: number

  @Field(() => Int, { description: 'The least that must have voted, abstentions included.' })
  readonly quorumWeight!: number

  @Field(() => Boolean, { description: 'Enough have voted.' })
  readonly quorumReached!: boolean

  @Field(() => Int, { description: 'Percent of yes that carry it, of yes and no together.' })
  readonly threshold!: number

  @Field(() => Boolean, { description: 'Enough of the votes are in favour, whether or not enough have voted.' })
  readonly carried!: boolean
}

@ObjectType({
  implements: NodeInterface,
  description: 'A question that a party of a JOINT_GOVERNANCE agreement puts to the vote of all its signing parties.',
})
export class Motion extends NodeInterface implements Shows<MotionView, Motion> {
  @Field(() => String, { description: 'The question in a line.' })
  readonly title!: string

  @Field(() => String, { description: 'The question at length, in Markdown.' })
  readonly text!: string

  @Field(() => DateTimeScalar, { description: 'When it was proposed, by its proposer’s word.' })
  readonly proposedAt!: Instant

  @Field(() => DateTimeScalar, { description: 'When voting ends.' })
  readonly closesAt!: Instant

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was closed or withdrawn.' })
  readonly closedAt!: Instant | null

  @Field(() => MotionStatus, { description: 'Where it stands. Past closesAt it stays OPEN until a closing counts.' })
  readonly status!: MotionStatus

  @Field(() => Boolean, { description: 'A closing counts, and no other can come to count.' })
  readonly final!: boolean

  @Field(() => Tally, { description: 'While OPEN of the votes so far, then of those that the closing names.' })
  readonly tally!: Tally
}

@ObjectType({ description: 'A party’s vote.' })
export class Vote implements Shows<VoteView, Vote> {
  @Field(() => VoteChoice, { description: 'For, against, or neither.' })
  readonly choice!: VoteChoice

  @Field(() => Int, { description: 'How much it counts.' })
  readonly weight!: number

  @Field(() => String, { nullable: true, description: 'Why, in its voter’s words.' })
  readonly reason!: string | null
}

@ObjectType({ description: 'What each party is asked to do once the motion is adopted.' })
export class FollowUp implements Shows<FollowUpSource, FollowUp> {}

@ObjectType({
  description:
    'A party’s statement that the motion is over, and which votes count. It counts once more than half of the signing parties have confirmed it, or another that names the same votes.',
})
export class MotionClosing implements Shows<ClosingView, MotionClosing> {
  @Field(() => String, { description: 'Its hash, by which it is confirmed.' })
  readonly hash!: Hash

  @Field(() => DateTimeScalar, { description: 'When it was written, by its author’s word.' })
  readonly at!: Instant
}

@InputType({ description: 'Which motions. Everything given must hold.' })
export class MotionFilter {
  @Field(() => ID, { nullable: true, description: 'Under this agreement.' })
  readonly agreementId?: string | null

  @Field(() => [MotionStatus], { nullable: true, description: 'One of these.' })
  readonly status?: readonly MotionStatus[] | null

  @Field(() => Boolean, {
    nullable: true,
    description:
      'true: only what waits for our vote, our confirmation or what we are asked to do; false: only what does not.',
  })
  readonly awaitingMe?: boolean | null
}

export const MotionConnection = connectionType('Motion', () => Motion)
export const { Payload: MotionPayload, PayloadResolver: MotionPayloadResolver } = nodePayload(
  'Motion',
  'motion',
  () => Motion,
)

export const motionChange: TypedChange = {
  node: 'Motion',
  type: () => Motion,
  field: { name: 'motion', description: 'The motion as it is now.' },
  subjects: ['MOTION'],
  name: 'motionChanged',
  description: 'A motion was proposed, voted on, withdrawn, closed or followed up, or its time has ended.',
  typeDescription: 'A change of a motion.',
  only: ONLY_UNDER_AGREEMENT,
}
