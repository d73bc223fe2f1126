import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root, Subscription } from 'type-graphql'
import type { AgreementView } from '../../agreements/index.ts'
import type {
  NetPositionView,
  NettingCycleView,
  ObligationView,
  PagedResultView,
  RoundAnswerView,
  TransferView,
} from '../../clearing/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import { Agreement } from '../agreements/agreement.type.ts'
import { Cooperative } from '../cooperatives/cooperative.type.ts'
import type { ApiContext } from '../execution/context.ts'
import { NETTING_COST } from '../execution/limits.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { type Connection, PageArgs } from '../graphql/connection.ts'
import { Cost } from '../graphql/cost.decorator.ts'
import { NettingPreviewInput, NettingRoundFilter } from '../graphql/filter.input.ts'
import { type RoundSource } from '../graphql/nodes.ts'
import { listRounds, whyWaiting } from '../obligations/clearing-views.ts'
import { NetPosition, Obligation } from '../obligations/obligation.type.ts'
import {
  type CertificateView,
  Level,
  type LevelView,
  NettingCertificate,
  NettingCycle,
  NettingProgress,
  NettingResult,
  NettingRound,
  NettingRoundConnection,
  RoundAnswer,
  SliceArgs,
  sliceOf,
  Transfer,
} from './netting.type.ts'
import { followPreview, type ProgressSource } from './netting-progress.ts'
import { previewNetting, resultOf } from './previews.ts'

@Resolver(() => NettingResult)
export class NettingResultResolver {
  @FieldResolver(() => [NetPosition], {
    description: 'Every position before the netting, which does not change net positions.',
  })
  netPositions(@Root() result: PagedResultView, @Args(() => SliceArgs) slice: SliceArgs): readonly NetPositionView[] {
    return sliceOf(result.netPositions, slice)
  }

  @FieldResolver(() => [NettingCycle], { description: 'The circles of debt that are set off.' })
  cycles(@Root() result: PagedResultView, @Args(() => SliceArgs) slice: SliceArgs): readonly NettingCycleView[] {
    return sliceOf(result.cycles, slice)
  }

  @FieldResolver(() => [Transfer], { description: 'The settlement plan: the remaining payments.' })
  transfers(@Root() result: PagedResultView, @Args(() => SliceArgs) slice: SliceArgs): readonly TransferView[] {
    return sliceOf(result.transfers, slice)
  }

  @FieldResolver(() => NettingCertificate, {
    nullable: true,
    description: 'Certificate that this is the largest possible set-off; only for SET_OFF.',
  })
  certificate(@Root() result: PagedResultView): CertificateView | null {
    return result.certificate
  }

  @Auth('VIEWER')
  @Cost(NETTING_COST)
  @Query(() => NettingResult, { description: 'What netting would come to now. Nothing is proposed.' })
  nettingPreview(
    @Arg('input', () => NettingPreviewInput, { description: 'What to net.' }) input: NettingPreviewInput,
    @Ctx() context: ApiContext,
  ): Promise<PagedResultView> {
    return context.read((views) => previewNetting(views, input))
  }
}

@Resolver(() => NettingProgress)
export class NettingProgressResolver {
  @FieldResolver(() => NettingResult, { nullable: true, description: 'The result, once it is there.' })
  result(@Root() { result }: ProgressSource): PagedResultView | null {
    return result
  }

  @Auth('VIEWER')
  @Cost(NETTING_COST)
  @Subscription(() => NettingProgress, {
    subscribe: followPreview,
    description: 'Result of netting now, with the progress until it is there. Unsubscribing before the end cancels it.',
  })
  nettingPreviewed(
    @Root() progress: ProgressSource,
    @Arg('input', () => NettingPreviewInput, { description: 'What to net.' }) _input: NettingPreviewInput,
  ): ProgressSource {
    return progress
  }
}

@Resolver(() => NettingCycle)
export class NettingCycleResolver {
  @FieldResolver(() => [Cooperative], { description: 'Its participants: each owes the next, the last one the first.' })
  participants(@Root() cycle: NettingCycleView, @Ctx() context: ApiContext): Promise<CooperativeView[]> {
    return context.read((views) => views.cooperatives(cycle.participants))
  }

  @FieldResolver(() => [Obligation], { description: 'The obligations that it sets off, in the same order.' })
  obligations(@Root() cycle: NettingCycleView, @Ctx() context: ApiContext): Promise<ObligationView[]> {
    return context.read((views) => Promise.all(cycle.obligations.map(async (id) => await views.get('Obligation', id))))
  }
}

@Resolver(() => Transfer)
export class TransferResolver {
  @FieldResolver(() => Cooperative, { description: 'The payer.' })
  from(@Root() transfer: TransferView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(transfer.from))
  }

  @FieldResolver(() => Cooperative, { description: 'The payee.' })
  to(@Root() transfer: TransferView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(transfer.to))
  }
}

@Resolver(() => NettingCertificate)
export class NettingCertificateResolver {
  @FieldResolver(() => [Level], { description: 'The level of every participant.' })
  levels(@Root() certificate: CertificateView, @Args(() => SliceArgs) slice: SliceArgs): readonly LevelView[] {
    return sliceOf(certificate.levels, slice)
  }
}

@Resolver(() => Level)
export class LevelResolver {
  @FieldResolver(() => Cooperative, { description: 'The cooperative.' })
  cooperative(@Root() level: LevelView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(level.cooperative))
  }
}

@Resolver(() => NettingRound)
export class NettingRoundResolver {
  @FieldResolver(() => Agreement, { description: 'The clearing arrangement.' })
  agreement(@Root() { agreement }: RoundSource, @Ctx() context: ApiContext): Promise<AgreementView> {
    return context.read((views) => views.get('Agreement', agreement))
  }

  @FieldResolver(() => Cooperative, { description: 'The cooperative that proposed it.' })
  proposer(@Root() round: RoundSource, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(round.proposer))
  }

  @Cost(NETTING_COST)
  @FieldResolver(() => NettingResult, { description: 'What it proposes, held against the inputs as of its cutoff.' })
  result(@Root() round: RoundSource, @Ctx() context: ApiContext): Promise<PagedResultView> {
    return context.read((views) => resultOf(views, round))
  }

  @FieldResolver(() => [RoundAnswer], { description: 'Acceptances, the proposer’s included.' })
  acceptances(@Root() round: RoundSource): readonly RoundAnswerView[] {
    return round.acceptances
  }

  @FieldResolver(() => [RoundAnswer], { description: 'Rejections, with their reasons.' })
  rejections(@Root() round: RoundSource): readonly RoundAnswerView[] {
    return round.rejections
  }

  @FieldResolver(() => [RoundAnswer], { description: 'Withdrawn acceptances, with their reasons.' })
  withdrawals(@Root() round: RoundSource): readonly RoundAnswerView[] {
    return round.withdrawals
  }

  @FieldResolver(() => [Cooperative], { description: 'Cooperatives that have still to answer.' })
  awaiting(@Root() round: RoundSource, @Ctx() context: ApiContext): Promise<CooperativeView[]> {
    return context.read((views) => views.cooperatives(round.awaiting))
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'Why this node does not accept this round automatically although its policy allows it; null where nothing prevents it, or no answer is due.',
  })
  notAcceptedBecause(@Root() { id, awaiting }: RoundSource, @Ctx() context: ApiContext): Promise<string | null> {
    return context.read((views) => whyWaiting(views, id, awaiting))
  }

  @Auth('VIEWER')
  @Query(() => NettingRound, { nullable: true, description: 'A netting round by its id.' })
  nettingRound(@Arg('id', () => ID, { description: 'Its id: rnd_…' }) id: string, @Ctx() context: ApiContext) {
    return context.read((views) => views.find('NettingRound', id))
  }

  @Auth('VIEWER')
  @Query(() => NettingRoundConnection, { description: 'Netting rounds, newest first.' })
  nettingRounds(
    @Arg('filter', () => NettingRoundFilter, { nullable: true, description: 'Which ones; without it, all.' })
    filter: NettingRoundFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<RoundSource>> {
    return context.read((views) => listRounds(views, filter ?? {}, page))
  }
}

@Resolver(() => RoundAnswer)
export class RoundAnswerResolver {
  @FieldResolver(() => Cooperative, { description: 'The cooperative that answered.' })
  cooperative(@Root() answer: RoundAnswerView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(answer.cooperative))
  }
}
