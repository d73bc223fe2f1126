import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import { type ExtraTokenClaims, Provider } from 'oidc-provider'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { RunningApi } from './running-node.ts'
import { GraphqlSocket } from './socket.ts'

/** The provider's clients, each with the roles that it is given. */
const ROLES: Readonly<Record<string, readonly string[]>> = {
  till: ['staff', 'viewer'],
  office: ['SIGNER'],
  board: ['viewer', 'admin'],
  visitor: ['guest'],
}
const AUDIENCE = 'rochdale'
const ELSEWHERE = 'another-program'

let server: Server
let issuer: string
let api: RunningApi

beforeAll(async () => {
  server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  server.on('request', (await openProvider(issuer)).callback())
  const discovered = await fetch(`${issuer}/.well-known/openid-configuration`)
  const { jwks_uri: jwksUrl } = (await discovered.json()) as { jwks_uri: string }
  api = await RunningApi.start({
    ROCHDALE_JWKS_URL: jwksUrl,
    ROCHDALE_JWKS_ISSUER: issuer,
    ROCHDALE_JWKS_AUDIENCE: AUDIENCE,
    ROCHDALE_JWKS_ROLE_CLAIM: 'realm_access.roles',
  })
})
afterAll(async () => {
  await api[Symbol.asyncDispose]()
  server.close()
})

/** A certified OpenID provider that gives clients JWTs for a resource (RFC 8707, RFC 9068). */
async function openProvider(url: string): Promise<Provider> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const extraTokenClaims: ExtraTokenClaims = (_context, { clientId }) => ({ realm_access: { roles: ROLES[clientId] } })
  return new Provider(url, {
    clients: Object.keys(ROLES).map((client_id) => ({
      client_id,
      client_secret: `secret of ${client_id}`,
      id_token_signed_response_alg: 'ES256',
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
    })),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: 'one' }] },
    extraTokenClaims,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context: unknown, resource: string) => ({
          scope: 'use',
          audience: resource.replace('urn:', ''),
          accessTokenFormat: 'jwt',
          accessTokenTTL: 300,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  })
}

async function tokenOf(client: string, audience = AUDIENCE): Promise<string> {
  const secret = Buffer.from(`${client}:${encodeURIComponent(`secret of ${client}`)}`).toString('base64')
  const answer = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${secret}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'use', resource: `urn:${audience}` }),
  })
  const { access_token: token = '', ...rest } = (await answer.json()) as { access_token?: string }
  expect(token, JSON.stringify(rest)).toMatch(/^ey/)
  return token
}

test('tokens that an OpenID provider issues open the API, each with the role of its claim', async () => {
  const roleOf = async (client: string) =>
    (await api.ask('{ self { role } }', {}, await tokenOf(client))).data?.self.role
  expect(await roleOf('till')).toBe('VIEWER')
  expect(await roleOf('office')).toBe('SIGNER')
  expect(await roleOf('board')).toBe('ADMIN')
  await using socket = await GraphqlSocket.open(api.url, await tokenOf('office'))
  expect(await socket.operate('{ self { role } }').data()).toEqual({ self: { role: 'SIGNER' } })
  const renaming = 'mutation { updateProfile(input: { region: "Leeds" }) { cooperative { region } } }'
  expect((await api.ask(renaming, {}, await tokenOf('till'))).code).toBe('FORBIDDEN')
  expect((await api.ask(renaming, {}, await tokenOf('office'))).data.updateProfile.cooperative.region).toBe('Leeds')
})

test('a provider’s token without a role of ours is forbidden, and one for another program is none', async () => {
  const answerTo = async (token: string) => {
    const { status, headers } = await api.post('{"query":"{ headCursor }"}', token)
    return `${status} ${headers.get('www-authenticate')?.split(',')[0]}`
  }
  expect(await answerTo(await tokenOf('visitor'))).toBe('403 Bearer error="insufficient_scope"')
  expect(await answerTo(await tokenOf('board', ELSEWHERE))).toBe('401 Bearer error="invalid_token"')
  const [head = '', , signature = ''] = (await tokenOf('till')).split('.')
  const [, claims = ''] = (await tokenOf('board')).split('.')
  expect(await answerTo([head, claims, signature].join('.'))).toBe('401 Bearer error="invalid_token"')
})
