import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { checkStatus } from '@digitalbazaar/vc-bitstring-status-list'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { issueCredential, issueStatusList } from '../../src/attestations/index.ts'
import { type Instant, type JsonObject, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { signerNumber } from '../support/node.ts'
import { RunningApi } from './running-node.ts'

const PUBLIC_URL = 'https://alder.example/rochdale'
const ISSUE =
  'mutation($input: IssueAttestationInput!) { issueAttestation(input: $input) { attestation { id credential } } }'
const CHECK = `query($credential: String!) { checkCredential(credential: $credential) {
  status problem statusProblem statusAsOf unchecked claims attestation { id }
} }`
const member = signerNumber(4).did
const foreign = signerNumber(5)

/** Another issuer's web server, which says what a test has it say. */
const issuer = createServer((request, response) => {
  asked.push(request.url ?? '')
  answer(request.url ?? '', response)
})
const asked: string[] = []
type Answer = (
  path: string,
  response: { end(text: string): unknown; writeHead(status: number): { end(): void } },
) => void
let answer: Answer = (_path, response) => response.writeHead(404).end()
let issuerUrl = ''
let api: RunningApi

beforeAll(async () => {
  await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve))
  issuerUrl = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`
  api = await RunningApi.start({ ROCHDALE_PUBLIC_URL: `${PUBLIC_URL}/`, ROCHDALE_ALLOW_PRIVATE_URLS: 'true' })
})
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  issuer.close()
})

async function issue(claims: JsonObject): Promise<{ id: string; credential: JsonObject }> {
  const input = { subject: member, type: 'MemberInGoodStanding', claims }
  return (await api.ask(ISSUE, { input })).data.issueAttestation.attestation
}

async function check(credential: unknown) {
  return (await api.ask(CHECK, { credential: JSON.stringify(credential) })).data.checkCredential
}

async function getList(number = 1) {
  const response = await fetch(`${api.url}/status/${number}`, { headers: { host: 'alder.example' } })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** As software of others checks a credential of ours: by the list at the URL that it names. */
async function bitElsewhere(credential: JsonObject): Promise<boolean | undefined> {
  const { text } = await getList()
  const documentLoader = async (url: string) => {
    if (url !== `${PUBLIC_URL}/status/1`) throw new Error(`not to be loaded: ${url}`)
    return { documentUrl: url, document: JSON.parse(text) as object }
  }
  const { results } = await checkStatus({ credential, documentLoader, verifyBitstringStatusListCredential: false })
  return results?.[0]?.status
}

test('a revocation is seen by whoever reads the open list, and by nobody before it was made', async () => {
  const [first, second] = [await issue({ memberSince: '2019' }), await issue({ memberSince: '2020' })]
  expect(await bitElsewhere(first.credential)).toBe(false)
  await api.ask(`mutation { revokeAttestation(input: { attestationId: "${first.id}" }) { attestation { id } } }`)
  // The open list is made anew after a second.
  await expect.poll(() => bitElsewhere(first.credential)).toBe(true)
  expect(await bitElsewhere(second.credential)).toBe(false)
  expect(await check(first.credential)).toMatchObject({ status: 'REVOKED', attestation: { id: first.id } })
})

test('the list is open to everybody, under whatever name, and may be kept for five minutes', async () => {
  const { status, headers, text } = await getList()
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('application/vc; charset=utf-8')
  expect(headers.get('cache-control')).toBe('public, max-age=300')
  expect(headers.get('access-control-allow-origin')).toBe('*')
  expect(JSON.parse(text)).toMatchObject({ id: `${PUBLIC_URL}/status/1`, issuer: api.did })
  const etag = headers.get('etag') ?? ''
  const again = await fetch(`${api.url}/status/1`, {
    headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
  })
  expect([again.status, etag === '']).toEqual([304, false])
})

test('what is no list of ours is not there', async () => {
  for (const path of ['2', '0', '01', '1000000', '1/2', '-1', 'x']) {
    expect((await fetch(`${api.url}/status/${path}`, { headers: { accept: 'application/vc' } })).status, path).toBe(404)
  }
})

test('a stranger who asks for many lists costs the database no more than one who asks for one', async () => {
  const { store } = api.running.node
  const read = vi.spyOn(store, 'read')
  try {
    const numbers = Array.from({ length: 300 }, (_, i) => 999_999 - i)
    const answers = await Promise.all(numbers.map((number) => getList(number)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]))
    expect(read.mock.calls.length).toBeLessThan(60)
  } finally {
    read.mockRestore()
  }
})

/** A credential of another cooperative, whose list stands on its server. */
function foreignCredential(list: number): JsonObject {
  const now = Date.now() as Instant
  const statement = {
    subject: member,
    type: 'Harvest',
    claims: { apples: 9 },
    evidence: [],
    validFrom: now,
    validUntil: null,
  }
  const status = { publicUrl: issuerUrl, place: { list, index: 94_567 } }
  return issueCredential(statement as never, PUBLIC_SCOPE, foreign, now, status).credential
}

function foreignList(list: number, revoked: readonly number[]): string {
  return JSON.stringify(
    issueStatusList({ url: `${issuerUrl}/status/${list}`, revoked }, foreign, Date.now() as Instant),
  )
}

test("another issuer's list is read, and the answer says as of when", async () => {
  answer = (path, response) =>
    response.end(foreignList(Number(path.split('/').at(-1)), path.endsWith('1') ? [94_567] : []))
  expect(await check(foreignCredential(1))).toMatchObject({
    status: 'REVOKED',
    statusProblem: expect.stringMatching(/revoked/),
  })
  const found = await check(foreignCredential(2))
  expect(found).toMatchObject({
    status: 'VALID',
    problem: null,
    statusProblem: null,
    unchecked: [],
    claims: [{ apples: 9 }],
  })
  expect(Math.abs(Date.parse(found.statusAsOf) - Date.now())).toBeLessThan(60_000)
})

test('a list is asked for once, however many ask', async () => {
  asked.length = 0
  answer = (path, response) => setTimeout(() => response.end(foreignList(Number(path.split('/').at(-1)), [])), 200)
  const credential = foreignCredential(3)
  const statuses = await Promise.all(Array.from({ length: 5 }, async () => (await check(credential)).status))
  expect(statuses).toEqual(Array.from({ length: 5 }, () => 'VALID'))
  await check(foreignCredential(3))
  expect(asked).toEqual(['/status/3'])
})

test.each<[string, number, Answer, RegExp]>([
  ['is not there', 11, (_path, response) => response.writeHead(404).end(), /404/],
  ['is no list', 12, (_path, response) => response.end('{}'), /not a Verifiable Credential/],
  ['is no JSON', 13, (_path, response) => response.end('<html>'), /not JSON/],
  ['is another one', 14, (_path, response) => response.end(foreignList(99, [])), /another list/],
])('UNCHECKED, with the reason, where the list %s', async (_name, list, says, sentence) => {
  answer = says
  const { status, statusProblem, statusAsOf } = await check(foreignCredential(list))
  expect({ status, statusAsOf }).toEqual({ status: 'UNCHECKED', statusAsOf: null })
  expect(statusProblem).toMatch(sentence)
})
