import { gunzipSync, gzipSync } from 'node:zlib'
import { z } from 'zod'
import { createProof, type Signer } from '../identity/index.ts'
import { decodeShape, type Instant, instantText, type JsonObject, ok, type Result } from '../kernel/index.ts'
import { listed } from './any-credential.ts'
import { checkCredential } from './check.ts'
import { refuse } from './refusals.ts'
import { STATUS_LIST_BITS, type StatusEntry } from './status-entry.ts'

/** Maximum size of a list that is read, decompressed: 16,777,216 positions. */
export const STATUS_LIST_BYTES_MAX = 2 * 1024 * 1024
/** Validity of one of our lists, in milliseconds: as long as an old copy can hide a revocation. */
export const STATUS_LIST_VALID_MS = 24 * 60 * 60 * 1000
/** How long a list without `ttl` is cached, in milliseconds (Bitstring Status List v1.0, §2.2). */
const TTL_MS = 300_000
const MULTIBASE_BASE64URL = /^u[A-Za-z0-9_-]+$/

/** A status list that was read and verified. */
export interface StatusList {
  /** Bit 0 is the most significant bit of the first byte. */
  readonly bits: Uint8Array
  /** When its issuer made it; null if it does not state that. */
  readonly asOf: Instant | null
  /** The end of its cache lifetime. */
  readonly until: Instant
}

/** Signs the list (Bitstring Status List v1.0) at `url` in which the bits of the revoked places are set. */
export function issueStatusList(
  { url, revoked }: { readonly url: string; readonly revoked: Iterable<number> },
  signer: Signer,
  now: Instant,
): JsonObject {
  const bits = new Uint8Array(STATUS_LIST_BITS / 8)
  for (const index of revoked) bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7))
  const document = {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: url,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: signer.did,
    validFrom: instantText(now),
    validUntil: instantText((now + STATUS_LIST_VALID_MS) as Instant),
    credentialSubject: {
      id: `${url}#list`,
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      encodedList: `u${gzipSync(bits).toString('base64url')}`,
    },
  }
  return { ...document, proof: createProof(document, signer, instantText(now)) }
}

const listShape = z.looseObject({
  id: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]),
  credentialSubject: z.looseObject({
    type: z.literal('BitstringStatusList'),
    statusPurpose: z.union([z.string(), z.array(z.string())]),
    encodedList: z.string().regex(MULTIBASE_BASE64URL, 'is multibase base64url'),
    ttl: z.number().min(0).optional(),
  }),
})

/** Verifies the content at the URL of an entry: the list of the same issuer for the same purpose, valid now. */
export function readStatusList(
  raw: unknown,
  { issuer, entry }: { readonly issuer: string; readonly entry: Pick<StatusEntry, 'list' | 'purpose'> },
  now: Instant,
): Result<StatusList> {
  const checked = checkCredential(raw, now)
  if (!checked.ok) return unreadable(checked.refusal.message)
  const { status, problem, issuer: by, validFrom, validUntil } = checked.value
  if (status !== 'VALID') return unreadable(problem ?? `it is ${status}`)
  if (by !== issuer) return unreadable(`it is by ${by}, and the credential by ${issuer}`)
  const decoded = decodeShape(listShape, raw)
  if (!decoded.ok) return unreadable(decoded.refusal.message)
  const { id, type, credentialSubject } = decoded.value
  if (!listed(type).includes('BitstringStatusListCredential'))
    return unreadable('it is no BitstringStatusListCredential')
  // Another list of the same issuer at this URL would answer for other credentials.
  if (id !== undefined && id !== entry.list) return unreadable(`it is another list, ${id}`)
  if (!listed(credentialSubject.statusPurpose).includes(entry.purpose))
    return unreadable(`it is for another purpose than ${entry.purpose}`)
  const bits = unpack(credentialSubject.encodedList)
  if (!bits.ok) return bits
  const until = Math.min(validUntil ?? Number.POSITIVE_INFINITY, now + (credentialSubject.ttl ?? TTL_MS)) as Instant
  return ok({ bits: bits.value, asOf: validFrom, until })
}

/** Whether the bit at a position is set; null if the list is shorter than that. */
export function findBit({ bits }: StatusList, index: number): boolean | null {
  const byte = bits[Math.floor(index / 8)]
  return byte === undefined ? null : (byte & (0x80 >> (index % 8))) !== 0
}

function unpack(encoded: string): Result<Uint8Array> {
  try {
    const packed = Buffer.from(encoded.slice(1), 'base64url')
    const bits = new Uint8Array(gunzipSync(packed, { maxOutputLength: STATUS_LIST_BYTES_MAX }))
    if (bits.length >= STATUS_LIST_BITS / 8) return ok(bits)
    return unreadable(`it has ${bits.length * 8} places, and the fewest allowed are ${STATUS_LIST_BITS}`)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_BUFFER_TOO_LARGE') return unreadable('its bits are not GZIP')
    return unreadable(`it has more than ${STATUS_LIST_BYTES_MAX * 8} places`)
  }
}

function unreadable(message: string) {
  return refuse('attestations.bad-status-list', `the status list does not hold: ${message}`)
}
