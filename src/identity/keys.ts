import { createHash, createPrivateKey, createPublicKey, hash, type KeyObject, sign, verify } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { canonicalText, type Did, done, type Hash, ok, type Refused, type Result, shown } from '../kernel/index.ts'
import { didOf, isAnyDid, publicKeyOf } from './did.ts'
import { refuse } from './refusals.ts'

const PKCS8_ED25519 = Uint8Array.from(Buffer.from('302e020100300506032b657004220420', 'hex'))
const SPKI_ED25519 = Uint8Array.from(Buffer.from('302a300506032b6570032100', 'hex'))
const SIGNATURE_BYTES = 64
const NEUTRAL_POINT = Buffer.from(`01${'00'.repeat(31)}`, 'hex')
/** The order of the Ed25519 base point (RFC 8032, §5.1). */
const GROUP_ORDER = 2n ** 252n + 27742317777372353535851937790883648493n
const CHECKED_KEYS_MAX = 100_000

/** A cooperative's signing key. `sign` takes the bytes unchanged; callers prefix their own tag. */
export interface Signer {
  readonly did: Did
  readonly publicKey: Uint8Array
  readonly sign: (message: Uint8Array) => Uint8Array
}

/** The signer of a 32-byte Ed25519 seed (RFC 8032, §5.1.5). */
export function signerOf(seed: Uint8Array): Signer {
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const publicKey = new Uint8Array(spki.subarray(SPKI_ED25519.length))
  return { did: didOf(publicKey), publicKey, sign: (message) => new Uint8Array(sign(null, message, privateKey)) }
}

const soundKeys = new Map<string, KeyObject | null>()

/**
 * The only check of an Ed25519 signature (RFC 8032). The public key must be sound (canonical encoding, no torsion
 * component: Node's own check accepts small-order keys under which any message verifies), S < L, R is not the neutral
 * point (on which versions of OpenSSL differ), then the cofactorless equation.
 */
export function verifySignature(author: string, message: Uint8Array, signature: Uint8Array): Result<void> {
  const key = keyFor(author, signature)
  if (!key.ok) return key
  return verify(null, message, key.value, signature) ? done : badSignature(author)
}

/** The same check, with the equation computed in a thread of Node's pool; `told` is called once, later. */
export function verifySignatureInPool(
  author: string,
  message: Uint8Array,
  signature: Uint8Array,
  told: (result: Result<void>) => void,
): void {
  const key = keyFor(author, signature)
  if (!key.ok) queueMicrotask(() => told(key))
  else
    verify(null, message, key.value, signature, (error, holds) =>
      told(error === null && holds ? done : badSignature(author)),
    )
}

/** The key of a signature that only the equation is left to refuse. */
function keyFor(author: string, signature: Uint8Array): Result<KeyObject> {
  const key = soundKeyOf(author)
  if (key === null) return refuse('identity.bad-key', `${author.slice(0, 100)} does not name a sound Ed25519 key`)
  return isWellFormed(signature) ? ok(key) : badSignature(author)
}

function badSignature(author: string): Refused {
  return refuse('identity.bad-signature', `the signature is not one of ${author} over these bytes`)
}

/** Whether a DID names a sound key, so that a signature under it is meaningful. */
export function checkDid(did: string): Result<Did> {
  if (soundKeyOf(did) !== null) return ok(did as Did)
  const key = publicKeyOf(did)
  if (!key.ok) return key
  return refuse('identity.bad-did', `${did} names a point that is no sound Ed25519 key; make the DID from a real key`)
}

/** Whether a DID is allowed: a cooperative has a `did:key` of a sound Ed25519 key, a member any DID. */
export function checkAnyDid(did: string): Result<Did> {
  if (did.startsWith('did:key:z6Mk')) return checkDid(did)
  if (isAnyDid(did)) return ok(did as Did)
  return refuse('identity.bad-did', `${shown(did)} is no DID: one looks like did:key:z6Mk… or did:web:alder.example`)
}

function soundKeyOf(did: string): KeyObject | null {
  const known = soundKeys.get(did)
  if (known !== undefined) return known
  const raw = publicKeyOf(did)
  // What is no DID may be long: it is not remembered.
  if (!raw.ok) return null
  const key = isSound(raw.value) ? toKeyObject(raw.value) : null
  if (soundKeys.size >= CHECKED_KEYS_MAX) soundKeys.clear()
  soundKeys.set(did, key)
  return key
}

function isSound(publicKey: Uint8Array): boolean {
  try {
    return ed25519.Point.fromBytes(publicKey).isTorsionFree() && !ed25519.Point.fromBytes(publicKey).is0()
  } catch {
    return false
  }
}

function toKeyObject(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([SPKI_ED25519, publicKey]), format: 'der', type: 'spki' })
}

function isWellFormed(signature: Uint8Array): boolean {
  return (
    signature.length === SIGNATURE_BYTES && !NEUTRAL_POINT.equals(signature.subarray(0, 32)) && isReduced(signature)
  )
}

/** Whether S, the second half, little-endian, is below the group order, which is a little more than 2^252. */
function isReduced(signature: Uint8Array): boolean {
  const highest = signature[SIGNATURE_BYTES - 1] ?? 0
  if (highest !== 0x10) return highest < 0x10
  let scalar = 0n
  for (let i = SIGNATURE_BYTES - 1; i >= 32; i--) scalar = (scalar << 8n) | BigInt(signature[i] ?? 0)
  return scalar < GROUP_ORDER
}

const utf8 = new TextEncoder()

/**
 * SHA-256 over a tag line and bytes, or a text in UTF-8 (domain separation): no message of one kind can be taken for one of
 * another.
 */
export function taggedHash(tag: string, data: Uint8Array | string): Hash {
  return sha256(typeof data === 'string' ? `${tag}\n${data}` : Buffer.concat([utf8.encode(`${tag}\n`), data]))
}

/** Plain SHA-256 of bytes, or of a text in UTF-8: the id of an attachment, a document's hash. */
export function sha256(data: Uint8Array | string): Hash {
  return hash('sha256', data) as Hash
}

/** Plain SHA-256 of concatenated texts, which together may exceed the maximum length of a string. */
export function hashPieces(pieces: Iterable<string>): Hash {
  const whole = createHash('sha256')
  for (const piece of pieces) whole.update(piece)
  return whole.digest('hex') as Hash
}

/**
 * The message that is signed for a tagged hash: the tag line, then the 32 bytes. Never 64 bytes long, as a proof's message
 * is.
 */
export function taggedMessage(tag: string, hash: Hash): Uint8Array {
  return Buffer.concat([utf8.encode(`${tag}\n`), Buffer.from(hash, 'hex')])
}

/** A deterministic id: a prefix and the tagged hash of the parts that identify the thing. */
export function idOf(prefix: string, parts: readonly string[]): string {
  return `${prefix}_${taggedHash(`rochdale-id-v1 ${prefix}`, canonicalText(parts))}`
}
