import { type AgreementView, asAgreement, signingParties, viewAgreement } from '../../agreements/index.ts'
import {
  asAttestation,
  checkClaims,
  evidenceShape,
  issueCredential,
  REASON_CHARS_MAX,
  type RecognisingAgreement,
  refuseAttestations as refuse,
  type Statement,
  subjectShape,
  type TrustEdge,
  typeShape,
} from '../../attestations/index.ts'
import { checkDid } from '../../identity/index.ts'
import {
  type Did,
  decodeShape,
  findFlaw,
  type Hash,
  type Instant,
  type Json,
  type JsonObject,
  ok,
  PUBLIC_SCOPE,
  type Result,
  type Scope,
  shape,
} from '../../kernel/index.ts'
import type { CommandContext, Run, StoreReader, SubjectRow } from '../../node/index.ts'
import type { IssueAttestationInput, RevokeAttestationInput, SetTrustInput } from './inputs.ts'
import { findStatus } from './status-places.ts'

/**
 * Issues a credential: makes, signs and publishes it. With `publicUrl`, under which the node serves its status lists, it
 * names a position in one of them.
 */
export function issueAttestation(input: IssueAttestationInput, publicUrl: string | null = null): Run {
  return async (context) => {
    const statement = readStatement(input, context.now)
    if (!statement.ok) return statement
    const place = await findPlace(context, input.agreementId ?? null, statement.value.type)
    if (!place.ok) return place
    const { scope, documentHash } = place.value
    const status = await findStatus(context, publicUrl)
    const { signer, now } = context
    const { attestationId, credential } = issueCredential(statement.value, scope, signer, now, status)
    const written = await context.write({ kind: 'attestation.issued', scope, body: { credential, documentHash } })
    return written.ok ? ok({ attestationId }) : written
  }
}

/** Revokes an attestation of this node's own; repeating it succeeds and changes nothing. */
export function revokeAttestation(input: RevokeAttestationInput): Run {
  return async (context) => {
    const { attestationId, reason = null } = input
    const row = await findAttestation(context.tx, attestationId)
    if (row === null || row.state === null) {
      return refuse('attestations.not-found', `there is no attestation ${attestationId.slice(0, 100)} here`)
    }
    if (row.index?.left !== context.self) {
      return refuse('attestations.not-the-issuer', 'an attestation is revoked by its issuer only')
    }
    if (asAttestation(row.state).revoked === null) {
      const body = { attestationId, reason }
      const written = await context.write({ kind: 'attestation.revoked', scope: row.scope, body })
      if (!written.ok) return written
    }
    return ok({ attestationId })
  }
}

/** Sets this node's own, private weight for an issuer; 0 overrides every agreement that recognises it. */
export function setTrust(input: SetTrustInput): Run {
  return async (context) => {
    const issuer = checkDid(input.issuer)
    if (!issuer.ok) return issuer
    const { weight } = input
    if (!(weight >= 0 && weight <= 1)) {
      return refuse('attestations.bad-weight', 'a weight lies between 0 (counts nothing) and 1 (settles it alone)')
    }
    const note = decodeShape(shape.text(REASON_CHARS_MAX).nullable(), input.note ?? null)
    if (!note.ok) return refuse('attestations.bad-weight', `note: ${note.refusal.message}`)
    await context.tx.putLocal('trust-edge', issuer.value, { weight, note: note.value, at: context.now })
    context.note({ kind: 'trust-edge.set', subjectKind: 'TRUST_EDGE', subject: issuer.value, scope: null })
    return ok({ issuer: issuer.value })
  }
}

/** This node's weights, by issuer. */
export async function listTrustEdges(reader: StoreReader): Promise<ReadonlyMap<Did, TrustEdge>> {
  const rows = await reader.locals('trust-edge')
  return new Map([...rows].map(([issuer, { weight, note }]) => [issuer as Did, { weight, note } as TrustEdge]))
}

/** What an agreement contributes to trust, or null if it recognises nothing now. */
export function recognitionOf(agreement: AgreementView): RecognisingAgreement | null {
  if (agreement.type !== 'MUTUAL_RECOGNITION' || !agreement.operational) return null
  const { attestationTypes } = agreement.terms as { readonly attestationTypes: readonly string[] }
  return { agreementId: agreement.id, parties: signingParties(agreement.document), attestationTypes }
}

const ATTESTATION_ID = /^att_[0-9a-f]{64}$/
const AGREEMENT_ID = /^agr_[0-9a-f]{64}$/

/** An attestation's subject, in any scope. */
export async function findAttestation(reader: StoreReader, id: string): Promise<SubjectRow | null> {
  if (!ATTESTATION_ID.test(id)) return null
  return (await reader.subjectsAnywhere([id])).find(({ aggregate }) => aggregate === 'attestation') ?? null
}

function readStatement(input: IssueAttestationInput, now: Instant): Result<Omit<Statement, 'issuer'>> {
  const subject = decodeShape(subjectShape, input.subject)
  if (!subject.ok) return refuse('attestations.bad-subject', subject.refusal.message)
  const type = decodeShape(typeShape, input.type)
  if (!type.ok) return refuse('attestations.bad-type', type.refusal.message)
  const evidence = decodeShape(evidenceShape, input.evidence ?? [])
  if (!evidence.ok) return refuse('attestations.bad-evidence', `evidence lists entries: ${evidence.refusal.message}`)
  const claims = checkSignable(type.value, input.claims)
  if (!claims.ok) return claims
  const validFrom = input.validFrom ?? now
  const validUntil = input.validUntil ?? null
  if (validUntil !== null && validUntil <= validFrom) {
    return refuse('attestations.bad-validity', 'validUntil lies after validFrom, which is now where it is not given')
  }
  return ok({
    subject: subject.value,
    type: type.value,
    claims: claims.value,
    evidence: evidence.value,
    validFrom,
    validUntil,
  })
}

/** Checked against the type's schema before signing: a credential is a signature of its own. */
function checkSignable(type: string, claims: JsonObject): Result<JsonObject> {
  const flaw = findFlaw(claims as Json)
  if (flaw !== null) {
    return refuse('attestations.bad-claims', `claims cannot be signed: ${flaw}; write 0.98 as the text "0.98"`)
  }
  const checked = checkClaims(type, claims)
  return checked.ok ? ok(claims) : checked
}

interface Place {
  readonly scope: Scope
  readonly documentHash: Hash | null
}

/** The guard: in public, or under an agreement that is in force and recognises this node's attestations of this type. */
async function findPlace(context: CommandContext, agreementId: string | null, type: string): Promise<Result<Place>> {
  if (agreementId === null) return ok({ scope: PUBLIC_SCOPE, documentHash: null })
  const scope = agreementId as Scope
  const [row] = AGREEMENT_ID.test(scope) ? await context.tx.subjects(scope, [scope]) : []
  if (row?.aggregate !== 'agreement' || row.state === null) {
    return refuse('attestations.agreement-not-found', `there is no agreement ${agreementId.slice(0, 100)} here`)
  }
  const agreement = viewAgreement(asAgreement(row.state), context.now)
  if (agreement.type === 'MUTUAL_RECOGNITION' && !agreement.operational) {
    return refuse(
      'attestations.agreement-not-operational',
      `the agreement is ${agreement.status}; nothing new under it`,
    )
  }
  const recognition = recognitionOf(agreement)
  if (!recognition?.parties.includes(context.self) || !recognition.attestationTypes.includes(type)) {
    const message = `this agreement does not recognise attestations of ${type} by this cooperative`
    return refuse('attestations.not-recognised', `${message}; leave agreementId out to attest in public`)
  }
  return ok({ scope, documentHash: agreement.documentHash })
}
