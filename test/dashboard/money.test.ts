import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  codeTyped,
  formatAmount,
  formatNumber,
  parseAmount,
  scaleTyped,
  shareOf,
} from '../../src/dashboard/logic/money.ts'

const EUR = { currency: 'EUR', scale: 2 }

test('minor units are shown in the way of the locale, to the last digit', () => {
  expect(formatAmount('12050', EUR, 'en')).toBe('120.50 EUR')
  expect(formatAmount('-123456789', EUR, 'de')).toBe('−1.234.567,89 EUR')
  expect(formatAmount('7', EUR, 'en')).toBe('0.07 EUR')
  expect(formatAmount('0', { currency: 'HOURS', scale: 0 }, 'en')).toBe('0 HOURS')
  expect(formatAmount('9223372036854775807', { currency: 'X', scale: 6 }, 'en')).toBe('9,223,372,036,854.775807 X')
})

test.each([
  ['1,234.50', 'en', '123450'],
  ['1234.5', 'en', '123450'],
  ['1.234,50', 'de', '123450'],
  ['1234,5', 'de', '123450'],
  ['1.234', 'de', '123400'],
  ['12.5', 'de', '1250'],
  ['1 234,50', 'fr', '123450'],
  ["1'234.50", 'de-CH', '123450'],
  [' 80 ', 'en', '8000'],
  ['80.', 'en', '8000'],
])('“%s” typed in %s means %s', (text, locale, minor) => {
  expect(parseAmount(text, 2, locale)).toEqual({ ok: true, value: minor })
})

test.each([
  ['', /^Write an amount, for example 12,345.66\.$/],
  ['-5', /without a minus/],
  ['12,34.5', /^'12,34.5' is not an amount; write it like 12,345.66\.$/],
  ['1.2.3', /is not an amount/],
  ['1e3', /is not an amount/],
  ['0.00', /larger than zero/],
  ['1.005', /at most 2 digits/],
  ['92233720368547758.08', /too large/],
])('“%s” is refused in words', (text, problem) => {
  const parsed = parseAmount(text, 2, 'en')
  expect(parsed.ok ? 'accepted' : parsed.problem).toMatch(problem)
})

/** Digits of their own, group marks of all kinds, groups of two, no groups in small numbers. */
const LOCALES = [
  'en',
  'de',
  'fr',
  'de-CH',
  'de-AT',
  'es',
  'pl',
  'pt-PT',
  'en-IN',
  'hi',
  'bn',
  'fa',
  'ar-EG',
  'ar',
  'ur',
  'my',
  'ne',
  'mr',
]
  .concat([
    'ckb',
    'ps',
    'dz',
    'sd',
    'uz-AF',
    'as',
    'sat',
    'th',
    'th-u-nu-thai',
    'zh-u-nu-hanidec',
    'tr',
    'id',
    'da',
    'nl',
    'it',
  ])
  .concat(['pt-BR', 'he', 'sv', 'lt', 'gsw', 'rm', 'it-CH', 'es-MX', 'bg', 'ka', 'et', 'ff-Adlm', 'mni', 'ks'])

test.each(LOCALES)('the example that is given in %s is read', (locale) => {
  for (const scale of [0, 2, 3]) {
    const refused = parseAmount('?', scale, locale)
    const [, example = ''] = /write it like (.*)\.$/.exec(refused.ok ? '' : refused.problem) ?? []
    expect(parseAmount(example, scale, locale)).toEqual({ ok: true, value: `12345${'6'.repeat(scale)}` })
  }
})

test('what is shown and typed again is the same amount', () => {
  const locale = fc.constantFrom(...LOCALES)
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }),
      fc.integer({ min: 0, max: 6 }),
      locale,
      (minor, scale, at) => {
        expect(parseAmount(formatNumber(String(minor), scale, at), scale, at)).toEqual({
          ok: true,
          value: String(minor),
        })
      },
    ),
  )
})

test('a share is for drawing, and of nothing it is nothing', () => {
  expect(shareOf('50', '200')).toBe(0.25)
  expect(shareOf('0', '0')).toBe(0)
})

test.each([
  ['', 'JPY', { scale: '0' }],
  ['JP', 'JPY', { scale: '0' }],
  ['JPY', 'JP', { scale: '2' }],
  ['HOUR', 'HOURS', {}],
  ['HU', 'HUF', { scale: '2' }],
  ['IQ', 'IQD', { scale: '3' }],
])('the decimal places follow the currency that is typed: %j, then %j', (before, code, scale) => {
  expect(scaleTyped(before, code)).toEqual(scale)
})

test('a code of ISO 4217 is meant in capitals, a unit of one’s own as it is typed', () => {
  expect(['eur', 'Usd ', 'hours', 'EUR', ''].map(codeTyped)).toEqual(['EUR', 'USD', 'hours', 'EUR', ''])
})
