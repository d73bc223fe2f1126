/** attestations: signed statements about somebody, and what this node's own trust makes of them. */
import type { Aggregate, SubjectIndex } from '../log/index.ts'
import { asAttestation, wakeOf } from './attestation.ts'
import { statementOf } from './credential.ts'
import { kinds } from './entries/index.ts'

export * from './attestation.ts'
export * from './check.ts'
export { CLAIMS_CHARS_MAX, checkClaims, KNOWN_TYPES, type KnownType } from './claims.ts'
export * from './credential.ts'
export { refuse as refuseAttestations } from './refusals.ts'
export * from './trust.ts'

/** One subject for each attestation, in the scope that it was issued in. */
export const attestationAggregate: Aggregate = {
  name: 'attestation',
  scope: 'either',
  kinds,
  wake: (state, after) => wakeOf(asAttestation(state), after),
  index: (state): SubjectIndex => {
    const { issued, revoked } = asAttestation(state)
    const { issuer, subject, type, validFrom, validUntil } = statementOf(issued.credential)
    return {
      phase: revoked === null ? 'VALID' : 'REVOKED',
      type,
      parties: issuer === subject ? [issuer] : [issuer, subject],
      left: issuer,
      right: subject,
      fromMs: validFrom,
      untilMs: validUntil,
      text: `${type}\n${subject}`,
    }
  },
}
