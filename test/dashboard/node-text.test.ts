import { expect, test } from 'vitest'
import { localised } from '../../src/dashboard/logic/node-text.ts'

test.each([
  ['1300.00 EUR of 12345678.90 EUR is set off', 'en', '1,300.00 EUR of 12,345,678.90 EUR is set off'],
  ['1300.00 EUR is set off', 'de', '1.300,00 EUR is set off'],
  ['All of the 1300.50 hours is set off.', 'de', 'All of the 1.300,50 hours is set off.'],
  ['at most 250000 HUF under this agreement', 'de', 'at most 250.000 HUF under this agreement'],
  ['at most 1300.00 EUR.', 'fa', 'at most ۱٬۳۰۰٫۰۰ EUR.'],
])('an amount in “%s” is written as in %s', (text, locale, shown) => {
  expect(localised(text, locale)).toBe(shown)
})

test.each([
  'agreed in 2027 by all',
  'rnd_1300.00 is open',
  'version 1300.00.1 EUR',
  '“RE-2027 EUR”',
  'did:key:z6Mk1300 EUR',
])('“%s” holds no amount', (text) => {
  expect(localised(text, 'de')).toBe(text)
})

test('an instant is shown as in the zone of the reader, by its name', () => {
  expect(localised('reserved until 2027-01-31T12:40:00.000Z at the latest', 'de', 'Europe/Berlin')).toBe(
    'reserved until 31. Jan. 2027, 13:40 MEZ at the latest',
  )
})
