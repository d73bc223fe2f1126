import { z } from 'zod'
import { type Asked, verifyAuthentication } from '../identity/index.ts'
import { decodeShape, type Instant, type JsonObject, ok, type Result, shape } from '../kernel/index.ts'
import { listed } from './any-credential.ts'
import { type CredentialCheck, checkCredential } from './check.ts'
import { refuse } from './refusals.ts'

/** Maximum size of a presentation in characters of JSON, and of the credentials in it. */
export const PRESENTATION_CHARS_MAX = 262_144
export const PRESENTED_MAX = 8
const ITEMS_MAX = 100
const CONTEXT = 'https://www.w3.org/ns/credentials/v2'
const TYPE = 'VerifiablePresentation'

const text = z.string().min(1).max(1_000)
const types = z.union([text, z.array(text).min(1).max(ITEMS_MAX)])

/** A W3C Verifiable Presentation 2.0 with one embedded proof (VC Data Model 2.0, §4.13). */
const presentationShape = z.looseObject({
  '@context': z
    .union([
      text,
      z
        .array(z.union([text, z.looseObject({})]))
        .min(1)
        .max(ITEMS_MAX),
    ])
    .refine((contexts) => listed<unknown>(contexts)[0] === CONTEXT, `begins with ${CONTEXT}`),
  id: text.optional(),
  type: types.refine((names) => listed(names).includes(TYPE), `names ${TYPE}`),
  holder: z.union([text, z.looseObject({ id: text })]).optional(),
  verifiableCredential: z.union([
    shape.jsonObject,
    z
      .array(shape.jsonObject)
      .min(1, 'holds a credential')
      .max(PRESENTED_MAX, `holds at most ${PRESENTED_MAX} credentials`),
  ]),
  proof: shape.jsonObject,
})

/** One credential of a presentation, checked on its own: not yet against status lists and what a node knows. */
export interface Presented {
  readonly credential: JsonObject
  readonly check: CredentialCheck
}

/** The result of checking a presentation alone. */
export interface PresentationCheck {
  /** The DID whose key made the proof; null if none did. */
  readonly holder: string | null
  /** Why the presentation does not hold, a sentence each. */
  readonly problems: readonly string[]
  /** Those that can be read as credentials. */
  readonly presented: readonly Presented[]
}

/** The challenge that a presentation says it answers; null if it names none. */
export function challengeOf(presentation: JsonObject): string | null {
  const { proof } = presentation as { readonly proof?: { readonly challenge?: unknown } | null }
  return typeof proof?.challenge === 'string' ? proof.challenge : null
}

/**
 * Checks a presentation on its own (SPEC P1–P4): its form, the holder's proof for this challenge and domain, that
 * every credential is about the holder, and each credential's form, proof and dates. Refuses what is no presentation.
 */
export function checkPresentation(raw: JsonObject, asked: Asked, now: Instant): Result<PresentationCheck> {
  const size = JSON.stringify(raw).length
  if (size > PRESENTATION_CHARS_MAX) {
    const message = `a presentation has at most ${PRESENTATION_CHARS_MAX} characters of JSON, this one ${size}`
    return refuse('attestations.bad-presentation', message)
  }
  const decoded = decodeShape(presentationShape, raw)
  if (!decoded.ok) {
    const message = `not a Verifiable Presentation 2.0 with a proof: ${decoded.refusal.message}`
    return refuse('attestations.bad-presentation', message)
  }
  const { proof, ...document } = raw
  const verified = verifyAuthentication(document, proof, asked, now)
  const holder = verified.ok ? verified.value : null
  const problems = verified.ok ? [] : [verified.refusal.message]
  const named = decoded.value.holder
  const namedHolder = typeof named === 'object' ? named.id : named
  if (holder !== null && namedHolder !== undefined && namedHolder !== holder) {
    problems.push(`the proof is by ${holder}, but ${namedHolder} is named as the holder`)
  }
  const presented: Presented[] = []
  for (const [i, credential] of listed<JsonObject>(decoded.value.verifiableCredential).entries()) {
    const checked = checkCredential(credential, now)
    if (!checked.ok) {
      problems.push(`credential ${i + 1}: ${checked.refusal.message}`)
      continue
    }
    presented.push({ credential, check: checked.value })
    if (holder !== null && !isAbout(checked.value, holder)) {
      problems.push(`credential ${i + 1} is not about the holder, ${holder}`)
    }
  }
  return ok({ holder, problems, presented })
}

/** Whether a credential is about one subject alone. */
export function isAbout({ subjects }: Pick<CredentialCheck, 'subjects'>, did: string): boolean {
  return subjects.length > 0 && subjects.every((subject) => subject === did)
}
