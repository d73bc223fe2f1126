import { type Instant, instantText } from '../../src/kernel/index.ts'
import { type BookableResource, periodOf, periodsBefore, windowEnd } from '../../src/resources/index.ts'
import type { Vector } from './make.ts'

const FIXED = { model: 'FIXED', amount: '2500', currency: 'EUR', scale: 2, unit: null } as const

/** Laws of bookings in numbers: until when one may be requested, which periods of a FIXED price an agreement's end leaves. */
export function bookingVectors(): Record<string, readonly Vector[]> {
  return { 'periods.jsonl': PERIODS.map(periodVector), 'booking-windows.jsonl': WINDOWS.map(windowVector) }
}

/** Name, period, beginning and end of the booking, end of the agreement. */
const PERIODS: readonly (readonly [string, string, string, string, string | null])[] = [
  ['the agreement goes on', 'P1D', '2026-06-01T12:00:00Z', '2026-06-04T12:00:00Z', null],
  ['the last period ends with the booking', 'P1D', '2026-06-01T12:00:00Z', '2026-06-04T13:00:00Z', null],
  ['it ends before the booking begins', 'P1D', '2026-06-01T12:00:00Z', '2026-06-04T12:00:00Z', '2026-06-01T11:00:00Z'],
  ['it ends as the booking begins', 'P1D', '2026-06-01T12:00:00Z', '2026-06-04T12:00:00Z', '2026-06-01T12:00:00Z'],
  ['it ends a millisecond later', 'P1D', '2026-06-01T12:00:00Z', '2026-06-04T12:00:00Z', '2026-06-01T12:00:00.001Z'],
  ['it ends within a period', 'P1D', '2026-06-01T12:00:00Z', '2026-06-04T12:00:00Z', '2026-06-02T18:00:00Z'],
  ['it ends as a period begins', 'P1D', '2026-06-01T12:00:00Z', '2026-06-04T12:00:00Z', '2026-06-03T12:00:00Z'],
  ['it ends after the booking', 'P1D', '2026-06-01T12:00:00Z', '2026-06-04T12:00:00Z', '2026-07-01T00:00:00Z'],
  ['months, clamped to their ends', 'P1M', '2026-01-31T00:00:00Z', '2026-06-30T00:00:00Z', '2026-03-31T00:00:00Z'],
  ['a month that has begun', 'P1M', '2026-01-31T00:00:00Z', '2026-06-30T00:00:00Z', '2026-03-31T00:00:00.001Z'],
]

function periodVector([name, period, begins, ends, agreementEnds]: (typeof PERIODS)[number]): Vector {
  const [from, until] = [Date.parse(begins) as Instant, Date.parse(ends) as Instant]
  const resource = { compensation: { ...FIXED, period } } as unknown as BookableResource
  const booking = { resource, from, until }
  const count = periodsBefore(booking, agreementEnds === null ? until : (Date.parse(agreementEnds) as Instant))
  const last = periodOf(booking, count)
  return {
    ...{ name, period, from: begins, until: ends, agreementEnds, periods: count },
    last: last === null ? null : { from: instantText(last.from), until: instantText(last.until) },
  }
}

/** Booking window, and the request's own time. */
const WINDOWS: readonly (readonly [string, string])[] = [
  ['PT2H', '2026-06-01T12:00:00.000Z'],
  ['P90D', '2026-06-01T12:00:00.001Z'],
  ['P1M', '2026-01-31T08:30:00.000Z'],
  ['P1Y', '2028-02-29T00:00:00.000Z'],
  ['P9999Y', '2026-06-01T12:00:00.000Z'],
]

function windowVector([bookingWindow, at]: (typeof WINDOWS)[number]): Vector {
  return { bookingWindow, at, latestUntil: instantText(windowEnd({ bookingWindow }, Date.parse(at) as Instant)) }
}
