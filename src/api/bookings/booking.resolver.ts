import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import type { AgreementView } from '../../agreements/index.ts'
import type { Instant } from '../../kernel/index.ts'
import type { CooperativeView } from '../../registry/index.ts'
import type { BookingView } from '../../resources/index.ts'
import { Agreement } from '../agreements/agreement.type.ts'
import { SharedResource } from '../agreements/terms.type.ts'
import { Cooperative } from '../cooperatives/cooperative.type.ts'
import type { ApiContext } from '../execution/context.ts'
import { SCOPE_COST } from '../execution/limits.ts'
import { Auth } from '../graphql/auth.decorator.ts'
import { type Connection, PageArgs } from '../graphql/connection.ts'
import { Cost } from '../graphql/cost.decorator.ts'
import { DateTimeScalar } from '../graphql/scalars.ts'
import { BookingFilter } from './booking.input.ts'
import { Booking, BookingConnection, CalendarSlot } from './booking.type.ts'
import { listBookings, readCalendar } from './booking-views.ts'
import { readOverbooked } from './overbooked.ts'

export { BookingPayloadResolver } from './booking.type.ts'

@Resolver(() => Booking)
export class BookingResolver {
  @FieldResolver(() => Agreement, { description: 'The agreement under which it was made.' })
  agreement(@Root() { agreement }: BookingView, @Ctx() context: ApiContext): Promise<AgreementView> {
    return context.read((views) => views.get('Agreement', agreement))
  }

  @FieldResolver(() => SharedResource, { description: 'The resource, as the document of the request describes it.' })
  resource(@Root() { resource }: BookingView) {
    return resource
  }

  @FieldResolver(() => Cooperative, { description: 'Who provides the resource and answers.' })
  provider(@Root() { provider }: BookingView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(provider))
  }

  @FieldResolver(() => Cooperative, { description: 'Who books.' })
  user(@Root() { user }: BookingView, @Ctx() context: ApiContext): Promise<CooperativeView> {
    return context.read((views) => views.cooperative(user))
  }

  @FieldResolver(() => Boolean, {
    description: 'At some instant of it the provider has granted more of the resource than there is.',
  })
  overbooked(@Root() booking: BookingView, @Ctx() context: ApiContext): Promise<boolean> {
    return context.read((views) => readOverbooked(views, booking))
  }

  @Auth('VIEWER')
  @Query(() => Booking, { nullable: true, description: 'One booking.' })
  booking(
    @Arg('id', () => ID, { description: 'Its id, bkg_….' }) id: string,
    @Ctx() context: ApiContext,
  ): Promise<BookingView | null> {
    return context.read((views) => views.find('Booking', id))
  }

  @Auth('VIEWER')
  @Query(() => BookingConnection, { description: 'Bookings, newest first.' })
  bookings(
    @Arg('filter', () => BookingFilter, { nullable: true, description: 'Which ones; all by default.' })
    filter: BookingFilter | null,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() context: ApiContext,
  ): Promise<Connection<BookingView>> {
    return context.read((views) => listBookings(views, filter ?? {}, page))
  }

  @Auth('VIEWER')
  @Cost(SCOPE_COST)
  @Query(() => [CalendarSlot], {
    description:
      'What is booked and free of a resource: one slot from each instant at which a booking begins or ends, without gaps. At most 500 bookings.',
  })
  resourceCalendar(
    @Arg('agreementId', () => ID, { description: 'The resource-sharing agreement.' }) agreementId: string,
    @Arg('resource', () => String, { description: 'The key of the resource.' }) resource: string,
    @Arg('from', () => DateTimeScalar, { description: 'From this instant on.' }) from: Instant,
    @Arg('until', () => DateTimeScalar, { description: 'Until just before this instant.' }) until: Instant,
    @Ctx() context: ApiContext,
  ) {
    return context.read((views) => readCalendar(views, { agreementId, resource, from, until }))
  }
}
