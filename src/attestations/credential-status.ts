import type { Instant } from '../kernel/index.ts'
import type { AttestationStatus } from './attestation.ts'
import type { CredentialCheck } from './check.ts'
import type { StatusEntry } from './status-entry.ts'
import { findBit, type StatusList } from './status-list.ts'

/** The result for one status entry: the list, read at an instant, or why it could not be read. */
export type StatusReading = { readonly entry: StatusEntry } & (
  | { readonly list: StatusList; readonly readAt: Instant }
  | { readonly list: null; readonly reason: string }
)

/** The check of a credential combined with its issuer's status lists. */
export interface StatusVerdict {
  readonly status: AttestationStatus
  /** Why it counts as revoked or as not checked; null otherwise. */
  readonly statusProblem: string | null
  /** The instant as of which its revocation is known: that of the oldest list. Null if unknown. */
  readonly statusAsOf: Instant | null
}

/**
 * A set bit takes precedence over the dates; an unknown status only over VALID. One unreadable list is enough: the others
 * alone prove nothing.
 */
export function judgeStatus(
  { status, hasUnreadStatus }: Pick<CredentialCheck, 'status' | 'hasUnreadStatus'>,
  readings: readonly StatusReading[],
): StatusVerdict {
  if (status === 'INVALID_PROOF' || status === 'UNSUPPORTED') return { status, statusProblem: null, statusAsOf: null }
  const times: Instant[] = []
  let unread: string | null = hasUnreadStatus ? 'it has a credentialStatus of a kind that is not read here' : null
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
