import { expect, test } from 'vitest'
import { issueCredential, issueStatusList } from '../../src/attestations/index.ts'
import { verdictOf } from '../../src/cli/verify/finding.ts'
import type { Question } from '../../src/cli/verify/question.ts'
import { checkSignedJson } from '../../src/cli/verify/signed-json.ts'
import { createProof } from '../../src/identity/index.ts'
import { type Instant, type JsonObject, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { alder, birch, cedar, credentialOf, DAY_MS, statement } from '../attestations/statements.ts'
import { START } from '../support/node.ts'

const NOW: Question = { at: START, isAtGiven: false, holder: null, statusList: null }
const URL = 'https://alder.example'
const LIST = `${URL}/status/1`
const withPlace = issueCredential(statement(), PUBLIC_SCOPE, alder, START, {
  publicUrl: URL,
  place: { list: 1, index: 7 },
})
const listOf = (revoked: readonly number[], signer = alder) => issueStatusList({ url: LIST, revoked }, signer, START)

function judged(json: unknown, changes: Partial<Question> = {}) {
  const verification = checkSignedJson('file', json, { ...NOW, ...changes })
  return {
    verdict: verdictOf(verification),
    texts: verification.findings.map(({ outcome, text }) => `${outcome}: ${text}`),
  }
}

test('a credential that holds is told with what it claims', () => {
  const { verdict, texts } = judged(credentialOf(alder, { claims: { memberSince: 2019, role: 'baker' } }))
  expect(verdict).toBe('holds')
  expect(texts).toEqual([
    `holds: signed by ${alder.did}`,
    `note: it says MemberInGoodStanding of ${birch.did}`,
    'note:   memberSince: 2019',
    'note:   role: "baker"',
    'holds: valid from 2026-01-01T00:00:00.000Z until 2026-01-02T00:00:00.000Z',
    'note: a revocation cannot be seen from the credential: ask a node (checkCredential)',
  ])
})

const changed = { ...credentialOf(alder), validUntil: '2099-01-01T00:00:00.000Z' }
const other = { type: 'DataIntegrityProof', cryptosuite: 'ecdsa-jcs-2019' }

test.each<[string, unknown, Partial<Question>, string]>([
  ['not yet valid', credentialOf(alder), { at: (START - 1) as Instant }, 'holds'],
  [
    'not yet valid at the instant asked about',
    credentialOf(alder),
    { at: (START - 1) as Instant, isAtGiven: true },
    'fails',
  ],
  ['expired', credentialOf(alder), { at: (START + DAY_MS) as Instant }, 'fails'],
  ['expired now, and asked about before', credentialOf(alder), { at: START, isAtGiven: true }, 'holds'],
  ['changed', changed, {}, 'fails'],
  ['about the holder', credentialOf(alder), { holder: birch.did }, 'holds'],
  ['about somebody else', credentialOf(alder), { holder: cedar.did }, 'fails'],
  ['of another suite', { ...credentialOf(alder), proof: other }, {}, 'unknown'],
  ['a JWT', 'e30.e30.AAAA', {}, 'unknown'],
  ['a presentation', { type: 'VerifiablePresentation' }, {}, 'unknown'],
  ['no form of a credential', { type: 'VerifiableCredential' }, {}, 'fails'],
  ['whose list was not read', withPlace.credential, {}, 'holds'],
  ['whose list does not revoke it', withPlace.credential, { statusList: listOf([6, 8]) }, 'holds'],
  ['whose list revokes it', withPlace.credential, { statusList: listOf([7]) }, 'fails'],
  ['with a list of somebody else', withPlace.credential, { statusList: listOf([7], birch) }, 'unknown'],
  ['with a list that is none', withPlace.credential, { statusList: {} }, 'unknown'],
  ['with a list that it does not name', credentialOf(alder), { statusList: listOf([]) }, 'unknown'],
])('a credential %s', (_name, json, changes, verdict) => {
  expect(judged(json, changes).verdict).toBe(verdict)
})

test('a status that was not read is told, with the list to fetch', () => {
  expect(judged(withPlace.credential).texts.at(-1)).toBe(
    `note: whether it was revoked is not read: fetch ${LIST} and give it with --status-list`,
  )
  expect(judged(withPlace.credential, { statusList: listOf([]) }).texts.at(-1)).toBe(
    'holds: not revoked, as of 2026-01-01T00:00:00.000Z',
  )
})

const document: JsonObject = { title: 'Bylaws' }
const proof = createProof(document, alder, '2026-01-01T00:00:00Z') as JsonObject

test.each<[string, unknown, Partial<Question>, string]>([
  ['that is signed', { ...document, proof }, {}, 'holds'],
  ['with another proof beside one that holds', { ...document, proof: [proof, other] }, {}, 'holds'],
  ['with another proof alone', { ...document, proof: other }, {}, 'unknown'],
  ['that was changed', { ...document, title: 'Others', proof }, {}, 'fails'],
  ['that the holder has signed', { ...document, proof }, { holder: alder.did }, 'holds'],
  ['that the holder has not signed', { ...document, proof }, { holder: birch.did }, 'fails'],
  ['without a proof', { ...document, proof: [] }, {}, 'fails'],
])('a document %s', (_name, json, changes, verdict) => {
  expect(judged(json, changes).verdict).toBe(verdict)
})

test.each([null, 7, [], {}, { title: 'no proof' }])('what carries no proof cannot be judged: %j', (json) => {
  expect(() => judged(json)).toThrow(expect.objectContaining({ name: 'CommandError', exitCode: 2 }))
})
