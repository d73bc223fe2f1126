import { z } from 'zod'
import { decodeShape, findInstant, type Instant, type Json, type JsonObject, ok, type Result } from '../kernel/index.ts'
import { type AttestationStatus, statusAt } from './attestation.ts'
import { checkProof } from './credential.ts'
import { refuse } from './refusals.ts'

/** The text of one credential: as much as an entry may hold. */
const CREDENTIAL_CHARS_MAX = 262_144
const CHARS_MAX = 1_000
const ITEMS_MAX = 100

const text = z.string().min(1).max(CHARS_MAX)
const textOrObject = z.union([text, z.looseObject({ id: text })])
const listOf = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1).max(ITEMS_MAX)])

/** What any Verifiable Credential with one proof has, of version 2.0 or 1.1. */
const anyCredentialShape = z.looseObject({
  type: listOf(text),
  issuer: textOrObject,
  credentialSubject: listOf(z.looseObject({ id: text.optional() })),
  validFrom: text.optional(),
  validUntil: text.optional(),
  issuanceDate: text.optional(),
  expirationDate: text.optional(),
  proof: z.union([z.looseObject({}), z.array(z.looseObject({})).length(1)]),
})

/** What an offline check of a credential found. It cannot know of a revocation. */
export interface CredentialCheck {
  readonly status: Exclude<AttestationStatus, 'REVOKED'>
  readonly issuer: string
  readonly subjects: readonly string[]
  readonly types: readonly string[]
  readonly validFrom: Instant | null
  readonly validUntil: Instant | null
  /** Why the proof is invalid, or null. */
  readonly problem: string | null
  /** Members that say more about its validity, which this check does not read. */
  readonly unchecked: readonly string[]
}

const UNCHECKED = ['credentialStatus', 'credentialSchema', 'refreshService', 'termsOfUse'] as const

/** Reads the JSON text of a credential from elsewhere: unlike what we sign, it may hold any number. */
export function readCredential(text: string): Result<Json> {
  if (text.length > CREDENTIAL_CHARS_MAX) {
    return refuse('attestations.bad-credential', `a credential has at most ${CREDENTIAL_CHARS_MAX} characters`)
  }
  try {
    return ok(JSON.parse(text) as Json)
  } catch {
    return refuse(
      'attestations.bad-credential',
      'this is not JSON: give the whole text, from the first { to the last }',
    )
  }
}

/** Checks a credential pasted from elsewhere: its proof (`eddsa-jcs-2022` by a `did:key`) and its dates. */
export function checkCredential(raw: unknown, now: Instant): Result<CredentialCheck> {
  const decoded = decodeShape(anyCredentialShape, raw)
  if (!decoded.ok) {
    return refuse('attestations.bad-credential', `not a Verifiable Credential with a proof: ${decoded.refusal.message}`)
  }
  const { type, issuer, credentialSubject, proof } = decoded.value
  const dates = readDates(decoded.value)
  if (!dates.ok) return dates
  const issuerId = typeof issuer === 'string' ? issuer : issuer.id
  const [onlyProof] = listed(proof)
  const proven = checkProof({ ...(raw as JsonObject), proof: onlyProof as JsonObject }, issuerId)
  return ok({
    status: proven.ok ? statusAt(dates.value, now) : 'INVALID_PROOF',
    issuer: issuerId,
    subjects: listed<{ readonly id?: string | undefined }>(credentialSubject).flatMap(({ id }) => id ?? []),
    types: listed(type).filter((name) => name !== 'VerifiableCredential'),
    ...dates.value,
    problem: proven.ok ? null : proven.refusal.message,
    unchecked: UNCHECKED.filter((member) => member in decoded.value),
  })
}

function readDates(credential: z.infer<typeof anyCredentialShape>) {
  const from = credential.validFrom ?? credential.issuanceDate
  const until = credential.validUntil ?? credential.expirationDate
  const validFrom = findInstant(from)
  const validUntil = findInstant(until)
  if ((from !== undefined && validFrom === null) || (until !== undefined && validUntil === null)) {
    return refuse('attestations.bad-credential', 'its dates are not RFC 3339 times with an offset, 1970 to 9999')
  }
  return ok({ validFrom, validUntil })
}

function listed<T>(value: T | readonly T[]): readonly T[] {
  return Array.isArray(value) ? (value as readonly T[]) : [value as T]
}
