import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decimalOf, decimalText, decodeDecimal, decodeShape, shape } from '../../src/kernel/index.ts'

test.each([
  ['0', 0n, '0'],
  ['1', 1_000_000n, '1'],
  ['2.5', 2_500_000n, '2.5'],
  ['2.50', 2_500_000n, '2.5'],
  ['0.000001', 1n, '0.000001'],
  ['999999999999999.999999', 999_999_999_999_999_999_999n, '999999999999999.999999'],
])('%s is a quantity', (text, millionths, shortest) => {
  expect(decodeDecimal(text)).toEqual({ ok: true, value: millionths })
  expect(decimalText(millionths)).toBe(shortest)
  expect(decodeShape(shape.decimal, text)).toEqual({ ok: true, value: text })
  expect(decodeShape(shape.positiveDecimal, text).ok).toBe(millionths > 0n)
})

test.each([
  [
    '',
    '-1',
    '+1',
    '1.',
    '.5',
    '01',
    '1e3',
    ' 1',
    '1\n',
    '1,5',
    '1_000',
    '٣',
    '0.0000001',
    '1'.repeat(16),
    '1'.repeat(30),
  ],
  [null, undefined, 1, 2.5, {}, ['1']],
])('nothing else is one', (...raws) => {
  for (const raw of raws) {
    expect(decodeDecimal(raw)).toMatchObject({ ok: false, refusal: { code: 'kernel.bad-decimal' } })
    expect(decodeShape(shape.decimal, raw).ok).toBe(false)
  }
})

test('sums are exact', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt(0n, 10n ** 20n), { maxLength: 50 }), (quantities) => {
      const sum = quantities.map((each) => decimalOf(decimalText(each))).reduce((one, other) => one + other, 0n)
      expect(sum).toBe(quantities.reduce((one, other) => one + other, 0n))
    }),
  )
  expect(decimalText(decimalOf('0.1') + decimalOf('0.2'))).toBe('0.3')
})
