import { execFileSync } from 'node:child_process'
import type { lookup as systemLookup } from 'node:dns'
import { createServer, type RequestListener } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GetOptions, getBounded } from '../../src/outbound/index.ts'

const ALLOWED: GetOptions = { allowPrivate: true, bytesMax: 1000 }
const OPEN: GetOptions = { allowPrivate: false, bytesMax: 1000 }

interface TestServer extends AsyncDisposable {
  readonly port: number
  readonly url: string
}

/** A key and a certificate that it signed itself, or null where there is no OpenSSL. */
const CERTIFICATE = certify()

function certify(): { readonly key: string; readonly cert: string } | null {
  const args = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-nodes',
    '-subj',
    '/CN=example',
  ]
  try {
    const pem = execFileSync('openssl', [...args, '-keyout', '-', '-out', '-'], { encoding: 'utf8', stdio: 'pipe' })
    return { key: pem, cert: pem }
  } catch {
    console.info('there is no openssl: redirects of a public server are not tried')
    return null
  }
}

async function serve(listener: RequestListener, tls: typeof CERTIFICATE = null): Promise<TestServer> {
  const server = tls === null ? createServer(listener) : createTlsServer(tls, listener)
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

describe.skipIf(CERTIFICATE === null)('a public server that redirects', () => {
  let hidden: TestServer
  let server: TestServer
  let location = ''
  const asked: string[] = []

  beforeAll(async () => {
    // Its certificate is one of this test's own.
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    hidden = await serve((request, response) => {
      asked.push(request.url ?? '')
      response.end('secret')
    })
    server = await serve((_request, response) => response.writeHead(302, { location }).end(), CERTIFICATE)
  })

  afterAll(async () => {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    await server[Symbol.asyncDispose]()
    await hidden[Symbol.asyncDispose]()
  })

  test.each([
    ['loopback', 'https://127.0.0.1', '127.0.0.1'],
    ['loopback as a number', 'https://2130706433', '127.0.0.1'],
    ['loopback in hexadecimal', 'https://0x7f000001', '127.0.0.1'],
    ['this machine', 'https://0.0.0.0', '0.0.0.0'],
    ['a private address', 'https://10.1.2.3', '10.1.2.3'],
    ['the metadata of a cloud', 'https://169.254.169.254', '169.254.169.254'],
    ['loopback in IPv6', 'https://[::1]', '::1'],
    ['loopback mapped into IPv6', 'https://[::ffff:127.0.0.1]', '::ffff:7f00:1'],
    ['a private address mapped into IPv6', 'https://[::ffff:10.0.0.1]', '::ffff:a00:1'],
    ['a private address in IPv6', 'https://[fd00::1]', 'fd00::1'],
    ['a name of loopback', 'https://loopback.example', '127.0.0.1'],
    ['a name of a private address', 'https://inner.example', '10.1.2.3'],
    ['a name of a mapped address', 'https://mapped.example', '::ffff:127.0.0.1'],
    ['a name of loopback in IPv6', 'https://local.example', '::1'],
    ['a name with a private address among others', 'https://both.example', '192.168.1.1'],
    ['its own name, which means another address by then', 'https://first.example', '127.0.0.1'],
  ])('to %s is not followed, and nothing there is asked', async (_name, to, address) => {
    location = `${to}:${hidden.port}/`
    const lookup = namesOfStrangers()
    await expect(getBounded(`https://first.example:${server.port}/`, { ...OPEN, lookup })).rejects.toThrow(
      `it leads to ${address}, which is no public address`,
    )
    expect(asked).toEqual([])
  })

  test('to another public one is followed', async () => {
    await using other = await serve((_request, response) => response.end('a list'), CERTIFICATE)
    location = `https://second.example:${other.port}/`
    const got = await getBounded(`https://first.example:${server.port}/`, { ...OPEN, lookup: namesOfStrangers() })
    expect(String(got)).toBe('a list')
  })
})

/** Addresses of names, as a stranger's name server gives them. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  'loopback.example': ['127.0.0.1'],
  'inner.example': ['10.1.2.3'],
  'mapped.example': ['::ffff:127.0.0.1'],
  'local.example': ['::1'],
  'both.example': ['93.184.215.14', '192.168.1.1'],
}

/** Names two public servers once each: where their address has been checked, the connection is led to this machine. */
function namesOfStrangers(): typeof systemLookup {
  const servers = new Set(['first.example', 'second.example'])
  const lookup = (host: string, _options: unknown, done: (error: null, found: object[]) => void) => {
    if (servers.delete(host)) {
      const addresses = ['93.184.215.14']
      done(null, [
        {
          family: 4,
          get address() {
            return addresses.pop() ?? '127.0.0.1'
          },
        },
      ])
      return
    }
    const found = NAMES[host] ?? ['127.0.0.1']
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
  return lookup as never
}

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
