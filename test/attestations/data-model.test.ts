import { expect, test } from 'vitest'
import { checkCredential } from '../../src/attestations/index.ts'
import { createProof } from '../../src/identity/index.ts'
import type { Json, JsonObject } from '../../src/kernel/index.ts'
import { START } from '../support/node.ts'
import { readVectors } from '../support/vectors.ts'
import { alder, birch } from './statements.ts'

/**
 * Inputs of the W3C test suite for VC Data Model 2.0 as they stand there (w3c/vc-data-model-2.0-test-suite, tests/input, under the
 * W3C test suite licence or the W3C 3-clause BSD licence): credentials to be issued, so that the suite's issuer adds itself
 * and a proof, as is done here. The end of a name says whether the suite takes it.
 */
const ORIGINALS = readVectors<{ name: string; document: JsonObject }>('w3c/vc-data-model-2.0.jsonl')

const LEFT_OUT = [
  // What only a JSON-LD processor sees: contexts that do not resolve, and what they map.
  'credential-context-order-fail',
  'credential-type-mapped-nonurl-fail',
  // The recommendation demands no id of a refresh service, and the suite no longer uses this input.
  'credential-refresh-no-id-fail',
]

test.each(ORIGINALS.filter(({ name }) => !LEFT_OUT.includes(name)))('W3C: $name', ({ name, document }) => {
  const issued = { issuer: alder.did, ...document }
  const checked = checkCredential({ ...issued, proof: createProof(issued, alder, '2026-01-01T00:00:00Z') }, START)
  if (name.endsWith('-fail')) expect(checked).toMatchObject({ refusal: { code: 'attestations.bad-credential' } })
  else if ('issuer' in document) expect(checked.ok).toBe(true)
  else expect(checked).toMatchObject({ value: { problem: null } })
})

/** The same, made anew as changes of one credential, and what else the specification says. */
const V2 = 'https://www.w3.org/ns/credentials/v2'
const EXAMPLES = 'https://www.w3.org/ns/credentials/examples/v2'
const BASE: JsonObject = {
  '@context': [V2],
  type: ['VerifiableCredential'],
  issuer: alder.did,
  credentialSubject: { id: birch.did, alumniOf: 'The School of Examples' },
}
const SCHEMA = { id: 'https://example.org/schemas/degree.json', type: 'JsonSchema' }
const STATUS = { id: 'https://example.org/status/1#2', type: 'ExampleStatus' }

function check(changes: Readonly<Record<string, Json | undefined>>) {
  const document = JSON.parse(JSON.stringify({ ...BASE, ...changes })) as JsonObject
  return checkCredential({ ...document, proof: createProof(document, alder, '2026-01-01T00:00:00Z') }, START)
}

test.each<[string, Readonly<Record<string, Json | undefined>>]>([
  ['the least that there is', {}],
  ['contexts after the base', { '@context': [V2, EXAMPLES] }],
  ['a context as an object after the base', { '@context': [V2, { name: 'https://schema.org/name' }] }],
  ['an id that is a URL', { id: 'https://example.org/credentials/1' }],
  ['an id of another scheme', { id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33' }],
  ['another type', { type: ['VerifiableCredential', 'ExampleCredential'] }],
  ['a type that is a URL', { type: ['VerifiableCredential', 'https://example.org/ExampleCredential'] }],
  ['a type alone', { type: 'VerifiableCredential' }],
  ['an issuer with a name', { issuer: { id: alder.did, name: 'Alder', description: 'A cooperative' } }],
  ['a name and a description with languages', { name: { '@value': 'Diplom', '@language': 'de' }, description: [] }],
  [
    'several subjects',
    {
      credentialSubject: [
        { id: birch.did, a: 1 },
        { id: alder.did, b: 2 },
      ],
    },
  ],
  ['a subject without an id', { credentialSubject: { alumniOf: 'The School of Examples' } }],
  ['validFrom with milliseconds', { validFrom: '2020-01-01T00:00:00.123Z' }],
  ['validFrom with an offset', { validFrom: '2020-01-01T00:00:00-05:00' }],
  ['validUntil', { validUntil: '2030-01-01T00:00:00Z' }],
  ['validUntil with an offset', { validUntil: '2030-01-01T00:00:00+14:00' }],
  ['a beginning that is the end', { validFrom: '2020-01-01T00:00:00Z', validUntil: '2020-01-01T01:00:00+01:00' }],
  ['a status', { credentialStatus: STATUS }],
  ['a status without an id', { credentialStatus: { type: 'ExampleStatus' } }],
  ['several statuses', { credentialStatus: [STATUS, { ...STATUS, id: 'https://example.org/status/1#3' }] }],
  ['a schema', { credentialSchema: SCHEMA }],
  ['several schemas', { credentialSchema: [SCHEMA, { ...SCHEMA, id: 'https://example.org/schemas/2.json' }] }],
  ['a refresh service', { refreshService: { id: 'https://example.org/refresh/1', type: 'ExampleRefresh' } }],
  ['terms of use', { termsOfUse: { type: 'ExamplePolicy' } }],
  ['terms of use with an id', { termsOfUse: { id: 'https://example.org/policies/1', type: 'ExamplePolicy' } }],
  ['evidence', { evidence: { id: 'https://example.org/evidence/1', type: 'DocumentVerification' } }],
  ['several evidences', { evidence: [{ type: 'A' }, { type: ['B', 'C'] }] }],
])('a credential: %s', (_name, changes) => {
  expect(check(changes)).toMatchObject({ ok: true, value: { problem: null } })
})

test.each<[string, Readonly<Record<string, Json | undefined>>]>([
  ['no context', { '@context': undefined }],
  ['an empty list of contexts', { '@context': [] }],
  ['no base context', { '@context': [EXAMPLES] }],
  ['the base context in another place than the first', { '@context': [EXAMPLES, V2] }],
  ['a context that is no list', { '@context': V2 }],
  ['a number among the contexts', { '@context': [V2, 12345] }],
  ['an id that is no URL', { id: 'not a url' }],
  ['two ids', { id: ['did:example:1', 'did:example:2'] }],
  ['an id that is null', { id: null }],
  ['no type', { type: undefined }],
  ['not the required type', { type: ['ExampleCredential'] }],
  ['an empty list of types', { type: [] }],
  ['a number as a type', { type: ['VerifiableCredential', 7] }],
  ['no issuer', { issuer: undefined }],
  ['an issuer that is null', { issuer: null }],
  ['an issuer that is no URL', { issuer: 'not a url' }],
  ['an issuer without an id', { issuer: { name: 'Alder' } }],
  ['an issuer whose id is null', { issuer: { id: null } }],
  ['an issuer whose id is no URL', { issuer: { id: 'not a url' } }],
  ['no subject', { credentialSubject: undefined }],
  ['an empty list of subjects', { credentialSubject: [] }],
  ['a subject without claims', { credentialSubject: {} }],
  ['one subject of several without claims', { credentialSubject: [{ id: birch.did }, {}] }],
  ['a subject with two ids', { credentialSubject: { id: ['did:example:1', 'did:example:2'] } }],
  ['a subject whose id is no URL', { credentialSubject: { id: 'not a url' } }],
  ['validFrom that is no time', { validFrom: 'Monday' }],
  ['validFrom that is a day', { validFrom: '2020-01-01' }],
  ['validUntil that is no time', { validUntil: '2020-13-01T00:00:00Z' }],
  ['an end before the beginning', { validFrom: '2020-01-01T00:00:00Z', validUntil: '2019-12-31T23:59:59Z' }],
  ['a status without a type', { credentialStatus: { id: 'https://example.org/status/1' } }],
  ['a status whose id is no URL', { credentialStatus: { ...STATUS, id: 'not a url' } }],
  ['a status with two ids', { credentialStatus: { ...STATUS, id: [STATUS.id, STATUS.id] } }],
  ['a status whose type is a number', { credentialStatus: { ...STATUS, type: 2 } }],
  ['a schema without an id', { credentialSchema: { type: 'JsonSchema' } }],
  ['a schema without a type', { credentialSchema: { id: SCHEMA.id } }],
  ['a schema whose id is no URL', { credentialSchema: { ...SCHEMA, id: 'not a url' } }],
  ['a refresh service without a type', { refreshService: { id: 'https://example.org/refresh/1' } }],
  ['a refresh service whose id is no URL', { refreshService: { id: 'not a url', type: 'ExampleRefresh' } }],
  ['terms of use without a type', { termsOfUse: { id: 'https://example.org/policies/1' } }],
  ['one of several terms of use without a type', { termsOfUse: [{ type: 'ExamplePolicy' }, {}] }],
  ['evidence without a type', { evidence: { id: 'https://example.org/evidence/1' } }],
])('no credential: %s', (_name, changes) => {
  const checked = check(changes)
  expect(checked.ok ? checked.value.status : checked.refusal.code).toBe('attestations.bad-credential')
})

test('no credential: a proof without a type', () => {
  const checked = checkCredential({ ...BASE, proof: { proofValue: 'z1' } }, START)
  expect(checked.ok ? checked.value.status : checked.refusal.code).toBe('attestations.bad-credential')
})
