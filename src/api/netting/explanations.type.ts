import { Field, Int, ObjectType } from 'type-graphql'
import type {
  LiquidityView,
  MissingAcceptanceView,
  NettingProspectView,
  ObligationAnswerView,
  PagedResultView,
  ParticipantAnswerView,
} from '../../clearing/index.ts'
import { NettingReason, ObligationOutcome } from '../graphql/enums.ts'
import type { Shows } from '../graphql/node.type.ts'
import { AmountScalar, SignedAmountScalar } from '../graphql/scalars.ts'
import type { RoundAnswerSource } from './round-explanations.ts'

/** An answer about one obligation, with its sentence. */
export type AnswerSource = ObligationAnswerView & { readonly explanation: string }
export type DrawView = LiquidityView['draws'][number]
export type ValueView = LiquidityView['marginalValues'][number]

@ObjectType({ description: 'Why this much of one obligation was set off.' })
export class ObligationAnswer implements Shows<AnswerSource, ObligationAnswer> {
  @Field(() => AmountScalar, { description: 'What could be set off of it before.' })
  readonly amount!: string

  @Field(() => AmountScalar, { description: 'What is set off.' })
  readonly setOff!: string

  @Field(() => AmountScalar, { description: 'What is left.' })
  readonly left!: string

  @Field(() => NettingReason, { description: 'Why.' })
  readonly reason!: NettingReason

  @Field(() => [Int], { description: 'The cycles that took it, by their index.' })
  readonly cycles!: readonly number[]

  @Field(() => Int, {
    nullable: true,
    description:
      'The debtor’s level in the proof. A debt that goes down by more than one level is in no largest set-off, one that goes up or stays is in every one, whole; null with credit, where there is no such proof.',
  })
  readonly debtorLevel!: number | null

  @Field(() => Int, { nullable: true, description: 'The creditor’s level in the proof; null with credit.' })
  readonly creditorLevel!: number | null

  @Field(() => String, {
    description: 'The same in one plain English sentence; amounts in it are written like 1300.00 EUR.',
  })
  readonly explanation!: string
}

@ObjectType({ description: 'How one cooperative stands before a netting and after it.' })
export class ParticipantAnswer implements Shows<ParticipantAnswerView, ParticipantAnswer> {
  @Field(() => AmountScalar, { description: 'What it owed.' })
  readonly payableBefore!: string

  @Field(() => AmountScalar, { description: 'What it was owed.' })
  readonly receivableBefore!: string

  @Field(() => AmountScalar, { description: 'What it still has to pay.' })
  readonly payableAfter!: string

  @Field(() => AmountScalar, { description: 'What it is still to be paid.' })
  readonly receivableAfter!: string

  @Field(() => SignedAmountScalar, {
    description:
      'receivable − payable, before and after alike; only what it draws or pays in, where credit is offered, comes in between.',
  })
  readonly net!: string

  @Field(() => SignedAmountScalar, {
    description:
      'payableBefore − payableAfter: the reduction of its payments; negative where a plan routes payments of others through it.',
  })
  readonly setOff!: string

  @Field(() => Int, { description: 'In how many cycles it takes part.' })
  readonly cycleCount!: number
}

@ObjectType({
  description:
    'How a set-off is shared among the cooperatives that could take part. The most that a cooperative could have set off is the smaller of what it owes and what it is owed; its part is what was set off of that, in thousandths.',
})
export class NettingSharing implements Shows<NonNullable<PagedResultView['sharing']>, NettingSharing> {
  @Field(() => Int, { description: 'How many cooperatives both owe and are owed.' })
  readonly parties!: number

  @Field(() => Int, { description: 'How many of these have something set off.' })
  readonly served!: number

  @Field(() => [Int], {
    description:
      'The parts of the least served, at the quarter, the half and the three quarters, and of the best served.',
  })
  readonly quartiles!: readonly number[]

  @Field(() => Int, {
    description: '0 when all are served to the same part, towards 1000 when few are served at all: Gini’s coefficient.',
  })
  readonly unevenness!: number
}

@ObjectType({ description: 'What a set-off draws of the credit that was offered, and where more would help.' })
export class NettingLiquidity implements Shows<LiquidityView, NettingLiquidity> {
  @Field(() => AmountScalar, { description: 'What all draw together: the least with which so much is set off.' })
  readonly drawnTotal!: string

  @Field(() => AmountScalar, { description: 'What would be set off without any credit.' })
  readonly setOffTotalWithoutCredit!: string

  @Field(() => Int, { description: 'How much more would be set off if the pool were one unit larger.' })
  readonly poolMarginalValue!: number
}

@ObjectType({ description: 'What one cooperative draws, or pays in because it gets more than it owes.' })
export class CreditDraw implements Shows<DrawView, CreditDraw> {
  @Field(() => AmountScalar, { description: 'What it draws of its credit line.' })
  readonly drawn!: string

  @Field(() => AmountScalar, { description: 'What it is paid out of what others draw, beyond its own debts.' })
  readonly paidIn!: string
}

@ObjectType({ description: 'Where one more unit of credit would clear most.' })
export class MarginalValue implements Shows<ValueView, MarginalValue> {
  @Field(() => Int, { description: 'How much more would be set off if its credit line were one unit longer.' })
  readonly value!: number
}

@ObjectType({ description: 'Why one obligation was, or was not, netted in a round.' })
export class RoundObligationAnswer implements Shows<RoundAnswerSource, RoundObligationAnswer> {
  @Field(() => ObligationOutcome, { description: 'What became of it.' })
  readonly outcome!: ObligationOutcome

  @Field(() => NettingReason, { description: 'Why the netting took so much of it, or why it was left out.' })
  readonly reason!: NettingReason

  @Field(() => AmountScalar, {
    nullable: true,
    description: 'What could be netted of it at the round’s cutoff; null where it was left out.',
  })
  readonly amount!: string | null

  @Field(() => AmountScalar, { description: 'What the round proposed to set off.' })
  readonly proposed!: string

  @Field(() => AmountScalar, { description: 'What the round has set off.' })
  readonly committed!: string

  @Field(() => AmountScalar, { description: 'What was proposed and then dropped.' })
  readonly dropped!: string

  @Field(() => [Int], { description: 'The cycles of the result that would take it, by their index.' })
  readonly cycles!: readonly number[]

  @Field(() => Int, { nullable: true, description: 'The debtor’s level in the proof; null where it was left out.' })
  readonly debtorLevel!: number | null

  @Field(() => Int, { nullable: true, description: 'The creditor’s level in the proof; null where it was left out.' })
  readonly creditorLevel!: number | null

  @Field(() => String, {
    description: 'The same in one plain English sentence, with names; amounts in it are written like 1300.00 EUR.',
  })
  readonly explanation!: string
}

@ObjectType({ description: 'What a round proposed now would take into account of an obligation.' })
export class NettingProspect implements Shows<NettingProspectView, NettingProspect> {
  @Field(() => AmountScalar, { description: 'How much of it: 0 where it would be left out.' })
  readonly amount!: string

  @Field(() => NettingReason, {
    nullable: true,
    description: 'Why less than what is open on it; null where nothing is kept out.',
  })
  readonly reason!: NettingReason | null

  @Field(() => String, { description: 'The same in plain English; amounts in it are written like 1300.00 EUR.' })
  readonly explanation!: string
}

@ObjectType({ description: 'A participant who has not accepted a round, so that an obligation’s cycles do not count.' })
export class MissingAcceptance implements Shows<MissingAcceptanceView, MissingAcceptance> {
  @Field(() => Boolean, { description: 'true: it rejected the round. false: it was silent, or is still to answer.' })
  readonly rejected!: boolean

  @Field(() => Boolean, { description: 'true: it had accepted, and took that back before the decision.' })
  readonly withdrawn!: boolean

  @Field(() => String, { nullable: true, description: 'Why it rejected, or took its acceptance back.' })
  readonly reason!: string | null

  @Field(() => Int, { description: 'How many of the obligation’s cycles run through it and do not count.' })
  readonly cycleCount!: number
}
