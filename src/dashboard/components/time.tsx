import { useEffect, useState } from 'react'
import { calendarDay, dayOf, fullTime, relativeTime } from '../logic/moments.ts'

const REFRESH_MS = 30_000

/** "3 minutes ago", with the exact time as title. */
export function Time({ at }: { readonly at: string }) {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), REFRESH_MS)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={at} title={fullTime(at, navigator.language)}>
      {relativeTime(at, Math.max(now, Date.now()), navigator.language)}
    </time>
  )
}

/** The day of a deadline; with the time and its zone where it falls within a day here. */
export function Day({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={fullTime(at, navigator.language)}>
      {dayOf(at, navigator.language)}
    </time>
  )
}

/** A due day: a calendar day, the same in every time zone. */
export function DueDay({ of }: { readonly of: string }) {
  return <time dateTime={of.slice(0, 10)}>{calendarDay(of, navigator.language)}</time>
}
