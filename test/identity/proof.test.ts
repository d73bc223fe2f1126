import { expect, test } from 'vitest'
import { createProof, verifyProof } from '../../src/identity/index.ts'
import type { JsonObject } from '../../src/kernel/index.ts'
import { readVectors } from '../support/vectors.ts'
import { w3cSigner } from '../vectors/make-identity.ts'

interface ProofVector {
  readonly name: string
  readonly document: JsonObject
  readonly proof: JsonObject
}

const valid = readVectors<ProofVector & { did: string }>('identity/proofs.valid.jsonl')
const invalid = readVectors<ProofVector>('identity/proofs.invalid.jsonl')

test.each(valid)('a proof: $name', ({ document, proof, did }) => {
  expect(verifyProof(document, proof)).toEqual({ ok: true, value: did })
})

test.each(invalid)('no proof: $name', ({ document, proof }) => {
  const verified = verifyProof(document, proof)
  expect(verified.ok ? 'accepted' : verified.refusal.code).toBe('identity.bad-proof')
})

test("the W3C example's key and document give the W3C example's proof, byte for byte", () => {
  const { document, proof } = valid[0] as ProofVector
  expect(createProof(document, w3cSigner, '2023-02-24T23:36:38Z')).toEqual(proof)
  expect(proof.proofValue).toBe(
    'z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX',
  )
})

test('the order of keys is no part of what is signed', () => {
  const proof = createProof({ a: 1, b: { c: 2, d: 3 } }, w3cSigner, '2026-01-01T00:00:00.000Z')
  expect(verifyProof({ b: { d: 3, c: 2 }, a: 1 }, proof).ok).toBe(true)
})

test.each([null, 5, 'proof', [], {}, { type: 'DataIntegrityProof' }])('no proof at all: %j', (raw) => {
  const verified = verifyProof({ a: 1 }, raw)
  expect(verified.ok ? 'accepted' : verified.refusal.code).toBe('identity.bad-proof')
})

test('a document with fractions, as others sign them, can be checked too', () => {
  const proof = createProof({ score: 0.95, tiny: 1e-7 }, w3cSigner, '2026-01-01T00:00:00.000Z')
  expect(verifyProof({ tiny: 1e-7, score: 0.95 }, proof).ok).toBe(true)
})

test('a document that has no canonical form is refused, not thrown at', () => {
  const proof = createProof({ a: 1 }, w3cSigner, '2026-01-01T00:00:00.000Z')
  let deep: JsonObject = {}
  for (let i = 0; i < 100_000; i++) deep = { deep }
  expect(verifyProof(deep, proof).ok).toBe(false)
  expect(verifyProof({ a: Number.NaN }, proof).ok).toBe(false)
})
