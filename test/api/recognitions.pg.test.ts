import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueCredential } from '../../src/attestations/index.ts'
import { type Instant, type JsonObject, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { type Asking, present } from '../attestations/presenting.ts'
import { signerNumber } from '../support/node.ts'
import { RunningApi } from './running-node.ts'
import { GraphqlSocket } from './socket.ts'

const member = signerNumber(40)
const issuer = signerNumber(41)
const ASK = 'mutation { createPresentationChallenge { challenge domain expiresAt } }'
const CHECK = `query($presentation: JSONObject!, $challenge: String!, $domain: String) {
  checkPresentation(presentation: $presentation, challenge: $challenge, domain: $domain) {
    valid holder problems
    credentials { status issuer subject type recognised recognisedUnder { id } statusAsOf }
  }
}`
const RECOGNISE = `mutation($input: RecogniseMemberInput!) { recogniseMember(input: $input) { recognition { id } } }`

let api: RunningApi
beforeAll(async () => {
  api = await RunningApi.start()
})
afterAll(() => api[Symbol.asyncDispose]())

function credential(signer = issuer): JsonObject {
  const now = Date.now() as Instant
  const said = {
    subject: member.did,
    type: 'MemberInGoodStanding',
    claims: {},
    evidence: [],
    validFrom: now,
    validUntil: null,
  }
  return issueCredential(said, PUBLIC_SCOPE, signer, now).credential
}

async function challenge(): Promise<Asking> {
  return (await api.ask(ASK, {}, await api.token('OPERATOR'))).data.createPresentationChallenge
}

async function check(presentation: JsonObject, asked: Asking, domain?: string) {
  const variables = { presentation, challenge: asked.challenge, ...(domain === undefined ? {} : { domain }) }
  return (await api.ask(CHECK, variables)).data.checkPresentation
}

test('a challenge is for this cooperative and ten minutes, and a check leaves it as it is', async () => {
  const asked = await challenge()
  expect(asked.domain).toBe(api.did)
  const { expiresAt } = asked as unknown as { expiresAt: string }
  expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(9 * 60_000)
  expect(Date.parse(expiresAt) - Date.now()).toBeLessThanOrEqual(10 * 60_000)
  const presentation = present(member, [credential()], asked, { at: Date.now() as Instant })
  for (const _twice of [1, 2]) {
    expect(await check(presentation, asked)).toMatchObject({
      valid: true,
      holder: member.did,
      problems: [],
      credentials: [
        {
          status: 'VALID',
          issuer: issuer.did,
          subject: member.did,
          type: 'MemberInGoodStanding',
          recognised: false,
          recognisedUnder: [],
        },
      ],
    })
  }
})

test('a check says what is wrong, each in a sentence', async () => {
  const asked = await challenge()
  const problemsOf = async (presentation: JsonObject, domain?: string) => {
    const { valid, problems } = await check(presentation, asked, domain)
    expect(valid).toBe(false)
    return problems as string[]
  }
  const shown = present(member, [credential()], asked)
  expect(await problemsOf(shown, 'did:web:elsewhere.example')).toEqual([expect.stringMatching(/not for "did:web/)])
  expect(await problemsOf(present(issuer, [credential()], asked))).toEqual([
    `credential 1 is not about the holder, ${issuer.did}`,
  ])
  expect(await problemsOf({})).toEqual([expect.stringMatching(/not a Verifiable Presentation/)])
  const changed = { ...credential(), credentialSubject: { id: member.did, role: 'chair' } }
  expect(await problemsOf(present(member, [changed], asked))).toEqual([
    expect.stringMatching(/credential 1 is INVALID_PROOF/),
  ])
  const invented = { ...asked, challenge: 'c0ffee' }
  const { valid, problems } = await check(present(member, [credential()], invented), invented)
  expect([valid, problems]).toEqual([false, [expect.stringMatching(/no such challenge/)]])
})

test('a member is recognised by one thing, under an agreement that is here', async () => {
  const codeOf = async (by: object) =>
    (await api.ask(RECOGNISE, { input: { agreementId: `agr_${'0'.repeat(64)}`, by } })).code
  expect(await codeOf({})).toBe('BAD_USER_INPUT')
  expect(await codeOf({ attestationId: 'att_x', presentation: {} })).toBe('BAD_USER_INPUT')
  expect(await codeOf({ presentation: 'text' })).toBe('BAD_USER_INPUT')
  expect(await codeOf({ attestationId: 'att_x' })).toBe('NOT_FOUND')
  expect(await codeOf({ presentation: {} })).toBe('NOT_FOUND')
  const { data } = await api.ask(
    '{ recognitions(filter: { status: [ACTIVE, WITHDRAWN] }) { totalCount } recognition(id: "rcg_x") { id } }',
  )
  expect(data).toEqual({ recognitions: { totalCount: 0 }, recognition: null })
})

test('a presentation with a key twice is refused, over HTTP and over a socket', async () => {
  const asked = await challenge()
  const presentation = present(member, [credential()], asked, { at: Date.now() as Instant })
  const body = JSON.stringify({ query: CHECK, variables: { presentation, challenge: asked.challenge } })
  const doubled = body.replace('"holder":', `"holder":"${issuer.did}","holder":`)
  const response = await api.post(doubled, api.running.adminToken)
  const { errors } = (await response.json()) as { errors: { message: string; extensions: { code: string } }[] }
  expect(errors[0]).toMatchObject({
    message: expect.stringMatching(/"holder" twice/),
    extensions: { code: 'BAD_USER_INPUT' },
  })
  expect((await api.post(body, api.running.adminToken)).status).toBe(200)
  await using socket = await GraphqlSocket.open(api.url, api.running.adminToken)
  const payload = JSON.parse(body) as object
  const message = JSON.stringify({ id: '1', type: 'subscribe', payload }).replace('"holder":', '"holder":"x","holder":')
  socket.socket.send(message)
  expect(await socket.closed).toBe(4400)
})
