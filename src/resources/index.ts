/** resources: bookings of shared resources, the grants that answer them, and what is free when. */
import type { Aggregate } from '../log/index.ts'
import { asBooking, type BookingState } from './booking.ts'
import { indexBooking, viewBooking, wakeOf } from './booking-view.ts'
import { kinds } from './entries/index.ts'

export * from './booking.ts'
export * from './booking-view.ts'
export * from './calendar.ts'
export { requestedShape } from './entries/requested.ts'
export { GRANT_TYPE, issueGrant } from './grant.ts'
export { refuse as refuseResources } from './refusals.ts'
export * from './resource.ts'

/** One subject for each booking, in the scope of its agreement; its provider is on the left, its user on the right. */
export const bookingAggregate: Aggregate<BookingState, 'BOOKING'> = {
  name: 'booking',
  scope: 'agreement',
  kinds,
  idPrefix: 'bkg_',
  subjectKind: 'BOOKING',
  stateVersion: 1,
  readState: asBooking,
  openPhases: ['REQUESTED', 'GRANTED', 'CANCELLED'],
  wake: wakeOf,
  index: indexBooking,
  keepsReading: (state, _index, now) => {
    const { holdsCapacity, until, provider, user } = viewBooking(state, now)
    return holdsCapacity && now < until ? [provider, user] : []
  },
}
