import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { AgreementView, AmendmentView } from '../../agreements/index.ts'
import { governanceCommands, governanceInputs } from '../../app/index.ts'
import type { ClosingView, MotionView } from '../../governance/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import { Agreement, Amendment } from '../agreements/agreement.type.ts'
import { Cooperative } from '../cooperatives/cooperative.type.ts'
import type { ApiContext } from '../execution/context.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { type Connection, PageArgs } from '../graphql/connection.ts'
import { FollowUpKind } from '../graphql/enums.ts'
import { Input } from '../graphql/mutation.input.ts'
import { DateTimeScalar } from '../graphql/scalars.ts'
import {
  FollowUp,
  type FollowUpSource,
  Motion,
  MotionClosing,
  MotionConnection,
  MotionFilter,
  MotionPayload,
  Vote,
  type VoteView,
} from './motion.type.ts'
import { amendmentsNaming, doneBy, listMotions } from './motion-views.ts'

export { MotionPayloadResolver } from './motion.type.ts'

@Resolver(() => Motion)
export class MotionResolver {
  @FieldResolver(() => Agreement, { description: 'The agreement under which it was proposed.' })
  agreement(@Root() { agreement }: MotionView, @Ctx() context: ApiContext): Promise<AgreementView> {
    return context.read((views) => views.get('Agreement', agreement))
  }

  @FieldResolver(() => Cooperative, { description: 'Who proposed it.' })
  proposedBy(@Root() { proposer }: MotionView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(proposer))
  }

  @FieldResolver(() => [Vote], {
    description: 'One for each voter: while OPEN its newest, then the one that the closing names. Oldest first.',
  })
  votes(@Root() { votes }: MotionView): MotionView['votes'] {
    return votes
  }

  @FieldResolver(() => [Cooperative], {
    description:
      'Before closesAt, who has not voted; once it is closed, who has confirmed no closing; once adopted, who has follow-ups to do.',
  })
  awaiting(@Root() { awaiting }: MotionView, @Ctx() context: ApiContext): Promise<CooperativeView[]> {
    return context.read((views) => views.cooperatives(awaiting))
  }

  @FieldResolver(() => [FollowUp], { description: 'What each party is to do once it is adopted.' })
  followUps(@Root() { followUps, voters }: MotionView): FollowUpSource[] {
    return followUps.map((followUp) => ({ ...followUp, voters }))
  }

  @FieldResolver(() => [MotionClosing], { description: 'Its closings, oldest first; at most one of them counts.' })
  closings(@Root() { closings }: MotionView): MotionView['closings'] {
    return closings
  }

  @FieldResolver(() => [Amendment], { description: 'The amendments that name it as the motion that adopted them.' })
  amendments(@Root() { id }: MotionView, @Ctx() context: ApiContext): Promise<readonly AmendmentView[]> {
    return context.read((views) => amendmentsNaming(views, id))
  }

  @Auth('VIEWER')
  @Query(() => Motion, { nullable: true, description: 'A motion by its id.' })
  motion(@Arg('id', () => ID, { description: 'Its id: mot_…' }) id: string, @Ctx() context: ApiContext) {
    return context.read((views) => views.find('Motion', id))
  }

  @Auth('VIEWER')
  @Query(() => MotionConnection, { description: 'Motions, newest first.' })
  motions(
    @Arg('filter', () => MotionFilter, { nullable: true, description: 'Which ones; all by default.' })
    filter: MotionFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<MotionView>> {
    return context.read((views) => listMotions(views, filter ?? {}, page))
  }

  @Auth('OPERATOR')
  @Mutation(() => MotionPayload, { nullable: true, description: 'Puts a motion to the vote of all signing parties.' })
  proposeMotion(
    @Input(governanceInputs.ProposeMotionInput) input: Input<governanceInputs.ProposeMotionInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('proposeMotion', input, governanceCommands.proposeMotion)
  }

  @Auth('SIGNER')
  @Mutation(() => MotionPayload, { nullable: true, description: 'Votes on a motion, or changes our vote.' })
  castVote(
    @Input(governanceInputs.CastVoteInput) input: Input<governanceInputs.CastVoteInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('castVote', input, governanceCommands.castVote)
  }

  @Auth('OPERATOR')
  @Mutation(() => MotionPayload, { nullable: true, description: 'Withdraws a motion of our own before it closes.' })
  withdrawMotion(
    @Input(governanceInputs.WithdrawMotionInput) input: Input<governanceInputs.WithdrawMotionInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('withdrawMotion', input, governanceCommands.withdrawMotion)
  }

  @Auth('SIGNER')
  @Mutation(() => MotionPayload, {
    nullable: true,
    description:
      'Confirms a closing of a motion, whatever votes it leaves out, for good. The node does so automatically where a closing names every vote that it has, of a motion that it has had for the shortest period of the terms.',
  })
  confirmClosing(
    @Input(governanceInputs.ConfirmClosingInput) input: Input<governanceInputs.ConfirmClosingInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('confirmClosing', input, governanceCommands.confirmClosing)
  }

  @Auth('OPERATOR')
  @Mutation(() => MotionPayload, {
    nullable: true,
    description: 'Reports that we have done a task of an adopted motion. Vouches and signatures need no report.',
  })
  completeFollowUp(
    @Input(governanceInputs.CompleteFollowUpInput) input: Input<governanceInputs.CompleteFollowUpInput>,
    @Ctx() context: ApiContext,
  ) {
    return context.execute('completeFollowUp', input, governanceCommands.completeFollowUp)
  }
}

@Resolver(() => Vote)
export class VoteResolver {
  @FieldResolver(() => DateTimeScalar, { description: 'When it was cast, by its voter’s word.' })
  castAt(@Root() { at }: VoteView): number {
    return at
  }

  @FieldResolver(() => Cooperative, { description: 'Who voted.' })
  by(@Root() { by }: VoteView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(by))
  }
}

@Resolver(() => MotionClosing)
export class MotionClosingResolver {
  @FieldResolver(() => Cooperative, { description: 'Who closed it.' })
  by(@Root() { by }: ClosingView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(by))
  }

  @FieldResolver(() => [Cooperative], {
    description: 'Who has confirmed it, or another closing that names the same votes.',
  })
  confirmedBy(@Root() { confirmedBy }: ClosingView, @Ctx() context: ApiContext): Promise<CooperativeView[]> {
    return context.read((views) => views.cooperatives(confirmedBy))
  }

  @FieldResolver(() => [Cooperative], { description: 'Whose newest vote that is here it does not name.' })
  leavesOut(@Root() { leavesOut }: ClosingView, @Ctx() context: ApiContext): Promise<CooperativeView[]> {
    return context.read((views) => views.cooperatives(leavesOut))
  }
}

@Resolver(() => FollowUp)
export class FollowUpResolver {
  @FieldResolver(() => FollowUpKind, { description: 'What it is.' })
  kind(@Root() { followUp }: FollowUpSource): string {
    return followUp.kind
  }

  @FieldResolver(() => String, { nullable: true, description: 'The task, in words; null for the other kinds.' })
  text(@Root() { followUp }: FollowUpSource): string | null {
    return followUp.kind === 'TASK' ? followUp.text : null
  }

  @FieldResolver(() => Cooperative, { nullable: true, description: 'For VOUCH: the cooperative to vouch for.' })
  cooperative(@Root() { followUp }: FollowUpSource, @Ctx() context: ApiContext): Promise<CooperativeView> | null {
    return followUp.kind === 'VOUCH' ? context.read((views) => views.cooperative(followUp.cooperative)) : null
  }

  @FieldResolver(() => Amendment, { nullable: true, description: 'For SIGN_AMENDMENT: the amendment to sign.' })
  amendment(@Root() { followUp }: FollowUpSource, @Ctx() context: ApiContext): Promise<AmendmentView | null> | null {
    return followUp.kind === 'SIGN_AMENDMENT'
      ? context.read((views) => views.find('Amendment', followUp.amendment))
      : null
  }

  @FieldResolver(() => [Cooperative], {
    description: 'The parties that have done it: read from their vouches and signatures, for a task from their word.',
  })
  doneBy(@Root() followUp: FollowUpSource, @Ctx() context: ApiContext): Promise<CooperativeView[]> {
    return context.read(async (views) => views.cooperatives(await doneBy(views, followUp)))
  }
}

@Resolver(() => Amendment)
export class AmendmentMotionResolver {
  @FieldResolver(() => Motion, {
    nullable: true,
    description: 'The motion that adopted it, as its proposer says; null where it names none, or none that is here.',
  })
  motion(@Root() { motion }: AmendmentView, @Ctx() context: ApiContext): Promise<MotionView | null> | null {
    return motion === null ? null : context.read((views) => views.find('Motion', motion))
  }
}
