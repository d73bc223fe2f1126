/** The vectors of proofs by which a holder answers a challenge. Written by `make.ts`. */
import { createProof } from '../../src/identity/index.ts'
import type { JsonObject } from '../../src/kernel/index.ts'
import type { Vector } from './make.ts'
import { honest, w3cSigner } from './make-identity.ts'

const CREATED = '2026-01-01T00:00:00.000Z'
/** What was asked, and when the answer is checked. */
const ASKED = { challenge: '5f1d6e2b7a', domain: w3cSigner.did, at: '2026-01-01T00:05:00.000Z' }

const document: JsonObject = {
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiablePresentation'],
  holder: honest.did,
}

export function authenticationVectors(): Record<string, readonly Vector[]> {
  const proof = answer({})
  const valid = [
    { name: 'an answer to this challenge, for this domain', ...ASKED, did: honest.did, document, proof },
    {
      name: 'an answer for several domains, of which one is this',
      ...ASKED,
      did: honest.did,
      document,
      proof: answer({ domain: ['elsewhere.example', ASKED.domain] }),
    },
    {
      name: 'an answer that expires later',
      ...ASKED,
      did: honest.did,
      document,
      proof: answer({ expires: '2026-01-01T00:10:00Z' }),
    },
  ]
  const bad = (name: string, shown: JsonObject, wrong: JsonObject) => ({
    name,
    ...ASKED,
    document: shown,
    proof: wrong,
  })
  const { challenge: _challenge, ...unchallenged } = proof
  const { domain: _domain, ...homeless } = proof
  const invalid = [
    bad('another challenge, though signed so', document, answer({ challenge: '5f1d6e2b7b' })),
    bad('another challenge than was signed', document, { ...answer({ challenge: 'x' }), challenge: ASKED.challenge }),
    bad('another domain, though signed so', document, answer({ domain: honest.did })),
    bad('several domains, and this is none of them', document, answer({ domain: ['a.example', 'b.example'] })),
    bad('no domains', document, answer({ domain: [] })),
    bad('an assertion, though signed so', document, answer({ proofPurpose: 'assertionMethod' })),
    bad('another purpose than was signed', document, {
      ...answer({ proofPurpose: 'assertionMethod' }),
      proofPurpose: 'authentication',
    }),
    bad('no challenge', document, unchallenged),
    bad('no domain', document, homeless),
    bad('an answer that has expired', document, answer({ expires: '2026-01-01T00:05:00Z' })),
    bad('a changed document', { ...document, holder: w3cSigner.did }, proof),
  ]
  return { 'identity/authentications.valid.jsonl': valid, 'identity/authentications.invalid.jsonl': invalid }
}

function answer(more: JsonObject): JsonObject {
  const { challenge, domain } = ASKED
  return createProof(document, honest, CREATED, { proofPurpose: 'authentication', challenge, domain, ...more })
}
