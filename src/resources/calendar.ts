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

/** An instant from which on a sum is booked, until the next step. */
interface Step {
  readonly at: Instant
  /** In millionths. */
  readonly booked: bigint
}

/** What is booked within a time: a step at its beginning, and at each instant where a booking begins or ends. */
function stepsOf(
  bookings: readonly TimedQuantity[],
  { from, until }: Pick<TimedQuantity, 'from' | 'until'>,
): readonly Step[] {
  const changes = new Map<Instant, bigint>([[from, 0n]])
  const change = (at: Instant, by: bigint) => changes.set(at, (changes.get(at) ?? 0n) + by)
  for (const booking of bookings) {
    if (booking.from >= until || booking.until <= from) continue
    const quantity = decimalOf(booking.quantity)
    change(booking.from > from ? booking.from : from, quantity)
    if (booking.until < until) change(booking.until, -quantity)
  }
  let booked = 0n
  return [...changes]
    .sort(([one], [other]) => one - other)
    .map(([at, by]) => {
      booked += by
      return { at, booked }
    })
}

/** Divides a time into slots at each instant where a booking begins or ends. */
export function slotsOf<Booking extends TimedQuantity>(
  bookings: readonly Booking[],
  { from, until }: Pick<TimedQuantity, 'from' | 'until'>,
): CalendarSlot<Booking>[] {
  const steps = stepsOf(bookings, { from, until })
  return steps.map(({ at, booked }, i) => {
    const held = bookings.filter((booking) => booking.from <= at && booking.until > at)
    return { from: at, until: steps[i + 1]?.at ?? until, bookings: held, booked }
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
  const steps = stepsOf(bookings, request)
  const start = steps.findIndex(({ booked }) => booked > most)
  const first = steps[start]
  if (first === undefined) return null
  const end = steps.findIndex(({ booked }, i) => i > start && booked <= most)
  const until = steps[end]?.at ?? request.until
  const booked = steps.slice(start, end < 0 ? steps.length : end).reduce((max, step) => larger(max, step.booked), 0n)
  return {
    from: first.at,
    until,
    bookings: bookings.filter((booking) => booking.from < until && booking.until > first.at),
    free: freeOf(total, booked),
    freeFrom: steps[end]?.at ?? null,
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
  if (total === null) return false
  const most = decimalOf(total)
  return stepsOf(bookings, booking).some(({ booked }) => booked > most)
}

function larger(one: bigint, other: bigint): bigint {
  return one > other ? one : other
}
