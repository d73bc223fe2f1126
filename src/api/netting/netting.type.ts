import { ArgsType, Field, Int, ObjectType } from 'type-graphql'
import type { NettingCycleView, PagedResultView, RoundAnswerView, TransferView } from '../../clearing/index.ts'
import { itemsOf, type LongList } from '../../kernel/index.ts'
import { connectionType } from '../graphql/connection.ts'
import { NettingObjective, NettingRoundStatus, NettingStage } from '../graphql/enums.ts'
import { apiError } from '../graphql/errors.ts'
import { NodeInterface, type Shows } from '../graphql/node.type.ts'
import type { RoundSource } from '../graphql/nodes.ts'
import { AmountScalar, DateTimeScalar } from '../graphql/scalars.ts'
import type { ProgressSource } from './netting-progress.ts'

export type CertificateView = NonNullable<PagedResultView['certificate']>
export type LevelView = NonNullable<CertificateView['levels']['item']>

export const SLICE_MAX = 1_000
const SLICE_DEFAULT = 100

/** A slice of a list that is too long to answer whole and has no life of its own, so needs no cursors. */
@ArgsType()
export class SliceArgs {
  @Field(() => Int, { nullable: true, defaultValue: SLICE_DEFAULT, description: 'How many, at most 1,000.' })
  readonly first?: number | null

  @Field(() => Int, { nullable: true, defaultValue: 0, description: 'How many to leave out before.' })
  readonly offset?: number | null
}

/** A list or a column. */
type Sliceable<T> = { slice(from: number, upTo: number): Iterable<T> }

export function sliceOf<T>(list: Sliceable<T> | LongList<T>, slice: SliceArgs): readonly T[] {
  const [first, offset] = [slice.first ?? SLICE_DEFAULT, slice.offset ?? 0]
  if (first >= 0 && first <= SLICE_MAX && offset >= 0)
    return 'pages' in list ? itemsOf(list, offset, offset + first) : [...list.slice(offset, offset + first)]
  throw apiError('BAD_USER_INPUT', `first is 0 to ${SLICE_MAX}, and offset is not negative`)
}

@ObjectType({ description: 'Result of netting: the set-offs and the remaining payments.' })
export class NettingResult implements Shows<PagedResultView, NettingResult> {
  @Field(() => String, { description: 'The currency of every amount here.' })
  readonly currency!: string

  @Field(() => Int, { description: 'Digits after the decimal point of every amount here.' })
  readonly scale!: number

  @Field(() => NettingObjective, { description: 'What it aims at.' })
  readonly objective!: NettingObjective

  @Field(() => String, { description: 'The algorithm and its version.' })
  readonly algorithm!: string

  @Field(() => Int, { description: 'How many cooperatives owe or are owed.' })
  readonly participantCount!: number

  @Field(() => Int, { description: 'How many obligations went in.' })
  readonly obligationCount!: number

  @Field(() => AmountScalar, { description: 'The sum of what was owed before.' })
  readonly grossTotal!: string

  @Field(() => AmountScalar, {
    description:
      'The sum of what is set off, with credit where some is offered; in a plan, by how much less is paid than was owed.',
  })
  readonly setOffTotal!: string

  @Field(() => AmountScalar, { description: 'The sum of what is still to be paid.' })
  readonly residualTotal!: string

  @Field(() => Int, { description: 'How many cycles there are.' })
  readonly cycleCount!: number

  @Field(() => Int, { description: 'How many transfers there are.' })
  readonly transferCount!: number

  @Field(() => Int, {
    nullable: true,
    description:
      'No plan between these counterparties has fewer transfers than this; null for SET_OFF, which is no plan.',
  })
  readonly transferLowerBound!: number | null

  @Field(() => String, { description: 'SHA-256 of the canonical inputs.' })
  readonly inputHash!: string

  @Field(() => String, { description: 'SHA-256 of the canonical result.' })
  readonly resultHash!: string
}

@ObjectType({ description: 'How far a preview is.' })
export class NettingProgress implements Shows<ProgressSource, NettingProgress> {
  @Field(() => NettingStage, { description: 'What is being done.' })
  readonly stage!: NettingStage
}

@ObjectType({ description: 'A circle of debts that is set off by one amount, leaving every net position as it was.' })
export class NettingCycle implements Shows<NettingCycleView, NettingCycle> {
  @Field(() => Int, { description: 'Its number in the result, from 0.' })
  readonly index!: number

  @Field(() => AmountScalar, { description: 'What is set off on each of its obligations.' })
  readonly amount!: string
}

@ObjectType({ description: 'A payment that remains to be made.' })
export class Transfer implements Shows<TransferView, Transfer> {
  @Field(() => AmountScalar, { description: 'How much.' })
  readonly amount!: string
}

@ObjectType({
  description:
    'Certificate that this is the largest possible set-off: no remaining debt leads from a higher to a lower level.',
})
export class NettingCertificate implements Shows<CertificateView, NettingCertificate> {
  @Field(() => Boolean, { description: 'The levels prove it; checked when read.' })
  readonly verified!: boolean
}

@ObjectType({ description: 'A cooperative’s place in the certificate.' })
export class Level implements Shows<LevelView, Level> {
  @Field(() => Int, { description: 'The level, from 0.' })
  readonly level!: number
}

@ObjectType({ implements: NodeInterface, description: 'A proposal to net one currency of a clearing arrangement.' })
export class NettingRound implements Shows<RoundSource, NettingRound> {
  @Field(() => String, { description: 'The currency.' })
  readonly currency!: string

  @Field(() => Int, { description: 'Digits after the decimal point of every amount here.' })
  readonly scale!: number

  @Field(() => NettingRoundStatus, { description: 'Where it stands.' })
  readonly status!: NettingRoundStatus

  @Field(() => DateTimeScalar, { description: 'When it was proposed.' })
  readonly proposedAt!: number

  @Field(() => DateTimeScalar, { description: 'By when the participants answer.' })
  readonly deadline!: number

  @Field(() => Int, { description: 'How many cycles were set off.' })
  readonly committedCycleCount!: number

  @Field(() => Int, { description: 'How many cycles were dropped, because a participant refused or stayed silent.' })
  readonly droppedCycleCount!: number

  @Field(() => AmountScalar, { description: 'The sum of what was set off.' })
  readonly committedTotal!: string
}

@ObjectType({ description: 'A participant’s answer to a round.' })
export class RoundAnswer implements Shows<RoundAnswerView, RoundAnswer> {
  @Field(() => DateTimeScalar, { description: 'When it was given.' })
  readonly at!: number

  @Field(() => String, { nullable: true, description: 'Why, where it is a no.' })
  readonly reason!: string | null
}

export const NettingRoundConnection = connectionType('NettingRound', () => NettingRound)
