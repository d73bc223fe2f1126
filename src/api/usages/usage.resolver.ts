import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import type { ObligationView } from '../../clearing/index.ts'
import type { Instant } from '../../kernel/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import type { BookingView, UsageView } from '../../resources/index.ts'
import { SharedResource } from '../agreements/terms.type.ts'
import { Booking } from '../bookings/booking.type.ts'
import { Cooperative } from '../cooperatives/cooperative.type.ts'
import type { ApiContext } from '../execution/context.ts'
import { SCOPE_COST } from '../execution/limits.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { type Connection, PageArgs } from '../graphql/connection.ts'
import { Cost } from '../graphql/cost.decorator.ts'
import { DateTimeScalar } from '../graphql/scalars.ts'
import { Obligation } from '../obligations/obligation.type.ts'
import { UsageFilter } from './usage.input.ts'
import { Charge, Usage, UsageConnection, UsageTotal } from './usage.type.ts'
import {
  type ChargeSource,
  findCharged,
  listUsages,
  readChargesOf,
  readProblem,
  readUsageTotals,
  readUsesOf,
  type UsageTotalSource,
} from './usage-views.ts'

export { UsagePayloadResolver } from './usage.type.ts'

@Resolver(() => Usage)
export class UsageResolver {
  @FieldResolver(() => Booking, { description: 'The booking that was used.' })
  booking(@Root() { booking }: UsageView, @Ctx() context: ApiContext): Promise<BookingView> {
    return context.read((views) => views.get('Booking', booking))
  }

  @FieldResolver(() => Cooperative, { description: 'Who recorded it first: its provider or its user.' })
  recordedBy(@Root() { recordedBy }: UsageView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(recordedBy))
  }

  @FieldResolver(() => Charge, {
    nullable: true,
    description: 'What it costs; null where the terms charge nothing, and before both sides have signed it.',
  })
  charge(@Root() use: UsageView): ChargeSource | null {
    return use.charge === null ? null : { ...use.charge, use }
  }

  @Auth('VIEWER')
  @Query(() => Usage, { nullable: true, description: 'One use of a booking.' })
  usage(
    @Arg('id', () => ID, { description: 'Its id, use_….' }) id: string,
    @Ctx() context: ApiContext,
  ): Promise<UsageView | null> {
    return context.read((views) => views.find('Usage', id))
  }

  @Auth('VIEWER')
  @Query(() => UsageConnection, { description: 'Use of bookings, newest first.' })
  usages(
    @Arg('filter', () => UsageFilter, { nullable: true, description: 'Which; all by default.' })
    filter: UsageFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<UsageView>> {
    return context.read((views) => listUsages(views, filter ?? {}, page))
  }

  @Auth('VIEWER')
  @Cost(SCOPE_COST)
  @Query(() => [UsageTotal], {
    description:
      'The confirmed use under an agreement: one row for each resource, user and price’s currency. Of a time, at most 10,000 uses.',
  })
  usageTotals(
    @Arg('agreementId', () => ID, { description: 'The resource-sharing agreement.' }) agreementId: string,
    @Arg('from', () => DateTimeScalar, {
      nullable: true,
      description: 'Of use that began from this instant on; use without a time counts from when it was recorded.',
    })
    from: Instant | null,
    @Arg('until', () => DateTimeScalar, { nullable: true, description: 'And before this instant.' })
    until: Instant | null,
    @Ctx() context: ApiContext,
  ): Promise<UsageTotalSource[]> {
    return context.read((views) => readUsageTotals(views, agreementId, { from: from ?? null, until: until ?? null }))
  }
}

@Resolver(() => Charge)
export class ChargeResolver {
  @FieldResolver(() => Obligation, {
    nullable: true,
    description:
      'The debt in the clearing arrangement, with the id of the use as its reference; null until there is one.',
  })
  obligation(@Root() charge: ChargeSource, @Ctx() context: ApiContext): Promise<ObligationView | null> {
    return context.read((views) => findCharged(views, charge))
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Why no debt of this amount binds yet, in a sentence; null where one does.',
  })
  problem(@Root() charge: ChargeSource, @Ctx() context: ApiContext): Promise<string | null> {
    return context.read((views) => readProblem(views, charge))
  }
}

@Resolver(() => UsageTotal)
export class UsageTotalResolver {
  @FieldResolver(() => SharedResource, { description: 'The resource.' })
  resource(@Root() { resource }: UsageTotalSource) {
    return resource
  }

  @FieldResolver(() => Cooperative, { description: 'Who provides it.' })
  provider(@Root() { provider }: UsageTotalSource, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(provider))
  }

  @FieldResolver(() => Cooperative, { description: 'Who used it.' })
  user(@Root() { user }: UsageTotalSource, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(user))
  }
}

/** The use of a booking, shown with it. */
@Resolver(() => Booking)
export class BookingUseResolver {
  @Cost(SCOPE_COST)
  @FieldResolver(() => [Usage], { description: 'Its use, oldest first. At most 2,000; of more, list usages.' })
  usages(@Root() booking: BookingView, @Ctx() context: ApiContext): Promise<UsageView[]> {
    return context.read((views) => readUsesOf(views, booking))
  }

  @Cost(SCOPE_COST)
  @FieldResolver(() => [Charge], {
    description: 'At a FIXED price: one for each period that has begun and is recorded, oldest first; else none.',
  })
  charges(@Root() booking: BookingView, @Ctx() context: ApiContext): Promise<ChargeSource[]> {
    return context.read((views) => readChargesOf(views, booking))
  }
}
