import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import { settingsCommands } from '../../../app/index.ts'
import { sha256 } from '../../../identity/index.ts'
import { type Clock, type ListingStore, type StoreReader, StoreUnavailableError } from '../../../node/index.ts'
import { Role } from '../../graphql/enums.ts'
import { requestError } from '../../graphql/errors.ts'
import { type Caller, includesRole } from './caller.ts'

/** An identity provider whose tokens are accepted beside this node's own. */
export interface JwksSettings {
  readonly url: string
  readonly issuer: string
  readonly audience: string
  /** Where a JWT says what its bearer may do; dots lead into objects, e.g. `realm_access.roles`. */
  readonly roleClaim: string
}

export interface AuthOptions {
  readonly store: ListingStore
  readonly clock: Clock
  readonly jwks: JwksSettings | null
  readonly onFault: (error: unknown, requestId?: string) => void
  /** Receives the reason why a token was rejected. */
  readonly onRejected: (reason: string, requestId?: string) => void
}

/** How much an identity provider's clock may differ from ours. */
const JWT_TOLERANCE_S = 30
const SUBJECT_CHARS_MAX = 500

/** Lifetime of a cached token: how long a revocation by another process may take to apply. */
const TOKEN_FRESH_MS = 1_000
/** Interval at which the last uses of tokens are stored. */
const USES_WRITTEN_EVERY_MS = 60_000
/** Minimum interval between log lines about an unavailable provider. */
const PROVIDER_REPORTED_EVERY_MS = 60_000
const KNOWN_MAX = 10_000
const BEARER = /^(?:Bearer +)?(\S+)$/i
const TOKEN_CHARS_MAX = 16_384

type Known = { readonly caller: Promise<Caller | null>; readonly at: number }

/** Authenticates callers by their tokens; caches for a moment, and records periodically that a token was used. */
export class Auth implements AsyncDisposable {
  readonly #options: AuthOptions
  readonly #known = new Map<string, Known>()
  readonly #used = new Set<string>()
  readonly #findKey: ReturnType<typeof createRemoteJWKSet> | null
  readonly #timer: NodeJS.Timeout
  #providerReportedAt = Number.NEGATIVE_INFINITY

  constructor(options: AuthOptions) {
    this.#options = options
    this.#findKey = options.jwks === null ? null : createRemoteJWKSet(new URL(options.jwks.url))
    this.#timer = setInterval(() => this.#writeUses().catch(options.onFault), USES_WRITTEN_EVERY_MS)
    this.#timer.unref()
  }

  /** The caller of this header; null if it is absent, or its token is unknown, revoked or expired. */
  async callerOf(authorization: string | undefined, requestId?: string): Promise<Caller | null> {
    const text = BEARER.exec(authorization ?? '')?.[1]
    if (text === undefined || text.length > TOKEN_CHARS_MAX) return null
    const key = sha256(text)
    const known = this.#known.get(key)
    const now = performance.now()
    if (known !== undefined && now - known.at < TOKEN_FRESH_MS) return await known.caller
    const caller = this.#look(text, requestId)
    if (this.#known.size >= KNOWN_MAX) this.#known.clear()
    this.#known.set(key, { caller, at: now })
    caller.catch(() => this.#known.delete(key))
    return await caller
  }

  /** Clears the cache of tokens. */
  forget(): void {
    this.#known.clear()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#timer)
    await this.#writeUses()
  }

  async #look(text: string, requestId?: string): Promise<Caller | null> {
    if (this.#findKey !== null && !text.startsWith('tok_')) return await this.#verifyJwt(text, this.#findKey, requestId)
    const { store, clock } = this.#options
    const token = await store
      .ask((reader: StoreReader) => settingsCommands.findTokenByText(reader, text, clock()))
      .catch((error: unknown) => {
        if (error instanceof StoreUnavailableError) throw requestError('UNAVAILABLE', error.message)
        throw error
      })
    if (token === null) return this.#reject('unknown, revoked or expired', requestId)
    this.#used.add(token.id)
    return { principal: token.id, role: token.role }
  }

  async #verifyJwt(
    text: string,
    findKey: ReturnType<typeof createRemoteJWKSet>,
    requestId?: string,
  ): Promise<Caller | null> {
    const { jwks, clock } = this.#options
    if (jwks === null) return null
    const { issuer, audience, roleClaim } = jwks
    const findProvidersKey: typeof findKey = Object.assign(
      async (...asked: Parameters<typeof findKey>) => await findKey(...asked).catch(aboutProvider),
      findKey,
    )
    let payload: JWTPayload
    try {
      const currentDate = new Date(clock())
      const rules = { issuer, audience, currentDate, clockTolerance: JWT_TOLERANCE_S, requiredClaims: ['exp'] }
      payload = (await jwtVerify(text, findProvidersKey, rules)).payload
    } catch (error) {
      // Without the provider's keys a token cannot be verified: open sockets stay open, and no client is told that a good
      // token is bad. Any other error is the token's fault.
      if (!(error instanceof ProviderError)) return this.#reject(describe(error), requestId)
      this.#reportProvider(error, requestId)
      throw requestError('UNAVAILABLE', 'the identity provider does not give its keys now: try again in a while')
    }
    const { sub } = payload
    if (typeof sub !== 'string' || sub === '' || sub.length > SUBJECT_CHARS_MAX)
      return this.#reject('it names no subject', requestId)
    const role = roleIn(payload, roleClaim)
    if (role === null) {
      this.#options.onRejected(`a token of ${sub}: ${roleClaim} holds no role`, requestId)
      throw requestError('FORBIDDEN', `this token holds, and names no role of this node in ${roleClaim}`)
    }
    return { principal: `jwt:${sub}`, role }
  }

  #reject(reason: string, requestId?: string): null {
    this.#options.onRejected(`a token: ${reason}`, requestId)
    return null
  }

  #reportProvider(error: unknown, requestId?: string): void {
    const now = performance.now()
    if (now - this.#providerReportedAt < PROVIDER_REPORTED_EVERY_MS) return
    this.#providerReportedAt = now
    this.#options.onFault(error, requestId)
  }

  async #writeUses(): Promise<void> {
    const { store, clock, onFault } = this.#options
    const ids = [...this.#used]
    this.#used.clear()
    if (ids.length === 0) return
    try {
      await store.transact(async (tx) => {
        for (const id of ids) await settingsCommands.touchToken(tx, id, clock())
      })
    } catch (error) {
      for (const id of ids) this.#used.add(id)
      if (!(error instanceof StoreUnavailableError)) onFault(error)
    }
  }
}

/** The identity provider's keys are unavailable. */
class ProviderError extends Error {
  override readonly name = 'ProviderError'
}

/** Separates errors of the provider from those of the token: a key that the provider does not have. */
function aboutProvider(error: unknown): never {
  if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error
  if (error instanceof errors.JOSENotSupported) throw error
  throw new ProviderError('the identity provider gives no keys', { cause: error })
}

function describe(error: unknown): string {
  const { code, message } = error as Error & { readonly code?: unknown }
  return typeof code === 'string' ? `${code}: ${message}` : message
}

/** In any letter case, and nothing else. */
const ROLE_NAMES = (Object.keys(Role) as Role[]).map((role) => ({ role, pattern: new RegExp(`^${role}$`, 'i') }))

/** The highest role that a claim names: a text that is its name, or a list of texts with it. */
function roleIn(payload: JWTPayload, claim: string): Role | null {
  const value = claim.split('.').reduce<unknown>((inner, key) => ownValue(inner, key), payload)
  const names: readonly unknown[] = Array.isArray(value) ? value : [value]
  if (!names.every((name) => typeof name === 'string')) return null
  const named = ROLE_NAMES.filter(({ pattern }) => names.some((name) => pattern.test(name)))
  return named
    .map(({ role }) => role)
    .reduce<Role | null>((best, role) => (best === null || includesRole(role, best) ? role : best), null)
}

function ownValue(holder: unknown, key: string): unknown {
  const holds = typeof holder === 'object' && holder !== null && Object.hasOwn(holder, key)
  return holds ? (holder as Record<string, unknown>)[key] : undefined
}
