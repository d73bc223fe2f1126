import { createHash } from 'node:crypto'
import { base58btc } from 'multiformats/bases/base58'
import { z } from 'zod'
import {
  canonicalText,
  decodeShape,
  done,
  findFlaw,
  findInstant,
  type Instant,
  type Json,
  type JsonObject,
  ok,
  type Result,
  shown,
} from '../kernel/index.ts'
import { verificationMethodOf } from './did.ts'
import { type Signer, verifySignature } from './keys.ts'
import { refuse } from './refusals.ts'

const METHOD = /^(did:key:(z6Mk[1-9A-HJ-NP-Za-km-z]{44}))#\2$/

const instantShape = z
  .string()
  .refine((text) => findInstant(text) !== null, 'is a time with an offset, e.g. 2026-03-31T12:00:00Z')

const assertionShape = z.looseObject({
  type: z.literal('DataIntegrityProof'),
  cryptosuite: z.literal('eddsa-jcs-2022'),
  created: instantShape.optional(),
  expires: instantShape.optional(),
  verificationMethod: z.string().regex(METHOD, 'names the key of a did:key as its own fragment: did:key:z6Mk…#z6Mk…'),
  proofPurpose: z.literal('assertionMethod'),
  proofValue: z.string().max(200),
})

const DOMAINS_MAX = 10
const domainShape = z.string().max(1_000)

const authenticationShape = assertionShape.extend({
  proofPurpose: z.literal('authentication'),
  challenge: z.string().max(1_000),
  domain: z.union([domainShape, z.array(domainShape).min(1).max(DOMAINS_MAX)]),
})

/** A W3C Data Integrity proof of the suite `eddsa-jcs-2022`. */
export type DataIntegrityProof = JsonObject & {
  readonly type: 'DataIntegrityProof'
  readonly cryptosuite: 'eddsa-jcs-2022'
  readonly verificationMethod: string
  readonly proofPurpose: 'assertionMethod'
  readonly proofValue: string
}

/**
 * Signs a JSON document as W3C Data Integrity prescribes (VC-DI-EdDSA §3.3, `eddsa-jcs-2022`): Ed25519 over
 * SHA-256(JCS(proof options)) ‖ SHA-256(JCS(document)). `created` is RFC 3339; `more` are further proof options.
 */
export function createProof(
  document: JsonObject,
  signer: Signer,
  created: string,
  more: JsonObject = {},
): DataIntegrityProof {
  const context = document['@context']
  const options = {
    ...(context === undefined ? {} : { '@context': context }),
    type: 'DataIntegrityProof',
    cryptosuite: 'eddsa-jcs-2022',
    created,
    verificationMethod: verificationMethodOf(signer.did),
    proofPurpose: 'assertionMethod',
    ...more,
  } as const
  const proofValue = base58btc.encode(signer.sign(messageOf(document, options)))
  return { ...options, proofValue } as DataIntegrityProof
}

/**
 * Verifies a proof over a document (without its `proof`) and returns the DID that signed. A proof with an end (`expires`)
 * is never permanently binding: it is valid only if an instant is given, and only before its end.
 */
export function verifyProof(document: JsonObject, raw: unknown, at: Instant | null = null): Result<string> {
  const decoded = decodeShape(assertionShape, raw)
  if (!decoded.ok) return refuse('identity.bad-proof', `not an eddsa-jcs-2022 proof: ${decoded.refusal.message}`)
  return verifyDecoded(document, raw, decoded.value, at)
}

/** What a verifier asked the holder of a key to sign, so that the proof is of no use elsewhere or later. */
export interface Asked {
  readonly challenge: string
  readonly domain: string
}

/**
 * Verifies a proof of the purpose `authentication` over a document (without its `proof`), made for this challenge and
 * domain (VC Data Integrity §4.4), and returns the DID whose key made it.
 */
export function verifyAuthentication(document: JsonObject, raw: unknown, asked: Asked, at: Instant): Result<string> {
  const decoded = decodeShape(authenticationShape, raw)
  if (!decoded.ok) {
    return refuse('identity.bad-proof', `not an eddsa-jcs-2022 proof of a holder: ${decoded.refusal.message}`)
  }
  const { challenge, domain } = decoded.value
  if (challenge !== asked.challenge) return refuse('identity.bad-proof', 'the proof answers another challenge')
  if (![domain].flat().includes(asked.domain)) {
    return refuse('identity.bad-proof', `the proof is for ${shown(domain)}, not for ${shown(asked.domain)}`)
  }
  return verifyDecoded(document, raw, decoded.value, at)
}

type DecodedProof = Pick<z.infer<typeof assertionShape>, 'expires' | 'verificationMethod'>

function verifyDecoded(
  document: JsonObject,
  raw: unknown,
  { expires, verificationMethod }: DecodedProof,
  at: Instant | null,
): Result<string> {
  if (expires !== undefined && at === null)
    return refuse('identity.bad-proof', 'a proof that expires does not bind: leave expires out')
  if (expires !== undefined && at !== null && at >= (findInstant(expires) as Instant))
    return refuse('identity.bad-proof', `the proof has expired: it held until ${expires}`)
  if (findFlaw(raw as Json) !== null)
    return refuse('identity.bad-proof', 'the proof holds values that cannot be signed')
  const { proofValue, ...options } = raw as JsonObject & { proofValue: string }
  const did = METHOD.exec(verificationMethod)?.[1] ?? ''
  try {
    const verified = verifyValue(did, document, options, proofValue)
    return verified.ok ? ok(did) : verified
  } catch {
    return refuse('identity.bad-proof', 'proofValue is not multibase base58btc, or the document has no canonical form')
  }
}

/** Why `verifyProof` does not support a proof, in a sentence; null if it can verify it. */
export function findUnsupported(raw: unknown): string | null {
  if (typeof raw !== 'object' || raw === null || !('type' in raw)) return null
  const { type, cryptosuite, verificationMethod, previousProof } = raw as Readonly<Record<string, unknown>>
  if (type !== 'DataIntegrityProof') return `its proof is of the type ${shown(type)}, ${CHECKED}`
  if (cryptosuite !== 'eddsa-jcs-2022') return `its proof is of the suite ${shown(cryptosuite)}, ${CHECKED}`
  if (previousProof !== undefined) return `its proof builds on another one (previousProof), ${CHECKED}`
  if (typeof verificationMethod !== 'string' || verificationMethod.startsWith('did:key:z6Mk')) return null
  const [scheme = '', method = ''] = verificationMethod.split(':', 2)
  const kind = scheme !== 'did' ? 'by a URL' : method === 'key' ? 'as a did:key of another curve' : `as a did:${method}`
  return `its proof names its key ${kind.slice(0, 50)}, ${CHECKED}`
}

const CHECKED = 'and what is checked here is eddsa-jcs-2022 by a did:key of Ed25519'

function verifyValue(did: string, document: JsonObject, options: JsonObject, proofValue: string): Result<void> {
  const context = options['@context']
  if (context !== undefined && !startsWith(document['@context'], context)) {
    return refuse('identity.bad-proof', "the document's @context does not begin with the proof's")
  }
  const signed = context === undefined ? document : { ...document, '@context': context }
  const checked = verifySignature(did, messageOf(signed, options), base58btc.decode(proofValue))
  return checked.ok ? done : refuse('identity.bad-proof', checked.refusal.message)
}

/** The proof's context must begin the document's, in order (VC Data Integrity §4.4, step for `@context`). */
function startsWith(whole: Json | undefined, start: Json): boolean {
  const list = (value: Json | undefined): readonly Json[] =>
    Array.isArray(value) ? value : value === undefined ? [] : [value as Json]
  const wholeList = list(whole)
  return list(start).every((item, i) => i < wholeList.length && isEqual(item, wholeList[i] as Json))
}

function isEqual(one: Json, other: Json): boolean {
  return canonicalText(one) === canonicalText(other)
}

function messageOf(document: JsonObject, options: JsonObject): Uint8Array {
  const digest = (value: JsonObject) => createHash('sha256').update(canonicalText(value)).digest()
  return Buffer.concat([digest(options), digest(document)])
}
