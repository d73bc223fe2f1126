import type { Instant } from '../kernel/index.ts'
import type { AttestationStatus } from './attestation.ts'
import type { CredentialCheck } from './check.ts'
import type { StatusEntry } from './status-entry.ts'
import { findBit, type StatusList } from './status-list.ts'

/** What is known of one status entry: the list, read at an instant, or why there is none. */
export type StatusReading = { readonly entry: StatusEntry } & (
  | { readonly list: StatusList; readonly readAt: Instant }
  | { readonly list: null; readonly reason: string }
)

/** A check of a credential together with what its issuer's status lists say. */
export interface StatusVerdict {
  readonly status: AttestationStatus
  /** Why it counts as revoked or as not checked; null otherwise. */
  readonly statusProblem: string | null
  /** As of when it is known whether it was revoked: the oldest list counts. Null where that is not known. */
  readonly statusAsOf: Instant | null
}

/**
 * A set bit outweighs the dates, and what is not known outweighs VALID only. One list that could not be read is enough:
 * nothing good is said on the strength of the others.
 */
export function judgeStatus(
  { status }: Pick<CredentialCheck, 'status'>,
  readings: readonly StatusReading[],
): StatusVerdict {
  if (status === 'INVALID_PROOF' || status === 'UNSUPPORTED') return { status, statusProblem: null, statusAsOf: null }
  const times: Instant[] = []
  let unread: string | null = null
  for (const reading of readings) {
    const bit = reading.list === null ? null : findBit(reading.list, reading.entry.index)
    if (reading.list !== null && bit !== null)
      times.push(Math.min(reading.list.asOf ?? reading.readAt, reading.readAt) as Instant)
    if (bit === true) {
      const what = reading.entry.purpose === 'revocation' ? 'revoked' : 'suspended'
      const statusProblem = `its issuer has ${what} it: ${reading.entry.list}`
      return { status: 'REVOKED', statusProblem, statusAsOf: times.at(-1) ?? null }
    }
    if (bit === null)
      unread ??= reading.list === null ? reading.reason : `the status list has no place ${reading.entry.index}`
  }
  if (unread !== null)
    return { status: status === 'VALID' ? 'UNCHECKED' : status, statusProblem: unread, statusAsOf: null }
  return { status, statusProblem: null, statusAsOf: times.length === 0 ? null : (Math.min(...times) as Instant) }
}
