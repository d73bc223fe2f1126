import { z } from 'zod'
import { canonicalText, decodeShape, done, isDateText, type JsonObject, type Result, shape } from '../kernel/index.ts'
import { refuse } from './refusals.ts'

export const CLAIMS_CHARS_MAX = 32_768
const TEXT_CHARS_MAX = 1_000
const TEXTS_MAX = 100

const text = shape.visible(TEXT_CHARS_MAX)
const count = z.number().int().min(0)
const percent = z.number().int().min(0).max(100)
const quantity = z.union([count, text])
/** As precise as the issuer knows it: a year, a month, a day or an instant. */
const date = z.union([
  z.number().int().min(1000).max(9999),
  z.string().refine(isDateText, 'a date is a year, or like 2026-03, 2026-03-31 or 2026-03-31T12:00:00Z'),
])

/**
 * The meaning of each type's claims. None of them is required, though PaymentReliability has at least one claim, and
 * others may be added; but a claim of one of these names has this shape, so that its readers can rely on it.
 */
export const CLAIMS = {
  MemberInGoodStanding: z.looseObject({
    memberSince: date.optional(),
    goodStandingUntil: date.optional(),
    membershipNumber: text.optional(),
    role: text.optional(),
  }),
  PaymentReliability: z.looseObject({
    periodFrom: date.optional(),
    periodUntil: date.optional(),
    onTimePercent: percent.optional(),
    obligationsSettled: count.optional(),
    obligationsLate: count.optional(),
    amountSettled: shape.amount.optional(),
    currency: shape.currency.optional(),
    scale: shape.scale.optional(),
  }),
  ResourceAvailability: z.looseObject({
    resource: text.optional(),
    quantity: quantity.optional(),
    unit: text.optional(),
    location: text.optional(),
    availableFrom: date.optional(),
    availableUntil: date.optional(),
  }),
  GovernanceParticipation: z.looseObject({
    periodFrom: date.optional(),
    periodUntil: date.optional(),
    meetingsHeld: count.optional(),
    meetingsAttended: count.optional(),
    votesHeld: count.optional(),
    votesCast: count.optional(),
    offices: z.array(text).max(TEXTS_MAX).optional(),
  }),
} as const satisfies Record<string, z.ZodType>

export type KnownType = keyof typeof CLAIMS

/** Whether these claims are allowed under this type. Custom types are free, except for names that a credential reserves. */
export function checkClaims(type: string, claims: JsonObject): Result<void> {
  const size = canonicalText(claims).length
  if (size > CLAIMS_CHARS_MAX) {
    return refuse(
      'attestations.bad-claims',
      `claims have at most ${CLAIMS_CHARS_MAX} characters of JSON, these ${size}`,
    )
  }
  const reserved = Object.keys(claims).find((name) => name === 'id' || name === 'type')
  if (reserved !== undefined) {
    return refuse('attestations.bad-claims', `"${reserved}" names the subject itself; give the claim another name`)
  }
  const keyword = findKeyword(claims)
  if (keyword !== null) {
    return refuse(
      'attestations.bad-claims',
      `"${keyword}" is a keyword of JSON-LD; names of claims do not begin with @`,
    )
  }
  if (!Object.hasOwn(CLAIMS, type)) return done
  if (type === 'PaymentReliability' && Object.keys(claims).length === 0) {
    return refuse('attestations.bad-claims', 'PaymentReliability says nothing without a claim: state at least one')
  }
  const decoded = decodeShape(CLAIMS[type as KnownType] as z.ZodType, claims)
  return decoded.ok ? done : refuse('attestations.bad-claims', `${type}: ${decoded.refusal.message}`)
}

function findKeyword(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null
  for (const [name, inner] of Object.entries(value)) {
    const found = name.startsWith('@') ? name : findKeyword(inner)
    if (found !== null) return found
  }
  return null
}
