import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey'
import { createSignCryptosuite, createVerifyCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite'
import { base58btc } from 'multiformats/bases/base58'
import { expect, test } from 'vitest'
import { createProof, signerOf, verificationMethodOf, verifyProof } from '../../src/identity/index.ts'
import type { JsonObject } from '../../src/kernel/index.ts'

const seed = new Uint8Array(32).fill(9)
const signer = signerOf(seed)
const method = verificationMethodOf(signer.did)
const publicKeyMultibase = signer.did.slice('did:key:'.length)
const multikey = {
  '@context': 'https://w3id.org/security/multikey/v1',
  type: 'Multikey',
  id: method,
  controller: signer.did,
  publicKeyMultibase,
}
const secretKeyMultibase = base58btc.encode(Uint8Array.of(0x80, 0x26, ...seed, ...signer.publicKey))

/** Knows our key and nothing else: nothing is loaded from anywhere. */
async function documentLoader(url: string) {
  if (url !== method) throw new Error(`not to be loaded: ${url}`)
  return { contextUrl: null, documentUrl: url, document: multikey }
}

const purpose = { update: async (proof: JsonObject) => ({ ...proof, proofPurpose: 'assertionMethod' }) }

async function theirsAccepts(document: JsonObject, proof: JsonObject): Promise<boolean> {
  const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() })
  const copies = structuredClone({ document, proof })
  return (await suite.verifyProof({ ...copies, proofSet: [], documentLoader })).verified
}

async function proveByTheirs(document: JsonObject): Promise<JsonObject> {
  const keyPair = await Ed25519Multikey.from({ ...multikey, secretKeyMultibase })
  const suite = new DataIntegrityProof({ signer: keyPair.signer(), cryptosuite: createSignCryptosuite() })
  return await suite.createProof({ document: structuredClone(document), purpose, proofSet: [], documentLoader })
}

const DOCUMENTS: readonly (readonly [name: string, document: JsonObject])[] = [
  ['a document without @context', { title: 'Großbäckerei 😀', list: [1, null, { b: 2, a: 1 }] }],
  [
    'a credential',
    {
      '@context': ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/undefined-terms/v2'],
      type: ['VerifiableCredential', 'MemberInGoodStanding'],
      issuer: signer.did,
      validFrom: '2026-01-01T00:00:00.000Z',
      credentialSubject: { id: signer.did, memberSince: 2019 },
    },
  ],
  [
    'a document with one @context',
    { '@context': 'https://www.w3.org/ns/credentials/v2', type: 'VerifiableCredential' },
  ],
]

test.each(DOCUMENTS)(
  '%s: what we prove, @digitalbazaar/eddsa-jcs-2022-cryptosuite accepts',
  async (_name, document) => {
    const proof = createProof(document, signer, '2026-01-01T00:00:00.000Z')
    expect(await theirsAccepts(document, proof)).toBe(true)
    expect(await theirsAccepts({ ...document, more: 1 }, proof)).toBe(false)
  },
)

test.each(DOCUMENTS)(
  '%s: what @digitalbazaar/eddsa-jcs-2022-cryptosuite proves, we accept',
  async (_name, document) => {
    const proof = await proveByTheirs(document)
    expect(verifyProof(document, proof)).toEqual({ ok: true, value: signer.did })
    expect(verifyProof({ ...document, more: 1 }, proof).ok).toBe(false)
  },
)
