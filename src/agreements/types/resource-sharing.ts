import { z } from 'zod'
import { done, type Json, type JsonObject, shape } from '../../kernel/index.ts'
import { type AgreementType, signs, withNulls } from '../document/agreement-type.ts'
import { firstDuplicate } from '../document/first-duplicate.ts'
import { refuse } from '../refusals.ts'

const RESOURCES_MAX = 200
const KIND_CHARS_MAX = 100
const DESCRIPTION_CHARS_MAX = 2_000
const UNIT_CHARS_MAX = 50

/** Which fields each model of compensation needs; the others are null. */
const COMPENSATION_FIELDS = {
  NONE: [],
  RECIPROCAL: [],
  /** An amount per period. */
  FIXED: ['amount', 'currency', 'scale', 'period'],
  /** An amount per unit. */
  PER_USE: ['amount', 'currency', 'scale', 'unit'],
} as const

/** How the use of a shared resource is paid for. */
export type CompensationModel = keyof typeof COMPENSATION_FIELDS

const compensationShape = z
  .strictObject({
    model: z.enum(['NONE', 'RECIPROCAL', 'FIXED', 'PER_USE']),
    amount: shape.amount.nullable(),
    currency: shape.currency.nullable(),
    scale: shape.scale.nullable(),
    period: shape.duration.nullable(),
    unit: shape.text(UNIT_CHARS_MAX).nullable(),
  })
  .superRefine((compensation, issues) => {
    const needed: readonly string[] = COMPENSATION_FIELDS[compensation.model]
    for (const field of ['amount', 'currency', 'scale', 'period', 'unit'] as const) {
      if ((compensation[field] !== null) === needed.includes(field)) continue
      const message = `${compensation.model} ${needed.includes(field) ? 'needs' : 'has no'} ${field}`
      issues.addIssue({ code: 'custom', path: [field], message })
    }
  })

export const BOOKING_APPROVALS = ['AUTOMATIC', 'BY_PROVIDER'] as const
export type BookingApproval = (typeof BOOKING_APPROVALS)[number]

/** Names a resource in its agreement, for good: a letter or digit, then up to 63 letters, digits, dots, - or _. */
export const resourceKeyShape = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a key is 1 to 64 letters, digits, dots, - or _, e.g. "van-1"')

const resourceShape = z
  .strictObject({
    /** Only a resource with a key can be booked; documents without bookings name none. */
    key: resourceKeyShape.exactOptional(),
    /** Who answers a request for it: the provider's node, or its operator. */
    approval: z.enum(BOOKING_APPROVALS).exactOptional(),
    /** The clearing arrangement in which its use is charged. */
    settlementId: z
      .string()
      .regex(/^agr_[0-9a-f]{64}$/, "a settlement is a clearing arrangement's id")
      .nullable()
      .exactOptional(),
    /** How far after its request a booking of it may end. */
    bookingWindow: shape.duration.exactOptional(),
    kind: shape.text(KIND_CHARS_MAX),
    description: shape.text(DESCRIPTION_CHARS_MAX).nullable(),
    provider: shape.did,
    /** With a key: how much of it there is at once, as a decimal; null where that is not counted. */
    quantity: shape.text(KIND_CHARS_MAX).nullable(),
    unit: shape.text(UNIT_CHARS_MAX).nullable(),
    compensation: compensationShape,
  })
  .superRefine(({ key, approval, settlementId, bookingWindow, quantity }, issues) => {
    for (const [field, value] of Object.entries({ approval, settlementId })) {
      if ((value === undefined) === (key === undefined)) continue
      const message =
        key === undefined ? `only a resource with a key has ${field}` : `a resource with a key needs ${field}`
      issues.addIssue({ code: 'custom', path: [field], message })
    }
    if (key === undefined && bookingWindow !== undefined) {
      issues.addIssue({
        code: 'custom',
        path: ['bookingWindow'],
        message: 'only a resource with a key has a booking window',
      })
    }
    if (key === undefined || quantity === null || shape.positiveDecimal.safeParse(quantity).success) return
    const message =
      'the quantity of a resource with a key is a decimal above 0, e.g. "2.5"; null where it is not counted'
    issues.addIssue({ code: 'custom', path: ['quantity'], message })
  })

const termsShape = z.strictObject({
  resources: z.array(resourceShape).min(1).max(RESOURCES_MAX),
})

export type ResourceSharingTerms = z.infer<typeof termsShape>
export type SharedResource = ResourceSharingTerms['resources'][number]

/** Parties lend each other rooms, machines, people …, and agree on the compensation. */
export const resourceSharing: AgreementType<'RESOURCE_SHARING', ResourceSharingTerms> = {
  name: 'RESOURCE_SHARING',
  input: 'resourceSharing',
  shape: termsShape,
  fromInput: ({ resources }) => ({
    resources: Array.isArray(resources) ? resources.map((resource) => fillResource(resource)) : null,
  }),
  namesIn: ({ resources }) =>
    resources.flatMap(({ kind, quantity, unit, compensation }) => [kind, quantity, unit, compensation.unit]),
  checkTerms: ({ resources }, parties) => {
    const stranger = resources.find(({ provider }) => !parties.some(({ did }) => did === provider))
    if (stranger !== undefined) {
      return refuse('agreements.bad-terms', `${stranger.provider} provides ${stranger.kind} and is no party: add it`)
    }
    const duplicate = firstDuplicate(resources.flatMap(({ key }) => key ?? []))
    if (duplicate !== null)
      return refuse('agreements.bad-terms', `${duplicate} is the key of two resources: name each by its own`)
    const unsigned = resources.find(
      ({ key, provider }) => key !== undefined && parties.some(({ did, role }) => did === provider && !signs(role)),
    )
    if (unsigned === undefined) return done
    return refuse(
      'agreements.bad-terms',
      `${unsigned.provider} provides ${unsigned.key} and must sign: a witness does not`,
    )
  },
  // Bookings and grants name a resource by its key alone.
  checkChange: (before, { resources }) => {
    const known = new Map(before.resources.map((resource) => [resource.key, resource]))
    for (const { key, kind, provider, unit } of resources) {
      const earlier = key === undefined ? undefined : known.get(key)
      if (earlier === undefined) continue
      if (earlier.provider === provider && earlier.kind === kind && earlier.unit === unit) continue
      const message = `${key} names ${earlier.kind} of ${earlier.provider} in this agreement, with the unit ${earlier.unit}: give another thing another key`
      return refuse('agreements.bad-terms', message)
    }
    return done
  },
}

const RESOURCE_FIELDS = ['description', 'quantity', 'unit']
const BOOKABLE_DEFAULTS = { approval: 'BY_PROVIDER', settlementId: null } as const
const AMOUNT_FIELDS = ['amount', 'currency', 'scale', 'period', 'unit']

function fillResource(resource: Json): Json {
  if (!isObject(resource)) return null
  const { compensation = null, key, approval, settlementId, bookingWindow, ...rest } = resource
  const bookable = given({ key, approval, settlementId, bookingWindow })
  return {
    ...withNulls(rest, RESOURCE_FIELDS),
    ...('key' in bookable ? BOOKABLE_DEFAULTS : {}),
    ...bookable,
    compensation: isObject(compensation) ? withNulls(compensation, AMOUNT_FIELDS) : null,
  }
}

/** The fields that have a value. */
function given(fields: { readonly [name: string]: Json | undefined }): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter((field): field is [string, Json] => field[1] !== undefined && field[1] !== null),
  )
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
