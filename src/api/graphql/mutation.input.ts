import { Arg, Extensions, Field, Float, ID, InputType, Int } from 'type-graphql'
import { z } from 'zod'
import { type FieldType, fieldTypeOf, inputMetaOf } from '../../app/index.ts'
import {
  Admission,
  AutoConfirm,
  BookingApproval,
  CompensationModel,
  PartyRole,
  RecordConsent,
  Role,
  VoteChoice,
} from './enums.ts'
import { AmountScalar, DateTimeScalar, DidScalar, DurationScalar, JsonObjectScalar } from './scalars.ts'

/** Marks an input of which exactly one field is given; `finishSchema` makes it so, since `@Directive` does not. */
export const ONE_OF = { isOneOf: true } as const

/** What every mutation's input carries. */
@InputType({ description: 'Part of every mutation’s input.' })
export abstract class MutationInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Makes a repeated mutation safe: the same key with the same input answers the first object, resolved afresh. Per token and mutation, kept for 30 days.',
  })
  readonly idempotencyKey?: string | null
}

/** How every mutation's one argument is described. */
export const INPUT = { description: 'What to do.' } as const

/** The input of a mutation: that of its command, with what every mutation's carries. */
export type Input<CommandInput> = CommandInput & Pick<MutationInput, 'idempotencyKey'>

/** The one argument of a mutation. Its GraphQL type is made from the input of the command (`app/input.ts`). */
export function Input(commandInput: z.ZodObject) {
  const type = inputType(commandInput, MutationInput)
  return Arg('input', () => type, INPUT)
}

const FIELD_TYPES: Readonly<Record<FieldType, unknown>> = {
  ID,
  String,
  Int,
  Float,
  Boolean,
  DID: DidScalar,
  Amount: AmountScalar,
  DateTime: DateTimeScalar,
  Duration: DurationScalar,
  JSONObject: JsonObjectScalar,
  BookingApproval,
  PartyRole,
  CompensationModel,
  RecordConsent,
  VoteChoice,
  AutoConfirm,
  Admission,
  Role,
}

/** Inputs that several others hold, e.g. PartyInput, are made once. */
const MADE = new Map<string, NewableFunction>()

function inputType(shape: z.ZodObject, base: abstract new () => object = Object): NewableFunction {
  const { name, description, isOneOf } = named(inputMetaOf(shape))
  const known = MADE.get(name)
  if (known !== undefined) return known
  class Made extends base {}
  InputType(name, { description })(Made)
  if (isOneOf) Extensions(ONE_OF)(Made)
  for (const [field, schema] of Object.entries(shape.shape)) {
    const { type, ...options } = fieldOf(schema)
    Field(() => type as never, options)(Made.prototype, field)
  }
  MADE.set(name, Made)
  return Made
}

interface InputField {
  readonly type: unknown
  readonly nullable: boolean
  readonly description: string
}

function fieldOf(schema: z.core.$ZodType): InputField {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) {
    return { ...fieldOf(schema.unwrap()), nullable: true }
  }
  const { description = '' } = z.globalRegistry.get(schema) ?? {}
  return { type: typeOf(schema), nullable: false, description }
}

function typeOf(schema: z.core.$ZodType): unknown {
  if (schema instanceof z.ZodReadonly) return typeOf(schema.unwrap())
  if (schema instanceof z.ZodArray) return [typeOf(schema.element)]
  return schema instanceof z.ZodObject ? inputType(schema) : FIELD_TYPES[named(fieldTypeOf(schema))]
}

function named<Name>(name: Name | undefined): Name {
  if (name === undefined) throw new Error('inputs are made of `field` and `input` (app/input.ts), which have names')
  return name
}
