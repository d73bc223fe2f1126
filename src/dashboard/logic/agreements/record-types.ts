import type { JsonObject } from '../../../kernel/index.ts'
import { checkSchema, formOf, isObject, resolve, type Schema } from '../../../typedef/index.ts'
import type { PartyRole, RecordConsent } from '../../generated/enums.ts'
import type { RecordTypeInput } from '../../generated/operations.ts'
import { sentence } from '../advice.ts'
import { mistyped, type Typed, typed } from '../clearing/result.ts'
import { parseJson } from '../records/form.ts'

/** The roles of those that sign, who alone may add records. */
export const SIGNING_ROLES = ['PROPOSER', 'COUNTERPARTY', 'GUARANTOR'] as const satisfies readonly PartyRole[]

/** A type of records, as it stands in the form of an agreement. */
export interface RecordTypeRow {
  readonly name: string
  readonly description: string
  readonly authors: readonly PartyRole[]
  readonly consent: RecordConsent
  /** JSON Type Definition, as text. */
  readonly schema: string
}

export const EMPTY_RECORD_TYPE: RecordTypeRow = {
  name: '',
  description: '',
  authors: SIGNING_ROLES,
  consent: 'ONE',
  schema: '{\n  "properties": {\n    "what": { "type": "string" }\n  }\n}',
}

/** What a food hub records when goods arrive. */
export const EXAMPLE_RECORD_TYPE: RecordTypeRow = {
  name: 'delivery',
  description: 'Goods that one party delivered to another.',
  authors: SIGNING_ROLES,
  consent: 'ONE',
  schema: schemaText({
    properties: {
      delivered: { type: 'timestamp', metadata: { title: 'Delivered at', order: 1 } },
      goods: {
        elements: {
          properties: {
            what: { type: 'string', metadata: { order: 1 } },
            grams: { type: 'uint32', metadata: { title: 'Weight in grams', order: 2 } },
            quality: { enum: ['first', 'second', 'processing'], metadata: { order: 3 } },
          },
        },
        metadata: { order: 2 },
      },
      cooled: { type: 'boolean', metadata: { title: 'Cooled on the way', order: 3 } },
    },
    optionalProperties: {
      remarks: { type: 'string', metadata: { description: 'What the receiver should know' } },
    },
  }),
}

/** What is wrong in one type of records, by the name of its field. */
export type RecordTypeProblems = Readonly<Partial<Record<'name' | 'authors' | 'schema', string>>>

/** The types of records as the API takes them, each with what is wrong with it. */
export function readRecordTypes(
  rows: readonly RecordTypeRow[],
): readonly { readonly input: RecordTypeInput; readonly problems: RecordTypeProblems }[] {
  const names = rows.map(({ name }) => name.trim())
  return rows.map(({ description, authors, consent, schema: text }, i) => {
    const [name = '', schema] = [names[i], readSchema(text)]
    const problems = {
      ...(name === '' ? { name: 'Name what is recorded, for example “delivery”.' } : {}),
      ...(name !== '' && names.indexOf(name) !== i ? { name: 'Another type has this name.' } : {}),
      ...(authors.length === 0 ? { authors: 'Choose at least one.' } : {}),
      ...(schema.ok ? {} : { schema: schema.problem }),
    }
    const input = {
      name,
      description: description.trim() === '' ? null : description.trim(),
      schema: schema.ok ? { ...schema.value } : {},
      authors,
      consent,
    }
    return { input, problems }
  })
}

/** A schema as a form shows it. */
export function schemaText(schema: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(schema, null, 2)
}

function readSchema(text: string): Typed<JsonObject> {
  const read = parseJson(text)
  if (!read.ok) return read
  if (!isObject(read.value)) return mistyped('A schema is an object of JSON: { … }')
  const checked = checkSchema(read.value)
  if (!checked.ok) return mistyped(sentence(checked.refusal.message))
  const form = formOf(resolve(read.value as Schema, read.value as Schema))
  if (form === 'properties' || form === 'values' || form === 'discriminator') return typed(read.value)
  return mistyped('A record is an object: describe it by "properties", "values" or a "discriminator".')
}
