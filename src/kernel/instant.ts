import type { Instant } from './brand.ts'
import { refuse } from './refusals.ts'
import { ok, type Result } from './result.ts'

/** The last instant that RFC 3339 can write: 9999-12-31T23:59:59.999Z. */
export const INSTANT_MAX = 253_402_300_799_999 as Instant

/** Reads UTC milliseconds since 1970, as entries carry them. */
export function decodeInstant(raw: unknown): Result<Instant> {
  if (typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0 && raw <= INSTANT_MAX) return ok(raw as Instant)
  return refuse('kernel.bad-instant', 'an instant is a whole number of UTC milliseconds between 1970 and 9999')
}

/** The parts of an ISO 8601 duration that has whole, non-negative parts. */
export interface Period {
  readonly months: number
  readonly ms: number
}

const DURATION =
  /^P(?!$)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,7})M)?(?:(\d{1,8})S)?)?$/

/** Reads an ISO 8601 duration of whole parts, e.g. `P7D`, `P1M`, `PT10M`; longer than nothing. */
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

/** `start` plus `count` periods, always counted from the original date and clamped to the month's end. */
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
