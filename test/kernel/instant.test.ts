import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addPeriods,
  decodePeriod,
  findDay,
  findInstant,
  INSTANT_MAX,
  type Instant,
  instantText,
  isDateText,
  type Period,
} from '../../src/kernel/index.ts'

const at = (text: string) => Date.parse(text) as Instant
const DAY_MS = 24 * 60 * 60 * 1000

function period(text: string): Period {
  const decoded = decodePeriod(text)
  if (!decoded.ok) throw new Error(decoded.refusal.message)
  return decoded.value
}

test.each([
  ['P7D', { months: 0, ms: 7 * DAY_MS }],
  ['P2W', { months: 0, ms: 14 * DAY_MS }],
  ['P1M', { months: 1, ms: 0 }],
  ['PT1M', { months: 0, ms: 60_000 }],
  ['P1Y2M3DT4H5M6S', { months: 14, ms: 3 * DAY_MS + ((4 * 60 + 5) * 60 + 6) * 1000 }],
  ['PT0H1S', { months: 0, ms: 1000 }],
])('%s is a duration', (text, value) => {
  expect(decodePeriod(text)).toEqual({ ok: true, value })
})

test.each([
  ['nothing', ''],
  ['only the letter', 'P'],
  ['a T with nothing behind', 'P1DT'],
  ['no time at all', 'P0D'],
  ['a fraction', 'P0.5D'],
  ['a fraction with a comma', 'PT1,5H'],
  ['a sign', '-P1D'],
  ['a negative part', 'P-1D'],
  ['parts out of order', 'P1D1M'],
  ['hours without T', 'P1H'],
  ['small letters', 'p1d'],
  ['a space behind', 'P1D '],
  ['a line end behind', 'P1D\n'],
  ['more years than there are', 'P10000Y'],
  ['a number', 7],
])('no duration: %s', (_name, raw) => {
  const decoded = decodePeriod(raw)
  expect(decoded.ok ? 'accepted' : decoded.refusal.code).toBe('kernel.bad-duration')
})

test.each([
  ['2026-01-31T12:00:00Z', 'P1M', 1, '2026-02-28T12:00:00Z'],
  ['2026-01-31T12:00:00Z', 'P1M', 2, '2026-03-31T12:00:00Z'],
  ['2026-01-31T12:00:00Z', 'P1M', 3, '2026-04-30T12:00:00Z'],
  ['2024-01-30T00:00:00Z', 'P1M', 1, '2024-02-29T00:00:00Z'],
  ['2024-02-29T00:00:00Z', 'P1Y', 1, '2025-02-28T00:00:00Z'],
  ['2024-02-29T00:00:00Z', 'P1Y', 4, '2028-02-29T00:00:00Z'],
  ['2026-12-31T23:59:59.999Z', 'P2M', 1, '2027-02-28T23:59:59.999Z'],
  ['2026-10-31T00:00:00Z', 'P13M', 1, '2027-11-30T00:00:00Z'],
  ['2026-01-31T00:00:00Z', 'P1M1D', 1, '2026-03-01T00:00:00Z'],
  ['2099-12-31T00:00:00Z', 'P2M', 1, '2100-02-28T00:00:00Z'],
  ['2026-03-29T01:30:00Z', 'P1D', 1, '2026-03-30T01:30:00Z'],
  ['2026-01-31T12:00:00Z', 'P1M', 0, '2026-01-31T12:00:00Z'],
])('%s plus %s, %i times, is %s', (start, text, count, sum) => {
  expect(addPeriods(at(start), period(text), count)).toBe(at(sum))
})

test('the day of the month comes back after a short month: periods are counted from the original date', () => {
  const months = Array.from({ length: 13 }, (_, i) => addPeriods(at('2026-01-31T00:00:00Z'), period('P1M'), i))
  const days = months.map((ms) => new Date(ms).getUTCDate())
  expect(days).toEqual([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31])
})

test('time ends with the year 9999, however long the period', () => {
  expect(addPeriods(at('2026-01-01T00:00:00Z'), period('P9999Y9999M'), 10_000)).toBe(INSTANT_MAX)
  expect(addPeriods(INSTANT_MAX, period('PT1S'), 1)).toBe(INSTANT_MAX)
  expect(addPeriods(at('9999-11-30T00:00:00Z'), period('P1M'), 1)).toBe(at('9999-12-30T00:00:00Z'))
})

test('more periods never end earlier', () => {
  const starts = fc.integer({ min: 0, max: Number(INSTANT_MAX) }).map((ms) => ms as Instant)
  const periods = fc.record({ months: fc.integer({ min: 0, max: 120 }), ms: fc.integer({ min: 0, max: 90 * DAY_MS }) })
  fc.assert(
    fc.property(starts, periods, fc.nat(500), (start, length, count) => {
      const earlier = addPeriods(start, length, count)
      expect(addPeriods(start, length, count + 1)).toBeGreaterThanOrEqual(earlier)
      expect(earlier).toBeGreaterThanOrEqual(start)
    }),
  )
})

test.each([
  ['1970-01-01T00:00:00Z', 0],
  ['2026-01-31T12:00:00Z', Date.UTC(2026, 0, 31, 12)],
  ['2026-01-31T12:00:00.25Z', Date.UTC(2026, 0, 31, 12, 0, 0, 250)],
  ['2026-01-31T12:00:00.0005Z', Date.UTC(2026, 0, 31, 12)],
  ['2026-01-31T13:30:00+01:30', Date.UTC(2026, 0, 31, 12)],
  ['2026-01-31T00:00:00-14:00', Date.UTC(2026, 0, 31, 14)],
  ['2026-01-31T00:00:00-00:00', Date.UTC(2026, 0, 31)],
  ['1969-12-31T23:00:00-01:00', 0],
  ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
  ['2000-02-29T00:00:00Z', Date.UTC(2000, 1, 29)],
  ['2026-12-31T24:00:00Z', Date.UTC(2027, 0, 1)],
  ['9999-12-31T23:59:59.999Z', INSTANT_MAX],
])('%s is an instant', (text, ms) => {
  expect(findInstant(text)).toBe(ms)
})

test.each([
  ['31 November', '2026-11-31T00:00:00Z'],
  ['30 February', '2026-02-30T00:00:00Z'],
  ['29 February of a common year', '2026-02-29T00:00:00Z'],
  ['29 February of a century', '2100-02-29T00:00:00Z'],
  ['month 13', '2026-13-01T00:00:00Z'],
  ['month 0', '2026-00-01T00:00:00Z'],
  ['day 0', '2026-01-00T00:00:00Z'],
  ['day 32', '2026-01-32T00:00:00Z'],
  ['no such time of day', '2026-01-01T99:99:99Z'],
  ['minute 60', '2026-01-01T00:60:00Z'],
  ['second 60', '2026-12-31T23:59:60Z'],
  ['after midnight of hour 24', '2026-01-01T24:00:01Z'],
  ['a fraction of hour 24', '2026-01-01T24:00:00.5Z'],
  ['offset +14:01', '2026-01-01T00:00:00+14:01'],
  ['offset +15:00', '2026-01-01T00:00:00+15:00'],
  ['offset +01:60', '2026-01-01T00:00:00+01:60'],
  ['no offset', '2026-01-01T00:00:00'],
  ['an offset without a colon', '2026-01-01T00:00:00+0100'],
  ['an empty fraction', '2026-01-01T00:00:00.Z'],
  ['no seconds', '2026-01-01T00:00Z'],
  ['a day alone', '2026-01-01'],
  ['a blank instead of T', '2026-01-01 00:00:00Z'],
  ['small letters', '2026-01-01t00:00:00z'],
  ['a line end behind', '2026-01-01T00:00:00Z\n'],
  ['before 1970', '1969-12-31T23:59:59.999Z'],
  ['after 9999', '9999-12-31T23:59:59-01:00'],
  ['a year before 1000', '0099-01-01T00:00:00Z'],
  ['a year of five digits', '12026-01-01T00:00:00Z'],
  ['a year with a sign', '+2026-01-01T00:00:00Z'],
  ['digits of another script', '２０２６-01-01T00:00:00Z'],
  ['nothing', ''],
  ['a number', 0],
  ['null', null],
])('no instant: %s', (_name, raw) => {
  expect(findInstant(raw)).toBeNull()
})

test('a calendar day begins at midnight in UTC', () => {
  expect(findDay('2026-01-31')).toBe(Date.UTC(2026, 0, 31))
  for (const day of ['2026-02-30', '2026-13-01', '2026-01', '1969-12-31', '2026-01-31T00:00:00Z', '']) {
    expect(findDay(day), day).toBeNull()
  }
})

test('every instant is read back as it is written', () => {
  const instants = fc.integer({ min: 0, max: Number(INSTANT_MAX) }).map((ms) => ms as Instant)
  fc.assert(fc.property(instants, (instant) => findInstant(instantText(instant)) === instant))
})

test.each(['1844', '1844-12', '1844-12-21', '2024-02-29', '2026-03-31T12:00:00Z', '1950-01-01T00:00:00+01:00'])(
  '%s is a date',
  (text) => {
    expect(isDateText(text)).toBe(true)
  },
)

test.each([
  '26',
  '0999',
  '2026-13',
  '2026-00',
  '2026-02-30',
  '2026-2-3',
  '2026-03-31T99:99:99Z',
  '2026-03-31T12:00',
  'soon',
  '',
])('%s is no date', (text) => {
  expect(isDateText(text)).toBe(false)
})
