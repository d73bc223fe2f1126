import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { createVerifyCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite'
import { expect, test } from 'vitest'
import { checkCredential } from '../../src/attestations/index.ts'
import { createProof, verificationMethodOf } from '../../src/identity/index.ts'
import type { Instant, JsonObject } from '../../src/kernel/index.ts'
import { START } from '../support/node.ts'
import { alder, birch, credentialOf, DAY_MS } from './statements.ts'

const TIME = '2026-01-01T00:00:00Z'

function check(raw: unknown, now: number = START) {
  const checked = checkCredential(raw, now as Instant)
  if (!checked.ok) throw new Error(checked.refusal.message)
  return checked.value
}

function proven(document: JsonObject, signer = alder, created = TIME): JsonObject {
  return { ...document, proof: createProof(document, signer, created) }
}

/** A credential as other software writes it. */
const FOREIGN: JsonObject = {
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://example.org/contexts/harvest'],
  type: ['VerifiableCredential', 'HarvestCredential'],
  issuer: { id: alder.did, name: 'Alder' },
  validUntil: '2026-01-02T01:00:00+01:00',
  credentialSubject: [{ id: birch.did, share: 0.75 }, { note: 'no id' }],
}

test('a credential of ours is checked without asking anybody', () => {
  expect(check(credentialOf(alder))).toEqual({
    status: 'VALID',
    issuer: alder.did,
    subjects: [birch.did],
    types: ['MemberInGoodStanding'],
    validFrom: START,
    validUntil: START + DAY_MS,
    problem: null,
    unchecked: [],
  })
})

test('a credential of ours is checked by other software as well', async () => {
  const { proof, ...document } = credentialOf(alder)
  const method = verificationMethodOf(alder.did)
  const multikey = {
    '@context': 'https://w3id.org/security/multikey/v1',
    type: 'Multikey',
    id: method,
    controller: alder.did,
    publicKeyMultibase: alder.did.slice('did:key:'.length),
  }
  const documentLoader = async (url: string) => {
    if (url !== method) throw new Error(`not to be loaded: ${url}`)
    return { contextUrl: null, documentUrl: url, document: multikey }
  }
  const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() })
  const copies = structuredClone({ document, proof })
  expect((await suite.verifyProof({ ...copies, proofSet: [], documentLoader })).verified).toBe(true)
})

test('a credential made elsewhere is checked: other contexts, fractions, an issuer with a name, offsets', () => {
  expect(check(proven(FOREIGN))).toMatchObject({
    status: 'VALID',
    issuer: alder.did,
    subjects: [birch.did],
    types: ['HarvestCredential'],
    validFrom: null,
    validUntil: START + DAY_MS,
  })
})

test.each([
  ['NOT_YET_VALID', START - 1],
  ['VALID', START],
  ['EXPIRED', START + DAY_MS],
])('a credential is %s by its dates', (status, now) => {
  expect(check(credentialOf(alder), now).status).toBe(status)
})

test.each([
  ['was changed', { ...credentialOf(alder), validUntil: '2099-01-01T00:00:00.000Z' }],
  ['names another issuer than its proof', proven({ ...FOREIGN, issuer: birch.did })],
  ['has a proof made in month 13', proven(FOREIGN, alder, '2026-13-01T00:00:00Z')],
  ['has an issuer that is no did:key', proven({ ...FOREIGN, issuer: 'https://alder.example' })],
  ['has a proof of another suite', { ...FOREIGN, proof: { type: 'Ed25519Signature2020' } }],
])('INVALID_PROOF, with the reason, where a credential %s', (_name, credential) => {
  const { status, problem } = check(credential)
  expect(status).toBe('INVALID_PROOF')
  expect(problem).not.toBeNull()
})

test('a list with one proof is as good as the proof', () => {
  const { proof, ...document } = credentialOf(alder)
  expect(check({ ...document, proof: [proof as JsonObject] }).status).toBe('VALID')
})

test('what an offline check does not read, it says', () => {
  const withStatus = proven({ ...FOREIGN, credentialStatus: { type: 'BitstringStatusListEntry' }, termsOfUse: [] })
  expect(check(withStatus)).toMatchObject({ status: 'VALID', unchecked: ['credentialStatus', 'termsOfUse'] })
})

test('a credential of version 1.1 has its dates under other names', () => {
  const { validUntil: _validUntil, ...rest } = FOREIGN
  const old = proven({ ...rest, issuanceDate: '2026-01-01T00:00:00Z', expirationDate: '2026-01-02T00:00:00Z' })
  expect(check(old)).toMatchObject({ validFrom: START, validUntil: START + DAY_MS })
})

test.each([
  ['null', null],
  ['a text', 'eyJhbGciOiJFZERTQSJ9.e30.'],
  ['a list', [credentialOf(alder)]],
  ['a credential without a proof', FOREIGN],
  ['a credential with two proofs', { ...FOREIGN, proof: [{}, {}] }],
  ['a credential with a date that is none', proven({ ...FOREIGN, validUntil: 'tomorrow' })],
  ['a credential valid until 31 November', proven({ ...FOREIGN, validUntil: '2099-11-31T00:00:00Z' })],
  ['a credential valid from 30 February', proven({ ...FOREIGN, validFrom: '2025-02-30T00:00:00Z' })],
  ['a credential with a date without an offset', proven({ ...FOREIGN, validFrom: '2026-01-01T00:00:00' })],
])('refused as no credential: %s', (_name, raw) => {
  const checked = checkCredential(raw, START)
  expect(checked.ok ? 'accepted' : checked.refusal.code).toBe('attestations.bad-credential')
})
