import type { Did, Instant } from '../kernel/index.ts'
import { type Attestation, viewAttestation } from './attestation.ts'

/** The weight, half, of an issuer for which this node has set none, but which it recognises under an agreement. */
export const RECOGNISED_WEIGHT = 0.5
/** The weight of this node's own statements, unless it has set another for itself. */
export const OWN_WEIGHT = 1

/** This node's own, private weight for an issuer. */
export interface TrustEdge {
  readonly weight: number
  readonly note: string | null
}

/** An active MutualRecognition agreement: its signers, and the types of attestations that they recognise of each other. */
export interface RecognisingAgreement {
  readonly agreementId: string
  readonly parties: readonly Did[]
  readonly attestationTypes: readonly string[]
}

/** What determines the weight of an issuer here. */
export interface Weights {
  readonly self: Did
  readonly edges: ReadonlyMap<Did, TrustEdge>
  readonly recognitions: readonly RecognisingAgreement[]
}

export interface TrustInput extends Weights {
  readonly subject: Did
  /** Only attestations of this type; null: of any. */
  readonly type: string | null
  /** Attestations about the subject; others are ignored. */
  readonly attestations: readonly Attestation[]
  readonly now: Instant
}

/** One valid attestation and its contribution to the score. */
export interface TrustPart {
  readonly attestationId: string
  readonly issuerWeight: number
  readonly contribution: number
  readonly recognisedUnder: readonly string[]
  readonly explanation: string
}

/** A trust score, 0 to 1, with what it was made of. */
export interface TrustAssessment {
  readonly subject: Did
  readonly score: number
  readonly parts: readonly TrustPart[]
}

/**
 * Issuer, subject and type of a statement: recorded here, or in an external credential, whose issuer may be any text, or
 * null if unknown.
 */
export interface WeighedStatement {
  readonly issuer: string | null
  readonly subjects: readonly string[]
  readonly types: readonly string[]
}

/** The weight of a statement's issuer here, and its reason. */
export interface IssuerTrust {
  readonly weight: number
  readonly recognisedUnder: readonly string[]
  readonly explanation: string
}

interface Weighed extends IssuerTrust {
  readonly id: string
  readonly issuer: Did
}

/**
 * Weighs others' attestations by this node's own weights: score = 1 − Π (1 − weight) over the issuers of valid
 * attestations, each issuer once. The parts' contributions add up to the score (SPEC T1–T6).
 */
export function assessTrust(input: TrustInput): TrustAssessment {
  const parts: TrustPart[] = []
  const counted = new Set<Did>()
  let doubt = 1
  for (const { id, issuer, weight, recognisedUnder, explanation } of weighed(input)) {
    const isRepeated = counted.has(issuer)
    const contribution = isRepeated ? 0 : doubt * weight
    counted.add(issuer)
    doubt -= contribution
    parts.push({
      attestationId: id,
      issuerWeight: weight,
      contribution: rounded(contribution),
      recognisedUnder,
      explanation: isRepeated ? 'another attestation by the same issuer counts already' : explanation,
    })
  }
  return { subject: input.subject, score: rounded(1 - doubt), parts }
}

/** The valid attestations about the subject, by descending weight; of equal weight by issuer, then by id. */
function weighed(input: TrustInput): Weighed[] {
  const { subject, type, attestations, now } = input
  return attestations
    .map((attestation) => viewAttestation(attestation, now))
    .filter((view) => view.status === 'VALID' && view.subject === subject && (type === null || view.type === type))
    .map((view) => ({
      id: view.id,
      issuer: view.issuer,
      ...weighIssuer({ ...view, subjects: [view.subject], types: [view.type] }, input),
    }))
    .sort((a, b) => b.weight - a.weight || order(a.issuer, b.issuer) || order(a.id, b.id))
}

/** The weight of an issuer's statement for this node (SPEC T2–T4). */
export function weighIssuer(
  { issuer, subjects, types }: WeighedStatement,
  { self, edges, recognitions }: Weights,
): IssuerTrust {
  const recognisedUnder = recognitions
    .filter(
      ({ parties, attestationTypes }) =>
        types.some((type) => attestationTypes.includes(type)) && isBetween(parties, self, issuer),
    )
    .map(({ agreementId }) => agreementId)
    .sort()
  const weight = edges.get(issuer as Did)?.weight
  if (issuer !== null && subjects.includes(issuer))
    return { weight: 0, recognisedUnder, explanation: 'a cooperative does not add to the trust in itself' }
  if (weight !== undefined)
    return { weight, recognisedUnder, explanation: `this node gives its issuer the weight ${weight}` }
  if (issuer === self) return { weight: OWN_WEIGHT, recognisedUnder, explanation: 'this node issued it itself' }
  if (recognisedUnder.length > 0) {
    const explanation = `its issuer is recognised for ${types.join(', ')}; this counts half by default, until this node gives it a weight of its own`
    return { weight: RECOGNISED_WEIGHT, recognisedUnder, explanation }
  }
  return {
    weight: 0,
    recognisedUnder,
    explanation: 'this node has set no weight for its issuer, and no agreement recognises it',
  }
}

function isBetween(parties: readonly string[], one: string, other: string | null): boolean {
  return other !== null && parties.includes(one) && parties.includes(other)
}

/** Rounded to twelve decimals, so that 0.8 and 0.5 give 0.9. */
function rounded(value: number): number {
  return Math.round(value * 1e12) / 1e12
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
