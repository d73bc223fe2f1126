import { useEffect, useState } from 'react'
import { day, fullTime, relativeTime } from '../logic/moments.ts'

const REFRESH_MS = 30_000

/** "3 minutes ago"; the exact time stands behind it. */
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

export function Day({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={fullTime(at, navigator.language)}>
      {day(at, navigator.language)}
    </time>
  )
}

/** A due day: a calendar day, the same in every time zone. */
export function DueDay({ of }: { readonly of: string }) {
  return <time dateTime={of.slice(0, 10)}>{day(of, navigator.language, 'UTC')}</time>
}
