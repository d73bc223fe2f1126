/** attestations: signed statements about cooperatives and their members, and how this node's own trust weighs them. */
import type { Aggregate, SubjectIndex } from '../log/index.ts'
import { type Attestation, asAttestation, wakeOf } from './attestation.ts'
import { statementOf, statusPlaceOf, statusTags } from './credential.ts'
import { kinds } from './entries/index.ts'

export * from './attestation.ts'
export * from './check.ts'
export { CLAIMS_CHARS_MAX, checkClaims, type KnownType } from './claims.ts'
export * from './credential.ts'
export * from './credential-status.ts'
export * from './presentation.ts'
export * from './recognitions/index.ts'
export { refuse as refuseAttestations } from './refusals.ts'
export * from './status-entry.ts'
export * from './status-list.ts'
export * from './trust.ts'

/** One subject for each attestation, in the scope that it was issued in. */
export const attestationAggregate: Aggregate<Attestation, 'ATTESTATION'> = {
  name: 'attestation',
  scope: 'either',
  kinds,
  idPrefix: 'att_',
  subjectKind: 'ATTESTATION',
  topics: { public: 'attestations' },
  stateVersion: 1,
  readState: asAttestation,
  wake: wakeOf,
  index: ({ issued, revoked }): SubjectIndex => {
    const { issuer, subject, type, validFrom, validUntil } = statementOf(issued.credential)
    return {
      phase: revoked === null ? 'VALID' : 'REVOKED',
      type,
      parties: issuer === subject ? [issuer] : [issuer, subject],
      left: issuer,
      right: subject,
      fromMs: validFrom,
      untilMs: validUntil,
      tags: statusTags(statusPlaceOf(issued.credential)),
      text: `${type}\n${subject}`,
    }
  },
}
