import { z } from 'zod'
import type { BookingApproval, CompensationModel, PartyRole, RecordConsent } from '../agreements/index.ts'
import type { VoteChoice } from '../governance/index.ts'
import { shape } from '../kernel/index.ts'
import type { Policies } from '../node/index.ts'

/** What a caller may do, each including those before it. */
export type Role = 'VIEWER' | 'OPERATOR' | 'SIGNER' | 'ADMIN'

/** The types of the API that a field of an input can have. */
export type FieldType =
  | 'ID'
  | 'String'
  | 'Int'
  | 'Float'
  | 'Boolean'
  | 'DID'
  | 'Amount'
  | 'DateTime'
  | 'Duration'
  | 'JSONObject'
  | 'BookingApproval'
  | 'PartyRole'
  | 'CompensationModel'
  | 'RecordConsent'
  | 'VoteChoice'
  | 'AutoConfirm'
  | 'Admission'
  | 'Role'

/** An input as a whole: its name and description in the API. */
export interface InputMeta {
  readonly name: string
  readonly description: string
  /** Exactly one of its fields is given. */
  readonly isOneOf: boolean
}

const fieldTypes = z.registry<{ readonly type: FieldType }>()
const inputs = z.registry<InputMeta>()

/**
 * The fields of a command's input: `field.id.describe('The agreement.').nullish()`. Their form is checked by the scalars of
 * the API; what a command refuses, it refuses with a rule of its own.
 */
export const field = {
  id: z.string().register(fieldTypes, { type: 'ID' }),
  text: z.string().register(fieldTypes, { type: 'String' }),
  int: z.number().register(fieldTypes, { type: 'Int' }),
  float: z.number().register(fieldTypes, { type: 'Float' }),
  flag: z.boolean().register(fieldTypes, { type: 'Boolean' }),
  /** Of a cooperative, or of a member, which may be of any method. */
  did: z.string().register(fieldTypes, { type: 'DID' }),
  amount: z.string().register(fieldTypes, { type: 'Amount' }),
  instant: shape.instant.clone().register(fieldTypes, { type: 'DateTime' }),
  duration: z.string().register(fieldTypes, { type: 'Duration' }),
  json: shape.jsonObject.clone().register(fieldTypes, { type: 'JSONObject' }),
  bookingApproval: z.custom<BookingApproval>().register(fieldTypes, { type: 'BookingApproval' }),
  partyRole: z.custom<PartyRole>().register(fieldTypes, { type: 'PartyRole' }),
  compensationModel: z.custom<CompensationModel>().register(fieldTypes, { type: 'CompensationModel' }),
  recordConsent: z.custom<RecordConsent>().register(fieldTypes, { type: 'RecordConsent' }),
  voteChoice: z.custom<VoteChoice>().register(fieldTypes, { type: 'VoteChoice' }),
  autoConfirm: z.custom<Policies['autoConfirm']>().register(fieldTypes, { type: 'AutoConfirm' }),
  admission: z.custom<Policies['admission']>().register(fieldTypes, { type: 'Admission' }),
  role: z.custom<Role>().register(fieldTypes, { type: 'Role' }),
} as const

export function list<Item extends z.ZodType>(item: Item) {
  return z.array(item).readonly()
}

/** The input of a command: from it come the command's type and the GraphQL input. */
export function input<Fields extends z.ZodRawShape>(
  name: string,
  description: string,
  fields: Fields,
  { isOneOf = false } = {},
) {
  return z.object(fields).register(inputs, { name, description, isOneOf })
}

/** How the API writes a field; undefined where it is an input itself. */
export function fieldTypeOf(schema: z.core.$ZodType): FieldType | undefined {
  return fieldTypes.get(schema)?.type
}

/** Name and description that a shape was given by `input`; undefined for any other shape. */
export function inputMetaOf(schema: z.core.$ZodType): InputMeta | undefined {
  return inputs.get(schema)
}
