import { LISTS, listHolding } from '../../app/index.ts'
import { decimalText, type Instant, type Scope } from '../../kernel/index.ts'
import type { SubjectRow } from '../../node/index.ts'
import {
  asBooking,
  type BookingView,
  findResource,
  freeOf,
  refuseResources as refuse,
  slotsOf,
  viewBooking,
} from '../../resources/index.ts'
import { awaitingUs, listPage, readByIds } from '../execution/lists.ts'
import type { Views } from '../execution/views.ts'
import type { Connection, PageArgs } from '../graphql/connection.ts'
import { unwrap } from '../graphql/errors.ts'
import type { BookingFilter } from './booking.input.ts'

/** Maximum number of bookings that a calendar may show. */
export const CALENDAR_BOOKINGS_MAX = 500

export async function readBookings(views: Views, ids: readonly string[]): Promise<Map<string, BookingView>> {
  const rows = await readByIds(views, LISTS.bookings, ids)
  return new Map(rows.map((row) => [row.id, viewRow(row, views.now)]))
}

export async function listBookings(
  views: Views,
  filter: BookingFilter,
  page: PageArgs,
): Promise<Connection<BookingView>> {
  const { agreementId, resource, provider, user, status, overlapsFrom, overlapsUntil, awaitingMe } = filter
  const narrowed = {
    scope: (agreementId ?? undefined) as Scope | undefined,
    reference: resource ?? undefined,
    left: provider ?? undefined,
    right: user ?? undefined,
    statuses: status ?? undefined,
    untilAfter: overlapsFrom ?? undefined,
    fromBefore: overlapsUntil ?? undefined,
    ...awaitingUs(views, awaitingMe),
  }
  return await listPage(views, LISTS.bookings, { filter: narrowed, page }, async (rows) =>
    rows.map((row) => viewRow(row, views.now)),
  )
}

export interface CalendarQuestion {
  readonly agreementId: string
  readonly resource: string
  readonly from: Instant
  readonly until: Instant
}

/** What is booked and free of a resource between two instants, by the document in force. */
export async function readCalendar(views: Views, { agreementId, resource: key, from, until }: CalendarQuestion) {
  if (until <= from) unwrap(refuse('resources.bad-request', 'until lies after from'))
  const agreement = await views.find('Agreement', agreementId)
  const document = agreement?.document
  if (document?.type !== 'RESOURCE_SHARING') {
    return unwrap(refuse('resources.unknown-resource', `${agreementId} is no agreement here that shares resources`))
  }
  const resource = unwrap(findResource(document.terms, key))
  const { reader, now } = views
  const limit = CALENDAR_BOOKINGS_MAX + 1
  const held = await listHolding(reader, agreementId as Scope, resource, { from, until, now, limit })
  if (held.length > CALENDAR_BOOKINGS_MAX) {
    const message = `there are more than ${CALENDAR_BOOKINGS_MAX} bookings in that time: ask for less of it, or list bookings`
    unwrap(refuse('resources.too-many', message))
  }
  return slotsOf(held, { from, until }).map(({ booked, ...slot }) => ({
    ...slot,
    booked: decimalText(booked),
    free: resource.quantity === null ? null : freeOf(resource.quantity, booked),
  }))
}

function viewRow({ state }: SubjectRow, now: Instant): BookingView {
  return viewBooking(asBooking(state), now)
}
