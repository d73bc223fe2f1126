import { Field, ID, InputType } from 'type-graphql'
import type { Did } from '../../kernel/index.ts'
import { UsageStatus } from '../graphql/enums.ts'
import { DidScalar } from '../graphql/scalars.ts'

@InputType({ description: 'Which use. Everything given must hold.' })
export class UsageFilter {
  @Field(() => ID, { nullable: true, description: 'Under this agreement.' })
  readonly agreementId?: string | null

  @Field(() => ID, { nullable: true, description: 'Of this booking.' })
  readonly bookingId?: string | null

  @Field(() => String, { nullable: true, description: 'Of the resource with this key.' })
  readonly resource?: string | null

  @Field(() => DidScalar, { nullable: true, description: 'DID of the provider.' })
  readonly provider?: Did | null

  @Field(() => DidScalar, { nullable: true, description: 'DID of the cooperative that has booked.' })
  readonly user?: Did | null

  @Field(() => [UsageStatus], { nullable: true, description: 'One of these.' })
  readonly status?: readonly UsageStatus[] | null

  @Field(() => Boolean, {
    nullable: true,
    description: 'true: only what waits for us, to confirm or to resolve; false: everything else.',
  })
  readonly awaitingMe?: boolean | null
}
