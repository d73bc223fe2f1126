import { expect, test } from 'vitest'
import { decodeDocument, documentHash, documentJson, recordTypesOf } from '../../src/agreements/index.ts'
import { custom } from '../../src/agreements/types/custom.ts'
import { createDraft, proposeAgreement } from '../../src/app/agreements/commands.ts'
import { sha256 } from '../../src/identity/index.ts'
import { canonicalBytes, type Json, type JsonObject } from '../../src/kernel/index.ts'
import { firstDocument } from './agreeing.ts'
import { AgreementFederation } from './simulated-federation.ts'

const visit = {
  name: 'visit',
  description: 'Who came, and when.',
  schema: { properties: { guest: { type: 'string' }, at: { type: 'timestamp' } } },
  authors: ['PROPOSER', 'COUNTERPARTY'],
  consent: 'ONE',
}

function decoded(terms: JsonObject) {
  return decodeDocument({ ...documentJson(firstDocument()), type: 'CUSTOM', terms } as JsonObject)
}

function refusalOf(recordTypes: Json): string {
  const result = decoded({ name: 'ours', terms: {}, recordTypes })
  return result.ok ? 'none' : `${result.refusal.code}: ${result.refusal.message}`
}

test('a document without types of records reads on unchanged, and has none', () => {
  const terms = { name: 'ours', terms: { hives: 3 } }
  const document = decoded(terms)
  if (!document.ok) throw new Error(document.refusal.message)
  expect(document.value.terms).toEqual(terms)
  const raw = { ...documentJson(firstDocument()), type: 'CUSTOM', terms }
  expect(documentHash(document.value)).toBe(sha256(canonicalBytes(raw as Json)))
  expect(recordTypesOf(document.value.terms as never)).toEqual([])
})

test('types of records are part of what is signed', () => {
  const document = decoded({ name: 'ours', terms: {}, recordTypes: [visit] })
  if (!document.ok) throw new Error(document.refusal.message)
  expect(document.value.terms).toMatchObject({ recordTypes: [visit] })
})

test.each<[string, Json, string]>([
  ['no list', {}, 'bad-terms'],
  ['a name twice', [visit, visit], 'two types of records are called visit'],
  ['no name', [{ ...visit, name: '' }], 'terms.recordTypes.0.name'],
  ['a wrong schema', [{ ...visit, schema: { type: 'float64' } }], 'fractions are written as strings'],
  ['a schema of no object', [{ ...visit, schema: { type: 'string' } }], 'a record is an object'],
  ['a schema of anything', [{ ...visit, schema: {} }], 'a record is an object'],
  [
    'a schema that goes round',
    [{ ...visit, schema: { definitions: { a: { ref: 'a' } }, ref: 'a' } }],
    'references in a row',
  ],
  ['a reader as author', [{ ...visit, authors: ['WITNESS'] }], 'the authors of records are signing parties'],
  ['no authors', [{ ...visit, authors: [] }], 'terms.recordTypes.0.authors'],
  ['an author twice', [{ ...visit, authors: ['PROPOSER', 'PROPOSER'] }], 'list each role once'],
  ['another consent', [{ ...visit, consent: 'TWO' }], 'terms.recordTypes.0.consent'],
  ['a field that nobody knows', [{ ...visit, colour: 'green' }], 'bad-terms'],
  ['too many', Array.from({ length: 101 }, (_, i) => ({ ...visit, name: `visit ${i}` })), 'bad-terms'],
])('%s is refused', (_what, recordTypes, expected) => {
  expect(refusalOf(recordTypes)).toContain('agreements.bad-terms')
  expect(refusalOf(recordTypes)).toContain(expected)
})

test('a schema by definitions is one of objects where they are', () => {
  const { schema } = visit
  expect(refusalOf([{ ...visit, schema: { definitions: { a: { ref: 'b' }, b: schema }, ref: 'a' } }])).toBe('none')
})

test('where nothing is said every signing party adds records, and one other confirms', () => {
  const { name, schema } = visit
  const terms = custom.fromInput({ name: 'ours', terms: {}, recordTypes: [{ name, schema }] })
  expect(terms.recordTypes).toEqual([
    { name, schema, description: null, authors: ['PROPOSER', 'COUNTERPARTY', 'GUARANTOR'], consent: 'ONE' },
  ])
})

test('a draft with a wrong schema is refused, one without types of records is proposed', async () => {
  await using federation = await AgreementFederation.found(2)
  const recordTypes = [{ name: 'visit', schema: { properties: { price: { type: 'float32' } } } }]
  const terms = { custom: { name: 'ours', terms: {}, recordTypes } }
  const parties = [{ did: federation.did(1), role: 'COUNTERPARTY' as const }]
  const refused = await federation.refused(0, createDraft({ title: 'Visits', terms, parties }))
  expect(refused.code).toBe('agreements.bad-terms')
  const id = await federation.do(
    0,
    createDraft({ title: 'Visits', terms: { custom: { ...terms.custom, recordTypes: [] } }, parties }),
  )
  await federation.do(0, proposeAgreement({ agreementId: String(id.agreementId) }))
})
