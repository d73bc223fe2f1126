import { z } from 'zod'
import { inForceShape } from '../../agreements/index.ts'
import { idOf, sha256 } from '../../identity/index.ts'
import {
  canonicalText,
  type Did,
  type Hash,
  type Instant,
  type JsonObject,
  type Scope,
  shape,
} from '../../kernel/index.ts'
import { stateReader, type Wake } from '../../log/index.ts'
import { subjectShape, TYPE_CHARS_MAX } from '../credential.ts'

const ROLE_CHARS_MAX = 200
const NONCE_CHARS_MAX = 64
const ATTESTATION_ID = /^att_/

export const grantedShape = z.strictObject({
  /** Distinguishes two recognitions of one member on the same attestation. */
  nonce: shape.text(NONCE_CHARS_MAX),
  ...inForceShape,
  /** The party that attested. */
  home: shape.did,
  member: subjectShape,
  attestationType: shape.text(TYPE_CHARS_MAX),
  /** The attestation's id, or `credentialHash` of a credential that is in no log that the host reads. */
  attestation: z.string().regex(/^(att_)?[0-9a-f]{64}$/),
  /** What the member may do or be at the host, in the host's words. */
  role: shape.visible(ROLE_CHARS_MAX).nullable(),
  until: shape.instant.nullable(),
  /** Whether the member proved that it holds the key of its DID; if not, the operator of the host says so. */
  holderProved: z.boolean(),
})

export type Granted = z.infer<typeof grantedShape>

/** The facts of one recognition. */
export interface Recognition {
  readonly id: string
  readonly agreement: Scope
  readonly host: Did
  /** A forked log may have granted it twice, with the same content: the lesser hash counts. */
  readonly granted: Omit<Granted, 'nonce' | 'documentHash' | 'decision'> & { readonly hash: Hash; readonly at: Instant }
  /** The first withdrawal by `at`; only a forked log has several. */
  readonly withdrawn: { readonly hash: Hash; readonly at: Instant; readonly reason: string | null } | null
}

/** Reads a stored state of this aggregate. */
export const asRecognition = stateReader<Recognition>()

/** The id follows from everything that is granted, so that no two recognitions share one. */
export function recognitionIdOf(agreement: Scope, host: Did, body: Granted): string {
  return idOf('rcg', [agreement, host, sha256(canonicalText(body))])
}

/** SHA-256 of a credential with its proof, in canonical form (RFC 8785). */
export function credentialHash(credential: JsonObject): Hash {
  return sha256(canonicalText(credential))
}

export type RecognitionStatus = 'ACTIVE' | 'LAPSED' | 'WITHDRAWN' | 'EXPIRED'

/** What a node knows of the attestation or credential on which a recognition is based. */
export type KnownBasis = {
  readonly issuer: string | null
  readonly subjects: readonly string[]
  readonly types: readonly string[]
  readonly validUntil: Instant | null
  readonly revokedAt: Instant | null
}

/** What a recognition depends on beside its own facts. */
export interface Surroundings {
  /** When the agreement ended or will end; null where no end is known. */
  readonly agreementEndsAt: Instant | null
  /** Null where neither attestation nor credential is here: then the host's word counts. */
  readonly basis: KnownBasis | null
}

/** A recognition as of an instant, as the API shows it. */
export interface RecognitionView {
  readonly id: string
  readonly agreement: Scope
  readonly host: Did
  readonly home: Did
  readonly member: Did
  readonly attestationType: string
  /** Null where it is based on a credential that is in no log. */
  readonly attestationId: string | null
  readonly role: string | null
  readonly until: Instant | null
  readonly holderProved: boolean
  readonly status: RecognitionStatus
  readonly lapsedBecause: string | null
  readonly recognisedAt: Instant
  readonly endedAt: Instant | null
  readonly reason: string | null
}

/** A recognition as the API shows it (SPEC R5–R8). */
export function viewRecognition(state: Recognition, surroundings: Surroundings, now: Instant): RecognitionView {
  const { id, agreement, host, granted, withdrawn } = state
  const { home, member, attestationType, attestation, role, until, holderProved, at } = granted
  const end = withdrawn === null ? findEnd(state, surroundings, now) : null
  return {
    id,
    agreement,
    host,
    home,
    member,
    attestationType,
    attestationId: ATTESTATION_ID.test(attestation) ? attestation : null,
    role,
    until,
    holderProved,
    status: withdrawn === null ? (end?.status ?? 'ACTIVE') : 'WITHDRAWN',
    lapsedBecause: end?.because ?? null,
    recognisedAt: at,
    endedAt: withdrawn?.at ?? end?.at ?? null,
    reason: withdrawn?.reason ?? null,
  }
}

/** When a recognition ends by its own date, unless it is withdrawn before. */
export function recognitionWake({ granted: { until }, withdrawn }: Recognition, after: Instant): Wake | null {
  return withdrawn !== null || until === null || until <= after ? null : { at: until, kind: 'recognition.expired' }
}

interface End {
  readonly status: 'LAPSED' | 'EXPIRED'
  readonly at: Instant
  readonly because: string | null
}

/** The earliest end that has come; what is revoked before it was granted ends at the grant. */
function findEnd({ granted }: Recognition, { agreementEndsAt, basis }: Surroundings, now: Instant): End | null {
  const lapses: readonly (readonly [at: Instant | null, because: string])[] = [
    [basis !== null && !isBasisOf(granted, basis) ? granted.at : null, 'the attestation states something else'],
    [basis?.revokedAt ?? null, 'the attestation was revoked'],
    [basis?.validUntil ?? null, 'the attestation has expired'],
    [agreementEndsAt, 'the agreement has ended'],
  ]
  const ends = lapses.flatMap(([at, because]) => (at === null ? [] : [{ status: 'LAPSED' as const, at, because }]))
  const expiry = granted.until === null ? [] : [{ status: 'EXPIRED' as const, at: granted.until, because: null }]
  const [first] = [...ends, ...expiry].filter(({ at }) => at <= now).sort((one, other) => one.at - other.at)
  return first === undefined ? null : { ...first, at: Math.max(first.at, granted.at) as Instant }
}

function isBasisOf({ home, member, attestationType }: Recognition['granted'], basis: KnownBasis): boolean {
  return basis.issuer === home && basis.subjects.includes(member) && basis.types.includes(attestationType)
}
