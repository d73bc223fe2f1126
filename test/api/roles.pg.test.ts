import { OperationTypeNode } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requiredRole } from '../../src/api/graphql/guard.ts'
import { type Role, RunningApi } from './running-node.ts'
import { FIELDS, operationOf, SAMPLES } from './samples.ts'
import { GraphqlSocket } from './socket.ts'

const ROLES: readonly Role[] = ['VIEWER', 'OPERATOR', 'SIGNER', 'ADMIN']

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
