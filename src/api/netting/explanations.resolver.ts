import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Int, Resolver, Root } from 'type-graphql'
import {
  type AnswerColumns,
  answerAt,
  answerRows,
  explainAnswer,
  findAnswer,
  type LiquidityView,
  type MissingAcceptanceView,
  type NettingProspectView,
  type ObligationAnswerView,
  type ObligationView,
  type PagedResultView,
  type ParticipantAnswerView,
  refuseClearing as refuse,
} from '../../clearing/index.ts'
import { type Did, itemsOf } from '../../kernel/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import { Cooperative } from '../cooperatives/cooperative.type.ts'
import type { ApiContext } from '../execution/context.ts'
import { NETTING_COST, SCOPE_COST } from '../execution/limits.ts'
import { Cost, CostOfEach } from '../graphql/cost.decorator.ts'
import { unwrap } from '../graphql/errors.ts'
import { type RoundSource } from '../graphql/nodes.ts'
import { DidScalar } from '../graphql/scalars.ts'
import { Obligation } from '../obligations/obligation.type.ts'
import {
  type AnswerSource,
  CreditDraw,
  type DrawView,
  MarginalValue,
  MissingAcceptance,
  NettingLiquidity,
  NettingProspect,
  NettingSharing,
  ObligationAnswer,
  ParticipantAnswer,
  RoundObligationAnswer,
  type ValueView,
} from './explanations.type.ts'
import { NettingResult, NettingRound, SliceArgs, sliceOf } from './netting.type.ts'
import { answerFor, answersAbout, prospectOf, type RoundAnswerSource } from './round-explanations.ts'

@ArgsType()
class AnswerFilterArgs {
  @Field(() => DidScalar, { nullable: true, description: 'Only those that it owes or is owed; ids go before this.' })
  readonly cooperative?: Did | null

  @Field(() => Boolean, { nullable: true, description: 'true: only of what something is set off; false: the others.' })
  readonly isSetOff?: boolean | null
}

function rowsIn(answers: AnswerColumns, { cooperative, isSetOff }: AnswerFilterArgs): Int32Array {
  return answerRows(answers, { cooperative: cooperative ?? null, isSetOff: isSetOff ?? null })
}

@Resolver(() => NettingResult)
export class NettingAnswersResolver {
  @FieldResolver(() => [ObligationAnswer], {
    description:
      'For each netted obligation, by id: why this much of it was set off. Empty for a plan, which replaces all of them.',
  })
  obligationAnswers(
    @Root() result: PagedResultView,
    @Args(() => SliceArgs) slice: SliceArgs,
    @Arg('ids', () => [ID], { nullable: true, description: 'Only these, in this order. Each must have been netted.' })
    ids: readonly string[] | null,
    @Args(() => AnswerFilterArgs) filter: AnswerFilterArgs,
  ): readonly AnswerSource[] {
    const { answers } = result
    if (answers === null) return []
    const views = ids
      ? sliceOf(ids, slice).map((id) => answerNamed(answers, id))
      : sliceOf(rowsIn(answers, filter), slice).map((row) => answerAt(answers, row))
    return views.map((view) => ({ ...view, explanation: explainAnswer(view, result) }))
  }

  @FieldResolver(() => Int, { description: 'How many answers obligationAnswers has with the same filter.' })
  obligationAnswerCount(
    @Root() { answers }: PagedResultView,
    @Args(() => AnswerFilterArgs) filter: AnswerFilterArgs,
  ): number {
    return answers === null ? 0 : rowsIn(answers, filter).length
  }

  @FieldResolver(() => [ParticipantAnswer], {
    description: 'How each cooperative stands before and after, by DID; its net position is the same.',
  })
  participants(
    @Root() result: PagedResultView,
    @Args(() => SliceArgs) slice: SliceArgs,
    @Arg('cooperatives', () => [DidScalar], { nullable: true, description: 'Only these of them.' })
    cooperatives: readonly Did[] | null,
  ): readonly ParticipantAnswerView[] {
    const wanted = cooperatives ? new Set(cooperatives) : null
    return sliceOf(
      wanted ? itemsOf(result.participants).filter((one) => wanted.has(one.cooperative)) : result.participants,
      slice,
    )
  }

  @FieldResolver(() => NettingSharing, {
    nullable: true,
    description: 'How the set-off is shared among the cooperatives; null for a plan.',
  })
  sharing(@Root() result: PagedResultView): PagedResultView['sharing'] {
    return result.sharing
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'The transfers are proven to be the fewest: as many as transferLowerBound. false: fewer may be possible. Null for SET_OFF.',
  })
  isFewest(@Root() { transferCount, transferLowerBound }: PagedResultView): boolean | null {
    return transferLowerBound === null ? null : transferCount === transferLowerBound
  }

  @FieldResolver(() => NettingLiquidity, {
    nullable: true,
    description: 'What is drawn of the credit that was offered; null where none was.',
  })
  liquidity(@Root() result: PagedResultView): LiquidityView | null {
    return result.liquidity
  }
}

function answerNamed(answers: AnswerColumns, id: string): ObligationAnswerView {
  const found = findAnswer(answers, id)
  if (found !== null) return found
  return unwrap(
    refuse(
      'clearing.not-netted',
      `${id} was not netted here: ask NettingRound.answerFor why, or leave ids out to see what was`,
    ),
  )
}

@Resolver(() => ObligationAnswer)
export class ObligationAnswerResolver {
  @FieldResolver(() => Obligation, { description: 'The obligation, as it is now.' })
  obligation(@Root() answer: AnswerSource, @Ctx() context: ApiContext): Promise<ObligationView> {
    return readObligation(context, answer.obligation)
  }

  @FieldResolver(() => Cooperative, {
    description: 'Who owed it here: of an overpaid obligation its creditor, who owes the difference back.',
  })
  debtor(@Root() { debtor }: AnswerSource, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(debtor))
  }

  @FieldResolver(() => Cooperative, { description: 'Who was owed it here.' })
  creditor(@Root() { creditor }: AnswerSource, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(creditor))
  }
}

@Resolver(() => ParticipantAnswer)
export class ParticipantAnswerResolver {
  @FieldResolver(() => Cooperative, { description: 'The cooperative.' })
  cooperative(@Root() answer: ParticipantAnswerView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(answer.cooperative))
  }
}

@Resolver(() => NettingLiquidity)
export class NettingLiquidityResolver {
  @FieldResolver(() => [CreditDraw], { description: 'Draws and repayments, by DID.' })
  draws(@Root() liquidity: LiquidityView, @Args(() => SliceArgs) slice: SliceArgs): readonly DrawView[] {
    return sliceOf(liquidity.draws, slice)
  }

  @FieldResolver(() => [MarginalValue], {
    description: 'Credit lines that would clear more if they were one unit longer: highest first, without those at 0.',
  })
  marginalValues(@Root() liquidity: LiquidityView, @Args(() => SliceArgs) slice: SliceArgs): readonly ValueView[] {
    return sliceOf(liquidity.marginalValues, slice)
  }
}

@Resolver(() => CreditDraw)
export class CreditDrawResolver {
  @FieldResolver(() => Cooperative, { description: 'The cooperative that draws or is repaid.' })
  cooperative(@Root() draw: DrawView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(draw.cooperative))
  }
}

@Resolver(() => MarginalValue)
export class MarginalValueResolver {
  @FieldResolver(() => Cooperative, { description: 'The holder of the credit line.' })
  cooperative(@Root() value: ValueView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(value.cooperative))
  }
}

@Resolver(() => NettingRound)
export class RoundAnswersResolver {
  @Cost(NETTING_COST)
  @FieldResolver(() => RoundObligationAnswer, {
    description:
      'Why one obligation of the agreement was, or was not, netted in this round: by the netting itself, or by what preceded or followed it.',
  })
  answerFor(
    @Root() round: RoundSource,
    @Arg('obligationId', () => ID, { description: 'Its id: obl_…' }) obligationId: string,
    @Ctx() context: ApiContext,
  ): Promise<RoundAnswerSource> {
    return context.read((views) => answerFor(views, round, obligationId))
  }
}

@Resolver(() => Obligation)
export class ObligationAnswersResolver {
  @CostOfEach(NETTING_COST)
  @FieldResolver(() => [RoundObligationAnswer], {
    description:
      'Why it was, or was not, netted in the newest rounds of its arrangement and currency since it was recorded, newest first. Once nothing is open on it, only rounds that have set something off are told.',
  })
  nettingAnswers(
    @Root() obligation: ObligationView,
    @Arg('first', () => Int, { defaultValue: 5, description: 'Of how many rounds: at most 10.' }) first: number,
    @Ctx() context: ApiContext,
  ): Promise<readonly RoundAnswerSource[]> {
    return context.read((views) => answersAbout(views, obligation, first))
  }

  @Cost(SCOPE_COST)
  @FieldResolver(() => NettingProspect, {
    description: 'What a round proposed now would take into account of it, and why no more.',
  })
  nettingProspect(@Root() obligation: ObligationView, @Ctx() context: ApiContext): Promise<NettingProspectView> {
    return context.read((views) => prospectOf(views, obligation))
  }
}

@Resolver(() => RoundObligationAnswer)
export class RoundObligationAnswerResolver {
  @FieldResolver(() => NettingRound, { description: 'The round.' })
  round(@Root() { round }: RoundAnswerSource): RoundSource {
    return round
  }

  @FieldResolver(() => Obligation, { description: 'The obligation, as it is now.' })
  obligation(@Root() answer: RoundAnswerSource, @Ctx() context: ApiContext): Promise<ObligationView> {
    return readObligation(context, answer.obligation)
  }

  @FieldResolver(() => [MissingAcceptance], {
    description: 'Participants of its dropped cycles that have not accepted, by DID.',
  })
  missing(@Root() answer: RoundAnswerSource): readonly MissingAcceptanceView[] {
    return answer.missing
  }

  @FieldResolver(() => NettingRound, { nullable: true, description: 'The other round that held it.' })
  reservedBy(@Root() { reservedBy }: RoundAnswerSource, @Ctx() context: ApiContext): Promise<RoundSource | null> {
    return context.read((views) => (reservedBy === null ? null : views.find('NettingRound', reservedBy)))
  }

  @FieldResolver(() => [Cooperative], {
    description: 'Which of its debtor and its creditor did not take part in the round.',
  })
  notParticipating(@Root() answer: RoundAnswerSource, @Ctx() context: ApiContext): Promise<CooperativeView[]> {
    return context.read((views) => views.cooperatives(answer.notParticipating))
  }
}

@Resolver(() => MissingAcceptance)
export class MissingAcceptanceResolver {
  @FieldResolver(() => Cooperative, { description: 'The cooperative.' })
  cooperative(@Root() missing: MissingAcceptanceView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(missing.cooperative))
  }
}

function readObligation(context: ApiContext, id: string): Promise<ObligationView> {
  return context.read((views) => views.get('Obligation', id))
}
