import { afterAll, beforeAll, expect, test } from 'vitest'
import { createProof } from '../../src/identity/index.ts'
import type { JsonObject } from '../../src/kernel/index.ts'
import { signerNumber } from '../support/node.ts'
import { RunningApi } from './running-node.ts'

const ISSUE =
  'mutation($input: IssueAttestationInput!) { issueAttestation(input: $input) { attestation { id credential } } }'
const CHECK = `query($credential: String!) { checkCredential(credential: $credential) {
  status problem issuer issuerCooperative { name } issuerTrust { weight explanation } subjects types
  validFrom validUntil unchecked attestation { id revocationReason }
} }`
const member = signerNumber(4).did
const stranger = signerNumber(5)

let api: RunningApi
beforeAll(async () => {
  api = await RunningApi.start({ ROCHDALE_NAME: 'Alder' })
})
afterAll(() => api[Symbol.asyncDispose]())

async function issue(claims: JsonObject): Promise<{ id: string; credential: JsonObject }> {
  const input = { subject: member, type: 'MemberInGoodStanding', claims }
  return (await api.ask(ISSUE, { input })).data.issueAttestation.attestation
}

async function check(credential: unknown) {
  return (await api.ask(CHECK, { credential: JSON.stringify(credential) })).data.checkCredential
}

test('a credential of our own is recognised, and once revoked it is told so with the reason', async () => {
  const { id, credential } = await issue({ memberSince: '2019' })
  expect(await check(credential)).toMatchObject({
    status: 'VALID',
    problem: null,
    issuerCooperative: { name: 'Alder' },
    issuerTrust: { weight: 1, explanation: 'this node issued it itself' },
    subjects: [member],
    types: ['MemberInGoodStanding'],
    attestation: { id },
  })
  await api.ask(
    `mutation { revokeAttestation(input: { attestationId: "${id}", reason: "Left" }) { attestation { id } } }`,
  )
  expect(await check(credential)).toMatchObject({ status: 'REVOKED', attestation: { id, revocationReason: 'Left' } })
})

test('a changed credential is not valid, and is not taken for the attestation whose id it bears', async () => {
  const { credential } = await issue({ memberSince: '2020' })
  const changed: JsonObject = { ...credential, credentialSubject: { id: member, memberSince: '1999' } }
  expect(await check(changed)).toMatchObject({ status: 'INVALID_PROOF', attestation: null })
  const { proof: _proof, ...content } = changed
  const foreign: JsonObject = { ...content, issuer: stranger.did }
  const stolen = { ...foreign, proof: createProof(foreign, stranger, '2026-01-01T00:00:00Z') }
  expect(await check(stolen)).toMatchObject({
    status: 'VALID',
    issuer: stranger.did,
    issuerCooperative: null,
    issuerTrust: { weight: 0 },
    attestation: null,
  })
})

test('a credential from other software may hold numbers that we would not sign', async () => {
  const document: JsonObject = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    type: ['VerifiableCredential', 'HarvestCredential'],
    issuer: stranger.did,
    credentialSubject: { id: member, share: 0.75 },
    termsOfUse: [],
  }
  const credential = { ...document, proof: createProof(document, stranger, '2026-01-01T00:00:00Z') }
  expect(await check(credential)).toMatchObject({ status: 'VALID', validUntil: null, unchecked: ['termsOfUse'] })
})

test.each([
  ['{', 'this is not JSON'],
  ['[]', 'not a Verifiable Credential'],
  ['{"type":"VerifiableCredential"}', 'not a Verifiable Credential'],
  ['"'.padEnd(300_000, 'x'), 'at most'],
  [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'nested deeper'],
  ['{"credentialSubject":{"role":"chair"},"credentialSubject":{"role":"member"}}', '"credentialSubject" twice'],
])('%# what is no credential is refused in a sentence', async (credential, sentence) => {
  const { errors } = await api.ask(CHECK, { credential })
  expect(errors[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', refusal: 'attestations.bad-credential' })
  expect(errors[0]?.message).toContain(sentence)
})

test.each([
  ['beside the claims', (text: string, nested: string) => `${text.slice(0, -1)},"extra":${nested}}`],
  ['among the claims', (text: string, nested: string) => text.replace('"2021"', nested)],
])('nesting that no proof can cover is refused, %s', async (_where, put) => {
  const { credential: issued } = await issue({ memberSince: '2021' })
  const credential = put(JSON.stringify(issued), `${'['.repeat(50_000)}${']'.repeat(50_000)}`)
  const { errors } = await api.ask(CHECK, { credential })
  expect(errors[0]?.extensions).toMatchObject({ refusal: 'attestations.bad-credential' })
  expect(errors[0]?.message).toContain('nested deeper')
})

test('a claim that somebody has put in before that of the same name is not passed over', async () => {
  const { credential } = await issue({ memberSince: '2021' })
  const doubled = JSON.stringify(credential).replace('"memberSince"', '"memberSince":"1990","memberSince"')
  const { errors } = await api.ask(CHECK, { credential: doubled })
  expect(errors[0]?.message).toContain('"memberSince" twice')
})

test('a credential from a file that begins with the mark of its byte order is read', async () => {
  const { credential } = await issue({ memberSince: '2021' })
  const { data } = await api.ask(CHECK, { credential: `\ufeff${JSON.stringify(credential)}` })
  expect(data.checkCredential.status).toBe('VALID')
})

test('each attestation of a list tells how much its issuer counts here', async () => {
  const list = async () =>
    (await api.ask('{ attestations { edges { node { issuerTrust { weight explanation } } } } }')).data.attestations
      .edges
  expect((await list())[0].node.issuerTrust.weight).toBe(1)
  await api.ask(`mutation { setTrust(input: { issuer: "${api.did}", weight: 0.25 }) { trustEdge { weight } } }`)
  expect((await list())[0].node.issuerTrust).toEqual({
    weight: 0.25,
    explanation: 'this node gives its issuer the weight 0.25',
  })
})

test('tokens that are made and revoked are changes of this node’s settings', async () => {
  const { id } = await api.createToken('VIEWER')
  await api.ask(`mutation { revokeToken(input: { tokenId: "${id}" }) { token { id } } }`)
  const { data } = await api.ask(
    '{ changes(last: 2, subjects: [POLICY]) { edges { node { kind scope author { did } } } } }',
  )
  expect(data.changes.edges.map(({ node }: { node: object }) => node)).toEqual([
    { kind: 'token.created', scope: null, author: null },
    { kind: 'token.revoked', scope: null, author: null },
  ])
})

test('a node says where its data is, and that it signs', async () => {
  const { self } = (await api.ask('{ self { database signingStop { reason } } }')).data
  expect(self).toEqual({ database: process.env.DATABASE_URL ? 'SERVER' : 'EMBEDDED', signingStop: null })
})
