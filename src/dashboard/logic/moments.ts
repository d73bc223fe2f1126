const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]

/** "3 minutes ago", "in 2 days". */
export function relativeTime(instant: string, nowMs: number, locale?: string): string {
  const seconds = Math.round((Date.parse(instant) - nowMs) / 1000)
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  for (const [unit, size] of STEPS) {
    if (Math.abs(seconds) >= size) return format.format(Math.trunc(seconds / size), unit)
  }
  return Math.abs(seconds) < 10 ? 'just now' : format.format(seconds, 'second')
}

export function fullTime(instant: string, locale?: string, timeZone?: string): string {
  const format = { dateStyle: 'medium', timeStyle: 'short', ...(timeZone === undefined ? {} : { timeZone }) } as const
  return new Intl.DateTimeFormat(locale, format).format(new Date(instant))
}

/** A calendar day, the same in every time zone: `2027-01-31`, or an instant that begins with it. */
export function calendarDay(day: string, locale?: string): string {
  const format = { dateStyle: 'medium', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(locale, format).format(new Date(day.slice(0, 10)))
}

/** The day of an instant where it is the first or the last one of a day here; else with the time, and the zone by name. */
export function dayOf(instant: string, locale?: string, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone }
  const date = new Date(instant)
  const parts = new Intl.DateTimeFormat('en', { ...zone, timeStyle: 'medium', hourCycle: 'h23' }).format(date)
  const ms = date.getUTCMilliseconds()
  const isEdge = (parts === '00:00:00' && ms === 0) || (parts === '23:59:59' && ms === 999)
  const style = isEdge ? DAY_STYLE : { ...DAY_STYLE, hour: '2-digit', minute: '2-digit', timeZoneName: 'short' }
  return new Intl.DateTimeFormat(locale, { ...style, ...zone } as Intl.DateTimeFormatOptions).format(date)
}

const DAY_STYLE = { year: 'numeric', month: 'short', day: 'numeric' }

const DURATION = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/
const DURATION_WORDS = ['year', 'month', 'week', 'day', 'hour', 'minute', 'second'] as const

/** "P1M" is "1 month", "P1Y6M" is "1 year 6 months". */
export function durationText(duration: string): string {
  const parts = DURATION.exec(duration)?.slice(1) ?? []
  const words = parts.flatMap((count, index) =>
    count === undefined ? [] : `${count} ${DURATION_WORDS[index]}${count === '1' ? '' : 's'}`,
  )
  return words.length === 0 ? duration : words.join(' ')
}

/** What a date field holds, as the instant at which that day begins (or ends) here. */
export function instantOfDay(date: string, end = false): string {
  return new Date(`${date}T${end ? '23:59:59.999' : '00:00:00.000'}`).toISOString()
}

/** Whether a day that stands in a date field is over here. */
export function isOver(date: string, nowMs: number): boolean {
  return date !== '' && Date.parse(instantOfDay(date, true)) <= nowMs
}

/** The day here on which an instant lies, as a date field holds it; empty for none. */
export function dayOfInstant(instant: string | null): string {
  if (instant === null) return ''
  const date = new Date(instant)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
