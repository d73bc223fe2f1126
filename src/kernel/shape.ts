import { z } from 'zod'
import type { Did, Hash, Instant, Scope } from './brand.ts'
import { findFlaw, type JsonObject } from './canonical.ts'
import { decodeDecimal } from './decimal.ts'
import { decodePeriod } from './instant.ts'
import { decodeAmount } from './money.ts'
import { isVisible } from './printable.ts'
import { refuse } from './refusals.ts'
import { ok, type Result } from './result.ts'

/** Shapes that bodies are composed of. Signed values stay strings; the brand shows that they have been decoded. */
export const shape = {
  hash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'a hash is 64 lower-case hexadecimal characters')
    .transform((text) => text as Hash),
  did: z
    .string()
    .regex(/^did:key:z6Mk[1-9A-HJ-NP-Za-km-z]{44}$/, 'a DID here is did:key:z6Mk… of an Ed25519 key')
    .transform((text) => text as Did),
  scope: z
    .string()
    .regex(/^(public|agr_[0-9a-f]{64})$/, "a scope is public or an agreement's id")
    .transform((text) => text as Scope),
  /** A decimal string of minor units, kept as the string that was signed. */
  amount: z
    .string()
    .refine(
      (text) => decodeAmount(text).ok,
      'an amount is whole minor units as a decimal string without sign, at most 2^63−1',
    ),
  positiveAmount: z
    .string()
    .refine(
      (text) => decodeAmount(text).ok && text !== '0',
      'an amount is whole minor units as a decimal string, at least "1" and at most 2^63−1',
    ),
  decimal: z
    .string()
    .refine(
      (text) => decodeDecimal(text).ok,
      'a quantity is a decimal string without sign, at most 15 digits before and 6 after the point, e.g. "2.5"',
    ),
  positiveDecimal: z
    .string()
    .refine(
      (text) => decodeDecimal(text).ok && /[1-9]/.test(text),
      'a quantity is a decimal string above 0, at most 15 digits before and 6 after the point, e.g. "2.5"',
    ),
  instant: z
    .number()
    .int()
    .min(0)
    .max(253_402_300_799_999)
    .transform((ms) => ms as Instant),
  duration: z.string().refine((text) => decodePeriod(text).ok, 'a duration is ISO 8601, e.g. "P7D"'),
  currency: z
    .string()
    .regex(
      /^[A-Za-z][A-Za-z0-9_-]{1,15}$/,
      'a currency is an ISO 4217 code or an own unit: 2 to 16 letters, digits, - or _',
    ),
  scale: z.number().int().min(0).max(18),
  /** Any JSON object, unchanged: `z.record` would drop a key named `__proto__`, and with it signed content. */
  jsonObject: z.custom<JsonObject>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'an object of JSON',
  ),
  text: (max: number) =>
    z
      .string()
      .min(1)
      .max(max)
      .refine((text) => findFlaw(text) === null, 'a text holds neither U+0000 nor a lone surrogate'),
  /** A name, type, unit or sentence that people read. */
  visible: (max: number) =>
    shape.text(max).refine(isVisible, 'at least one character is visible: not only blanks, controls and marks'),
} as const

/** Reads an unknown value by a zod shape; the refusal names the first field that is wrong and what would be right. */
export function decodeShape<T>(schema: z.ZodType<T>, raw: unknown): Result<T> {
  const parsed = parse(schema, raw)
  if (parsed === null) return refuse('kernel.bad-shape', 'has the wrong shape')
  if (parsed.success) return ok(parsed.data)
  const issue = parsed.error.issues[0]
  const path = issue?.path.join('.') ?? ''
  return refuse('kernel.bad-shape', `${path === '' ? '' : `${path}: `}${issue?.message ?? 'has the wrong shape'}`)
}

/**
 * Zod compares the `length` of any value that has one with a bound, also of an object whose `length` cannot become a
 * number.
 */
function parse<T>(schema: z.ZodType<T>, raw: unknown): z.ZodSafeParseResult<T> | null {
  try {
    return schema.safeParse(raw)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}
