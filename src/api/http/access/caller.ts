import type { GraphQLError } from 'graphql'
import type { Role } from '../../graphql/enums.ts'
import { apiError, requestError } from '../../graphql/errors.ts'

/** A caller: a token or an identity provider's subject, and its role. */
export interface Caller {
  /** Keeps idempotency keys of different callers apart. */
  readonly principal: string
  readonly role: Role
}

const RANKS: Record<Role, number> = { VIEWER: 0, OPERATOR: 1, SIGNER: 2, ADMIN: 3 }

export function includesRole(held: Role, wanted: Role): boolean {
  return RANKS[held] >= RANKS[wanted]
}

export function unauthenticated(): GraphQLError {
  return requestError('UNAUTHENTICATED', 'send a valid token: "Authorization: Bearer tok_…"')
}

/** The caller, where its role includes the one that is required. */
export function requireRole(caller: Caller | null, role: Role): Caller {
  if (caller === null) {
    throw unauthenticated()
  }
  if (!includesRole(caller.role, role)) {
    throw apiError('FORBIDDEN', `this needs a token with the role ${role} or above; this one is ${caller.role}`)
  }
  return caller
}
