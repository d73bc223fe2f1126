import { Field, Int, ObjectType } from 'type-graphql'
import type { UsageView } from '../../resources/index.ts'
import { ONLY_UNDER_AGREEMENT, type TypedChange } from '../changes/typed-change.ts'
import { connectionType } from '../graphql/connection.ts'
import { UsageStatus } from '../graphql/enums.ts'
import { NodeInterface, type Shows } from '../graphql/node.type.ts'
import { nodePayload } from '../graphql/payload.ts'
import { AmountScalar, DateTimeScalar } from '../graphql/scalars.ts'
import { Dispute } from '../obligations/obligation.type.ts'
import type { ChargeSource, UsageTotalSource } from './usage-views.ts'

@ObjectType({
  implements: NodeInterface,
  description: 'What was used of a granted booking: one of provider and user records it, the other confirms it.',
})
export class Usage extends NodeInterface implements Shows<UsageView, Usage> {
  @Field(() => String, { description: 'How much: a decimal in the unit of the compensation.' })
  readonly quantity!: string

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it was used, where that is recorded.' })
  readonly from!: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when, exclusive, where that is recorded.' })
  readonly until!: number | null

  @Field(() => String, {
    nullable: true,
    description: 'A meter reading or the like; at a FIXED price the number of the period.',
  })
  readonly reference!: string | null

  @Field(() => UsageStatus, { description: 'Where it stands.' })
  readonly status!: UsageStatus

  @Field(() => DateTimeScalar, { description: 'When it was recorded, by the word of the side that recorded it.' })
  readonly recordedAt!: number

  @Field(() => Dispute, {
    nullable: true,
    description: 'The dispute about it, if there was one: its user is the debtor, its provider the creditor.',
  })
  readonly dispute!: Dispute | null
}

@ObjectType({ description: 'What a use costs: price × quantity, to the nearest minor unit, half a unit upwards.' })
export class Charge implements Shows<ChargeSource, Charge> {
  @Field(() => AmountScalar, { description: 'How much, in minor units.' })
  readonly amount!: string

  @Field(() => String, { description: 'In what currency.' })
  readonly currency!: string

  @Field(() => Int, { description: 'Digits after the decimal point of the amount.' })
  readonly scale!: number
}

@ObjectType({ description: 'The confirmed use of one resource by one user.' })
export class UsageTotal implements Shows<UsageTotalSource, UsageTotal> {
  @Field(() => String, { description: 'How much: a decimal in the unit of the compensation.' })
  readonly quantity!: string

  @Field(() => AmountScalar, {
    nullable: true,
    description: 'What it costs, in minor units; null where nothing is charged.',
  })
  readonly charged!: string | null

  @Field(() => String, { nullable: true, description: 'The currency; null where nothing is charged.' })
  readonly currency!: string | null

  @Field(() => Int, { nullable: true, description: 'Digits after the decimal point; null where nothing is charged.' })
  readonly scale!: number | null
}

export const UsageConnection = connectionType('Usage', () => Usage)
export const { Payload: UsagePayload, PayloadResolver: UsagePayloadResolver } = nodePayload(
  'Usage',
  'usage',
  () => Usage,
)

export const usageChange: TypedChange = {
  node: 'Usage',
  type: () => Usage,
  field: { name: 'usage', description: 'The use as it is now.' },
  subjects: ['USAGE'],
  name: 'usageChanged',
  description: 'A use has changed: recorded, confirmed, disputed, resolved, charged, or kept from being charged.',
  typeDescription: 'A change of a use.',
  only: ONLY_UNDER_AGREEMENT,
}
