import { timingSafeEqual } from 'node:crypto'
import { checkDid, type Signer, sha256, taggedHash, taggedMessage } from '../../identity/index.ts'
import {
  all,
  decodePeriod,
  decodeShape,
  type Hash,
  type Instant,
  type JsonObject,
  ok,
  refusals,
  shape,
} from '../../kernel/index.ts'
import type { Run, StoreReader, StoreTransaction } from '../../node/index.ts'
import type { Role } from '../input.ts'
import type { CreateTokenInput, RevokeTokenInput, UpdatePoliciesInput } from './inputs.ts'

export const refuse = refusals({
  'settings.bad-min-vouches': 'invalid',
  'settings.bad-duration': 'invalid',
  'settings.too-many-allowed': 'invalid',
  'settings.bad-token-name': 'invalid',
  'settings.expiry-past': 'invalid',
  'settings.token-not-found': 'not-found',
})

export const MIN_VOUCHES_MAX = 1_000
const ALLOWED_MAX = 10_000
const TOKEN_NAME_CHARS_MAX = 200
/** A token's last use is written at most this often, so that reading does not become writing. */
export const TOKEN_USE_RESOLUTION_MS = 60 * 1000

/** Sets policies of this node; they are stored in the database and override the environment. */
export function updatePolicies(input: UpdatePoliciesInput): Run {
  return async (context) => {
    const { minVouches } = input
    if (minVouches != null && !(Number.isSafeInteger(minVouches) && minVouches >= 1 && minVouches <= MIN_VOUCHES_MAX)) {
      return refuse('settings.bad-min-vouches', `minVouches is a whole number from 1 to ${MIN_VOUCHES_MAX}`)
    }
    const within = input.autoAcceptNettingWithin
    if (within != null && !decodePeriod(within).ok) {
      return refuse('settings.bad-duration', 'autoAcceptNettingWithin is an ISO 8601 duration, e.g. "PT15M"')
    }
    const allowed = all((input.allowed ?? []).slice(0, ALLOWED_MAX + 1).map(checkDid))
    if (!allowed.ok) return allowed
    if (allowed.value.length > ALLOWED_MAX) {
      return refuse('settings.too-many-allowed', `at most ${ALLOWED_MAX} cooperatives can be on the allow-list`)
    }
    const row: Record<string, unknown> = { ...(await context.tx.local('policy', 'policies')) }
    for (const key of POLICY_KEYS) {
      if (input[key] === null) delete row[key]
      else if (input[key] !== undefined) row[key] = key === 'allowed' ? [...new Set(allowed.value)].sort() : input[key]
    }
    await context.tx.putLocal('policy', 'policies', row as JsonObject)
    context.note({ kind: 'policies.updated', subjectKind: 'POLICY', subject: 'policies', scope: null })
    return ok({})
  }
}

const POLICY_KEYS = [
  'autoConfirm',
  'autoAcceptNetting',
  'autoAcceptNettingWithin',
  'autoConfirmUsage',
  'admission',
  'minVouches',
  'allowed',
] as const

/** A token as the API shows it. */
export type TokenView = {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly createdAt: Instant
  readonly expiresAt: Instant | null
  readonly lastUsedAt: Instant | null
}

/** As stored: only the hash of the secret. A revoked token stays, so that its id is never reused. */
type TokenRow = TokenView & {
  readonly secretHash: Hash
  readonly revokedAt: Instant | null
}

/** Creates a token; its text comes from `tokenText`, once, when the payload is resolved. */
export function createToken(input: CreateTokenInput): Run {
  return async (context) => {
    const { role, expiresAt = null } = input
    const name = decodeShape(shape.visible(TOKEN_NAME_CHARS_MAX), input.name)
    if (!name.ok) return refuse('settings.bad-token-name', `name: ${name.refusal.message}`)
    if (expiresAt !== null && expiresAt <= context.now) {
      return refuse('settings.expiry-past', 'expiresAt lies in the past; choose a later time, or leave it out')
    }
    const id = `tok_${context.nonce()}`
    const row: TokenRow = {
      id,
      name: name.value,
      role,
      createdAt: context.now,
      expiresAt,
      lastUsedAt: null,
      revokedAt: null,
      secretHash: hashOf(tokenText(context.signer, id)),
    }
    await context.tx.putLocal('token', id, { ...row })
    context.note({ kind: 'token.created', subjectKind: 'POLICY', subject: id, scope: null })
    return ok({ tokenId: id })
  }
}

/** Revokes a token at once; repeating it changes nothing. */
export function revokeToken(input: RevokeTokenInput): Run {
  return async (context) => {
    const row = await findRow(context.tx, input.tokenId)
    if (row === null) {
      return refuse(
        'settings.token-not-found',
        `there is no token ${input.tokenId.slice(0, 100)}; see the query tokens`,
      )
    }
    if (row.revokedAt === null) {
      await context.tx.putLocal('token', row.id, { ...row, revokedAt: context.now })
      context.note({ kind: 'token.revoked', subjectKind: 'POLICY', subject: row.id, scope: null })
    }
    return ok({ tokenId: row.id })
  }
}

const TOKEN_TAG = 'rochdale-token-v1'

/**
 * A token's text: its id and a 256-bit secret. The secret is derived from this node's key and the id, so that a repeated
 * `createToken` with the same idempotency key returns the same text, though no secret is ever stored.
 */
export function tokenText(signer: Signer, id: string): string {
  const named = taggedMessage(TOKEN_TAG, taggedHash(TOKEN_TAG, Buffer.from(id)))
  const secret = Buffer.from(sha256(signer.sign(named)), 'hex')
  return `${id}.${secret.toString('base64url')}`
}

/** The token that a text proves, or null if it is unknown, revoked or expired. */
export async function findTokenByText(reader: StoreReader, text: string, now: Instant): Promise<TokenView | null> {
  const row = await findRow(reader, text.slice(0, Math.max(0, text.indexOf('.'))))
  if (row === null || !isEqual(row.secretHash, hashOf(text))) return null
  return row.revokedAt === null && (row.expiresAt === null || now < row.expiresAt) ? viewOf(row) : null
}

/** Records the use of a token, unless that was recorded a moment ago. */
export async function touchToken(tx: StoreTransaction, id: string, now: Instant): Promise<void> {
  const row = await findRow(tx, id)
  if (row === null || (row.lastUsedAt !== null && now - row.lastUsedAt < TOKEN_USE_RESOLUTION_MS)) return
  await tx.putLocal('token', id, { ...row, lastUsedAt: now })
}

/** A token by its id, revoked or not. */
export async function findToken(reader: StoreReader, id: string): Promise<TokenView | null> {
  const row = await findRow(reader, id)
  return row === null ? null : viewOf(row)
}

/** All tokens that are not revoked, oldest first. */
export async function listTokens(reader: StoreReader): Promise<TokenView[]> {
  const rows = [...((await reader.locals('token')) as ReadonlyMap<string, TokenRow>).values()]
  return rows
    .filter((row) => row.revokedAt === null)
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
    .map(viewOf)
}

const TOKEN_ID = /^tok_[A-Za-z0-9_-]{1,100}$/

async function findRow(reader: StoreReader, id: string): Promise<TokenRow | null> {
  if (!TOKEN_ID.test(id)) return null
  return (await reader.local('token', id)) as TokenRow | null
}

function viewOf({ id, name, role, createdAt, expiresAt, lastUsedAt }: TokenRow): TokenView {
  return { id, name, role, createdAt, expiresAt, lastUsedAt }
}

function hashOf(text: string): Hash {
  return sha256(text)
}

function isEqual(one: Hash, other: Hash): boolean {
  return timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
