import ical from 'ical-generator'
import { listHolding } from '../../app/index.ts'
import type { Instant, Scope } from '../../kernel/index.ts'
import { type BookingView, findResource } from '../../resources/index.ts'
import type { ApiContext } from '../execution/context.ts'
import type { Views } from '../execution/views.ts'
import { CALENDAR_BOOKINGS_MAX } from './booking-views.ts'

const DAY_MS = 86_400_000
const PAST_DAYS = 30
const AHEAD_DAYS = 366

/** Where a resource's calendar is served: the agreement's id, and the key of the resource. */
export const CALENDAR_PATH = '/calendars/:agreementId/:resource.ics'

interface Feed {
  readonly title: string
  readonly bookings: readonly (BookingView & { readonly userName: string })[]
}

/**
 * The granted bookings of a resource from 30 days ago to a year ahead as iCalendar (RFC 5545), for calendar programs; at most
 * 500. Null where there is no such agreement or resource here.
 */
export async function calendarFeed(context: ApiContext, agreementId: string, key: string): Promise<string | null> {
  try {
    const feed = await context.read((views) => readFeed(views, agreementId, key))
    if (feed === null) return null
    const { title, bookings } = feed
    const calendar = ical({ name: title, prodId: { company: 'Rochdale', product: 'node' } })
    for (const { id, from, until, userName, purpose, requestedAt } of bookings) {
      const summary = purpose === null ? userName : `${userName}: ${purpose}`
      calendar.createEvent({ id, start: new Date(from), end: new Date(until), summary, stamp: new Date(requestedAt) })
    }
    return calendar.toString()
  } finally {
    await context.finish()
  }
}

async function readFeed(views: Views, agreementId: string, key: string): Promise<Feed | null> {
  const agreement = await views.find('Agreement', agreementId)
  const document = agreement?.document
  if (document?.type !== 'RESOURCE_SHARING') return null
  const resource = findResource(document.terms, key)
  if (!resource.ok) return null
  const { reader, now } = views
  const held = await listHolding(reader, agreementId as Scope, resource.value, {
    from: (now - PAST_DAYS * DAY_MS) as Instant,
    until: (now + AHEAD_DAYS * DAY_MS) as Instant,
    now,
    limit: CALENDAR_BOOKINGS_MAX,
  })
  const bookings = await Promise.all(
    held.map(async (booking) => {
      const { name, did } = await views.cooperative(booking.user)
      return { ...booking, userName: name ?? did }
    }),
  )
  return { title: `${resource.value.kind}, ${document.title}`, bookings }
}
