import { mistyped, type Typed, typed } from './result.ts'

const MINUTE_MS = 60_000
const DAY_MS = 1_440 * MINUTE_MS
/** The longest round that the node proposes. */
const ROUND_DAYS_MAX = 30

/** An instant as a field for date and time holds it: `2027-01-31T14:05`, in the time zone of the reader. */
export function minuteOfInstant(ms: number): string {
  const date = new Date(ms)
  const two = (number: number) => String(number).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`
}

/** Tomorrow at this time of the day, as a field for date and time holds it. */
export function tomorrow(nowMs: number): string {
  const date = new Date(nowMs)
  date.setDate(date.getDate() + 1)
  return minuteOfInstant(date.getTime())
}

/** Until when a round runs, from a field for date and time, as the API takes it. */
export function readDeadline(text: string, nowMs: number): Typed<string> {
  const ms = Date.parse(text)
  if (Number.isNaN(ms)) return mistyped('Write a date and a time.')
  if (ms < nowMs + MINUTE_MS) return mistyped('Choose a time that is still to come.')
  if (ms > nowMs + ROUND_DAYS_MAX * DAY_MS) return mistyped(`Choose a time within the next ${ROUND_DAYS_MAX} days.`)
  return typed(new Date(ms).toISOString())
}
