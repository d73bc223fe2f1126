import { type Did, decimalOf, decimalText, type Instant } from '../kernel/index.ts'

/** A time in which the same bookings hold capacity; `until` is exclusive. */
export interface CalendarSlot<Booking> {
  readonly from: Instant
  readonly until: Instant
  readonly bookings: readonly Booking[]
  /** The sum of their quantities, in millionths. */
  readonly booked: bigint
}

export interface TimedQuantity {
  readonly from: Instant
  readonly until: Instant
  readonly quantity: string
}

/** Divides a time into slots at each instant where a booking begins or ends. */
export function slotsOf<Booking extends TimedQuantity>(
  bookings: readonly Booking[],
  { from, until }: Pick<TimedQuantity, 'from' | 'until'>,
): CalendarSlot<Booking>[] {
  const inside = (instant: Instant) => instant > from && instant < until
  const bounds = bookings.flatMap((booking) => [booking.from, booking.until]).filter(inside)
  const starts = [...new Set([from, ...bounds])].sort((one, other) => one - other)
  return starts.map((start, i) => {
    const held = bookings.filter((booking) => booking.from <= start && booking.until > start)
    const booked = held.reduce((sum, { quantity }) => sum + decimalOf(quantity), 0n)
    return { from: start, until: starts[i + 1] ?? until, bookings: held, booked }
  })
}

/** The first time within a request in which not enough is free of what is counted. */
export interface Shortage<Booking> {
  readonly from: Instant
  readonly until: Instant
  readonly bookings: readonly Booking[]
  /** What is free at least, as a decimal. */
  readonly free: string
  /** From when on enough is free; null where it is not within the time of the request. */
  readonly freeFrom: Instant | null
}

/** Where bookings leave too little of a resource for a request; null where there is enough, or it is not counted. */
export function shortageOf<Booking extends TimedQuantity & { readonly user: Did }>(
  request: TimedQuantity,
  total: string | null,
  bookings: readonly Booking[],
): Shortage<Booking> | null {
  if (total === null) return null
  const most = decimalOf(total) - decimalOf(request.quantity)
  const slots = slotsOf(bookings, request)
  const start = slots.findIndex(({ booked }) => booked > most)
  const [first] = slots.slice(start)
  if (start < 0 || first === undefined) return null
  const end = slots.findIndex(({ booked }, i) => i > start && booked <= most)
  const short = slots.slice(start, end < 0 ? slots.length : end)
  const booked = short.map((slot) => slot.booked).reduce(larger, 0n)
  return {
    from: first.from,
    until: short.at(-1)?.until ?? first.until,
    bookings: [...new Set(short.flatMap((slot) => slot.bookings))],
    free: freeOf(total, booked),
    freeFrom: slots[end]?.from ?? null,
  }
}

/** What is left of a quantity, as a decimal; nothing where more is booked than there is. */
export function freeOf(total: string, booked: bigint): string {
  const left = decimalOf(total) - booked
  return decimalText(left < 0n ? 0n : left)
}

/** Whether at some instant of a booking more is granted than there is; `bookings` are all that overlap it, and itself. */
export function isOverbooked(
  booking: Pick<TimedQuantity, 'from' | 'until'>,
  total: string | null,
  bookings: readonly TimedQuantity[],
): boolean {
  return total !== null && slotsOf(bookings, booking).some(({ booked }) => booked > decimalOf(total))
}

function larger(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}
