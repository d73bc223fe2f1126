import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AMOUNT_MAX, decodeAmount, decodeShape, formatMoney, shape } from '../../src/kernel/index.ts'

test.each([
  ['0', 0n],
  ['1', 1n],
  ['12050', 12050n],
  ['9223372036854775807', AMOUNT_MAX],
])('%s is an amount', (text, amount) => {
  expect(decodeAmount(text)).toEqual({ ok: true, value: amount })
  expect(decodeShape(shape.amount, text)).toEqual({ ok: true, value: text })
})

test.each([
  ['a fraction', '1.5'],
  ['a sign', '-3'],
  ['a plus', '+3'],
  ['an exponent', '1e9'],
  ['a leading zero', '007'],
  ['minus zero', '-0'],
  ['nothing', ''],
  ['a space', ' 1'],
  ['a line end', '1\n'],
  ['hexadecimal', '0x10'],
  ['digits of another script', '١٢'],
  ['a separator', '1_000'],
  ['one more than 2^63−1', '9223372036854775808'],
  ['twenty digits', '10000000000000000000'],
  ['a number instead of a text', 5],
  ['a bigint instead of a text', 5n],
  ['null', null],
  ['a list that reads like an amount', ['5']],
])('no amount: %s', (_name, raw) => {
  const decoded = decodeAmount(raw)
  expect(decoded.ok ? 'accepted' : decoded.refusal.code).toBe('kernel.bad-amount')
  expect(decodeShape(shape.amount, raw).ok).toBe(false)
})

test('zero is an amount, but no debt', () => {
  expect(decodeShape(shape.positiveAmount, '0').ok).toBe(false)
  expect(decodeShape(shape.positiveAmount, '1').ok).toBe(true)
})

test('every amount is read back from its own text, and from no other', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: AMOUNT_MAX }), (amount) => {
      expect(decodeAmount(String(amount))).toEqual({ ok: true, value: amount })
      expect(decodeAmount(`0${amount}`).ok).toBe(false)
    }),
  )
})

test.each([
  [0n, 2, '0.00'],
  [7n, 2, '0.07'],
  [123_456n, 2, '1234.56'],
  [1_234n, 0, '1234'],
  [AMOUNT_MAX, 3, '9223372036854775.807'],
])('%d minor units with %d digits are told as %s', (minor, scale, text) => {
  expect(formatMoney(minor, scale)).toBe(text)
})
