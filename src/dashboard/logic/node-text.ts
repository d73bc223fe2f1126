import { dayOf } from './moments.ts'
import { formatNumber } from './money.ts'

/** What precedes a number or an instant that stands alone, not within an id or a word. */
const ALONE = '(?<![\\w.,-])'
/** With a decimal point before any currency; without one only before a code in capitals: "250000 HUF", not "2027 by". */
const AMOUNT = new RegExp(`${ALONE}(\\d+)(?:\\.(\\d+)(?= [A-Za-z])|(?= [A-Z][A-Z0-9_-]+))`, 'g')
const INSTANT = new RegExp(`${ALONE}\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?Z`, 'g')
const DID_WITHIN = /(did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{40,})/

/** A text of the node, which writes amounts and instants as machines do, for a reader of this locale. */
export function localised(text: string, locale?: string, timeZone?: string): string {
  return text
    .replace(AMOUNT, (_, whole: string, fraction = '') => formatNumber(whole + fraction, fraction.length, locale))
    .replace(INSTANT, (instant) => dayOf(instant, locale, timeZone))
}

/** A text cut at the DIDs in it, so that each can be shown by its name: text, DID, text, DID, … text. */
export function cutAtDids(text: string): readonly string[] {
  return text.split(DID_WITHIN)
}
