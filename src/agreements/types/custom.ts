import { z } from 'zod'
import { done, type Json, type JsonObject, type Result, shape } from '../../kernel/index.ts'
import { checkSchema, formOf, resolve, type Schema } from '../../typedef/index.ts'
import { type AgreementType, SIGNING_ROLES } from '../document/agreement-type.ts'
import { firstDuplicate } from '../document/first-duplicate.ts'
import { refuse } from '../refusals.ts'

const NAME_CHARS_MAX = 100
const DESCRIPTION_CHARS_MAX = 2_000
const RECORD_TYPES_MAX = 100

/** Consent that a record needs beside its author's: none, one other signing party's, all signing parties'. */
const RECORD_CONSENTS = ['NONE', 'ONE', 'ALL'] as const
export type RecordConsent = (typeof RECORD_CONSENTS)[number]

const recordTypeShape = z.strictObject({
  /** Names it within the agreement. */
  name: shape.text(NAME_CHARS_MAX),
  description: shape.text(DESCRIPTION_CHARS_MAX).nullable(),
  /** JSON Type Definition (RFC 8927) of what its records hold. */
  schema: shape.jsonObject
    .superRefine((schema, issues) => {
      const checked = checkRecordSchema(schema)
      if (!checked.ok) issues.addIssue({ code: 'custom', message: checked.refusal.message })
    })
    .transform((schema) => schema as Schema),
  /** The roles of the parties that may add such records. */
  authors: z
    .array(z.enum(SIGNING_ROLES, 'the authors of records are signing parties'))
    .min(1)
    .refine((roles) => firstDuplicate(roles) === null, 'list each role once'),
  consent: z.enum(RECORD_CONSENTS),
})

export type RecordType = z.infer<typeof recordTypeShape>

const termsShape = z.strictObject({
  name: shape.text(NAME_CHARS_MAX),
  terms: shape.jsonObject,
  /** Absent in documents of rule set 3 and earlier, which have no records. */
  recordTypes: z.array(recordTypeShape).max(RECORD_TYPES_MAX).exactOptional(),
})

export type CustomTerms = z.infer<typeof termsShape>

/** Terms of the parties' own, without meaning to the node; and what they record under them. */
export const custom: AgreementType<'CUSTOM', CustomTerms> = {
  name: 'CUSTOM',
  input: 'custom',
  shape: termsShape,
  fromInput: ({ name, terms, recordTypes }) => ({
    name: name ?? null,
    terms: terms ?? null,
    recordTypes: Array.isArray(recordTypes) ? recordTypes.map(recordTypeFromInput) : [],
  }),
  namesIn: ({ name, recordTypes = [] }) => [name, ...recordTypes.map((type) => type.name)],
  checkTerms: ({ recordTypes = [] }) => {
    const duplicate = firstDuplicate(recordTypes.map(({ name }) => name))
    if (duplicate === null) return done
    return refuse('agreements.bad-terms', `two types of records are called ${duplicate}: give each its own name`)
  },
}

/** The types of records of some terms; none in those of rule set 3 and earlier. */
export function recordTypesOf({ recordTypes = [] }: CustomTerms): readonly RecordType[] {
  return recordTypes
}

function recordTypeFromInput(input: JsonObject): JsonObject {
  const { description, authors, consent, ...given } = input
  return {
    ...given,
    description: description ?? null,
    authors: authors ?? [...SIGNING_ROLES],
    consent: consent ?? 'ONE',
  }
}

/** A correct schema, of objects: a record is one. */
function checkRecordSchema(raw: Json): Result<void> {
  const checked = checkSchema(raw)
  if (!checked.ok) return checked
  const form = formOf(resolve(raw as Schema, raw as Schema))
  if (form === 'properties' || form === 'values' || form === 'discriminator') return done
  return refuse('agreements.bad-terms', 'a record is an object: describe it by properties, values or a discriminator')
}
