import { expect, test } from 'vitest'
import {
  checkDid,
  didOf,
  idOf,
  publicKeyOf,
  sha256,
  signerOf,
  taggedHash,
  taggedMessage,
  verificationMethodOf,
  verifySignature,
} from '../../src/identity/index.ts'
import { readVectors } from '../support/vectors.ts'

interface SignatureVector {
  readonly name: string
  readonly did: string
  readonly message: string
  readonly signature: string
}

const bytes = (hex: string) => Buffer.from(hex, 'hex')

test.each(readVectors<{ name: string; did: string; publicKey: string }>('identity/keys.valid.jsonl'))(
  'a sound key: $name',
  ({ did, publicKey }) => {
    expect(checkDid(did)).toEqual({ ok: true, value: did })
    expect(publicKeyOf(did)).toEqual({ ok: true, value: new Uint8Array(bytes(publicKey)) })
    expect(didOf(bytes(publicKey))).toBe(did)
  },
)

test.each(readVectors<{ name: string; did: string }>('identity/keys.invalid.jsonl'))('no key: $name', ({ did }) => {
  const checked = checkDid(did)
  expect(checked.ok ? 'accepted' : checked.refusal.code).toBe('identity.bad-did')
  const verified = verifySignature(did, Buffer.from('anything'), new Uint8Array(64))
  expect(verified.ok ? 'accepted' : verified.refusal.code).toBe('identity.bad-key')
})

test.each(readVectors<SignatureVector>('identity/signatures.valid.jsonl'))(
  'a signature: $name',
  ({ did, message, signature }) => {
    expect(verifySignature(did, bytes(message), bytes(signature))).toEqual({ ok: true, value: undefined })
  },
)

test.each(readVectors<SignatureVector & { code: string }>('identity/signatures.invalid.jsonl'))(
  'no signature: $name',
  ({ did, message, signature, code }) => {
    const verified = verifySignature(did, bytes(message), bytes(signature))
    expect(verified.ok ? 'accepted' : verified.refusal.code).toBe(code)
  },
)

test('a verdict on a key does not depend on what was verified before', () => {
  const [unsound] = readVectors<SignatureVector>('identity/signatures.invalid.jsonl').filter(({ name }) =>
    name.startsWith('no secret'),
  ) as [SignatureVector]
  const verdicts = [1, 2, 3].map(
    () => verifySignature(unsound.did, bytes(unsound.message), bytes(unsound.signature)).ok,
  )
  expect(verdicts).toEqual([false, false, false])
})

test('one seed gives one signer, and its signatures are deterministic', () => {
  const [one, other] = [signerOf(new Uint8Array(32).fill(7)), signerOf(new Uint8Array(32).fill(7))]
  expect(one.did).toBe(other.did)
  expect(one.sign(Buffer.from('x'))).toEqual(other.sign(Buffer.from('x')))
})

test('the verification method of a DID is the DID and its own key', () => {
  const { did } = signerOf(new Uint8Array(32).fill(7))
  expect(verificationMethodOf(did)).toBe(`${did}#${did.slice('did:key:'.length)}`)
})

test('a tagged hash is another under another tag, and another than the plain one', () => {
  const text = Buffer.from('x')
  expect(new Set([taggedHash('a', text), taggedHash('b', text), sha256(text)]).size).toBe(3)
})

test('no message of ours is 64 bytes long, as that of a document proof is', () => {
  for (const tag of ['rochdale-entry-v1', 'rochdale-presence-v1', 'rochdale-token-v1']) {
    expect(taggedMessage(tag, sha256(Buffer.from('x')))).not.toHaveLength(64)
  }
})

test('ids differ by prefix, by part, and by where one part ends', () => {
  const ids = [idOf('agr', ['a', 'b']), idOf('amd', ['a', 'b']), idOf('agr', ['ab']), idOf('agr', ['b', 'a'])]
  expect(new Set(ids).size).toBe(4)
  expect(ids[0]).toMatch(/^agr_[0-9a-f]{64}$/)
})
