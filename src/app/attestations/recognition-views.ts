import { asAgreement, viewAgreement } from '../../agreements/index.ts'
import {
  type AttestationView,
  asAttestation,
  asRecognition,
  type KnownBasis,
  type Recognition,
  type RecognitionView,
  viewAttestation,
  viewRecognition,
} from '../../attestations/index.ts'
import type { Instant, JsonObject } from '../../kernel/index.ts'
import type { StoreReader, SubjectRow } from '../../node/index.ts'

/** A credential that was presented here and is in no log, with what is known of it: this node's own row. */
export type KeptCredential = {
  readonly credential: JsonObject
  readonly basis: KnownBasis
  /** When its status was last read; null if no list covers it. */
  readonly statusAsOf: Instant | null
}

/** Recognitions as the API shows them, in the order of their rows, by what is here of agreement and attestation. */
export async function viewRecognitions(
  reader: StoreReader,
  rows: readonly SubjectRow[],
  now: Instant,
): Promise<RecognitionView[]> {
  const states = rows.map(({ state }) => asRecognition(state))
  const agreements = await reader.scopeSubjects([...new Set(rows.map(({ scope }) => scope))])
  const ends = new Map(
    agreements.flatMap(({ scope, aggregate, state }) => {
      if (aggregate !== 'agreement' || state === null) return []
      const { status, termination } = viewAgreement(asAgreement(state), now)
      return status === 'TERMINATED' ? [[scope, termination?.effectiveAt ?? now] as const] : []
    }),
  )
  const bases = await readBases(reader, states, now)
  return states.map((state) => {
    const surroundings = { agreementEndsAt: ends.get(state.agreement) ?? null, basis: bases.get(state.id) ?? null }
    return viewRecognition(state, surroundings, now)
  })
}

/** What a view says of an attestation's issuer, subject, type and end. */
function basisOf({ issuer, subject, type, validUntil, revokedAt }: AttestationView): KnownBasis {
  return { issuer, subjects: [subject], types: [type], validUntil, revokedAt }
}

/** What is known of the attestation or credential of each recognition, by the recognition's id. */
async function readBases(
  reader: StoreReader,
  states: readonly Recognition[],
  now: Instant,
): Promise<ReadonlyMap<string, KnownBasis>> {
  const rows = await reader.subjectsAnywhere([...new Set(states.map(({ granted }) => granted.attestation))])
  const attestations = new Map(
    rows.flatMap(({ id, aggregate, state }) =>
      aggregate === 'attestation' && state !== null
        ? [[id, basisOf(viewAttestation(asAttestation(state), now))] as const]
        : [],
    ),
  )
  const bases = new Map<string, KnownBasis>()
  for (const { id, granted } of states) {
    const kept = granted.attestation.startsWith('att_') ? null : await findKept(reader, id)
    const basis = attestations.get(granted.attestation) ?? kept?.basis
    if (basis !== undefined) bases.set(id, basis)
  }
  return bases
}

/** The credential behind a recognition of this node's own, where it is in no log. */
export async function findKept(reader: StoreReader, recognitionId: string): Promise<KeptCredential | null> {
  return (await reader.local('presented', recognitionId)) as KeptCredential | null
}
