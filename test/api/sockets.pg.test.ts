import { once } from 'node:events'
import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { RunningApi } from './running-node.ts'
import { GraphqlSocket } from './socket.ts'

const CLIENTS = 2_000
/** How a connection closes that did not say in time who it is. */
const UNAUTHORIZED = 4401
/** What a loaded machine may need for what takes milliseconds. */
const SOON_MS = 60_000

let api: RunningApi

beforeAll(async () => {
  api = await RunningApi.start({ ROCHDALE_TRUSTED_PROXIES: '127.0.0.1' })
})
afterAll(() => api[Symbol.asyncDispose]())

test('sockets that do not say who they are wait for one another, and keep no client of another address out', async () => {
  const silent = Array.from({ length: 1_000 }, () => openSilent('203.0.113.1'))
  const open = () => silent.filter(({ readyState }) => readyState === WebSocket.OPEN).length
  let most = 0
  const looking = setInterval(() => {
    most = Math.max(most, open())
  }, 10)
  // The first are closed after 3 s; until then all would be open, if none had to wait.
  await vi.waitFor(() => expect(silent.some(({ readyState }) => readyState === WebSocket.CLOSED)).toBe(true), SOON_MS)
  clearInterval(looking)
  // What is being closed is still open here for a moment when the next are let in.
  expect(most).toBeLessThanOrEqual(2 * 128)
  await using other = await openFrom('203.0.113.2')
  expect((await other.operate('{ headCursor }').data(SOON_MS)).headCursor).toEqual(expect.any(String))
  for (const socket of silent) socket.terminate()
})

test('a socket that says nothing, or no token, is closed after 3 s, and one that sends much before its token at once', async () => {
  const [silent, chatty] = [openSilent('203.0.113.3'), openSilent('203.0.113.3')]
  await Promise.all([once(silent, 'open'), once(chatty, 'open')])
  chatty.send('x'.repeat(100_000))
  const [code] = await once(chatty, 'close')
  expect(code, 'not for what it did not say').not.toBe(UNAUTHORIZED)
  await using anonymous = await GraphqlSocket.open(api.url, null)
  expect(await anonymous.operate('{ headCursor }').errorCode()).toBe('UNAUTHENTICATED')
  expect(await once(silent, 'close')).toEqual([UNAUTHORIZED, expect.anything()])
  await anonymous.closed
})

test.each(['authorization', 'Authorization'])(
  'a token may come as the header %s among the parameters',
  async (name) => {
    const connectionParams = { headers: { [name]: `Bearer ${api.running.adminToken}` } }
    const url = `${api.url.replace('http', 'ws')}/graphql`
    const client = createClient({ url, webSocketImpl: WebSocket, connectionParams, retryAttempts: 0 })
    const { value } = await client.iterate({ query: '{ self { role } }' }).next()
    expect(value).toEqual({ data: { self: { role: 'ADMIN' } } })
    await client.dispose()
  },
)

test(`${CLIENTS} clients of one address that say at once who they are all get in`, async () => {
  const viewer = await api.token('VIEWER')
  const start = performance.now()
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => openFrom('203.0.113.4', viewer)))
  console.info(`${CLIENTS} clients in ${Math.round(performance.now() - start)} ms`)
  expect(clients.filter(({ socket }) => socket.readyState === WebSocket.OPEN)).toHaveLength(CLIENTS)
  const answers = await Promise.all(clients.map((client) => client.operate('{ __typename }').data(60_000)))
  expect(answers).toHaveLength(CLIENTS)
  await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()))
})

function openFrom(address: string, token = api.running.adminToken): Promise<GraphqlSocket> {
  return GraphqlSocket.open(api.url, token, { 'x-forwarded-for': address })
}

/** A socket that says nothing. */
function openSilent(address: string): WebSocket {
  const headers = { 'x-forwarded-for': address }
  const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers })
  socket.on('error', () => {})
  return socket
}
