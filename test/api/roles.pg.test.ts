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
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requiredRole } from '../../src/api/guard.ts'
import { schema } from '../../src/api/schema.ts'
import { signerNumber } from '../support/node.ts'
import { type Role, RunningApi } from './running-node.ts'
import { GraphqlSocket } from './socket.ts'

const ROLES: readonly Role[] = ['VIEWER', 'OPERATOR', 'SIGNER', 'ADMIN']
type RootField = GraphQLField<unknown, unknown>

const FIELDS = [OperationTypeNode.QUERY, OperationTypeNode.MUTATION, OperationTypeNode.SUBSCRIPTION].flatMap((kind) =>
  Object.values(schema.getRootType(kind)?.getFields() ?? {}).map((field) => ({ kind, name: field.name, field })),
)

/** A value that every input of a type would read. What becomes of the operation does not matter: only who may try. */
const SAMPLES: Readonly<Record<string, unknown>> = {
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

let api: RunningApi
beforeAll(async () => {
  api = await RunningApi.start()
})
afterAll(() => api[Symbol.asyncDispose]())

test('every kind of operation is walked', () => {
  expect(FIELDS.length).toBeGreaterThan(70)
})

test.each(FIELDS)('$kind $name is for its role and those above it, and for nobody without a token', async (root) => {
  const wanted = ROLES.indexOf(requiredRole(root.field))
  const { query, variables } = operationOf(root.kind, root.field)
  for (const [rank, role] of ROLES.entries()) {
    const code = await codeOf(root.kind, query, variables, await api.token(role))
    if (rank < wanted) expect(code, role).toBe('FORBIDDEN')
    else expect(['FORBIDDEN', 'UNAUTHENTICATED'], `${role} got ${code}`).not.toContain(code)
  }
  expect(await codeOf(root.kind, query, variables, null)).toBe('UNAUTHENTICATED')
})

test('to record what this cooperative itself owes needs a signer, one row of many included', async () => {
  const [owing, owed] = [row(api.did, SAMPLES.DID), row(SAMPLES.DID, api.did)]
  const one = 'mutation($input: RecordObligationInput!) { recordObligation(input: $input) { obligation { id } } }'
  const many = 'mutation($input: RecordObligationsInput!) { recordObligations(input: $input) { obligations { id } } }'
  const code = async (query: string, input: object, role: Role) =>
    (await api.ask(query, { input: { agreementId: 'agr_x', ...input } }, await api.token(role))).code
  expect(await code(one, owing, 'OPERATOR')).toBe('FORBIDDEN')
  expect(await code(many, { obligations: [owed, owing] }, 'OPERATOR')).toBe('FORBIDDEN')
  expect(await code(one, owed, 'OPERATOR')).toBe('NOT_FOUND')
  expect(await code(many, { obligations: [owed] }, 'OPERATOR')).toBe('NOT_FOUND')
  expect(await code(one, owing, 'SIGNER')).toBe('NOT_FOUND')
})

function row(debtor: unknown, creditor: unknown) {
  return { debtor, creditor, amount: '1', currency: 'EUR' }
}

/** The code of the first error; undefined where there was none. */
async function codeOf(kind: OperationTypeNode, query: string, variables: object, token: string | null) {
  if (kind !== OperationTypeNode.SUBSCRIPTION) return (await api.ask(query, variables, token)).code
  await using socket = await GraphqlSocket.open(api.url, token)
  const operation = socket.operate(query, variables)
  // Over the same socket: whatever a refused subscription says comes before this answer.
  await socket.operate('{ __typename }').next()
  return (await operation.isQuiet(50)) ? undefined : await operation.errorCode()
}

function operationOf(kind: OperationTypeNode, field: RootField): { query: string; variables: Record<string, unknown> } {
  const required = field.args.filter(({ type }) => isNonNullType(type))
  const declared = required.map(({ name, type }) => `$${name}: ${type}`).join(', ')
  const given = required.map(({ name }) => `${name}: $${name}`).join(', ')
  const call = `${field.name}${given === '' ? '' : `(${given})`}${isLeafType(getNamedType(field.type)) ? '' : ' { __typename }'}`
  return {
    query: `${kind}${declared === '' ? '' : `(${declared})`} { ${call} }`,
    variables: Object.fromEntries(required.map(({ name, type }) => [name, sampleOf(name, type)])),
  }
}

function sampleOf(name: string, type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return sampleOf(name, type.ofType)
  if (isListType(type)) return [sampleOf(name, type.ofType)]
  if (isEnumType(type)) return type.getValues()[0]?.name
  if (name === 'multiaddr') return '/ip4/127.0.0.1/tcp/9'
  if (!isInputObjectType(type)) return SAMPLES[type.name]
  const fields = Object.values(type.getFields())
  const filled = type.isOneOf ? fields.slice(0, 1) : fields.filter((field) => isNonNullType(field.type))
  return Object.fromEntries(filled.map((field) => [field.name, sampleOf(field.name, field.type)]))
}
