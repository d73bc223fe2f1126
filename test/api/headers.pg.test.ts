import { once } from 'node:events'
import { type IncomingHttpHeaders, request } from 'node:http'
import { Writable } from 'node:stream'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunningApi } from './running-node.ts'

const lines: Record<string, unknown>[] = []
const keeping = new Writable({
  write(chunk, _encoding, done) {
    lines.push(JSON.parse(String(chunk)))
    done()
  },
})
const log = pino({ level: 'debug' }, keeping)

let api: RunningApi
beforeAll(async () => {
  const env = {
    ROCHDALE_ALLOWED_ORIGINS: 'https://desk.example.org',
    ROCHDALE_ALLOWED_HOSTS: 'node.example.org, Desk.Example.org',
  }
  api = await RunningApi.start(env, log)
})
afterAll(() => api[Symbol.asyncDispose]())

interface Exchange {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** What `fetch` keeps to itself: Host, Accept-Encoding, and a body as it came. */
async function exchange(path: string, { method = 'GET', body = '', headers = {} } = {}): Promise<Exchange> {
  const { hostname, port } = new URL(api.url)
  const authorization = `Bearer ${api.running.adminToken}`
  const asking = request({ hostname, port, path, method, headers: { authorization, ...headers } })
  asking.end(body)
  const [response] = await once(asking, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk)
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }
}

const post = (query: string, headers: object = {}) =>
  exchange('/graphql', {
    method: 'POST',
    body: JSON.stringify({ query }),
    headers: { 'content-type': 'application/json', ...headers },
  })

test('a page of an allowed origin may send every header that it asks for, and read the id of its request', async () => {
  const asked = 'apollographql-client-name, traceparent, x-request-id'
  const preflight = await exchange('/graphql', {
    method: 'OPTIONS',
    headers: {
      origin: 'https://desk.example.org',
      'access-control-request-method': 'POST',
      'access-control-request-headers': asked,
    },
  })
  expect(preflight.status).toBe(204)
  expect(preflight.headers['access-control-allow-headers']).toBe(asked)
  expect(preflight.headers['access-control-expose-headers']).toContain('x-request-id')
  const odd = { origin: 'https://desk.example.org', 'access-control-request-headers': 'a b; c' }
  const other = await exchange('/graphql', { method: 'OPTIONS', headers: odd })
  expect(other.headers['access-control-allow-headers']).toBe('authorization, content-type')
  const foreign = { origin: 'https://evil.example.org', 'access-control-request-headers': asked }
  expect((await exchange('/graphql', { method: 'OPTIONS', headers: foreign })).status).toBe(403)
})

test('a name of ROCHDALE_ALLOWED_HOSTS is this node’s, and so are its pages', async () => {
  const statusOf = async (host: string, headers: object = {}) =>
    (await post('{ headCursor }', { host, ...headers })).status
  expect(await statusOf('node.example.org')).toBe(200)
  expect(await statusOf('node.example.org', { origin: 'https://node.example.org' })).toBe(200)
  expect(await statusOf('node.example.org', { origin: 'https://evil.example.org' })).toBe(403)
  expect(await statusOf('evil.example.org')).toBe(403)
})

test('whether it lives and is ready, a node says under any name', async () => {
  for (const path of ['/healthz', '/readyz']) {
    expect([(await exchange(path, { headers: { host: 'probe.internal.example' } })).status, path]).toEqual([200, path])
  }
  expect((await exchange('/', { headers: { host: 'probe.internal.example' } })).status).toBe(403)
})

test('long answers and pages come compressed to whom takes them so', async () => {
  const introspection = '{ __schema { types { name description fields { name description } } } }'
  const plain = await post(introspection)
  expect(plain.headers['content-encoding']).toBeUndefined()
  const brotli = await post(introspection, { 'accept-encoding': 'gzip, br' })
  expect(brotli.headers['content-encoding']).toBe('br')
  expect(brotliDecompressSync(brotli.body)).toEqual(plain.body)
  const gzip = await post(introspection, { 'accept-encoding': 'gzip' })
  expect(gzip.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(gzip.body)).toEqual(plain.body)
  expect(gzip.body.length).toBeLessThan(plain.body.length / 4)
  const page = await exchange('/graphiql/graphiql.js', { headers: { 'accept-encoding': 'br' } })
  expect(page.headers['content-encoding']).toBe('br')
  const short = await post('{ headCursor }', { 'accept-encoding': 'br' })
  expect(short.headers['content-encoding']).toBeUndefined()
})

test('the answer to a mutation is not compressed: a secret may stand in it beside what the client chose', async () => {
  const name = 'x'.repeat(200)
  const made = Array.from(
    { length: 10 },
    (_, i) => `t${i}: createToken(input: { name: "${name}", role: VIEWER }) { secret token { name } }`,
  )
  const answer = await post(`mutation { ${made.join(' ')} }`, { 'accept-encoding': 'br, gzip' })
  expect([answer.status, answer.headers['content-encoding']]).toEqual([200, undefined])
  expect(answer.body.length).toBeGreaterThan(2_000)
})

test('a request keeps the id that it came with, or is given one; the log names it', async () => {
  const given = await post('{ headCursor }', { 'x-request-id': 'req-17.a:b/c' })
  expect(given.headers['x-request-id']).toBe('req-17.a:b/c')
  await expect
    .poll(() => lines.find(({ requestId }) => requestId === 'req-17.a:b/c'))
    .toMatchObject({ msg: 'answered', method: 'POST', path: '/graphql', status: 200 })
  const refused = await post('{ headCursor }', { 'x-request-id': 'of-a-refusal', authorization: 'Bearer tok_x.y' })
  expect(refused.status).toBe(401)
  expect(lines.find(({ requestId, reason }) => requestId === 'of-a-refusal' && reason !== undefined)).toBeDefined()
  for (const odd of ['', 'a b', 'x'.repeat(129), '{"level":50}', '\u00e9']) {
    const answer = await post('{ headCursor }', { 'x-request-id': odd })
    expect(answer.headers['x-request-id'], odd).toMatch(/^[0-9a-f-]{36}$/)
  }
})

test('no line of the log holds what was asked in an address', async () => {
  await exchange('/graphql?query={headCursor}', { headers: { 'x-request-id': 'by-get' } })
  await expect.poll(() => lines.find(({ requestId }) => requestId === 'by-get')).toMatchObject({ path: '/graphql' })
})

test('a method that there is not is answered with those that there are', async () => {
  const answerTo = async (method: string, path: string) => {
    const { status, headers } = await exchange(path, { method })
    return [status, headers.allow]
  }
  for (const method of ['PUT', 'DELETE', 'PATCH'])
    expect(await answerTo(method, '/graphql')).toEqual([405, 'GET, HEAD, POST, OPTIONS'])
  for (const path of ['/', '/healthz', '/metrics', '/graphiql/graphiql.js']) {
    expect(await answerTo('POST', path), path).toEqual([405, 'GET, HEAD, OPTIONS'])
  }
})

test('why a token is not accepted stands in the log, and in no answer', async () => {
  const { status, body } = await post('{ headCursor }', { authorization: 'Bearer tok_nobody' })
  expect([status, body.toString()]).toEqual([401, expect.not.stringContaining('revoked or expired')])
  const line = lines.find(({ msg }) => msg === 'a token was not accepted')
  expect(line).toMatchObject({ level: 20, reason: 'a token: unknown, revoked or expired' })
  expect(JSON.stringify(lines)).not.toContain('tok_nobody')
})
