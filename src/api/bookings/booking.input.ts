import { Field, ID, InputType } from 'type-graphql'
import type { Did, Instant } from '../../kernel/index.ts'
import { BookingStatus } from '../graphql/enums.ts'
import { DateTimeScalar, DidScalar } from '../graphql/scalars.ts'

@InputType({ description: 'Which bookings. Everything given must hold.' })
export class BookingFilter {
  @Field(() => ID, { nullable: true, description: 'Under this agreement.' })
  readonly agreementId?: string | null

  @Field(() => String, { nullable: true, description: 'Of the resource with this key.' })
  readonly resource?: string | null

  @Field(() => DidScalar, { nullable: true, description: 'DID of the provider.' })
  readonly provider?: Did | null

  @Field(() => DidScalar, { nullable: true, description: 'DID of the cooperative that books.' })
  readonly user?: Did | null

  @Field(() => [BookingStatus], { nullable: true, description: 'One of these.' })
  readonly status?: readonly BookingStatus[] | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'Not over at this instant.' })
  readonly overlapsFrom?: Instant | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'Begun before this instant.' })
  readonly overlapsUntil?: Instant | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'true: only requests that wait for our answer; false: everything else.',
  })
  readonly awaitingMe?: boolean | null
}
