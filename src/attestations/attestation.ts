import type { Did, Hash, Instant, JsonObject } from '../kernel/index.ts'
import { stateReader, type Wake } from '../log/index.ts'
import { type Statement, statementOf } from './credential.ts'

/** Maximum length of the reason of a revocation, in characters. */
export const REASON_CHARS_MAX = 1_000

export type AttestationStatus =
  | 'VALID'
  | 'NOT_YET_VALID'
  | 'EXPIRED'
  | 'REVOKED'
  | 'INVALID_PROOF'
  | 'UNCHECKED'
  | 'UNSUPPORTED'

/** The facts of one attestation. */
export interface Attestation {
  readonly id: string
  /** The credential as issued. A forked log may have issued it twice, equal except for the proof: the lesser hash counts. */
  readonly issued: { readonly hash: Hash; readonly at: Instant; readonly credential: JsonObject }
  /** The first revocation by `at`; only a forked log has several. It is revoked in any case. */
  readonly revoked: { readonly hash: Hash; readonly at: Instant; readonly reason: string | null } | null
}

/** Reads a stored state of this aggregate. */
export const asAttestation = stateReader<Attestation>()

/** An attestation as the API shows it. */
export interface AttestationView extends Statement {
  readonly id: string
  readonly subjectCooperative: Did
  readonly revokedAt: Instant | null
  readonly revocationReason: string | null
  readonly status: AttestationStatus
  readonly credential: JsonObject
}

/** An attestation as of an instant: what its credential states, and whether it is valid then. */
export function viewAttestation(state: Attestation, now: Instant): AttestationView {
  const statement = statementOf(state.issued.credential)
  return {
    id: state.id,
    ...statement,
    subjectCooperative: statement.subject,
    revokedAt: state.revoked?.at ?? null,
    revocationReason: state.revoked?.reason ?? null,
    status: state.revoked === null ? statusAt(statement, now) : 'REVOKED',
    credential: state.issued.credential,
  }
}

/** The status at `now`: valid from `validFrom` on, until just before `validUntil`. */
export function statusAt(
  { validFrom, validUntil }: Pick<Statement, 'validUntil'> & { readonly validFrom: Instant | null },
  now: Instant,
): 'VALID' | 'NOT_YET_VALID' | 'EXPIRED' {
  if (validUntil !== null && now >= validUntil) return 'EXPIRED'
  return validFrom !== null && now < validFrom ? 'NOT_YET_VALID' : 'VALID'
}

/** When the status next changes without an entry. */
export function wakeOf(state: Attestation, after: Instant): Wake | null {
  if (state.revoked !== null) return null
  const { validFrom, validUntil } = statementOf(state.issued.credential)
  if (validFrom > after) return { at: validFrom, kind: 'attestation.valid' }
  if (validUntil !== null && validUntil > after) return { at: validUntil, kind: 'attestation.expired' }
  return null
}
