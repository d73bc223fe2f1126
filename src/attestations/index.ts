/** attestations: signed statements about cooperatives and their members, and how this node's own trust weighs them. */
import type { Aggregate, SubjectIndex } from '../log/index.ts'
import { type Attestation, asAttestation, wakeOf } from './attestation.ts'
import { type StatusPlace, statementOf, statusPlaceOf } from './credential.ts'
import { kinds } from './entries/index.ts'

export * from './attestation.ts'
export * from './check.ts'
export { CLAIMS_CHARS_MAX, checkClaims, KNOWN_TYPES, type KnownType } from './claims.ts'
export * from './credential.ts'
export * from './credential-status.ts'
export * from './presentation.ts'
export * from './recognitions/index.ts'
export { refuse as refuseAttestations } from './refusals.ts'
export * from './status-entry.ts'
export * from './status-list.ts'
export * from './trust.ts'

/** The tag of every attestation of a list, whatever the URL of the list when it was issued. */
export function listTag(list: number): string {
  return `status/${list}`
}

/** The tag of an issuer's one attestation at a position. */
export function placeTag({ list, index }: StatusPlace): string {
  return `${listTag(list)}#${index}`
}

function tagsOf(place: StatusPlace | null): readonly string[] {
  return place === null ? [] : [listTag(place.list), placeTag(place)]
}

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
      tags: tagsOf(statusPlaceOf(issued.credential)),
      text: `${type}\n${subject}`,
    }
  },
}
