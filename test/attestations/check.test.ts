import { DataIntegrityProof } from '@digitalbazaar/data-integrity'
import { createVerifyCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite'
import { expect, test } from 'vitest'
import { checkCredential } from '../../src/attestations/index.ts'
import { createProof, verificationMethodOf } from '../../src/identity/index.ts'
import type { Instant, JsonObject } from '../../src/kernel/index.ts'
import { START } from '../support/node.ts'
import { alder, birch, cedar, credentialOf, DAY_MS } from './statements.ts'

const TIME = '2026-01-01T00:00:00Z'

function check(raw: unknown, now: number = START) {
  const checked = checkCredential(raw, now as Instant)
  if (!checked.ok) throw new Error(checked.refusal.message)
  return checked.value
}

function proven(document: JsonObject, signer = alder, created = TIME, options: JsonObject = {}): JsonObject {
  return { ...document, proof: createProof(document, signer, created, options) }
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
    claims: [{ memberSince: 2019 }],
    problem: null,
    unchecked: [],
    statusEntries: [],
    hasUnreadStatus: false,
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
])('INVALID_PROOF, with the reason, where a credential %s', (_name, credential) => {
  const { status, problem } = check(credential)
  expect(status).toBe('INVALID_PROOF')
  expect(problem).not.toBeNull()
})

test('a list with one proof is as good as the proof', () => {
  const { proof, ...document } = credentialOf(alder)
  expect(check({ ...document, proof: [proof as JsonObject] }).status).toBe('VALID')
})

test('what a check does not read, it says', () => {
  const limited = proven({ ...FOREIGN, credentialStatus: { type: 'RevocationList2020Status' }, termsOfUse: [] })
  const unchecked = ['credentialStatus', 'termsOfUse']
  expect(check(limited)).toMatchObject({ status: 'VALID', hasUnreadStatus: true, unchecked })
})

test('what is claimed of each subject is told', () => {
  expect(check(proven(FOREIGN)).claims).toEqual([{ share: 0.75 }, { note: 'no id' }])
})

test('a proof that ends by itself holds until then, and not after', () => {
  const options = { expires: '2026-01-01T12:00:00Z' }
  const credential = { ...FOREIGN, proof: createProof(FOREIGN, alder, TIME, options) }
  const end = Date.parse(options.expires)
  expect(check(credential, end - 1).status).toBe('VALID')
  expect(check(credential, end)).toMatchObject({ status: 'INVALID_PROOF', problem: expect.stringMatching(/expired/) })
})

const RDFC = {
  type: 'DataIntegrityProof',
  cryptosuite: 'eddsa-rdfc-2022',
  verificationMethod: alder.did,
  proofValue: 'z1',
}
const WEB = { ...RDFC, cryptosuite: 'eddsa-jcs-2022', verificationMethod: 'did:web:alder.example#key-1' }
const P256 = 'did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv'

test.each([
  ['a proof of an older suite', { ...FOREIGN, proof: { type: 'Ed25519Signature2020' } }, /Ed25519Signature2020/],
  ['eddsa-rdfc-2022', { ...FOREIGN, proof: RDFC }, /eddsa-rdfc-2022/],
  ['ecdsa', { ...FOREIGN, proof: { ...RDFC, cryptosuite: 'ecdsa-jcs-2019' } }, /ecdsa-jcs-2019/],
  ['an issuer with a did:web', { ...FOREIGN, issuer: 'did:web:alder.example', proof: WEB }, /did:web/],
  [
    'a key behind a URL',
    { ...FOREIGN, proof: { ...WEB, verificationMethod: 'https://alder.example/key' } },
    /by a URL/,
  ],
  ['a key of another curve', { ...FOREIGN, issuer: P256, proof: { ...WEB, verificationMethod: `${P256}#x` } }, /curve/],
  ['a proof chain', proven({ ...FOREIGN }, alder, TIME, { previousProof: 'urn:uuid:1' }), /previousProof/],
  ['a JWT', 'eyJhbGciOiJFZERTQSJ9.e30.AAAA', /JWT/],
  ['an SD-JWT', 'eyJhbGciOiJFZERTQSJ9.e30.AAAA~WyJhIl0~', /JWT/],
  ['an envelope', { type: 'EnvelopedVerifiableCredential', id: 'data:application/vc+jwt,e30.e30.A' }, /envelope/],
  ['a presentation', { type: ['VerifiablePresentation'], verifiableCredential: [] }, /presentation/],
])('UNSUPPORTED, in a sentence: %s', (_name, raw, sentence) => {
  const { status, problem } = check(raw)
  expect(status).toBe('UNSUPPORTED')
  expect(problem).toMatch(sentence)
  expect(problem).not.toMatch(/\/\^|Invalid/)
})

const proofBy = (signer = alder) => createProof(FOREIGN, signer, TIME) as JsonObject

test('of several proofs those that can be checked are, and the others are named', () => {
  const set = { ...FOREIGN, proof: [RDFC, proofBy()] }
  expect(check(set)).toMatchObject({ status: 'VALID', problem: null, unchecked: ['proof 1 of 2'] })
  expect(check({ ...FOREIGN, proof: [proofBy(birch), proofBy()] })).toMatchObject({ status: 'VALID', unchecked: [] })
})

test.each([
  ['one of two does not hold', [{ ...proofBy(), proofValue: proofBy(birch).proofValue as string }, proofBy()]],
  ['none is by the issuer', [proofBy(birch), proofBy(cedar)]],
])('several proofs are not valid where %s', (_name, proof) => {
  expect(check({ ...FOREIGN, proof }).status).toBe('INVALID_PROOF')
})

test("several proofs are unsupported where the issuer's may be one that cannot be checked", () => {
  expect(check({ ...FOREIGN, proof: [RDFC, proofBy(birch)] }).status).toBe('UNSUPPORTED')
})

test('a credential of version 1.1 has its dates under other names', () => {
  const { validUntil: _validUntil, ...rest } = FOREIGN
  const old = proven({ ...rest, issuanceDate: '2026-01-01T00:00:00Z', expirationDate: '2026-01-02T00:00:00Z' })
  expect(check(old)).toMatchObject({ validFrom: START, validUntil: START + DAY_MS })
})

test.each([
  ['null', null],
  ['a text', 'credential'],
  ['a list', [credentialOf(alder)]],
  ['a credential without a proof', FOREIGN],
  ['a credential with an empty list of proofs', { ...FOREIGN, proof: [] }],
  ['a credential with two proofs of no type', { ...FOREIGN, proof: [{}, {}] }],
  ['a credential that ends before it begins', proven({ ...FOREIGN, validFrom: '2026-01-03T00:00:00Z' })],
  ['a credential with two ends', proven({ ...FOREIGN, expirationDate: '2020-01-01T00:00:00Z' })],
  ['a credential with two beginnings', proven({ ...FOREIGN, validFrom: TIME, issuanceDate: TIME })],
  ['a credential with a date that is none', proven({ ...FOREIGN, validUntil: 'tomorrow' })],
  ['a credential valid until 31 November', proven({ ...FOREIGN, validUntil: '2099-11-31T00:00:00Z' })],
  ['a credential valid from 30 February', proven({ ...FOREIGN, validFrom: '2025-02-30T00:00:00Z' })],
  ['a credential with a date without an offset', proven({ ...FOREIGN, validFrom: '2026-01-01T00:00:00' })],
])('refused as no credential: %s', (_name, raw) => {
  const checked = checkCredential(raw, START)
  expect(checked.ok ? 'accepted' : checked.refusal.code).toBe('attestations.bad-credential')
})
