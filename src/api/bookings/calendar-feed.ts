import { listHolding } from '../../app/index.ts'
import type { Instant, Scope } from '../../kernel/index.ts'
import { type BookingView, findResource } from '../../resources/index.ts'
import type { ApiContext } from '../execution/context.ts'
import type { Views } from '../execution/views.ts'
import { calendarText, eventText } from './calendar-text.ts'

const DAY_MS = 86_400_000
const PAST_DAYS = 30
const AHEAD_DAYS = 366
/** Maximum number of bookings that a calendar feed holds. */
export const FEED_BOOKINGS_MAX = 10_000
/** Bookings that are read of one snapshot. */
const PAGE_BOOKINGS = 500

/** Where a resource's calendar is served: the agreement's id, and the key of the resource. */
export const CALENDAR_PATH = '/calendars/:agreementId/:resource.ics'

type FeedBooking = Pick<BookingView, 'id' | 'from' | 'until' | 'purpose' | 'requestedAt'> & {
  readonly userName: string
}

/**
 * The granted bookings of a resource from 30 days ago to a year ahead as iCalendar (RFC 5545), for calendar programs: the
 * first 10,000 by their beginning. Where there are more, the calendar says from when on it lacks them. Null where there is
 * no such agreement or resource here.
 */
export async function calendarFeed(context: ApiContext, agreementId: string, key: string): Promise<string | null> {
  try {
    const feed = await context.read((views) => findFeed(views, agreementId, key))
    if (feed === null) return null
    await context.renew()
    const { title, readPage } = feed
    const events: string[] = []
    let last: FeedBooking | null = null
    do {
      // A snapshot occupies the database, and writing blocks all others: both go page by page.
      const page: readonly FeedBooking[] = await context.readOnce((views) => readPage(views, last))
      const room = FEED_BOOKINGS_MAX - events.length
      for (const booking of page.slice(0, room)) events.push(eventText(eventOf(booking)))
      const missing = page[room]
      if (missing !== undefined) return cutShort(title, events, missing)
      last = page.length < PAGE_BOOKINGS ? null : (page.at(-1) ?? null)
    } while (last !== null)
    return calendarText({ name: title }, events)
  } finally {
    await context.finish()
  }
}

/** Its title, and how a page of its bookings is read: those after one. */
async function findFeed(views: Views, agreementId: string, key: string) {
  const agreement = await views.find('Agreement', agreementId)
  const document = agreement?.document
  if (document?.type !== 'RESOURCE_SHARING') return null
  const resource = findResource(document.terms, key)
  if (!resource.ok) return null
  const { now } = views
  const from = (now - PAST_DAYS * DAY_MS) as Instant
  const until = (now + AHEAD_DAYS * DAY_MS) as Instant
  const readPage = async (views: Views, after: FeedBooking | null): Promise<FeedBooking[]> => {
    const page = { from, until, now, limit: PAGE_BOOKINGS, after }
    const held = await listHolding(views.reader, agreementId as Scope, resource.value, page)
    return await Promise.all(
      held.map(async ({ user, ...booking }) => {
        const { name, did } = await views.cooperative(user)
        return { ...booking, userName: name ?? did }
      }),
    )
  }
  return { title: `${resource.value.kind}, ${document.title}`, readPage }
}

function eventOf({ id, from, until, userName, purpose, requestedAt }: FeedBooking) {
  const summary = purpose === null ? userName : `${userName}: ${purpose}`
  return { id, start: new Date(from), end: new Date(until), summary, stamp: new Date(requestedAt) }
}

/** The calendar says that it ends, in its description and where the first booking that it lacks begins. */
function cutShort(name: string, events: readonly string[], { from, until }: FeedBooking): string {
  const start = new Date(from)
  const summary = `From here on bookings are missing: this calendar holds at most ${FEED_BOOKINGS_MAX}`
  const description = `${summary}. The first that is missing begins at ${start.toISOString()}.`
  const note = eventText({ id: 'cut-short', start, end: new Date(until), summary, stamp: start })
  return calendarText({ name, description }, [...events, note])
}
