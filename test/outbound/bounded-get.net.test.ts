import type { lookup as systemLookup } from 'node:dns'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { type GetOptions, getBounded } from '../../src/outbound/index.ts'

const ALLOWED: GetOptions = { allowPrivate: true, bytesMax: 1000 }
const OPEN: GetOptions = { allowPrivate: false, bytesMax: 1000 }

interface TestServer extends AsyncDisposable {
  readonly port: number
  readonly url: string
}

async function serve(listener: RequestListener): Promise<TestServer> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A resolver of names that answers one after another. */
function resolver(...answers: readonly (readonly string[])[]): typeof systemLookup {
  const left = [...answers]
  const answer = (_host: string, _options: unknown, done: (error: null, found: object[]) => void) => {
    done(
      null,
      (left.shift() ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return answer as never
}

test('what is there is fetched, redirects included', async () => {
  await using server = await serve((request, response) => {
    if (request.url === '/old') response.writeHead(301, { location: '/new' }).end()
    else response.end(`got ${request.url}`)
  })
  expect(String(await getBounded(`${server.url}/old`, ALLOWED))).toBe('got /new')
})

test.each([
  ['loopback', 'https://127.0.0.1/'],
  ['loopback in another notation', 'https://0x7f.1/'],
  ['loopback in IPv6', 'https://[::1]/'],
  ['a private address', 'https://10.1.2.3/'],
  ['a private address as IPv6', 'https://[::ffff:10.0.0.1]/'],
  ['a link-local address', 'https://169.254.169.254/latest/meta-data'],
  ['a name of this machine', 'https://localhost/'],
])('an address that strangers do not lead to: %s', async (_name, url) => {
  await expect(getBounded(url, OPEN)).rejects.toThrow(/no public address/)
})

test.each([
  ['http', 'http://example.org/'],
  ['a file', 'file:///etc/passwd'],
  ['data', 'data:text/plain,x'],
  ['a password', 'https://user:word@example.org/'],
  ['nonsense', 'https://'],
])('not read: %s', async (_name, url) => {
  await expect(getBounded(url, OPEN)).rejects.toMatchObject({ name: 'OutboundError' })
})

test('a name is looked at where the connection is made, so that it cannot lead elsewhere in between', async () => {
  const asked: string[] = []
  await using server = await serve((request, response) => {
    asked.push(request.url ?? '')
    response.end('secret')
  })
  const url = `https://rebinding.example:${server.port}/`
  const lookup = resolver(['93.184.215.14', '127.0.0.1'], ['127.0.0.1'])
  await expect(getBounded(url, { ...OPEN, lookup })).rejects.toThrow(/127\.0\.0\.1, which is no public address/)
  await expect(getBounded(url, { ...OPEN, lookup })).rejects.toThrow(/127\.0\.0\.1, which is no public address/)
  expect(asked).toEqual([])
})

test('a redirect to where strangers do not lead is not followed', async () => {
  await using server = await serve((_request, response) => {
    response.writeHead(302, { location: 'file:///etc/passwd' }).end()
  })
  await expect(getBounded(server.url, ALLOWED)).rejects.toThrow(/only https/)
})

test('a circle of redirects ends', async () => {
  let count = 0
  await using server = await serve((_request, response) => {
    count++
    response.writeHead(307, { location: '/again' }).end()
  })
  await expect(getBounded(server.url, ALLOWED)).rejects.toThrow(/redirects/)
  expect(count).toBe(4)
})

test.each<[string, RequestListener, RegExp]>([
  ['more than is read', (_request, response) => response.end('x'.repeat(1001)), /more than 1000 bytes/],
  ['without an end', (_request, response) => endless(response), /more than 1000 bytes/],
  ['an error', (_request, response) => response.writeHead(404).end('gone'), /the answer is 404/],
  [
    'packed',
    (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x')),
    /packed/,
  ],
  ['a redirect to nowhere', (_request, response) => response.writeHead(302).end(), /leads nowhere/],
  ['a connection cut off', (request) => request.socket.destroy(), /socket hang up|ECONNRESET/],
])('an answer that is %s is not taken', async (_name, listener, sentence) => {
  await using server = await serve(listener)
  await expect(getBounded(server.url, ALLOWED)).rejects.toThrow(sentence)
})

test.each<[string, RequestListener]>([
  ['says nothing', () => {}],
  ['dribbles', (_request, response) => dribble(response)],
])('a server that %s is waited for only so long', async (_name, listener) => {
  await using server = await serve(listener)
  await expect(getBounded(server.url, { ...ALLOWED, timeoutMs: 300 })).rejects.toThrow(/no whole answer within 0.3 s/)
})

function endless(response: { write(text: string): boolean; destroyed: boolean }): void {
  if (response.destroyed) return
  response.write('x'.repeat(500))
  setTimeout(() => endless(response), 1)
}

function dribble(response: { write(text: string): boolean; destroyed: boolean }): void {
  if (response.destroyed) return
  response.write('x')
  setTimeout(() => dribble(response), 50)
}
