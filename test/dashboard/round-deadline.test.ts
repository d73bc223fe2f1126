import { afterEach, expect, test, vi } from 'vitest'
import { minuteOfInstant, readDeadline, tomorrow } from '../../src/dashboard/logic/clearing/round-deadline.ts'

const NOW = Date.parse('2027-03-27T12:00:00Z')

afterEach(() => vi.unstubAllEnvs())

test('a deadline is read in the time zone of the reader', () => {
  vi.stubEnv('TZ', 'America/New_York')
  expect(readDeadline('2027-03-28T10:30', NOW)).toEqual({ ok: true, value: '2027-03-28T14:30:00.000Z' })
  expect(minuteOfInstant(NOW)).toBe('2027-03-27T08:00')
})

test('tomorrow at this time is that on the clock, also where the clocks change in between', () => {
  vi.stubEnv('TZ', 'Europe/Berlin')
  expect(tomorrow(NOW)).toBe('2027-03-28T13:00')
  expect(readDeadline(tomorrow(NOW), NOW)).toEqual({ ok: true, value: '2027-03-28T11:00:00.000Z' })
})

test.each([
  ['', 'Write a date and a time.'],
  ['2027-03-27T12:00', 'Choose a time that is still to come.'],
  ['2027-04-26T12:01', 'Choose a time within the next 30 days.'],
])('%j: %s', (text, problem) => {
  vi.stubEnv('TZ', 'UTC')
  expect(readDeadline(text, NOW)).toEqual({ ok: false, problem })
})

test('the last minute of the thirty days can be chosen', () => {
  vi.stubEnv('TZ', 'UTC')
  expect(readDeadline('2027-04-26T12:00', NOW).ok).toBe(true)
})
