import { expect, test } from 'vitest'
import { REFERENCE_CHARS_MAX as RECORDED_MAX } from '../../src/clearing/index.ts'
import { NAME_CHARS_MAX, REFERENCE_CHARS_MAX } from '../../src/imports/cell.ts'
import { digitsOf, isIsoCurrency } from '../../src/imports/index.ts'

test.each([
  ['EUR', 2],
  ['HUF', 2],
  ['IQD', 3],
  ['JPY', 0],
  ['CLF', 4],
  ['ISK', 0],
  ['AFN', 2],
])('ISO 4217 gives %s %i decimal places', (code, digits) => {
  expect(isIsoCurrency(code)).toBe(true)
  expect(digitsOf(code)).toBe(digits)
})

test('an own unit has two, and so has what has no minor unit in the list', () => {
  expect([digitsOf('HOURS'), digitsOf('XAU'), isIsoCurrency('HOURS'), isIsoCurrency('XAU')]).toEqual([
    2,
    2,
    false,
    false,
  ])
})

test('a reference has room for what may be recorded, a name for a DID', () => {
  expect(REFERENCE_CHARS_MAX).toBe(RECORDED_MAX)
  expect(NAME_CHARS_MAX).toBeGreaterThan('did:key:z6Mk'.length + 44)
})
