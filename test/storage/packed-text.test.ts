import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sha256 } from '../../src/identity/index.ts'
import { canonicalText, type Did, type Json } from '../../src/kernel/index.ts'
import { namesIn, packText, unpackText } from '../../src/storage/packing/packed-text.ts'
import { PHRASES } from '../../src/storage/packing/phrases.ts'
import { anyCharacter } from '../support/any-character.ts'
import { ALICE, hashOf, ODD_TEXTS, scopeOf, sealedEntry } from '../support/store-rows.ts'
import { readVectors } from '../support/vectors.ts'

const HEAD_BYTES = 4
const DID = 'did:key:z6MkvpHuhUKc55YsgR8ViqsS64cJGPnxbs64yeiNvZ8ScCX4' as Did
const OTHER = 'did:key:z6MktBVfLBc43Qu8DUg8m3YkxAGdnvZZ5V9HHc5HzJuUNXmi' as Did

const part = fc.oneof(
  fc.constantFrom(...PHRASES, ...ODD_TEXTS, ALICE, DID, OTHER, hashOf('one'), hashOf('two')),
  fc.constantFrom(...PHRASES).chain((phrase) => fc.nat(phrase.length).map((length) => phrase.slice(0, length))),
  fc.string({ unit: anyCharacter }),
  fc.nat().map((seed) => hashOf(String(seed)).slice(0, 1 + (seed % 70))),
)

test('any text is unpacked as it was, and is no longer but for its head', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), fc.subarray([DID, OTHER, hashOf('one')]), (parts, known) => {
      const text = `{${parts.join('')}`
      const packed = packText(text, known)
      expect(unpackText(packed, known)).toBe(text)
      expect(packed.length).toBeLessThanOrEqual(HEAD_BYTES + Buffer.byteLength(text))
    }),
    { numRuns: 500 },
  )
})

test('more names than have a number are written out', () => {
  const text = JSON.stringify(Array.from({ length: 3 }, () => Array.from({ length: 50 }, (_, i) => hashOf(`${i}`))))
  expect(unpackText(packText(text, [DID]), [DID])).toBe(text)
})

test('a text of an earlier version, which is not packed, is read as it is', () => {
  expect(unpackText(new TextEncoder().encode('{"ß":[1, 2]}'), [DID])).toBe('{"ß":[1, 2]}')
})

test('an entry takes a third of what it takes unpacked at most', () => {
  const scope = scopeOf('packed')
  const [subject, bodyHash] = [`obl_${hashOf('an obligation')}`, hashOf('its body')]
  const body = { bodyHash, obligationId: subject }
  const after = [hashOf('what was recorded')]
  const words = { scope, author: DID, kind: 'obligation.confirmed', subject, after, prev: hashOf('before'), body }
  const text = new TextDecoder().decode(sealedEntry(words).bytes)
  expect(packText(text, namesIn(DID, scope, subject)).length).toBeLessThan(text.length / 3)
})

test('the bodies of all kinds become shorter', () => {
  for (const vector of readVectors<{ author: string; scope: string; subject: string }>('kinds.valid.jsonl')) {
    const text = canonicalText(vector as unknown as Json)
    const names = namesIn(vector.author, vector.scope, vector.subject)
    const packed = packText(text, names)
    expect(unpackText(packed, names)).toBe(text)
    expect(packed.length).toBeLessThan(text.length)
  }
})

// Stored texts name phrases by number.
test('phrases keep their numbers', () => {
  const first = PHRASES.slice(0, 251)
  expect(sha256(new TextEncoder().encode(first.join('\n')))).toMatchInlineSnapshot(
    `"cef06510f0ff4bdd81ab519886c597e6fcdd51515181f80614320b2fdd260400"`,
  )
  expect(new Set(PHRASES).size).toBe(PHRASES.length)
  expect(PHRASES.length).toBeLessThanOrEqual(256)
  expect(PHRASES.every((phrase) => /^["{}[\],:#]/.test(phrase) && phrase.length > 1)).toBe(true)
})

test('a text packed by this version stays readable', () => {
  const text = `{"after":[],"at":1,"author":"${DID}","body":{"creditor":"${OTHER}","hash":"${hashOf('one')}"}}`
  const packed = Buffer.from(packText(text, [DID])).toString('hex')
  expect(packed).toMatchInlineSnapshot(
    `"000000f0ff0031ff0502ff06ffe622fe744256664c42633433517538445567386d33596b784147646e765a5a35563948486335487a4a75554e586d69ff3a017692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed227d7d"`,
  )
  expect(unpackText(Buffer.from(packed, 'hex'), [DID])).toBe(text)
})
