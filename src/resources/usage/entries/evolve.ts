import type { Hash } from '../../../kernel/index.ts'
import { type EntryContext, withKey } from '../../../log/index.ts'
import type { BookableResource } from '../../booking.ts'
import type { UsageBody, UsageState } from '../usage.ts'

/** One more signature under a body; `brought` where the entry carries the body itself. */
export function addUseSignature(
  state: UsageState,
  hash: Hash,
  { author, at, seq, hash: entry }: EntryContext,
  brought: { readonly body: UsageBody; readonly resource: BookableResource } | null,
): UsageState {
  const signed = state.bodies[hash] ?? (brought === null ? undefined : { ...brought, signatures: {} })
  if (signed === undefined) throw new Error(`a confirmed body has been recorded: ${hash}`)
  const signatures = withKey(signed.signatures, entry, { by: author, at, seq, recorded: brought !== null })
  return { ...state, bodies: withKey(state.bodies, hash, { ...signed, signatures }) }
}

/** The facts that an entry was checked against; it is never the first of its subject. */
export function begunUse(state: UsageState | null): UsageState {
  if (state === null) throw new Error('a use begins with a record')
  return state
}
