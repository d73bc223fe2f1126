import { z } from 'zod'
import { createProof, idOf, type Signer, sha256, verifyProof } from '../identity/index.ts'
import {
  canonicalText,
  type Did,
  done,
  findInstant,
  type Hash,
  type Instant,
  instantText,
  type JsonObject,
  type Result,
  type Scope,
  shape,
} from '../kernel/index.ts'
import { refuse } from './refusals.ts'
import { STATUS_LIST_BITS } from './status-entry.ts'

export const TYPE_CHARS_MAX = 100
export const SUBJECT_CHARS_MAX = 256
const EVIDENCE_MAX = 256

/** Only strings, no inline objects: other verifiers compare a proof's contexts with the document's item by item. */
const CONTEXTS = [
  'https://www.w3.org/ns/credentials/v2',
  'https://www.w3.org/ns/credentials/undefined-terms/v2',
] as const
const ID_PREFIX = 'urn:rochdale:'
const EVIDENCE_PREFIX = 'urn:rochdale:entry:'
const URL_CHARS_MAX = 500
const STATUS_LIST_URL = /^https?:\/\/[^\s#?]+\/status\/([1-9]\d{0,5})$/

/** The name of a type as in the credential: a term, or an IRI. */
export const typeShape = z
  .string()
  .max(TYPE_CHARS_MAX)
  .regex(
    /^(?!VerifiableCredential$)[A-Za-z][A-Za-z0-9:/._~%#-]*$/,
    'a type is a word like MemberInGoodStanding, or an IRI',
  )

/** A subject is a cooperative or one of its members, which may have DIDs of other methods. */
export const subjectShape = z
  .string()
  .max(SUBJECT_CHARS_MAX)
  .regex(/^did:[a-z0-9]+:[A-Za-z0-9.:%_-]+$/, 'a subject is named by its DID, e.g. did:key:z6Mk…')
  .transform((text) => text as Did)

/** The evidence of a statement: hashes of entries, without duplicates. */
export const evidenceShape = z
  .array(shape.hash)
  .max(EVIDENCE_MAX)
  .refine((hashes) => new Set(hashes).size === hashes.length, 'an entry is named once')

const timestampShape = z
  .string()
  .refine((text) => isInstantText(text), 'a time is UTC with milliseconds, e.g. 2026-03-31T12:00:00.000Z')

/** An entry of a status list that the issuer's node serves, by its number, under a URL of the issuer's choice. */
const ownStatusShape = z
  .strictObject({
    id: z.string().max(URL_CHARS_MAX),
    type: z.literal('BitstringStatusListEntry'),
    statusPurpose: z.literal('revocation'),
    statusListIndex: z.string().regex(/^(0|[1-9]\d{0,5})$/),
    statusListCredential: z.string().max(URL_CHARS_MAX).regex(STATUS_LIST_URL),
  })
  .refine(
    ({ statusListIndex, statusListCredential, id }) =>
      Number(statusListIndex) < STATUS_LIST_BITS && id === `${statusListCredential}#${statusListIndex}`,
    'names a place of the list, and is named after it',
  )

/** A credential as this node issues it: a W3C Verifiable Credential 2.0 of a narrow, fixed form. */
export const credentialShape = z.strictObject({
  '@context': z.tuple([z.literal(CONTEXTS[0]), z.literal(CONTEXTS[1])]),
  id: z.string().regex(/^urn:rochdale:att_[0-9a-f]{64}$/),
  type: z.tuple([z.literal('VerifiableCredential'), typeShape]),
  issuer: shape.did,
  validFrom: timestampShape,
  validUntil: timestampShape.optional(),
  credentialSubject: z.looseObject({ id: subjectShape }),
  credentialStatus: ownStatusShape.optional(),
  evidence: z
    .array(
      z.strictObject({
        id: z.string().regex(/^urn:rochdale:entry:[0-9a-f]{64}$/),
        type: z.literal('SignedEntry'),
      }),
    )
    .min(1)
    .max(EVIDENCE_MAX)
    .optional(),
  proof: shape.jsonObject,
})

/** A cast, not a check: entries are decoded with `credentialShape`, and every view of one reads its credential again. */
function accepted(credential: JsonObject): z.infer<typeof credentialShape> {
  return credential as unknown as z.infer<typeof credentialShape>
}

/** The content of a credential. */
export interface Statement {
  readonly issuer: Did
  readonly subject: Did
  readonly type: string
  readonly claims: JsonObject
  readonly evidence: readonly Hash[]
  readonly validFrom: Instant
  readonly validUntil: Instant | null
}

/** A position in one of the issuer's own status lists. */
export interface StatusPlace {
  /** The number of the list, from 1 on. */
  readonly list: number
  readonly index: number
}

/** The URL of a status list of an issuer's node: `publicUrl` has no trailing slash. */
export function statusListUrl(publicUrl: string, list: number): string {
  return `${publicUrl}/status/${list}`
}

/** The status list position of a credential that `credentialShape` has accepted; null if it has none. */
export function statusPlaceOf(credential: JsonObject): StatusPlace | null {
  const { credentialStatus } = accepted(credential)
  if (credentialStatus === undefined) return null
  const [, list] = STATUS_LIST_URL.exec(credentialStatus.statusListCredential) ?? []
  return { list: Number(list), index: Number(credentialStatus.statusListIndex) }
}

/** The tag of everything that has a position in a list, whatever the URL of the list when it was issued. */
export function listTag(list: number): string {
  return `status/${list}`
}

/** The tag of the one credential of an issuer at a position. */
export function placeTag({ list, index }: StatusPlace): string {
  return `${listTag(list)}#${index}`
}

/** The tags of a credential with this position. */
export function statusTags(place: StatusPlace | null): readonly string[] {
  return place === null ? [] : [listTag(place.list), placeTag(place)]
}

/** The statement of a credential that `credentialShape` has accepted. */
export function statementOf(credential: JsonObject): Statement {
  const { type, issuer, validFrom, validUntil, credentialSubject, evidence } = accepted(credential)
  const { id: subject, ...claims } = credentialSubject
  return {
    issuer,
    subject,
    type: type[1],
    claims: claims as JsonObject,
    evidence: (evidence ?? []).map(({ id }) => id.slice(EVIDENCE_PREFIX.length) as Hash),
    validFrom: findInstant(validFrom) as Instant,
    validUntil: findInstant(validUntil),
  }
}

/** The position for the status of a new credential: a free one, and the issuer's public URL. */
export interface StatusOption {
  readonly publicUrl: string
  readonly place: StatusPlace
}

/** Makes and signs the credential of a statement. Its id is derived from its content, its issuer and its scope. */
export function issueCredential(
  statement: Omit<Statement, 'issuer'>,
  scope: Scope,
  signer: Signer,
  now: Instant,
  status: StatusOption | null = null,
): { readonly attestationId: string; readonly credential: JsonObject } {
  const content = credentialContent({ ...statement, issuer: signer.did })
  const attestationId = idOfContent(content, signer.did, scope)
  const credential = signContent({ ...content, id: `${ID_PREFIX}${attestationId}` }, signer, now, status)
  return { attestationId, credential }
}

/** The members of a credential that state something: all but its id, its status and its proof. */
export function credentialContent(statement: Statement): JsonObject {
  const { issuer, subject, type, claims, evidence, validFrom, validUntil } = statement
  return {
    '@context': CONTEXTS,
    type: ['VerifiableCredential', type],
    issuer,
    validFrom: instantText(validFrom),
    ...(validUntil === null ? {} : { validUntil: instantText(validUntil) }),
    credentialSubject: { ...claims, id: subject },
    ...(evidence.length === 0
      ? {}
      : { evidence: evidence.map((hash) => ({ id: `${EVIDENCE_PREFIX}${hash}`, type: 'SignedEntry' })) }),
  }
}

/** The credential with this content and id, with its place in a status list, signed. */
export function signContent(
  content: JsonObject,
  signer: Signer,
  now: Instant,
  status: StatusOption | null = null,
): JsonObject {
  const unsigned = { ...content, ...(status === null ? {} : { credentialStatus: statusText(status) }) }
  return { ...unsigned, proof: createProof(unsigned, signer, instantText(now)) }
}

/** The id that a credential gives itself. */
export function attestationIdOf(credential: JsonObject): string {
  return String(credential.id).slice(ID_PREFIX.length)
}

/** Whether two credentials state the same under the same id: only their proofs may differ. */
export function isSameStatement(
  { proof: _one, ...first }: JsonObject,
  { proof: _other, ...second }: JsonObject,
): boolean {
  return canonicalText(first) === canonicalText(second)
}

/** Whether a credential's id is the one derived from its content, so that no two statements share one. */
export function checkId(credential: JsonObject, scope: Scope): Result<void> {
  const { id, proof: _proof, credentialStatus: _status, ...content } = credential
  const expected = `${ID_PREFIX}${idOfContent(content, String(credential.issuer), scope)}`
  return id === expected ? done : refuse('attestations.wrong-id', `the id of this credential is ${expected}`)
}

/** Whether a credential's proof is its issuer's, over exactly this content. */
export function checkProof(credential: JsonObject, issuer: string): Result<void> {
  const { proof, ...document } = credential
  const verified = verifyProof(document, proof)
  if (!verified.ok) return refuse('attestations.bad-proof', verified.refusal.message)
  if (verified.value === issuer) return done
  return refuse('attestations.bad-proof', `the proof is by ${verified.value}, but ${issuer} is named as the issuer`)
}

function statusText({ publicUrl, place: { list, index } }: StatusOption): JsonObject {
  const url = statusListUrl(publicUrl, list)
  return {
    id: `${url}#${index}`,
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: String(index),
    statusListCredential: url,
  }
}

/** A position in a status list is random and carries no meaning: the same statement has the same id with any. */
function idOfContent(content: JsonObject, issuer: string, scope: Scope): string {
  return idOf('att', [issuer, scope, sha256(canonicalText(content))])
}

function isInstantText(text: string): boolean {
  const instant = findInstant(text)
  return instant !== null && instantText(instant) === text
}
