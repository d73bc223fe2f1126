import type { ResourceSharingTerms } from '../agreements/index.ts'
import { addPeriods, decodePeriod, INSTANT_MAX, type Instant, ok, type Result } from '../kernel/index.ts'
import { type BookableResource, DAY_MS } from './booking.ts'
import { refuse } from './refusals.ts'

/** The resource with a key; one without cannot be booked. */
export function findResource({ resources }: ResourceSharingTerms, key: string): Result<BookableResource> {
  const resource = resources.find((each): each is BookableResource => each.key === key)
  if (resource !== undefined) return ok(resource)
  const keys = resources.flatMap((each) => each.key ?? []).join(', ')
  return refuse(
    'resources.unknown-resource',
    `this agreement has no resource with the key ${key}; it has ${keys === '' ? 'none that can be booked' : keys}`,
  )
}

/** Whether a request of this much use of a resource binds its user to pay something. */
export function costs({ compensation }: BookableResource, expectedUse: string | null): boolean {
  return compensation.model === 'FIXED' || (compensation.model === 'PER_USE' && expectedUse !== null)
}

/** How far after its request a booking may end to be granted automatically where the terms name no booking window. */
const AUTOMATIC_DAYS = 180

/** R3a: by when a booking ends that is requested at an instant; INSTANT_MAX where the terms name no booking window. */
export function windowEnd({ bookingWindow }: Pick<BookableResource, 'bookingWindow'>, at: Instant): Instant {
  const window = bookingWindow === undefined ? null : decodePeriod(bookingWindow)
  return window?.ok ? addPeriods(at, window.value, 1) : INSTANT_MAX
}

/** Whether a booking ends so soon after its request that its provider's node may grant it without a person's word. */
export function isNear(
  { bookingWindow }: Pick<BookableResource, 'bookingWindow'>,
  { requestedAt, until }: { readonly requestedAt: Instant; readonly until: Instant },
): boolean {
  return bookingWindow !== undefined || until <= requestedAt + AUTOMATIC_DAYS * DAY_MS
}
