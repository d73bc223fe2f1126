import { expect, test } from 'vitest'
import { readSettings, SETTINGS, SettingsError } from '../../src/config/index.ts'

const JWKS = {
  ROCHDALE_JWKS_URL: 'https://id.example.org/jwks',
  ROCHDALE_JWKS_ISSUER: 'https://id.example.org',
  ROCHDALE_JWKS_AUDIENCE: 'rochdale',
  ROCHDALE_JWKS_ROLE_CLAIM: 'roles',
}

/** What does not fit each setting. */
const BAD: Readonly<Record<string, readonly string[]>> = {
  ROCHDALE_NAME: [' ', 'x'.repeat(201)],
  ROCHDALE_HTTP_HOST: ['a host', 'http://127.0.0.1', '127.0.0.1:4000'],
  ROCHDALE_HTTP_PORT: ['eighty', '65536', '-1', '4000.5'],
  ROCHDALE_P2P_LISTEN: [
    '127.0.0.1:4001',
    ',',
    '/nothing/x',
    '/ip4/300.1.1.1/tcp/1',
    '/ip4/127.0.0.1',
    '/ip4/127.0.0.1/udp/4001/quic-v1',
  ],
  ROCHDALE_BOOTSTRAP: ['alder.example.org', '/ip4/127.0.0.1/tcp/4001,/nothing/x', '/ip4/127.0.0.1/udp/4001/quic-v1'],
  ROCHDALE_MDNS: ['yes'],
  DATABASE_URL: ['mysql://localhost/x', 'postgres://', 'postgres://host:99999/x', 'localhost:5432/x'],
  ROCHDALE_AUTO_CONFIRM: ['always'],
  ROCHDALE_AUTO_ACCEPT_NETTING: ['2'],
  ROCHDALE_ADMISSION: ['vouched', 'vouched:0', 'Open'],
  ROCHDALE_TRUST_CLOCK: ['yes'],
  ROCHDALE_ALLOW_PRIVATE_URLS: ['some'],
  ROCHDALE_PUBLIC_URL: [
    'alder.example',
    'ftp://alder.example',
    'https://alder.example/?a=1',
    'https://a:b@alder.example',
  ],
  ROCHDALE_PROPOSAL_QUOTA: ['-1', 'many'],
  ROCHDALE_CHECK_SECONDS: ['0', '1.5', 'often'],
  ROCHDALE_ALLOWED_ORIGINS: ['desk.example.org', '*', 'https://desk.example.org/path', 'ftp://desk.example.org'],
  ROCHDALE_ALLOWED_HOSTS: ['https://node.example.org', 'node.example.org:4000', '*.example.org'],
  ROCHDALE_JWKS_URL: ['id.example.org', 'ftp://id.example.org/jwks'],
  LOG_LEVEL: ['loud'],
}
const CASES = Object.entries(BAD).flatMap(([name, values]) => values.map((value) => ({ name, value })))

test('without any setting a node is as the manual says', () => {
  expect(readSettings({})).toMatchObject({
    dataDir: './.rochdale',
    name: 'Unnamed cooperative',
    httpHost: '127.0.0.1',
    httpPort: 4000,
    p2pListen: ['/ip4/0.0.0.0/tcp/4001'],
    bootstrap: [],
    mdns: true,
    databaseUrl: null,
    policies: { autoConfirm: 'WITHIN_LIMIT', autoAcceptNetting: true, admission: 'OPEN' },
    trustClock: false,
    allowPrivate: false,
    publicUrl: null,
    proposalQuota: 20,
    checkSeconds: 60,
    allowedOrigins: [],
    allowedHosts: [],
    jwks: null,
    logLevel: 'info',
  })
})

test('an empty variable counts as unset', () => {
  const empty = Object.fromEntries(SETTINGS.map(({ name }) => [name, '']))
  expect(readSettings(empty)).toEqual(readSettings({}))
})

test.each(CASES)('$name does not take $value, and says what would be right', ({ name, value }) => {
  const { problems } = refused({ ...(name.startsWith('ROCHDALE_JWKS') ? JWKS : {}), [name]: value })
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(new RegExp(`^${name} (is|has|names|begins)`))
})

test('all that does not fit is named at once', () => {
  const bad = Object.fromEntries(Object.entries(BAD).map(([name, [value]]) => [name, value]))
  const { message } = refused(bad)
  for (const name of Object.keys(bad)) expect(message).toContain(`\n  ${name} `)
  expect(message).toContain('give all four or none')
})

test('several addresses and origins are separated by commas', () => {
  const { bootstrap, p2pListen, allowedOrigins, policies, jwks } = readSettings({
    ROCHDALE_BOOTSTRAP: '/dns4/alder.example.org/tcp/4001, /ip4/192.0.2.7/tcp/4002/ws,',
    ROCHDALE_P2P_LISTEN: '/ip4/0.0.0.0/tcp/4001,/ip6/::/tcp/4001',
    ROCHDALE_ALLOWED_ORIGINS: 'https://desk.example.org, http://localhost:3000/',
    ROCHDALE_ADMISSION: 'vouched:3',
    ...JWKS,
  })
  expect(bootstrap).toEqual(['/dns4/alder.example.org/tcp/4001', '/ip4/192.0.2.7/tcp/4002/ws'])
  expect(p2pListen).toEqual(['/ip4/0.0.0.0/tcp/4001', '/ip6/::/tcp/4001'])
  expect(allowedOrigins).toEqual(['https://desk.example.org', 'http://localhost:3000'])
  expect(policies).toMatchObject({ admission: 'VOUCHED', minVouches: 3 })
  expect(jwks).toEqual({
    url: JWKS.ROCHDALE_JWKS_URL,
    issuer: JWKS.ROCHDALE_JWKS_ISSUER,
    audience: 'rochdale',
    roleClaim: 'roles',
  })
})

test.each([
  'postgres://user:p%40ss@db.example.org:5432/rochdale?sslmode=require',
  'postgresql://db/rochdale',
  'postgres://one:5432,two:5432/rochdale',
  'postgres:///rochdale',
])('DATABASE_URL takes %s', (url) => {
  expect(readSettings({ DATABASE_URL: url }).databaseUrl).toBe(url)
})

test('a variable of ours that no setting has is told, so that a misspelt one is noticed', () => {
  expect(readSettings({ ROCHDALE_PORT: '1', PATH: '/bin' }).unknown).toEqual(['ROCHDALE_PORT'])
  expect(readSettings({ ROCHDALE_HTTP_PORT: '1' }).unknown).toEqual([])
})

function refused(variables: Record<string, string | undefined>): SettingsError {
  try {
    readSettings(variables)
  } catch (error) {
    if (error instanceof SettingsError) return error
    throw error
  }
  throw new Error('these settings do not fit')
}
