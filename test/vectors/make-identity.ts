import { createHash } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { base58btc } from 'multiformats/bases/base58'
import { createProof, didOf, type Signer, signerOf, verificationMethodOf } from '../../src/identity/index.ts'
import { canonicalBytes, type JsonObject } from '../../src/kernel/index.ts'
import type { Vector } from './make.ts'

const { Point } = ed25519
type Point = InstanceType<typeof Point>
const ORDER = Point.CURVE().n
const FIELD = Point.CURVE().p
const GRIND_MAX = 10_000

/** Keys of the test suite of RFC 8032, §7.1, whose signatures everybody knows. */
const RFC_8032 = [
  {
    name: 'RFC 8032, test 1: an empty message',
    seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    name: 'RFC 8032, test 2: one byte',
    seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    name: 'RFC 8032, test 3: two bytes',
    seed: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    message: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
] as const

/** One key whose secret scalar is known, for signatures that no honest signer makes. */
const seed = createHash('sha256').update('rochdale vectors: the key').digest()
export const honest = signerOf(seed)
const { scalar: secret } = ed25519.utils.getExtendedPublicKey(seed)
const message = Buffer.from('rochdale-entry-v1\nrochdale vectors: a message')

/** A point of order eight; its multiples are all eight points of small order. */
const torsion = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a')
const smallOrder = Array.from({ length: 8 }, (_, i) => (i === 0 ? Point.ZERO : torsion.multiplyUnsafe(BigInt(i))))

export function keyVectors(): Record<string, readonly Vector[]> {
  const valid = RFC_8032.map(({ name, seed }) => {
    const signer = signerOf(Buffer.from(seed, 'hex'))
    return { name, did: signer.did, publicKey: hex(signer.publicKey) }
  })
  const raw = (publicKey: Uint8Array) => `did:key:${base58btc.encode(Uint8Array.of(0xed, 0x01, ...publicKey))}`
  const invalid = [
    ...smallOrder.map((point, i) => ({ name: `a point of small order, ${i} of 8`, did: didOf(point.toBytes()) })),
    ...[0n, 1n].flatMap((y) => [
      { name: `y = p + ${y}: a point of small order in another encoding`, did: didOf(encode(FIELD + y, 0)) },
      { name: `y = p + ${y} with the sign bit`, did: didOf(encode(FIELD + y, 1)) },
    ]),
    { name: 'x = 0 with the sign bit: the neutral point in another encoding', did: didOf(encode(1n, 1)) },
    { name: 'y = p − 1 with the sign bit', did: didOf(encode(FIELD - 1n, 1)) },
    { name: 'y = p + 3, where 3 is the y of a point', did: didOf(encode(FIELD + 3n, 0)) },
    { name: 'a y that no point has', did: didOf(encode(2n, 0)) },
    { name: 'a sound key plus a point of order eight', did: didOf(publicPoint().add(torsion).toBytes()) },
    {
      name: 'a sound key plus a point of order two',
      did: didOf(
        publicPoint()
          .add(smallOrder[4] as Point)
          .toBytes(),
      ),
    },
    { name: 'a key of 31 bytes', did: raw(honest.publicKey.subarray(1)) },
    { name: 'a key of 33 bytes', did: raw(Uint8Array.of(0, ...honest.publicKey)) },
    { name: 'no key', did: 'did:key:z' },
    { name: 'a key of another curve (secp256k1)', did: 'did:key:zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme' },
    { name: 'an X25519 key', did: 'did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc' },
    { name: 'another method', did: 'did:web:alder.example' },
    { name: 'a method in capitals', did: honest.did.replace('did:key', 'DID:KEY') },
    { name: 'a verification method instead of a DID', did: verificationMethodOf(honest.did) },
    { name: 'a character that base58 does not have', did: honest.did.replace(/.$/, '0') },
    { name: 'one character short', did: honest.did.slice(0, -1) },
    { name: 'a space behind', did: `${honest.did} ` },
    { name: 'nothing', did: '' },
  ]
  return { 'identity/keys.valid.jsonl': valid, 'identity/keys.invalid.jsonl': invalid }
}

export function signatureVectors(): Record<string, readonly Vector[]> {
  const known = RFC_8032.map(({ name, seed, message, signature }) => ({
    name,
    did: signerOf(Buffer.from(seed, 'hex')).did,
    message,
    signature,
  }))
  const valid = [...known, vector('a message that begins with a tag', honest.did, message, honest.sign(message))]
  return {
    'identity/signatures.valid.jsonl': valid,
    'identity/signatures.invalid.jsonl': [...forgeries(), ...smallOrderForgeries()],
  }
}

/** Signatures under a sound key that are none, though lenient verifiers accept some of them. */
function forgeries(): Vector[] {
  const good = honest.sign(message)
  const R = good.subarray(0, 32)
  const S = little(good.subarray(32))
  const other = signerOf(createHash('sha256').update('rochdale vectors: another key').digest())
  const bad = (name: string, signature: Uint8Array, over = message) => ({
    ...vector(name, honest.did, over, signature),
    code: 'identity.bad-signature',
  })
  const nonce = 12345n
  const plusTorsion = Point.BASE.multiply(nonce).add(torsion)
  return [
    bad('S + L: the same signature in another encoding', join(R, S + ORDER)),
    bad('S + 8 L', join(R, S + 8n * ORDER)),
    bad('S = L', join(R, ORDER)),
    bad('S with its highest bit set', join(R, S + (1n << 255n))),
    bad('R plus a point of order eight: the equation holds only times the cofactor', forge(plusTorsion, nonce)),
    bad('R is the neutral point: the equation holds, and some verifiers accept it', forge(Point.ZERO, 0n)),
    bad('R = p + 1, the neutral point in another encoding', forge(Point.ZERO, 0n, encode(FIELD + 1n, 0))),
    bad('R is the neutral point with the sign bit', forge(Point.ZERO, 0n, encode(1n, 1))),
    bad('R with its sign bit turned', join(Uint8Array.from([...R.subarray(0, 31), (R[31] as number) ^ 0x80]), S)),
    bad('all zero', new Uint8Array(64)),
    bad('63 bytes', good.subarray(0, 63)),
    bad('65 bytes', Uint8Array.of(...good, 0)),
    bad('no bytes', new Uint8Array(0)),
    bad('R and S the wrong way round', Uint8Array.of(...good.subarray(32), ...R)),
    bad('one bit of S turned', join(R, S ^ 1n)),
    bad('by another key', other.sign(message)),
    bad('over another message', good, Buffer.concat([message, Buffer.of(0)])),
    bad('over the SHA-512 of the message (Ed25519ph without its context)', honest.sign(sha512(message))),
  ]
}

/** Signatures without a secret: the bare equation holds for every one of them, which the generator makes sure of. */
function smallOrderForgeries(): Vector[] {
  const mixed = publicPoint().add(torsion)
  return [
    ...smallOrder.map((point, i) => grind(`no secret behind it: a key of small order, ${i} of 8`, point, 0n)),
    grind('a sound key plus a point of order eight, where the equation happens to hold', mixed, secret),
  ]
}

/** Looks for a message under which a signature by this unsound key passes the bare equation. */
function grind(name: string, key: Point, scalar: bigint): Vector {
  const publicKey = key.toBytes()
  const R = Point.BASE.multiply(7n)
  for (let i = 0; i < GRIND_MAX; i++) {
    const message = Buffer.from(`${name}, try ${i}`)
    const signature = join(R.toBytes(), 7n + challenge(R.toBytes(), publicKey, message) * scalar)
    if (!equationHolds(key, message, signature)) continue
    return { ...vector(name, didOf(publicKey), message, signature), code: 'identity.bad-key' }
  }
  throw new Error(`no message found: ${name}`)
}

/** S = r + h·a for a chosen R, whatever R is. */
function forge(point: Point, nonce: bigint, encoded = point.toBytes()): Uint8Array {
  return join(encoded, nonce + challenge(encoded, honest.publicKey, message) * secret)
}

function challenge(R: Uint8Array, publicKey: Uint8Array, message: Uint8Array): bigint {
  return little(createHash('sha512').update(R).update(publicKey).update(message).digest()) % ORDER
}

/** The cofactorless equation and nothing else: S·B − h·A encodes as R. */
function equationHolds(key: Point, message: Uint8Array, signature: Uint8Array): boolean {
  const R = signature.subarray(0, 32)
  const h = challenge(R, key.toBytes(), message)
  const found = Point.BASE.multiplyUnsafe(little(signature.subarray(32))).subtract(key.multiplyUnsafe(h))
  return Buffer.from(found.toBytes()).equals(R)
}

function publicPoint(): Point {
  return Point.fromBytes(honest.publicKey)
}

/** The example of "Data Integrity EdDSA Cryptosuites v1.0" (W3C), appendix B, representation eddsa-jcs-2022. */
const W3C = {
  secretKey: 'z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq',
  created: '2023-02-24T23:36:38Z',
  proofValue: 'z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX',
  document: {
    '@context': ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/examples/v2'],
    id: 'urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33',
    type: ['VerifiableCredential', 'AlumniCredential'],
    name: 'Alumni Credential',
    description: 'A minimum viable example of an Alumni Credential.',
    issuer: 'https://vc.example/issuers/5678',
    validFrom: '2023-01-01T00:00:00Z',
    credentialSubject: { id: 'did:example:abcdefgh', alumniOf: 'The School of Examples' },
  },
} as const

/** A secret Multikey is its two bytes of multicodec and the seed. */
export const w3cSigner: Signer = signerOf(base58btc.decode(W3C.secretKey).subarray(2))

export function proofVectors(): Record<string, readonly Vector[]> {
  const w3c = { ...createProof(W3C.document, w3cSigner, W3C.created), proofValue: W3C.proofValue }
  const plain: JsonObject = { b: [1, 'two', null], a: { name: 'Großbäckerei' } }
  const proof = createProof(plain, honest, '2026-01-01T00:00:00.000Z')
  const { created: _created, ...undated } = proof
  const longer = { ...W3C.document, '@context': [...W3C.document['@context'], 'https://example.org/more'] }
  const named = { did: w3cSigner.did }
  const inline: JsonObject = { ...plain, '@context': [{ a: 'urn:a', b: 'urn:b' }] }
  const turned: JsonObject = { ...plain, '@context': [{ b: 'urn:b', a: 'urn:a' }] }
  const valid = [
    { name: 'the example of the W3C specification', ...named, document: W3C.document, proof: w3c },
    {
      name: "a document whose @context goes on after the proof's: checked as it was signed",
      ...named,
      document: longer,
      proof: w3c,
    },
    { name: 'a document without @context', did: honest.did, document: plain, proof },
    {
      name: 'an @context of an object, whose keys stand in another order in the proof',
      did: honest.did,
      document: inline,
      proof: createProof(turned, honest, '2026-01-01T00:00:00.000Z'),
    },
    { name: 'a proof without a time', did: honest.did, document: plain, proof: signedWith(plain, {}) },
    {
      name: 'a proof whose @context is one text, and the document begins with it',
      ...named,
      ...withOneContext(),
    },
  ]
  const bad = (name: string, document: JsonObject, proof: JsonObject) => ({ name, document, proof })
  const invalid = [
    bad('a changed value', { ...plain, b: [1, 'too', null] }, proof),
    bad('a member more', { ...plain, c: 1 }, proof),
    bad('a changed time', plain, { ...proof, created: '2026-01-01T00:00:01.000Z' }),
    bad('an option more', plain, { ...proof, domain: 'example.org' }),
    bad('no time, though one was signed', plain, undated),
    bad('a time without an offset', plain, createProof(plain, honest, '2026-01-01T00:00:00')),
    bad('a time that is none', plain, createProof(plain, honest, 'yesterday')),
    bad('a proof that expires by itself, though signed so', plain, expiring(plain)),
    bad('another purpose', plain, { ...proof, proofPurpose: 'authentication' }),
    bad('another purpose, though signed so', plain, signedWith(plain, { proofPurpose: 'authentication' })),
    bad('another suite, though signed so', plain, signedWith(plain, { cryptosuite: 'eddsa-rdfc-2022' })),
    bad('another type, though signed so', plain, signedWith(plain, { type: 'Ed25519Signature2020' })),
    bad('another suite', plain, { ...proof, cryptosuite: 'eddsa-rdfc-2022' }),
    bad('another type', plain, { ...proof, type: 'Ed25519Signature2020' }),
    bad('the key of somebody else', plain, { ...proof, verificationMethod: verificationMethodOf(w3cSigner.did) }),
    bad('a verification method of two different keys', plain, {
      ...proof,
      verificationMethod: `${honest.did}#${w3cSigner.did.slice('did:key:'.length)}`,
    }),
    bad('a verification method that is only a DID', plain, { ...proof, verificationMethod: honest.did }),
    bad('a value in base64url', plain, { ...proof, proofValue: `u${Buffer.alloc(64).toString('base64url')}` }),
    bad('a value that is no multibase', plain, { ...proof, proofValue: 'zzz0' }),
    bad('no value', plain, { ...proof, proofValue: '' }),
    bad('an @context that the document does not begin with', W3C.document, {
      ...w3c,
      '@context': ['https://example.org/more'],
    }),
    bad('an @context in another order', W3C.document, { ...w3c, '@context': [...W3C.document['@context']].reverse() }),
    bad('no @context in the proof, though one was signed', W3C.document, without(w3c, '@context')),
    bad('no @context in the document', without(W3C.document, '@context'), w3c),
  ]
  return { 'identity/proofs.valid.jsonl': valid, 'identity/proofs.invalid.jsonl': invalid }
}

function expiring(document: JsonObject): JsonObject {
  return signedWith(document, { created: '2026-01-01T00:00:00Z', expires: '2027-01-01T00:00:00Z' })
}

/** A proof with options of our choice, as other software might make it. */
function signedWith(document: JsonObject, chosen: JsonObject): JsonObject {
  const options = {
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-jcs-2022',
    verificationMethod: verificationMethodOf(honest.did),
    proofPurpose: 'assertionMethod',
    ...chosen,
  }
  const digest = (value: JsonObject) => createHash('sha256').update(canonicalBytes(value)).digest()
  const signature = honest.sign(Buffer.concat([digest(options), digest(document)]))
  return { ...options, proofValue: base58btc.encode(signature) }
}

function withOneContext() {
  const first = W3C.document['@context'][0]
  const signed = { ...W3C.document, '@context': first }
  return { document: W3C.document as JsonObject, proof: createProof(signed, w3cSigner, W3C.created) }
}

function without(object: JsonObject, key: string): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key))
}

function vector(name: string, did: string, message: Uint8Array, signature: Uint8Array): Vector {
  return { name, did, message: hex(message), signature: hex(signature) }
}

/** A point's 32 bytes from its y and the sign of its x, canonical or not. */
function encode(y: bigint, sign: 0 | 1): Uint8Array {
  return littleBytes(y + (BigInt(sign) << 255n))
}

function join(R: Uint8Array, S: bigint): Uint8Array {
  return Uint8Array.of(...R, ...littleBytes(S < 2n ** 256n && S >= 0n ? S : S % ORDER))
}

function little(bytes: Uint8Array): bigint {
  return BigInt(`0x${hex(Uint8Array.from(bytes).reverse())}`)
}

function littleBytes(value: bigint): Uint8Array {
  return Uint8Array.from(Buffer.from(value.toString(16).padStart(64, '0'), 'hex')).reverse()
}

function sha512(bytes: Uint8Array): Uint8Array {
  return createHash('sha512').update(bytes).digest()
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex')
}
