const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const DAY_MINUTES = 24 * 60

/** Whether a text is a date and time of RFC 3339 §5.6. A second 60 is the last of a day in UTC. */
export function isTimestamp(text: string): boolean {
  const found = DATE_TIME.exec(text)
  if (found === null) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = found.slice(1, 7).map(Number)
  const [offsetHour, offsetMinute] = [Number(found[8] ?? 0), Number(found[9] ?? 0)]
  if (day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 60) return false
  if (offsetHour > 23 || offsetMinute > 59) return false
  if (second < 60) return true
  const offset = (offsetHour * 60 + offsetMinute) * (found[7] === '-' ? -1 : 1)
  const utc = (hour * 60 + minute - offset + 2 * DAY_MINUTES) % DAY_MINUTES
  return utc === DAY_MINUTES - 1
}

/** 0 where there is no such month. */
function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0)
}
