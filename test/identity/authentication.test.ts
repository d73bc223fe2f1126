import { expect, test } from 'vitest'
import { verifyAuthentication, verifyProof } from '../../src/identity/index.ts'
import { findInstant, type Instant, type JsonObject } from '../../src/kernel/index.ts'
import { readVectors } from '../support/vectors.ts'

interface AuthenticationVector {
  readonly name: string
  readonly challenge: string
  readonly domain: string
  /** The instant of the check. */
  readonly at: string
  readonly document: JsonObject
  readonly proof: JsonObject
}

const valid = readVectors<AuthenticationVector & { did: string }>('identity/authentications.valid.jsonl')
const invalid = readVectors<AuthenticationVector>('identity/authentications.invalid.jsonl')

function verify({ document, proof, challenge, domain, at }: AuthenticationVector) {
  return verifyAuthentication(document, proof, { challenge, domain }, findInstant(at) as Instant)
}

test.each(valid)('an answer: $name', (vector) => {
  expect(verify(vector)).toEqual({ ok: true, value: vector.did })
  expect(verifyProof(vector.document, vector.proof).ok, 'it asserts nothing').toBe(false)
})

test.each(invalid)('no answer: $name', (vector) => {
  const verified = verify(vector)
  expect(verified.ok ? 'accepted' : verified.refusal.code).toBe('identity.bad-proof')
})
