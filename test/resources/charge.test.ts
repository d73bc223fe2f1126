import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalOf, decimalText, type Instant } from '../../src/kernel/index.ts'
import {
  expectedPrice,
  isChargeable,
  multiplied,
  PERIODS_MAX,
  periodOf,
  periodsBefore,
  priceOf,
  type RequestFact,
} from '../../src/resources/index.ts'
import { HOUR_MS, NOON } from './sharing.ts'
import { resourceNamed } from './using.ts'

const DAY_MS = 24 * HOUR_MS
const MILLION = 1_000_000n

test('a price is amount times quantity to the nearest minor unit, half a unit upwards', () => {
  const amount = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n })
  const quantity = fc.bigInt({ min: 0n, max: 10n ** 21n - 1n })
  fc.assert(
    fc.property(amount, quantity, (minor, millionths) => {
      // price − 1/2 <= minor × millionths / 10^6 < price + 1/2, as fractions with one denominator.
      const price = multiplied(minor, millionths)
      const exact = 2n * minor * millionths
      expect(2n * price * MILLION - MILLION <= exact && exact < 2n * price * MILLION + MILLION).toBe(true)
    }),
  )
  expect(multiplied(150n, decimalOf('0.01'))).toBe(2n)
  expect(multiplied(50n, decimalOf('0.01'))).toBe(1n)
  expect(multiplied(49n, decimalOf('0.01'))).toBe(0n)
})

test('only what has a price is charged, and one debt holds at most 2^63−1', () => {
  const press = resourceNamed('press')
  expect(priceOf(press, '2.5')).toEqual({ amount: '375', currency: 'EUR', scale: 2 })
  expect(priceOf(press, '0.000001')).toBeNull()
  expect(priceOf(resourceNamed('ladder'), '5')).toBeNull()
  expect(priceOf(resourceNamed('van-1'), '5')).toBeNull()
  expect(priceOf(resourceNamed('stall'), '1')).toEqual({ amount: '2500', currency: 'EUR', scale: 2 })
  const dear = { ...press, compensation: { ...press.compensation, amount: '9223372036854775807' } }
  expect([isChargeable(null), isChargeable(priceOf(dear, '1')), isChargeable(priceOf(dear, '1.1'))]).toEqual([
    ...[true, true, false],
  ])
})

test('periods follow one another from the beginning of a booking to its end', () => {
  const monthly = { ...resourceNamed('stall') }
  const resource = { ...monthly, compensation: { ...monthly.compensation, period: 'P1M' } }
  const from = Date.UTC(2026, 0, 31) as Instant
  const until = Date.UTC(2026, 3, 10) as Instant
  const booking = { resource, from, until }
  expect([0, 1, 2, 3, 4].map((number) => periodOf(booking, number))).toEqual([
    null,
    { from, until: Date.UTC(2026, 1, 28) },
    { from: Date.UTC(2026, 1, 28), until: Date.UTC(2026, 2, 31) },
    { from: Date.UTC(2026, 2, 31), until },
    null,
  ])
  const counts = [from, from + 1, Date.UTC(2026, 1, 28), Date.UTC(2026, 1, 28) + 1, until + DAY_MS]
  expect(counts.map((end) => periodsBefore(booking, end as Instant))).toEqual([0, 1, 1, 2, 3])
  expect(periodsBefore({ resource: resourceNamed('press'), from, until }, until)).toBe(0)
})

test('a request binds to the price of the use that it expects, or of all its periods', () => {
  const asked = { from: NOON, until: (NOON + 3 * DAY_MS) as Instant, expectedUse: null } as unknown as RequestFact
  const price = (key: string, expectedUse: string | null) =>
    expectedPrice({ ...asked, resource: resourceNamed(key), expectedUse })?.amount ?? null
  expect(price('press', '3')).toBe('450')
  expect(price('press', null)).toBeNull()
  expect(price('stall', null)).toBe('7500')
  expect(price('ladder', '3')).toBeNull()
  expect(decimalText(decimalOf(String(PERIODS_MAX)))).toBe('2000')
})
