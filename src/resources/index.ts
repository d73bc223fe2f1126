/** resources: bookings of shared resources, the grants that answer them, what is free when, their use and its price. */
import type { Aggregate } from '../log/index.ts'
import { asBooking, type BookingState } from './booking.ts'
import { indexBooking, viewBooking, wakeOf } from './booking-view.ts'
import { kinds } from './entries/index.ts'
import { usageKinds } from './usage/entries/index.ts'
import { asUsage, type UsageState } from './usage/usage.ts'
import { indexUsage, readersOfUse } from './usage/usage-view.ts'

export * from './booking.ts'
export * from './booking-view.ts'
export * from './calendar.ts'
export { requestedShape } from './entries/requested.ts'
export { GRANT_TYPE, issueGrant } from './grant.ts'
export { refuse as refuseResources } from './refusals.ts'
export * from './resource.ts'
export * from './usage/charge.ts'
export * from './usage/usage.ts'
export { type UsageTotal, usageTotals } from './usage/usage-sums.ts'
export * from './usage/usage-view.ts'

/** One subject for each booking, in the scope of its agreement; its provider is on the left, its user on the right. */
export const bookingAggregate: Aggregate<BookingState, 'BOOKING'> = {
  name: 'booking',
  scope: 'agreement',
  kinds,
  idPrefix: 'bkg_',
  subjectKind: 'BOOKING',
  stateVersion: 2,
  readState: asBooking,
  openPhases: ['REQUESTED', 'GRANTED', 'CANCELLED'],
  wake: wakeOf,
  index: indexBooking,
  keepsReading: (state, _index, now) => {
    const { holdsCapacity, until, provider, user } = viewBooking(state, now)
    return holdsCapacity && now < until ? [provider, user] : []
  },
}

/** One subject for each use of a booking, in the scope of its agreement; its provider is on the left, its user on the right. */
export const usageAggregate: Aggregate<UsageState, 'USAGE'> = {
  name: 'usage',
  scope: 'agreement',
  kinds: usageKinds,
  idPrefix: 'use_',
  subjectKind: 'USAGE',
  stateVersion: 3,
  readState: asUsage,
  openPhases: ['RECORDED', 'CONFIRMED', 'DISPUTED'],
  index: indexUsage,
  keepsReading: readersOfUse,
}
