import { Field, ObjectType } from 'type-graphql'
import type { Did, JsonObject } from '../../kernel/index.ts'
import type { BookingView } from '../../resources/index.ts'
import { ONLY_UNDER_AGREEMENT, type TypedChange } from '../changes/typed-change.ts'
import { connectionType } from '../graphql/connection.ts'
import { BookingStatus } from '../graphql/enums.ts'
import { NodeInterface, type Shows } from '../graphql/node.type.ts'
import { nodePayload } from '../graphql/payload.ts'
import { DateTimeScalar, DidScalar, JsonObjectScalar } from '../graphql/scalars.ts'

@ObjectType({
  implements: NodeInterface,
  description: 'A booking of a shared resource. What its document says of the resource holds for it for good.',
})
export class Booking extends NodeInterface implements Shows<BookingView, Booking> {
  @Field(() => DidScalar, {
    nullable: true,
    description: 'The member for whom it is, by its user’s word; null for the cooperative itself.',
  })
  readonly beneficiary!: Did | null

  @Field(() => DateTimeScalar, { description: 'From this instant on.' })
  readonly from!: number

  @Field(() => DateTimeScalar, { description: 'Until just before this instant.' })
  readonly until!: number

  @Field(() => String, { description: 'How much of the resource at once: a decimal in its unit.' })
  readonly quantity!: string

  @Field(() => String, {
    nullable: true,
    description:
      'The most use, a decimal in the unit of the compensation, that the user has agreed to pay for without a further word; null: every use needs one.',
  })
  readonly expectedUse!: string | null

  @Field(() => String, { nullable: true, description: 'What it is for.' })
  readonly purpose!: string | null

  @Field(() => BookingStatus, { description: 'Where it stands.' })
  readonly status!: BookingStatus

  @Field(() => DateTimeScalar, { description: 'When it was requested, by its user’s word.' })
  readonly requestedAt!: number

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was granted or declined, by its provider’s word.',
  })
  readonly answeredAt!: number | null

  @Field(() => String, { nullable: true, description: 'Why it was declined, cancelled or revoked.' })
  readonly reason!: string | null

  @Field(() => JsonObjectScalar, {
    nullable: true,
    description:
      'The grant: a Verifiable Credential of type ResourceGrant, signed by the provider, that a door, a server or a person checks without this node; null until granted.',
  })
  readonly grant!: JsonObject | null
}

export const BookingConnection = connectionType('Booking', () => Booking)
export const { Payload: BookingPayload, PayloadResolver: BookingPayloadResolver } = nodePayload(
  'Booking',
  'booking',
  () => Booking,
)

export const bookingChange: TypedChange = {
  node: 'Booking',
  type: () => Booking,
  field: { name: 'booking', description: 'The booking as it is now.' },
  subjects: ['BOOKING'],
  name: 'bookingChanged',
  description: 'A booking has changed: requested, granted, declined, cancelled, revoked, lapsed, ended.',
  typeDescription: 'A change of a booking.',
  only: ONLY_UNDER_AGREEMENT,
}

@ObjectType({ description: 'A time in which the same bookings of a resource are granted.' })
export class CalendarSlot {
  @Field(() => DateTimeScalar, { description: 'From this instant on.' })
  readonly from!: number

  @Field(() => DateTimeScalar, { description: 'Until just before this instant.' })
  readonly until!: number

  @Field(() => String, { description: 'How much of the resource is granted in it: a decimal in its unit.' })
  readonly booked!: string

  @Field(() => String, { nullable: true, description: 'How much is free; null where the quantity is not counted.' })
  readonly free!: string | null

  @Field(() => [Booking], { description: 'The bookings that hold it.' })
  readonly bookings!: readonly unknown[]
}
