import { OperationTypeNode } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunningApi } from './running-node.ts'
import { FIELDS, holds, operationOf, SAMPLES } from './samples.ts'

const P256 = 'did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv'
const WEB = 'did:web:alder.example:ada'

let api: RunningApi
beforeAll(async () => {
  api = await RunningApi.start()
})
afterAll(() => api[Symbol.asyncDispose]())

test.each([WEB, P256])('a member may be %s', async (subject) => {
  const issued = await api.ask(
    `mutation($input: IssueAttestationInput!) {
      issueAttestation(input: $input) { attestation { subject subjectCooperative { did } } }
    }`,
    { input: { subject, type: 'MemberInGoodStanding', claims: {} } },
  )
  expect(issued.data?.issueAttestation.attestation).toEqual({ subject, subjectCooperative: null })
  const read = await api.ask(
    `query($subject: DID!) {
      attestations(filter: { subject: $subject }) { edges { node { subject } } }
      trust(subject: $subject) { subject score parts { issuerWeight } }
    }`,
    { subject },
  )
  expect(read.data).toEqual({
    attestations: { edges: [{ node: { subject } }] },
    trust: { subject, score: 1, parts: [{ issuerWeight: 1 }] },
  })
})

const NAMING = FIELDS.filter(({ kind, field }) => {
  return kind !== OperationTypeNode.SUBSCRIPTION && field.args.some(({ type }) => holds(type, 'DID'))
})

test('a cooperative is a did:key of Ed25519', async () => {
  for (const did of [WEB, P256]) {
    const asked = await api.ask('query($did: DID!) { cooperative(did: $did) { did } }', { did })
    expect(asked.errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', refusal: 'identity.bad-did' } })
  }
})

test.each(NAMING)('$kind $name answers in its own words to a DID of another method', async ({ kind, field }) => {
  for (const did of [WEB, P256]) {
    const { query, variables } = operationOf(kind, field, { ...SAMPLES, DID: did }, 'DID')
    const { code } = await api.ask(query, variables)
    expect([undefined, 'BAD_USER_INPUT', 'NOT_FOUND', 'CONFLICT'], `${query} answered ${code}`).toContain(code)
  }
})
