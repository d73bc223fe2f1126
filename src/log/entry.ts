import { z } from 'zod'
import { type Signer, taggedHash, taggedMessage, verifySignature, verifySignatureInPool } from '../identity/index.ts'
import {
  canonicalBytes,
  type Did,
  decodeCanonical,
  decodeShape,
  findFlaw,
  type Hash,
  type Instant,
  type JsonObject,
  ok,
  type Result,
  type Scope,
  shape,
} from '../kernel/index.ts'
import { refuse } from './refusals.ts'

/** The first line of what is hashed and signed, so that no signature of an entry is one of anything else. */
export const ENTRY_TAG = 'rochdale-entry-v1'
/** Maximum size of an entry, in bytes. */
export const ENTRY_BYTES_MAX = 256 * 1024
/** Maximum number of hashes in `after`. */
export const AFTER_MAX = 2048
export const SUBJECT_CHARS_MAX = 128
export const AHEAD_OF_CLOCK_MS_MAX = 5 * 60 * 1000
/** By how much an entry may be dated before one that it names in `after`: clocks differ. */
export const BEFORE_ANSWERED_MS_MAX = 5 * 60 * 1000
export const SIGNATURE_BYTES = 64

/** The signed unit of the log: one author, one scope, one kind, one body (PROTOCOL.md). */
export type Entry = {
  readonly v: 1
  readonly author: Did
  readonly scope: Scope
  /** Position in the author's log of this scope, from 1. */
  readonly seq: number
  /** Hash of the entry before it in the same log; null for the first. */
  readonly prev: Hash | null
  /** The author's claimed time in UTC milliseconds; never earlier than that of `prev`. */
  readonly at: Instant
  readonly kind: string
  readonly subject: string
  /** The tips that the author had folded, and every entry that this one answers: sorted, no duplicates, own scope. */
  readonly after: readonly Hash[]
  readonly body: JsonObject
}

/** An entry as it travels and is stored: the received bytes, their hash, one valid signature over it. */
export interface SealedEntry {
  readonly entry: Entry
  readonly hash: Hash
  readonly bytes: Uint8Array
  readonly signature: Uint8Array
}

const entryShape = z
  .strictObject({
    v: z.literal(1),
    author: shape.did,
    scope: shape.scope,
    seq: z.number().int().min(1),
    prev: shape.hash.nullable(),
    at: shape.instant,
    kind: z
      .string()
      .max(64)
      .regex(/^[a-z]+(-[a-z]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)+$/),
    subject: z.string().min(1).max(SUBJECT_CHARS_MAX),
    after: z.array(shape.hash).max(AFTER_MAX),
    body: shape.jsonObject,
  })
  .refine((entry) => (entry.seq === 1) === (entry.prev === null), 'prev is null exactly where seq is 1')
  .refine((entry) => isSortedSet(entry.after), 'after is sorted and without duplicates')

/** Size in bytes of the cache of decoded entries. */
const REMEMBERED_BYTES_MAX = 4 * 1024 * 1024
const remembered = new Map<Hash, Entry>()
let rememberedBytes = 0

/**
 * Decodes an entry from received bytes and computes its hash; refuses what is malformed. Cached by hash, as every
 * neighbour may send the same bytes. `verifyEntry` checks the signature separately because that costs more.
 */
export function decodeEntry(bytes: Uint8Array, signature: Uint8Array): Result<SealedEntry> {
  if (bytes.length > ENTRY_BYTES_MAX) return refuse('log.too-large', `an entry has at most ${ENTRY_BYTES_MAX} bytes`)
  const hash = taggedHash(ENTRY_TAG, bytes)
  const known = remembered.get(hash)
  if (known !== undefined) return ok({ entry: known, hash, bytes, signature })
  const json = decodeCanonical(bytes)
  if (!json.ok) return json
  const entry = decodeShape(entryShape, json.value)
  if (!entry.ok) return refuse('log.bad-shape', entry.refusal.message)
  remember(hash, entry.value, bytes.length)
  return ok({ entry: entry.value, hash, bytes, signature })
}

function remember(hash: Hash, entry: Entry, byteCount: number): void {
  if (rememberedBytes + byteCount > REMEMBERED_BYTES_MAX) {
    remembered.clear()
    rememberedBytes = 0
  }
  remembered.set(hash, entry)
  rememberedBytes += byteCount
}

/** Verifies the author's Ed25519 signature (RFC 8032) over the entry's hash. */
export function verifyEntry(sealed: SealedEntry): Result<void> {
  return verifySignature(sealed.entry.author, taggedMessage(ENTRY_TAG, sealed.hash), sealed.signature)
}

/** The same in a thread of Node's pool; `told` is called once, later. */
export function verifyEntryInPool(sealed: SealedEntry, told: (result: Result<void>) => void): void {
  verifySignatureInPool(sealed.entry.author, taggedMessage(ENTRY_TAG, sealed.hash), sealed.signature, told)
}

/** An entry in its final bytes, not yet signed: the rules are checked before a signature exists. */
export type UnsignedEntry = Omit<SealedEntry, 'signature'>

/**
 * Encodes an entry to canonical JSON (RFC 8785) and hashes it. Refuses a body that has no canonical form, with the
 * reason.
 */
export function encodeEntry(entry: Entry): Result<UnsignedEntry> {
  const flaw = findFlaw(entry)
  if (flaw !== null) return refuse('log.bad-body', `this cannot be signed: ${flaw}`)
  const bytes = canonicalBytes(entry)
  if (bytes.length > ENTRY_BYTES_MAX) {
    const size = `an entry has at most ${ENTRY_BYTES_MAX} bytes, this one ${bytes.length}`
    return refuse('log.too-large', `${size}: shorten its texts`)
  }
  return ok({ entry, hash: taggedHash(ENTRY_TAG, bytes), bytes })
}

/** Signs an entry. */
export function sealEntry(unsigned: UnsignedEntry, signer: Signer): SealedEntry {
  return { ...unsigned, signature: signer.sign(taggedMessage(ENTRY_TAG, unsigned.hash)) }
}

function isSortedSet(hashes: readonly string[]): boolean {
  return hashes.every((hash, i) => i === 0 || (hashes[i - 1] ?? '') < hash)
}
