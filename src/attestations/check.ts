import { findUnsupported, verifyProof } from '../identity/index.ts'
import {
  decodeForeignJson,
  decodeShape,
  findInstant,
  type Instant,
  type Json,
  type JsonObject,
  ok,
  type Result,
} from '../kernel/index.ts'
import { type AnyCredential, anyCredentialShape, listed } from './any-credential.ts'
import { type AttestationStatus, statusAt } from './attestation.ts'
import { refuse } from './refusals.ts'
import { readStatusEntries, type StatusEntry } from './status-entry.ts'

/** Maximum length of a credential in characters: as much as an entry may hold. */
const CREDENTIAL_CHARS_MAX = 262_144
const JWT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*(~.*)?$/s

/** The result of checking a credential alone: its proof and its dates, not its revocation. */
export interface CredentialCheck {
  readonly status: Exclude<AttestationStatus, 'REVOKED' | 'UNCHECKED'>
  /** The issuer it names; null if this check cannot read it. */
  readonly issuer: string | null
  readonly subjects: readonly string[]
  readonly types: readonly string[]
  /** The claims about each subject, without the subject's id. */
  readonly claims: readonly JsonObject[]
  readonly validFrom: Instant | null
  readonly validUntil: Instant | null
  /** Why its proof is invalid, or cannot be checked here; null if it is valid. */
  readonly problem: string | null
  /** Other limits on its validity that this check does not read. */
  readonly unchecked: readonly string[]
  /** The entries of status lists that show whether it was revoked. */
  readonly statusEntries: readonly StatusEntry[]
  /** Whether it has a status of another kind, which may say that it is not to be relied on. */
  readonly hasUnreadStatus: boolean
}

type Subject = { readonly id?: string | undefined; readonly [claim: string]: unknown }

const UNCHECKED = ['credentialSchema', 'refreshService', 'termsOfUse'] as const

/** Whether a text is a JWT, with or without disclosures behind it. */
export function isJwt(text: string): boolean {
  return JWT.test(text)
}

/** Parses an external credential: JSON, which unlike what we sign may hold any number, or a JWT. */
export function readCredential(text: string): Result<Json> {
  if (text.length > CREDENTIAL_CHARS_MAX) {
    return refuse('attestations.bad-credential', `a credential has at most ${CREDENTIAL_CHARS_MAX} characters`)
  }
  if (isJwt(text.trim())) return ok(text.trim())
  const decoded = decodeForeignJson(text)
  if (decoded.ok) return decoded
  const { code, message } = decoded.refusal
  const help = code === 'kernel.not-json' ? ': give the whole text, from the first { to the last }' : ''
  return refuse('attestations.bad-credential', `${message}${help}`)
}

/** Checks an external credential on its own: its form, its proof (`eddsa-jcs-2022` by a `did:key`) and its dates. */
export function checkCredential(raw: unknown, now: Instant): Result<CredentialCheck> {
  const form = findOtherForm(raw)
  if (form !== null) return ok({ ...NOTHING_READ, problem: form })
  const decoded = decodeShape(anyCredentialShape, raw)
  if (!decoded.ok) {
    return refuse('attestations.bad-credential', `not a Verifiable Credential with a proof: ${decoded.refusal.message}`)
  }
  const { type, issuer, credentialSubject } = decoded.value
  const dates = readDates(decoded.value)
  if (!dates.ok) return dates
  const issuerId = typeof issuer === 'string' ? issuer : issuer.id
  const { status, problem, unread } = checkProofs(raw as JsonObject, issuerId, now)
  const { entries, others, isUnread } = readStatusEntries((raw as JsonObject).credentialStatus)
  const subjects = listed<Subject>(credentialSubject)
  return ok({
    status: status === 'VALID' ? statusAt(dates.value, now) : status,
    issuer: issuerId,
    subjects: subjects.flatMap(({ id }) => id ?? []),
    types: listed(type).filter((name) => name !== 'VerifiableCredential'),
    claims: subjects.map(({ id: _id, ...claims }) => claims as JsonObject),
    ...dates.value,
    problem,
    unchecked: [...others, ...UNCHECKED.filter((member) => member in decoded.value), ...unread],
    statusEntries: entries,
    hasUnreadStatus: isUnread,
  })
}

const NOTHING_READ: Omit<CredentialCheck, 'problem'> = {
  status: 'UNSUPPORTED',
  issuer: null,
  subjects: [],
  types: [],
  claims: [],
  validFrom: null,
  validUntil: null,
  unchecked: [],
  statusEntries: [],
  hasUnreadStatus: false,
}

/** A message for input that is no credential with an embedded proof, but another form of the data model. */
function findOtherForm(raw: unknown): string | null {
  if (typeof raw === 'string' && isJwt(raw))
    return 'this is a credential as a JWT (VC-JOSE), and what is checked here has its proof embedded in JSON'
  if (typeof raw !== 'object' || raw === null || !('type' in raw)) return null
  const types: readonly unknown[] = [raw.type].flat()
  if (types.some((type) => type === 'EnvelopedVerifiableCredential' || type === 'EnvelopedVerifiablePresentation'))
    return 'this is a credential in an envelope (VC-JOSE), and what is checked here has its proof embedded in JSON'
  if (types.includes('VerifiablePresentation')) return 'this is a presentation: check the credentials in it one by one'
  return null
}

/** The combined result of a credential's proofs. */
interface ProofsCheck {
  readonly status: 'VALID' | 'INVALID_PROOF' | 'UNSUPPORTED'
  readonly problem: string | null
  /** Which of several proofs could not be checked, beside a valid one. */
  readonly unread: readonly string[]
}

/** For a set of proofs: every one that can be checked must be valid, and one of these must be the issuer's own. */
function checkProofs(credential: JsonObject, issuer: string, now: Instant): ProofsCheck {
  const proofs = listed(credential.proof as JsonObject | readonly JsonObject[])
  const unsupported = proofs.map(findUnsupported)
  const checkable = proofs.filter((_proof, i) => unsupported[i] === null)
  const [reason] = unsupported.filter((reason) => reason !== null)
  if (checkable.length === 0) return { status: 'UNSUPPORTED', problem: reason ?? 'it has no proof', unread: [] }
  const { proof: _proof, ...document } = credential
  const checked = checkable.map((proof) => verifyProof(document, proof, now))
  for (const one of checked) if (!one.ok) return invalid(one.refusal.message)
  const signers = checked.flatMap((one) => (one.ok ? [one.value] : []))
  if (!signers.includes(issuer)) {
    // The issuer's own proof may be the one that cannot be checked here.
    if (reason !== undefined) return { status: 'UNSUPPORTED', problem: reason, unread: [] }
    return invalid(`the proof is by ${signers.join(', ')}, but ${issuer} is named as the issuer`)
  }
  const unread = unsupported.flatMap((reason, i) => (reason === null ? [] : [`proof ${i + 1} of ${proofs.length}`]))
  return { status: 'VALID', problem: null, unread }
}

function invalid(problem: string): ProofsCheck {
  return { status: 'INVALID_PROOF', problem, unread: [] }
}

interface Dates {
  readonly validFrom: Instant | null
  readonly validUntil: Instant | null
}

/** Version 1.1 names the two dates differently; one of each is allowed, as two would be ambiguous. */
function readDates(credential: AnyCredential): Result<Dates> {
  const { validFrom, issuanceDate, validUntil, expirationDate } = credential
  if (
    (validFrom !== undefined && issuanceDate !== undefined) ||
    (validUntil !== undefined && expirationDate !== undefined)
  )
    return badDates(
      'it has the same date twice: validFrom and validUntil, or (version 1.1) issuanceDate and expirationDate',
    )
  const from = validFrom ?? issuanceDate
  const until = validUntil ?? expirationDate
  const dates = { validFrom: findInstant(from), validUntil: findInstant(until) }
  if ((from !== undefined && dates.validFrom === null) || (until !== undefined && dates.validUntil === null))
    return badDates('its dates are not times of the calendar with an offset (RFC 3339), 1970 to 9999')
  if (dates.validFrom !== null && dates.validUntil !== null && dates.validUntil < dates.validFrom)
    return badDates('it ends before it begins: validUntil is earlier than validFrom')
  return ok(dates)
}

function badDates(message: string) {
  return refuse('attestations.bad-credential', message)
}
