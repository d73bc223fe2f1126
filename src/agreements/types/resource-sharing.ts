import { z } from 'zod'
import { done, type Json, type JsonObject, shape } from '../../kernel/index.ts'
import { type AgreementType, withNulls } from '../agreement-type.ts'
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

const termsShape = z.strictObject({
  resources: z
    .array(
      z.strictObject({
        kind: shape.text(KIND_CHARS_MAX),
        description: shape.text(DESCRIPTION_CHARS_MAX).nullable(),
        provider: shape.did,
        quantity: shape.text(KIND_CHARS_MAX).nullable(),
        unit: shape.text(UNIT_CHARS_MAX).nullable(),
        compensation: compensationShape,
      }),
    )
    .min(1)
    .max(RESOURCES_MAX),
})

export type ResourceSharingTerms = z.infer<typeof termsShape>

/** Parties lend each other rooms, machines, people …, and agree on the compensation. */
export const resourceSharing: AgreementType<'RESOURCE_SHARING', ResourceSharingTerms> = {
  name: 'RESOURCE_SHARING',
  input: 'resourceSharing',
  shape: termsShape,
  fromInput: ({ resources }) => ({
    resources: Array.isArray(resources) ? resources.map((resource) => fillResource(resource)) : null,
  }),
  checkTerms: ({ resources }, parties) => {
    const stranger = resources.find(({ provider }) => !parties.some(({ did }) => did === provider))
    if (stranger === undefined) return done
    return refuse('agreements.bad-terms', `${stranger.provider} provides ${stranger.kind} and is no party: add it`)
  },
}

const RESOURCE_FIELDS = ['description', 'quantity', 'unit']
const AMOUNT_FIELDS = ['amount', 'currency', 'scale', 'period', 'unit']

function fillResource(resource: Json): Json {
  if (!isObject(resource)) return null
  const { compensation = null } = resource
  return {
    ...withNulls(resource, RESOURCE_FIELDS),
    compensation: isObject(compensation) ? withNulls(compensation, AMOUNT_FIELDS) : null,
  }
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
