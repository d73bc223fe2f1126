import { expect, test } from 'vitest'
import { calendarText, eventText } from '../../src/api/bookings/calendar-text.ts'

test('what parties call an agreement, themselves and their purposes adds no line to a calendar', () => {
  const added = '\r\nBEGIN:VALARM\nATTACH:https://mallory.example\r\u2028END:VALARM\nEND:VCALENDAR'
  const times = { start: new Date(1_767_312_000_000), end: new Date(1_767_315_600_000), stamp: new Date(0) }
  const event = eventText({ id: 'bkg_1', summary: `Birch${added}: Flour${added}`, ...times })
  const lines = calendarText({ name: `van, Lending${added}` }, [event]).split(/[\r\n\u2028]+/)
  expect(lines.filter((line) => /^(BEGIN|END|ATTACH)/.test(line))).toEqual([
    ...['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'END:VEVENT', 'END:VCALENDAR'],
  ])
  expect(lines.find((line) => line.startsWith('NAME:'))).toContain('van, Lending BEGIN:VALARM')
})
