import {
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  OperationTypeNode,
} from 'graphql'
import { schema } from '../../src/api/graphql/schema.ts'
import { signerNumber } from '../support/node.ts'

export type RootField = GraphQLField<unknown, unknown>

/** Every operation that the schema has. */
export const FIELDS = [OperationTypeNode.QUERY, OperationTypeNode.MUTATION, OperationTypeNode.SUBSCRIPTION].flatMap(
  (kind) =>
    Object.values(schema.getRootType(kind)?.getFields() ?? {}).map((field) => ({ kind, name: field.name, field })),
)

/** A value that every input of a scalar would read. */
export const SAMPLES: Readonly<Record<string, unknown>> = {
  String: 'sample',
  ID: 'sample',
  Int: 1,
  Float: 0.5,
  Boolean: true,
  DID: signerNumber(7).did,
  Amount: '1',
  DateTime: '2099-01-01T00:00:00.000Z',
  Duration: 'P1D',
  JSONObject: {},
}

export interface Operation {
  readonly query: string
  readonly variables: Record<string, unknown>
}

/**
 * An operation of a root field with what it requires and, where `also` is a scalar's name, with every input in which one
 * of that scalar occurs.
 */
export function operationOf(
  kind: OperationTypeNode,
  field: RootField,
  samples: Readonly<Record<string, unknown>> = SAMPLES,
  also: string | null = null,
): Operation {
  const given = field.args.filter(({ type }) => isNonNullType(type) || holds(type, also))
  const declared = given.map(({ name, type }) => `$${name}: ${type}`).join(', ')
  const passed = given.map(({ name }) => `${name}: $${name}`).join(', ')
  const call = `${field.name}${passed === '' ? '' : `(${passed})`}${isLeafType(getNamedType(field.type)) ? '' : ' { __typename }'}`
  return {
    query: `${kind}${declared === '' ? '' : `(${declared})`} { ${call} }`,
    variables: Object.fromEntries(given.map(({ name, type }) => [name, sampleOf(name, type, samples, also)])),
  }
}

/** Whether a scalar occurs in an input type, however deep. */
export function holds(type: GraphQLInputType, scalar: string | null): boolean {
  const named = getNamedType(type)
  if (!isInputObjectType(named)) return named.name === scalar
  return Object.values(named.getFields()).some((field) => holds(field.type, scalar))
}

function sampleOf(
  name: string,
  type: GraphQLInputType,
  samples: Readonly<Record<string, unknown>>,
  also: string | null,
): unknown {
  if (isNonNullType(type)) return sampleOf(name, type.ofType, samples, also)
  if (isListType(type)) return [sampleOf(name, type.ofType, samples, also)]
  if (isEnumType(type)) return type.getValues()[0]?.name
  if (name === 'multiaddr') return '/ip4/127.0.0.1/tcp/9'
  if (!isInputObjectType(type)) return samples[type.name]
  const fields = Object.values(type.getFields())
  const [first] = fields.filter((field) => holds(field.type, also)).concat(fields)
  const filled = type.isOneOf
    ? [first].flatMap((field) => field ?? [])
    : fields.filter((field) => isNonNullType(field.type) || holds(field.type, also))
  return Object.fromEntries(filled.map((field) => [field.name, sampleOf(field.name, field.type, samples, also)]))
}
