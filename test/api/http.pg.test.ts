import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Auth } from '../../src/api/http/access/auth.ts'
import { type GraphqlError, RunningApi } from './running-node.ts'

let api: RunningApi
beforeAll(async () => {
  api = await RunningApi.start()
})
afterAll(() => api[Symbol.asyncDispose]())

test('a living node says so, and a ready one too', async () => {
  const living = await fetch(`${api.url}/healthz`)
  expect([living.status, living.headers.get('keep-alive')]).toEqual([200, 'timeout=75'])
  const ready = await fetch(`${api.url}/readyz`)
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, missing: [] }])
})

test('metrics are for whoever has a token', async () => {
  expect((await fetch(`${api.url}/metrics`)).status).toBe(401)
  await api.ask('{ headCursor }')
  const headers = { authorization: `Bearer ${await api.token('VIEWER')}` }
  const metrics = await fetch(`${api.url}/metrics`, { headers })
  expect(metrics.headers.get('content-type')).toMatch(/^text\/plain/)
  expect(await metrics.text()).toMatch(/rochdale_api_operations_total\{transport="http",kind="query",code="OK"\} \d/)
})

test('GraphiQL and all that it loads come from this node', async () => {
  const page = await fetch(`${api.url}/graphql`, { headers: { accept: 'text/html' } })
  const html = await page.text()
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("default-src 'none'")
  const files = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '')
  expect(files.filter((path) => !path.startsWith('/graphiql/') && path !== 'data:,')).toEqual([])
  for (const path of files.filter((file) => file.startsWith('/'))) {
    const file = await fetch(`${api.url}${path}`)
    expect([file.status, path]).toEqual([200, path])
    expect((await file.text()).length).toBeGreaterThan(50)
  }
})

test('nobody without a token gets an answer, introspection included', async () => {
  for (const token of [null, 'tok_unknown.secret', 'Basic x', 'a.b.c']) {
    const answer = await api.ask('{ __schema { queryType { name } } }', {}, token)
    expect([answer.status, answer.data, answer.code]).toEqual([401, undefined, 'UNAUTHENTICATED'])
  }
})

test('a token that has been revoked or has ended is revoked', async () => {
  const revoked = await api.createToken('VIEWER')
  expect((await api.ask('{ headCursor }', {}, revoked.secret)).code).toBeUndefined()
  await api.ask('mutation($id: ID!) { revokeToken(input: { tokenId: $id }) { token { id } } }', { id: revoked.id })
  expect((await api.ask('{ headCursor }', {}, revoked.secret)).code).toBe('UNAUTHENTICATED')
  const ending = await api.createToken('VIEWER', new Date(Date.now() + 4_000).toISOString())
  expect((await api.ask('{ headCursor }', {}, ending.secret)).code).toBeUndefined()
  await expect
    .poll(async () => (await api.ask('{ headCursor }', {}, ending.secret)).code, { interval: 250 })
    .toBe('UNAUTHENTICATED')
})

test('what is wrong with an operation is said by a code of the closed list', async () => {
  const codes = async (query: string, variables?: object) => (await api.ask(query, variables)).code
  expect(await codes('{ headCursor')).toBe('GRAPHQL_PARSE_FAILED')
  expect(await codes('{ nothing }')).toBe('GRAPHQL_VALIDATION_FAILED')
  expect(await codes('query A { headCursor } query B { headCursor }')).toBe('GRAPHQL_VALIDATION_FAILED')
  expect(await codes('query($did: DID!) { cooperative(did: $did) { did } }', { did: 'x' })).toBe('BAD_USER_INPUT')
  expect(await codes('query($did: DID!) { cooperative(did: $did) { did } }')).toBe('BAD_USER_INPUT')
  expect(await codes('{ cooperative(did: "x") { did } }')).toBe('BAD_USER_INPUT')
  expect(await codes('{ agreements(first: 101) { totalCount } }')).toBe('BAD_USER_INPUT')
  expect(await codes('{ agreements(after: "x") { totalCount } }')).toBe('BAD_USER_INPUT')
  expect(await codes('{ changes(after: "x") { edges { cursor } } }')).toBe('BAD_USER_INPUT')
  expect(await codes('{ agreement(id: "a\\u0000b") { id } }')).toBe('BAD_USER_INPUT')
  expect(await codes('{ stateDigest(scope: "agr_nothing") { digest } }')).toBe('NOT_FOUND')
  expect(await codes('{ logEntries(scope: "agr_nothing") { edges { cursor } } }')).toBe('NOT_FOUND')
  expect(await codes('{ logEntries(scope: "public", after: "x") { edges { cursor } } }')).toBe('BAD_USER_INPUT')
  expect(await codes('{ logEntries(scope: "public", first: 101) { edges { cursor } } }')).toBe('BAD_USER_INPUT')
  expect(await codes('{ attachmentPart(scope: "agr_nothing", hash: "x") { hash } }')).toBe('NOT_FOUND')
  expect((await api.ask('{ attachmentPart(scope: "public", hash: "x") { hash } }')).data).toEqual({
    attachmentPart: null,
  })
  const trust = `mutation($weight: Float!) { setTrust(input: { issuer: "${api.did}", weight: $weight }) { trustEdge { weight } } }`
  expect(await codes(trust.replace('$weight }', '1e400 }').replace('($weight: Float!)', ''))).toBe('BAD_USER_INPUT')
  expect(await codes(trust, { weight: 1.5 })).toBe('BAD_USER_INPUT')
  for (const multiaddr of ['alder.example.org', '/nothing/x', '/ip4/127.0.0.1']) {
    const connect = 'mutation($input: ConnectPeerInput!) { connectPeer(input: $input) { peer { id } } }'
    expect(await codes(connect, { input: { multiaddr } }), multiaddr).toBe('BAD_USER_INPUT')
  }
  expect(await codes('subscription { changes { cursor } }')).toBe('BAD_USER_INPUT')
  const depth = `{ self { cooperative { ${'vouchedBy { '.repeat(12)} did ${'}'.repeat(12)} } } }`
  expect(await codes(depth)).toBe('OPERATION_TOO_COMPLEX')
  for (const nested of [`{ self ${'{ cooperative '.repeat(20_000)}`, `{ agreements(filter: ${'['.repeat(20_000)}`]) {
    const answer = await api.ask(nested)
    expect([answer.status, answer.code]).toEqual([400, 'OPERATION_TOO_COMPLEX'])
    expect(answer.errors[0]?.message).toMatch(/nests deeper/)
  }
  const refused = await api.ask(
    'mutation { proposeAgreement(input: { agreementId: "agr_nothing" }) { agreement { id } } }',
  )
  expect(refused.data).toEqual({ proposeAgreement: null })
  expect(refused.errors[0]?.extensions).toEqual({ code: 'NOT_FOUND', refusal: 'agreements.not-found' })
})

test('an id that leads nowhere is nothing, whatever it looks like', async () => {
  for (const id of ['', 'agr_x', 'peer_x', 'did:key:z', 'constructor_x', '__proto___x', 'toString_']) {
    expect((await api.ask('query($id: ID!) { node(id: $id) { id } }', { id })).data, id).toEqual({ node: null })
  }
})

test('one refused field does not erase what another has done', async () => {
  const { data, errors, status } = await api.ask(`mutation {
    one: updateProfile(input: { region: "Leipzig" }) { cooperative { region } }
    two: signAgreement(input: { agreementId: "agr_nothing" }) { agreement { id } }
    three: updateProfile(input: { description: "Bread" }) { cooperative { region description } }
  }`)
  expect(status).toBe(200)
  expect(data).toEqual({
    one: { cooperative: { region: 'Leipzig' } },
    two: null,
    three: { cooperative: { region: 'Leipzig', description: 'Bread' } },
  })
  expect(errors.map(({ path }) => path)).toEqual([['two']])
})

test('no answer shows a stack trace', async () => {
  const answers = [
    await api.post('{', api.running.adminToken),
    await api.post('[]', api.running.adminToken),
    await api.post('{"query": 7}', api.running.adminToken),
    await api.post('{"query": "{ headCursor }"}', api.running.adminToken, { 'content-type': 'text/plain' }),
    await fetch(`${api.url}/nowhere`),
  ]
  for (const answer of answers) {
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.status).toBeLessThan(500)
    expect(await answer.text()).not.toMatch(/\n\s+at |node_modules|stacktrace/)
  }
})

test('a body of 16 MiB is read, and not one byte more', async () => {
  const body = (bytes: number) => {
    const frame = JSON.stringify({ query: '{ headCursor }', extensions: { padding: '' } })
    return frame.replace('"padding":""', `"padding":"${'x'.repeat(bytes - frame.length)}"`)
  }
  const fits = await api.post(body(16 * 1024 * 1024), api.running.adminToken)
  expect(fits.status).toBe(200)
  const large = await api.post(body(16 * 1024 * 1024 + 1), api.running.adminToken)
  expect(large.status).toBe(413)
  expect(await large.json()).toMatchObject({ errors: [{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }] })
})

test('a page of another origin, and a name that is none of ours, are refused', async () => {
  const body = JSON.stringify({ query: '{ headCursor }' })
  const foreign = await api.post(body, api.running.adminToken, { origin: 'https://evil.example.com' })
  expect(foreign.status).toBe(403)
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull()
  const own = await api.post(body, api.running.adminToken, { origin: api.url })
  expect(own.status).toBe(200)
})

test('an allowed origin may ask from its pages', async () => {
  await using desk = await RunningApi.start({ ROCHDALE_ALLOWED_ORIGINS: 'https://desk.example.org' })
  const headers = { origin: 'https://desk.example.org', 'access-control-request-method': 'POST' }
  const preflight = await fetch(`${desk.url}/graphql`, { method: 'OPTIONS', headers })
  expect(preflight.status).toBe(204)
  expect(preflight.headers.get('access-control-allow-origin')).toBe('https://desk.example.org')
  expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization')
})

test('an identity provider’s tokens carry the role of their claim', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }] }
  const provider = createServer((_request, response) => response.end(JSON.stringify(keys))).listen(0, '127.0.0.1')
  await once(provider, 'listening')
  const { port } = provider.address() as AddressInfo
  await using wired = await RunningApi.start({
    ROCHDALE_JWKS_URL: `http://127.0.0.1:${port}/jwks`,
    ROCHDALE_JWKS_ISSUER: 'https://login.example.org',
    ROCHDALE_JWKS_AUDIENCE: 'rochdale',
    ROCHDALE_JWKS_ROLE_CLAIM: 'realm_access.roles',
  })
  const token = (claims: object, audience = 'rochdale', key = privateKey) =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer('https://login.example.org')
      .setAudience(audience)
      .setSubject('ada')
      .setExpirationTime('5m')
      .sign(key)
  const roleOf = async (text: string) => (await wired.ask('{ self { role } }', {}, text)).data?.self.role
  expect(await roleOf(await token({ realm_access: { roles: ['staff', 'viewer', 'signer'] } }))).toBe('SIGNER')
  expect(await roleOf(await token({ realm_access: { roles: ['staff'] } }))).toBeUndefined()
  expect(await roleOf(await token({ realm_access: { roles: ['admin'] } }, 'another'))).toBeUndefined()
  const stranger = (await generateKeyPair('ES256')).privateKey
  expect(await roleOf(await token({ realm_access: { roles: ['admin'] } }, 'rochdale', stranger))).toBeUndefined()
  expect(await roleOf(wired.running.adminToken)).toBe('ADMIN')
  provider.close()
})

test('what a token of an identity provider holds is taken strictly, and nothing in it is a fault of the node', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256' }] }
  const provider = createServer((_request, response) => response.end(JSON.stringify(keys))).listen(0, '127.0.0.1')
  await once(provider, 'listening')
  const { port } = provider.address() as AddressInfo
  await using wired = await RunningApi.start({
    ROCHDALE_JWKS_URL: `http://127.0.0.1:${port}/jwks`,
    ROCHDALE_JWKS_ISSUER: 'i',
    ROCHDALE_JWKS_AUDIENCE: 'a',
    ROCHDALE_JWKS_ROLE_CLAIM: 'role',
  })
  const now = Math.floor(Date.now() / 1_000)
  const good = { iss: 'i', aud: 'a', sub: 'ada', exp: now + 300, role: 'admin' }
  const answerTo = async (claims: object, header: object = {}) => {
    const token = await new SignJWT(claims as Record<string, unknown>)
      .setProtectedHeader({ alg: 'ES256', kid: 'one', ...header })
      .sign(privateKey)
    const response = await wired.post('{"query":"{ self { role } }"}', token)
    return `${response.status} ${response.headers.get('www-authenticate')?.split(',')[0] ?? ''}`.trim()
  }
  expect(await answerTo(good)).toBe('200')
  expect(await answerTo({ ...good, role: ['staff', 'VIEWER'] })).toBe('200')
  expect(await answerTo({ ...good, exp: now - 20 })).toBe('200')
  const bad = [
    ...[
      { ...good, exp: now - 40 },
      { ...good, exp: undefined },
      { ...good, exp: 'soon' },
      { ...good, nbf: now + 90 },
    ],
    ...[
      { ...good, sub: undefined },
      { ...good, sub: '' },
      { ...good, sub: { toString: 'x' } },
      { ...good, sub: 7 },
    ],
    ...[
      { ...good, iss: ['i'] },
      { ...good, aud: { a: 1 } },
      { ...good, iss: {} },
    ],
  ]
  for (const claims of bad)
    expect(await answerTo(claims), JSON.stringify(claims)).toBe('401 Bearer error="invalid_token"')
  for (const header of [{ kid: 'two' }, { kid: 7 }, { kid: { a: 1 } }])
    expect(await answerTo(good, header), JSON.stringify(header)).toBe('401 Bearer error="invalid_token"')
  const roles = [
    [['ADMIN']],
    { toString: 'ADMIN' },
    ['viewer', 7],
    'adm\u0131n',
    'admin viewer',
    [],
    null,
    true,
    ['\u017figner'],
  ]
  for (const role of roles)
    expect(await answerTo({ ...good, role }), JSON.stringify(role)).toBe('403 Bearer error="insufficient_scope"')
  provider.close()
})

test('without a token, nothing of a body is read', async () => {
  const nothing = await api.post('{}', null)
  expect([nothing.status, nothing.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  const wrong = await api.post('x'.repeat(1_000_000), 'tok_wrong')
  expect([wrong.status, errorsOf(await wrong.json())[0]?.extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
  expect(wrong.headers.get('www-authenticate')).toMatch(/^Bearer error="invalid_token"/)
})

test('a document is refused that is too long to be parsed, or has too many parts, before anything looks at it', async () => {
  for (const query of [`{ node(id: "${'a'.repeat(1024 * 1024)}") { id } }`, `{ ${'unknown '.repeat(20_001)} }`]) {
    const { status, code, errors } = await api.ask(query)
    expect([status, code]).toEqual([400, 'OPERATION_TOO_COMPLEX'])
    expect(errors).toHaveLength(1)
  }
})

test('variables are refused that nest or hold more than any input does, before anything looks at them', async () => {
  const ask = async (value: string) => {
    const body = `{"query":"query ($id: ID!) { node(id: $id) { id } }","variables":{"id":${value}}}`
    const response = await api.post(body, api.running.adminToken)
    const [error] = errorsOf(await response.json())
    return `${response.status} ${error?.extensions.code} ${error?.message}`
  }
  expect(await ask(`${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`)).toMatch(/^400 BAD_USER_INPUT variables nest/)
  expect(await ask(`[${'0,'.repeat(400_000)}0]`)).toMatch(/^400 BAD_USER_INPUT variables hold more/)
})

test('while an identity provider does not answer, its tokens are neither good nor bad', async () => {
  let status = 500
  const provider = createServer((_request, response) => response.writeHead(status).end('{}')).listen(0, '127.0.0.1')
  await once(provider, 'listening')
  const { port } = provider.address() as AddressInfo
  const faults: unknown[] = []
  const jwks = { url: `http://127.0.0.1:${port}/jwks`, issuer: 'i', audience: 'a', roleClaim: 'role' }
  const { store, clock } = api.running.node
  const onRejected = () => undefined
  await using auth = new Auth({ store, clock, jwks, onFault: (fault) => faults.push(fault), onRejected })
  const { privateKey } = await generateKeyPair('ES256')
  const token = await new SignJWT({}).setProtectedHeader({ alg: 'ES256', kid: 'one' }).sign(privateKey)
  const code = async () => {
    try {
      return await auth.callerOf(`Bearer ${token}`)
    } catch (error) {
      return (error as { extensions: { code: string } }).extensions.code
    }
  }
  expect(await code()).toBe('UNAVAILABLE')
  status = 200
  expect(await code()).toBe('UNAVAILABLE')
  provider.closeAllConnections()
  provider.close()
  await once(provider, 'close')
  expect(await code()).toBe('UNAVAILABLE')
  expect(faults).toHaveLength(1)
  expect(await auth.callerOf('Bearer a.b.c')).toBeNull()
})

function errorsOf(body: unknown): readonly GraphqlError[] {
  return (body as { errors?: readonly GraphqlError[] }).errors ?? []
}
