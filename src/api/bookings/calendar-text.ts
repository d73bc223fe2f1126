import ical, { type ICalEventData } from 'ical-generator'
import { printable } from '../../kernel/index.ts'

export interface CalendarHead {
  readonly name: string
  readonly description?: string
}

/** An event of iCalendar (RFC 5545). */
export function eventText(event: ICalEventData & { readonly summary: string }): string {
  return ical()
    .createEvent({ ...event, summary: oneLine(event.summary) })
    .toString()
}

/** A calendar of events. Its name is one printable line: the library does not escape it. */
export function calendarText({ name, ...head }: CalendarHead, events: readonly string[]): string {
  const [start = '', end = ''] = ical({
    ...head,
    name: oneLine(name),
    prodId: { company: 'Rochdale', product: 'node' },
  })
    .toString()
    .split(/(?=END:VCALENDAR\s*$)/)
  return [start, ...events, end].join('')
}

/** What parties have written, as one line by whichever rule a reader ends lines. */
function oneLine(text: string): string {
  return printable(text.replace(/\s+/g, ' '))
}
