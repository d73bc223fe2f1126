import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalBytes, canonicalText, decodeCanonical, findFlaw, type Json } from '../../src/kernel/index.ts'
import { anyCharacter } from '../support/any-character.ts'
import { readVectors } from '../support/vectors.ts'

const valid = readVectors<{ name: string; bytes: string }>('canonical/bytes.valid.jsonl')
const invalid = readVectors<{ name: string; bytes: string; code: string }>('canonical/bytes.invalid.jsonl')

test.each(valid)('canonical: $name', ({ bytes }) => {
  const raw = Buffer.from(bytes, 'base64')
  const decoded = decodeCanonical(raw)
  expect(decoded.ok && Buffer.from(canonicalBytes(decoded.value)).equals(raw)).toBe(true)
})

test.each(invalid)('not canonical: $name', ({ bytes, code }) => {
  const decoded = decodeCanonical(Buffer.from(bytes, 'base64'))
  expect(decoded.ok ? 'accepted' : decoded.refusal.code).toBe(code)
})

test('the example of RFC 8785, §3.2.3: keys are ordered by UTF-16 units', () => {
  const value = {
    '\u20ac': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\u{1f600}': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    '\u00f6': 'Latin Small Letter O With Diaeresis',
  }
  const order = [...canonicalText(value).matchAll(/:"([^"]+)"/g)].map(([, name]) => name)
  expect(order).toEqual([
    'Carriage Return',
    'One',
    'Control',
    'Latin Small Letter O With Diaeresis',
    'Euro Sign',
    'Emoji: Grinning Face',
    'Hebrew Letter Dalet With Dagesh',
  ])
})

const cleanText = fc.string({ unit: anyCharacter })
const signable = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger().map((number) => (Object.is(number, -0) ? 0 : number)),
    cleanText,
    fc.array(tie('value')),
    fc.dictionary(cleanText, tie('value')),
  ),
})).value

test('whatever may be signed is read back as it was', () => {
  fc.assert(
    fc.property(signable, (value) => {
      expect(findFlaw(value)).toBeNull()
      const decoded = decodeCanonical(canonicalBytes(value))
      expect(decoded.ok && decoded.value).toEqual(value)
    }),
  )
})

test('another implementation of RFC 8785 writes the same, fractions and large numbers included', () => {
  const anything = fc.oneof(signable, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.jsonValue())
  fc.assert(
    fc.property(anything, (value) => {
      expect(canonicalText(value as Json)).toBe(canonicalize(value))
    }),
  )
})

test('of all ways to write a value, exactly one is accepted', () => {
  fc.assert(
    fc.property(signable, fc.integer({ min: 1, max: 4 }), (value, indent) => {
      const spaced = JSON.stringify(value, null, indent)
      const decoded = decodeCanonical(Buffer.from(spaced))
      expect(decoded.ok).toBe(spaced === canonicalText(value))
    }),
  )
})

test.each([
  ['a fraction', 0.5],
  ['infinity', Number.POSITIVE_INFINITY],
  ['no number', Number.NaN],
  ['minus zero', -0],
  ['a number that a double holds only nearly', 2 ** 53],
  ['U+0000 in a text', 'a\u0000'],
  ['a lone surrogate', '\ud800'],
  ['U+0000 in a key', { '\u0000': 1 }],
  ['a fraction deep inside', { a: [{ b: 0.1 }] }],
])('what we write is held to the rule for what we read: %s cannot be signed', (_name, value) => {
  expect(findFlaw(value)).not.toBeNull()
})

/** RFC 8785, Appendix B: the bits of a number, and how it is written. */
test.each([
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
])('the number of the bits %s is written %s', (bits, text) => {
  expect(canonicalText(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text)
})

test.each(['7fffffffffffffff', '7ff0000000000000'])('the bits %s are no number that JSON can write', (bits) => {
  expect(() => canonicalText(Buffer.from(bits, 'hex').readDoubleBE())).toThrow(TypeError)
})
