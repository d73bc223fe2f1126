import { base58btc } from 'multiformats/bases/base58'
import { type Did, ok, type Result, shown } from '../kernel/index.ts'
import { refuse } from './refusals.ts'

/** The multicodec prefix of an Ed25519 public key (0xed as a varint). */
const ED25519_PREFIX = [0xed, 0x01] as const
/** Length of the `did:key` of every Ed25519 key: decoding base58 takes quadratic time, so longer ones are refused first. */
const DID_CHARS = 56
const PUBLIC_KEY_BYTES = 32

/** The `did:key` of a raw 32-byte Ed25519 public key (W3C CCG did:key). */
export function didOf(publicKey: Uint8Array): Did {
  return `did:key:${multikeyOf(publicKey)}` as Did
}

/** The multibase form of a raw Ed25519 public key, as in `did:key` and Multikey. */
export function multikeyOf(publicKey: Uint8Array): string {
  return base58btc.encode(Uint8Array.from([...ED25519_PREFIX, ...publicKey]))
}

/** The raw Ed25519 public key of a `did:key`. Not yet checked to be a sound curve point. */
export function publicKeyOf(did: string): Result<Uint8Array> {
  try {
    const bytes =
      did.length === DID_CHARS && did.startsWith('did:key:z6Mk') ? base58btc.decode(did.slice('did:key:'.length)) : null
    if (bytes?.length === PUBLIC_KEY_BYTES + 2 && bytes[0] === ED25519_PREFIX[0] && bytes[1] === ED25519_PREFIX[1]) {
      const publicKey = bytes.slice(2)
      if (didOf(publicKey) === did) return ok(publicKey)
    }
  } catch {
    // Not base58: the refusal below describes the right form.
  }
  return refuse('identity.bad-did', `${shown(did)} is not a DID of an Ed25519 key: it looks like did:key:z6Mk…`)
}

/** A DID without path, query and fragment (DID Core, §3.1). */
const ANY_DID = /^did:[a-z0-9]+:(?:(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})*:)*(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+$/
const ANY_DID_CHARS_MAX = 256

/** Whether a text is a well-formed DID of any method. */
export function isAnyDid(text: string): boolean {
  return text.length <= ANY_DID_CHARS_MAX && ANY_DID.test(text)
}

/** The verification method that a proof by a `did:key` names: the key itself. */
export function verificationMethodOf(did: Did): string {
  return `${did}#${did.slice('did:key:'.length)}`
}
