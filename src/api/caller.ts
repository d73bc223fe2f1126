import type { Role } from './enums.ts'
import { apiError } from './unwrap.ts'

/** Who asks: a token or an identity provider's subject, and what it may do. */
export interface Caller {
  /** Keeps idempotency keys of different callers apart. */
  readonly principal: string
  readonly role: Role
}

const RANKS: Record<Role, number> = { VIEWER: 0, OPERATOR: 1, SIGNER: 2, ADMIN: 3 }

export function includesRole(held: Role, wanted: Role): boolean {
  return RANKS[held] >= RANKS[wanted]
}

/** The caller, where its role includes the one that is required. */
export function requireRole(caller: Caller | null, role: Role): Caller {
  if (caller === null) {
    throw apiError('UNAUTHENTICATED', 'send a token of this node: "Authorization: Bearer tok_…"')
  }
  if (!includesRole(caller.role, role)) {
    throw apiError('FORBIDDEN', `this needs a token with the role ${role} or above; this one is ${caller.role}`)
  }
  return caller
}
