import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GraphQLError } from 'graphql'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import { Auth } from '../../../src/api/http/access/auth.ts'
import type { Instant } from '../../../src/kernel/index.ts'
import type { ListingStore } from '../../../src/node/index.ts'
import { MemoryStore } from '../../support/memory-store.ts'
import { jsonBytes, jsonOf, type Target, textOf } from '../target.ts'

const NOW = Date.UTC(2026, 5, 1)
const [ISSUER, AUDIENCE] = ['https://id.example', 'rochdale']
const CLAIMS = { iss: ISSUER, aud: AUDIENCE, sub: 'ann', exp: NOW / 1000 + 3600, realm: { roles: ['OPERATOR', 'x'] } }
const JWT_COST = 20

interface Provider {
  readonly server: Server
  readonly auth: Auth
  readonly sign: (claims: JWTPayload) => Promise<string>
}

/** An identity provider on this machine, and the part of a node that asks it. */
async function openProvider(): Promise<Provider> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true })
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256', kid: 'k' }] })
  const server = createServer((_, response) => response.setHeader('content-type', 'application/json').end(keys))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.unref()
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
  const jwks = { url, issuer: ISSUER, audience: AUDIENCE, roleClaim: 'realm.roles' }
  const auth = new Auth({
    store: new MemoryStore() as unknown as ListingStore,
    clock: () => NOW as Instant,
    jwks,
    onFault: (fault) => {
      throw fault
    },
    onRejected: () => undefined,
  })
  const sign = (claims: JWTPayload) =>
    new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'k' }).sign(privateKey)
  return { server, auth, sign }
}

let provider: Promise<Provider> | null = null

/** Claims that the provider has signed, and whatever else stands in an Authorization header. */
export const tokens: Target = {
  name: 'tokens',
  form: 'json',
  cost: JWT_COST,
  seeds: () => [CLAIMS, { ...CLAIMS, realm: { roles: 'viewer' } }, { ...CLAIMS, nbf: 0, iat: 0 }].map(jsonBytes),
  read: async (input) => {
    provider ??= openProvider()
    const { auth, sign } = await provider
    const header = await auth.callerOf(textOf(input))
    if (header !== null) throw new Error('a header that nobody signed is somebody')
    const claims = jsonOf(input)
    if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) return 'no claims'
    const token = await signed(sign, claims as JWTPayload)
    if (token === null) return 'not signed'
    const caller = await auth.callerOf(`Bearer ${token}`).catch(withoutRole)
    if (caller !== null && !named(claims as Claims).includes(caller.role)) {
      throw new Error(`${JSON.stringify(claims).slice(0, 300)} is let in as ${caller.role}`)
    }
    return caller?.role ?? 'nobody'
  },
  close: async () => {
    const open = await provider
    provider = null
    await open?.auth[Symbol.asyncDispose]()
    open?.server.closeAllConnections()
    open?.server.close()
  },
}

/** A good token that names no role is told so; nothing else in a token is an error. */
function withoutRole(error: unknown): null {
  if (error instanceof GraphQLError && error.extensions.code === 'FORBIDDEN') return null
  throw error
}

type Claims = { readonly realm?: { readonly roles?: unknown }; readonly exp?: unknown }

/** The roles that are given: a text, or texts in a list, and nothing that only looks like one; while the token lasts. */
function named({ realm, exp }: Claims): string[] {
  const roles = realm?.roles
  if (typeof exp !== 'number') return []
  return [roles].flat().flatMap((role) => (typeof role === 'string' ? [role.toUpperCase()] : []))
}

/** A provider does not sign what is no claim at all. */
async function signed(sign: Provider['sign'], claims: JWTPayload): Promise<string | null> {
  try {
    return await sign(claims)
  } catch {
    return null
  }
}
