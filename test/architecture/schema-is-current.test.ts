import { readFileSync } from 'node:fs'
import {
  buildSchema,
  findBreakingChanges,
  type GraphQLField,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
  validateSchema,
} from 'graphql'
import { expect, test } from 'vitest'
import { AGREEMENT_TYPES } from '../../src/agreements/index.ts'
import { REFUSAL_CODES } from '../../src/api/graphql/refusal-codes.ts'
import { schema } from '../../src/api/graphql/schema.ts'
import { schemaText } from '../../src/api/graphql/schema-text.ts'

const committed = readFileSync('schema/federation.graphql', 'utf8')
const emitted = buildSchema(committed)
const contract = buildSchema(readFileSync('schema/contract.graphql', 'utf8'))

test('the committed schema is what the code makes: if not, run npm run schema', () => {
  expect(schemaText(schema)).toBe(committed)
  expect(validateSchema(schema)).toEqual([])
})

test('nothing that clients rely on was removed, renamed or tightened', () => {
  expect(findBreakingChanges(contract, emitted).map(({ description }) => description)).toEqual([])
})

test('every argument, field and enum value of the contract is there with the same default', () => {
  expect(defaultsOf(emitted)).toMatchObject(defaultsOf(contract))
})

test('every element of the schema is described', () => {
  const types = Object.values(emitted.getTypeMap()).filter((type) => !isSpecified(type))
  const directives = emitted.getDirectives().filter((directive) => !isSpecifiedDirective(directive))
  const elements = [...types, ...directives].flatMap((element) => describedParts(element.name, element))
  expect(elements.length).toBeGreaterThan(900)
  expect(elements.filter(({ description }) => !description?.trim()).map(({ path }) => path)).toEqual([])
})

test('every root field says whom it is for', () => {
  const roots = [emitted.getQueryType(), emitted.getMutationType(), emitted.getSubscriptionType()]
  for (const field of roots.flatMap((type) => Object.values(type?.getFields() ?? {}))) {
    const [auth] = field.astNode?.directives ?? []
    expect(auth?.name.value, field.name).toBe('auth')
  }
})

test('an input of which exactly one field is given says so', () => {
  for (const name of ['TermsInput', 'TerminationReasonInput', 'DisputeOutcomeInput']) {
    expect(schema.getType(name)).toMatchObject({ isOneOf: true })
    expect(committed).toContain(`input ${name} @oneOf`)
  }
})

test('there is a type of agreement, and an input for its terms, for each that the rooms know', () => {
  const [types, inputs] = [schema.getType('AgreementType'), schema.getType('TermsInput')]
  expect(isEnumType(types) && types.getValues().map(({ name }) => name)).toEqual(
    AGREEMENT_TYPES.map(({ name }) => name),
  )
  expect(isInputObjectType(inputs) && Object.keys(inputs.getFields())).toEqual(
    AGREEMENT_TYPES.map(({ input }) => input),
  )
})

test('every rule that can say no is documented by its own name', () => {
  const codes = emitted.getType('RefusalCode')
  const documented = isEnumType(codes)
    ? codes.getValues().map(({ description }) => /`([^`]+)`/.exec(description ?? '')?.[1])
    : []
  expect(documented).toEqual(Object.keys(REFUSAL_CODES))
  expect(new Set(documented).size).toBe(documented.length)
})

function isSpecified(type: GraphQLNamedType): boolean {
  return type.name.startsWith('__') || isSpecifiedScalarType(type)
}

interface Part {
  readonly path: string
  readonly description: string | null | undefined
}

/** An element and everything inside it: fields, arguments, enum values. */
function describedParts(path: string, element: object): Part[] {
  const { description } = element as { description?: string | null }
  const inner = element as {
    getFields?: () => Record<string, object>
    getValues?: () => readonly { readonly name: string }[]
    args?: readonly { readonly name: string }[]
  }
  const parts = [
    ...Object.entries(inner.getFields?.() ?? {}),
    ...[...(inner.getValues?.() ?? []), ...(inner.args ?? [])].map((part) => [part.name, part] as const),
  ]
  return [{ path, description }, ...parts.flatMap(([name, part]) => describedParts(`${path}.${name}`, part))]
}

function argsOf({ args }: Pick<GraphQLField<unknown, unknown>, 'args'>) {
  return args
}

function defaultsOf(of: typeof contract): Record<string, unknown> {
  const fields = Object.values(of.getTypeMap())
    .filter((type) => !isSpecified(type))
    .flatMap((type) =>
      'getFields' in type
        ? Object.values(type.getFields()).map((field) => ({ path: `${type.name}.${field.name}`, field }))
        : [],
    )
  const values = fields.flatMap(({ path, field }) => {
    const args = 'args' in field ? argsOf(field).map((arg) => [`${path}(${arg.name})`, arg.defaultValue] as const) : []
    return 'defaultValue' in field ? [[path, field.defaultValue] as const, ...args] : args
  })
  return Object.fromEntries(values.filter(([, value]) => value !== undefined))
}
