import { type Instant, ok, type Result, type Scope } from '../../kernel/index.ts'
import type { CommandContext, StoreReader, SubjectRow, Tagged } from '../../node/index.ts'
import {
  asBooking,
  type BookableResource,
  type BookingState,
  type BookingView,
  bookingAggregate,
  HOLDS_CAPACITY,
  refuseResources as refuse,
  settlementTag,
  viewBooking,
} from '../../resources/index.ts'

export interface FoundBooking {
  readonly scope: Scope
  readonly state: BookingState
  readonly view: BookingView
}

const BOOKING_ID = /^bkg_[0-9a-f]{64}$/

/** A booking by its id, under any agreement, as of now. */
export async function findBooking({ tx, now }: CommandContext, id: string): Promise<Result<FoundBooking>> {
  const rows = BOOKING_ID.test(id) ? await tx.subjectsAnywhere([id]) : []
  const row = rows.find(({ aggregate }) => aggregate === bookingAggregate.name)
  if (row === undefined || row.state === null) {
    return refuse('resources.unknown-booking', `${id.slice(0, 100)} is no booking that this node knows`)
  }
  const state = asBooking(row.state)
  return ok({ scope: row.scope, state, view: viewBooking(state, now) })
}

/** Which bookings: at most `limit`; `after`: the last one of the page before. */
export interface Holding extends Pick<BookingView, 'from' | 'until'> {
  readonly now: Instant
  readonly limit: number
  readonly after?: Pick<BookingView, 'from' | 'id'> | null
}

/** The bookings that hold capacity of a resource at some instant of a time, by their beginning. */
export async function listHolding(
  reader: Pick<StoreReader, 'subjectsOverlapping'>,
  scope: Scope,
  { key }: Pick<BookableResource, 'key'>,
  { from, until, now, limit, after = null }: Holding,
): Promise<BookingView[]> {
  const { name: aggregate } = bookingAggregate
  const place = after && { fromMs: after.from, id: after.id }
  const overlap = { aggregate, type: HOLDS_CAPACITY, reference: key, from, until, limit, after: place }
  const rows = await reader.subjectsOverlapping(scope, overlap)
  return rows.map(({ state }) => viewBooking(asBooking(state), now))
}

/** The bookings of this cooperative's own resources that may still cost something in a clearing arrangement. */
export async function listOwnCharged(
  { tx, self }: CommandContext,
  settlement: string,
  narrowed: Pick<Tagged, 'phase' | 'untilAfter'>,
): Promise<SubjectRow[]> {
  const { name: aggregate } = bookingAggregate
  return await tx.subjectsTagged({ aggregate, left: self, tags: [settlementTag(settlement)], ...narrowed })
}
