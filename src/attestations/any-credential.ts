import { z } from 'zod'

const CHARS_MAX = 1_000
const ITEMS_MAX = 100
const PROOFS_MAX = 10
const BASE_CONTEXTS: readonly unknown[] = [
  'https://www.w3.org/ns/credentials/v2',
  'https://www.w3.org/2018/credentials/v1',
]

const text = z.string().min(1).max(CHARS_MAX)
const url = text.regex(/^[A-Za-z][A-Za-z0-9+.-]*:[^\s"<>\\^`{|}]+$/, 'is a URL')
const typed = z.looseObject({ type: listOf(text), id: url.optional() })
const subject = z
  .looseObject({ id: url.optional() })
  .refine((claims) => Object.keys(claims).length > 0, 'says something of its subject')

/**
 * A W3C Verifiable Credential of version 2.0 or 1.1 with embedded proofs, as far as it can be recognised without
 * processing JSON-LD contexts (VC Data Model 2.0, §4).
 */
export const anyCredentialShape = z.looseObject({
  '@context': z
    .array(z.union([url, z.looseObject({})]))
    .min(1)
    .max(ITEMS_MAX)
    .refine(([first]) => BASE_CONTEXTS.includes(first), `begins with ${BASE_CONTEXTS.join(' or ')}`),
  id: url.optional(),
  type: listOf(text).refine((types) => listed(types).includes('VerifiableCredential'), 'names VerifiableCredential'),
  issuer: z.union([url, z.looseObject({ id: url })]),
  credentialSubject: listOf(subject),
  validFrom: text.optional(),
  validUntil: text.optional(),
  issuanceDate: text.optional(),
  expirationDate: text.optional(),
  credentialStatus: anyOf(typed).optional(),
  credentialSchema: anyOf(z.looseObject({ type: listOf(text), id: url })).optional(),
  refreshService: anyOf(typed).optional(),
  termsOfUse: anyOf(typed).optional(),
  evidence: anyOf(typed).optional(),
  proof: z.union([
    z.looseObject({ type: listOf(text) }),
    z
      .array(z.looseObject({ type: listOf(text) }))
      .min(1)
      .max(PROOFS_MAX),
  ]),
})

export type AnyCredential = z.infer<typeof anyCredentialShape>

/** Normalises JSON-LD's single value or list of values to a list. */
export function listed<T>(value: T | readonly T[]): readonly T[] {
  return isList(value) ? value : [value]
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value)
}

function listOf<T extends z.ZodType>(item: T) {
  return z.union([item, z.array(item).min(1).max(ITEMS_MAX)])
}

function anyOf<T extends z.ZodType>(item: T) {
  return z.union([item, z.array(item).max(ITEMS_MAX)])
}
