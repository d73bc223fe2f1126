import { listHolding } from '../../app/index.ts'
import { groupBy, type Instant } from '../../kernel/index.ts'
import { type BookingView, isOverbooked } from '../../resources/index.ts'
import type { Loader, Views } from '../execution/views.ts'

/** Maximum number of bookings of a resource that are looked at to tell which of those in an answer are overbooked. */
export const OVERBOOKED_ROWS_MAX = 10_000

/** Whether the provider has granted more of the resource at once than there is, at some instant of this booking. */
export async function readOverbooked(views: Views, booking: BookingView): Promise<boolean> {
  if (!booking.holdsCapacity || booking.resource.quantity === null) return false
  return (await views.load(OVERBOOKED, booking)) ?? false
}

/** Those of one resource are looked at together: what overlaps many of them is read once. */
export const OVERBOOKED: Loader<BookingView, boolean> = {
  load: async ({ reader, now }, bookings) => {
    const found = new Map<BookingView, boolean>()
    for (const [, alike] of groupBy(bookings, ({ agreement, resource }) => `${agreement} ${resource.key}`)) {
      const [first] = alike
      if (first === undefined) continue
      const from = Math.min(...alike.map((booking) => booking.from)) as Instant
      const until = Math.max(...alike.map((booking) => booking.until)) as Instant
      const time = { from, until, now, limit: OVERBOOKED_ROWS_MAX }
      const held = await listHolding(reader, first.agreement, first.resource, time)
      for (const booking of alike) found.set(booking, isOverbooked(booking, booking.resource.quantity, held))
    }
    return found
  },
}
