import type { Instant } from './brand.ts'
import { refuse } from './refusals.ts'
import { ok, type Result } from './result.ts'

/** The last instant that RFC 3339 can write: 9999-12-31T23:59:59.999Z. */
export const INSTANT_MAX = 253_402_300_799_999 as Instant

/** `xsd:dateTimeStamp` (XML Schema 1.1 Part 2, §3.4.28) without signs and long years, which is RFC 3339 but for hour 24. */
const DATE_TIME_STAMP =
  /^(\d{4}-\d\d-\d\d)T(?:([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d+))?|24:00:00(?:\.0+)?)(?:Z|([+-])(0\d|1[0-3]|14(?=:00)):([0-5]\d))$/
const DAY = /^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?$/
const MINUTE_MS = 60_000

/**
 * Reads an instant in the form of W3C credentials and RFC 3339: a date that exists in the calendar, a time of day and
 * an offset, e.g. `2026-01-31T12:00:00Z`. Truncates to milliseconds. Null where it is none, or not between 1970 and
 * 9999.
 */
export function findInstant(text: unknown): Instant | null {
  const ms = typeof text === 'string' ? findMs(text) : null
  return ms !== null && ms >= 0 && ms <= INSTANT_MAX ? (ms as Instant) : null
}

/** The start of a calendar day in UTC: `2026-01-31` is 2026-01-31T00:00:00Z. Null where the calendar has no such day. */
export function findDay(day: string): Instant | null {
  return findInstant(`${day}T00:00:00Z`)
}

/** Whether a text is a year, a month or a day of the calendar, or an instant, from the year 1000 on. */
export function isDateText(text: string): boolean {
  return findDayMs(text) !== null || findMs(text) !== null
}

/** An instant as RFC 3339 in UTC with milliseconds: `2026-01-31T12:00:00.000Z`. */
export function instantText(instant: Instant): string {
  return new Date(instant).toISOString()
}

function findMs(text: string): number | null {
  const match = DATE_TIME_STAMP.exec(text)
  const dayMs = match === null ? null : findDayMs(match[1] ?? '')
  if (match === null || dayMs === null) return null
  const [hours = 24, minutes = 0, seconds = 0] = match
    .slice(2, 5)
    .map((part) => (part === undefined ? undefined : Number(part)))
  const offset = Number(match[7] ?? 0) * 60 + Number(match[8] ?? 0)
  const offsetMs = (match[6] === '-' ? -offset : offset) * MINUTE_MS
  const ms = Number((match[5] ?? '').slice(0, 3).padEnd(3, '0'))
  return dayMs + ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms - offsetMs
}

/** The start, in UTC, of a year, a month or a day; null where the calendar has none such. */
function findDayMs(text: string): number | null {
  const [, year = '', month = '01', day = '01'] = DAY.exec(text) ?? []
  if (year < '1000') return null
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day))
  // Date.UTC turns 30 February into 2 March: such a day does not format back to the same text.
  return new Date(ms).toISOString().startsWith(`${year}-${month}-${day}`) ? ms : null
}

/** The parts of an ISO 8601 duration: whole and non-negative. */
export interface Period {
  readonly months: number
  readonly ms: number
}

const DURATION =
  /^P(?!$)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$/

/** Reads an ISO 8601 duration of whole parts, e.g. `P7D`, `P1M`, `PT10M`; refuses a zero duration. */
export function decodePeriod(raw: unknown): Result<Period> {
  const match = typeof raw === 'string' ? DURATION.exec(raw) : null
  if (match === null) return badDuration()
  const [years, months, weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const period = {
    months: years * 12 + months,
    ms: ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000,
  }
  return period.months + period.ms === 0 ? badDuration() : ok(period)
}

/** `start` plus `count` periods, always counted from the original date and clamped to the end of the month. */
export function addPeriods(start: Instant, period: Period, count: number): Instant {
  const date = new Date(start)
  const day = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + period.months * count)
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(day, lastDay))
  const sum = date.getTime() + period.ms * count
  return (Number.isFinite(sum) ? Math.min(sum, INSTANT_MAX) : INSTANT_MAX) as Instant
}

function badDuration() {
  return refuse(
    'kernel.bad-duration',
    'a duration is ISO 8601 with whole parts and longer than nothing, e.g. "P7D", "P1M" or "PT10M"',
  )
}
