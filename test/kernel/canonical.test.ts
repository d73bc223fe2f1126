import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalBytes, canonicalText, decodeCanonical, findFlaw, type Json } from '../../src/kernel/index.ts'
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

const cleanText = fc.string({ unit: 'binary' }).filter((text) => !text.includes('\u0000'))
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
