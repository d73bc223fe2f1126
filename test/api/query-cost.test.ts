import { readdirSync, readFileSync } from 'node:fs'
import {
  type DocumentNode,
  type GraphQLError,
  getIntrospectionQuery,
  getOperationAST,
  parse,
  print,
  specifiedRules,
  validate,
} from 'graphql'
import { expect, test } from 'vitest'
import { COST_MAX, DEPTH_MAX } from '../../src/api/execution/limits.ts'
import { findExcess } from '../../src/api/execution/query-cost.ts'
import { schema } from '../../src/api/graphql/schema.ts'
import * as dashboardOperations from '../../src/dashboard/generated/operations.ts'
import { cpuMsOf } from '../support/cpu-time.ts'
import { signerNumber } from '../support/node.ts'

const EXAMPLES = 'schema/examples'

test('introspection passes', () => {
  expect(excessOf(getIntrospectionQuery({ descriptions: true, inputValueDeprecation: true, oneOf: true }))).toBeNull()
})

test.each(readdirSync(EXAMPLES))('the example %s passes', (file) => {
  expect(excessOf(readFileSync(`${EXAMPLES}/${file}`, 'utf8'))).toBeNull()
})

test.each(Object.entries(dashboardOperations).filter(([name]) => name.endsWith('Document')))(
  'the dashboard’s %s passes, with pages of fifty',
  (_name, document) => {
    expect(excessOf(print(document as DocumentNode), { first: 50 })).toBeNull()
  },
)

test(`an operation nests ${DEPTH_MAX} fields deep and no deeper`, () => {
  expect(excessOf(chain(DEPTH_MAX))).toBeNull()
  expect(excessOf(chain(DEPTH_MAX + 1))?.extensions.code).toBe('OPERATION_TOO_COMPLEX')
})

test('fragments count where they are spread', () => {
  const hidden = `{ self { ...one } } fragment one on LocalNode { cooperative { ...two } }
    fragment two on Cooperative { ${'vouchedBy { '.repeat(10)} did ${'}'.repeat(10)} }`
  expect(excessOf(hidden)?.extensions.code).toBe('OPERATION_TOO_COMPLEX')
})

test('lists in lists multiply', () => {
  const pages = (first: number) => `{ agreements(first: ${first}) { edges { node { parties { cooperative {
    vouchedBy { vouchedBy { did name known } } } } } } } }`
  expect(excessOf(pages(10))).toBeNull()
  expect(excessOf(pages(100))?.extensions.code).toBe('OPERATION_TOO_COMPLEX')
})

test('a page size in a variable counts, given or by default', () => {
  const query = `query($n: Int = 100) { agreements(first: $n) { edges { node { parties { cooperative {
    vouchedBy { vouchedBy { did name known } } } } } } } }`
  expect(excessOf(query, { n: 10 })).toBeNull()
  expect(excessOf(query, { n: 100 })?.extensions.code).toBe('OPERATION_TOO_COMPLEX')
  expect(excessOf(query)?.extensions.code).toBe('OPERATION_TOO_COMPLEX')
})

test('what reads far more than it shows costs more than it shows', () => {
  const rounds = (first: number) =>
    `{ nettingRounds(first: ${first}) { edges { node { id result { setOffTotal certificate { verified } } } } } }`
  expect(excessOf(rounds(20))).toBeNull()
  expect(excessOf(rounds(50))?.extensions.code).toBe('OPERATION_TOO_COMPLEX')
  const answers = (first: number) => `{ obligation(id: "obl_") { nettingAnswers(first: ${first}) { reason } } }`
  expect(excessOf(answers(20))).toBeNull()
  expect(excessOf(answers(30))?.extensions.code).toBe('OPERATION_TOO_COMPLEX')
  const many = (field: string) => `{ ${Array.from({ length: 300 }, (_, i) => `a${i}: ${field}`).join(' ')} }`
  const fields = [
    'stateDigest(scope: "public") { digest }',
    'netPositions(agreementId: "agr_", currency: "EUR") { net }',
    `bilateralPositions(counterparty: "${signerNumber(1).did}") { net }`,
    `trust(subject: "${signerNumber(1).did}") { score }`,
  ]
  for (const field of fields) {
    expect(excessOf(`{ ${field} }`)).toBeNull()
    expect(excessOf(many(field))?.extensions.code, field).toBe('OPERATION_TOO_COMPLEX')
  }
})

test('the same list asked for again and again under other names adds up', () => {
  const one = 'agreements(first: 100) { edges { node { parties { role } } } }'
  const many = (count: number) => `{ ${Array.from({ length: count }, (_, i) => `a${i}: ${one}`).join(' ')} }`
  expect(excessOf(many(3))).toBeNull()
  expect(excessOf(many(Math.ceil(COST_MAX / 1_000)))?.extensions.code).toBe('OPERATION_TOO_COMPLEX')
})

test('introspection costs what it may answer, under however many names', () => {
  const many = (count: number, field: string) =>
    `{ ${Array.from({ length: count }, (_, i) => `a${i}: ${field}`).join(' ')} }`
  const fields = [
    '__schema { types { name } }',
    '__schema { types { fields { type { fields { name type { name } } } } } }',
    '__type(name: "Query") { fields { type { fields { name args { name type { name } } } } } }',
  ]
  for (const field of fields) {
    expect(excessOf(`{ ${field} }`), field).toBeNull()
    expect(measured(many(2_000, field))?.extensions.code, field).toBe('OPERATION_TOO_COMPLEX')
  }
})

test('bytes count by the largest that they may be: what passes fits into an answer', () => {
  const entries = (count: number, first: number) =>
    `{ ${Array.from({ length: count }, (_, i) => `e${i}: logEntries(scope: "public", first: ${first}) { edges { node { bytes } } }`).join(' ')} }`
  expect(excessOf(entries(1, 100))).toBeNull()
  expect(measured(entries(200, 100))?.extensions.code).toBe('OPERATION_TOO_COMPLEX')
  expect(measured(entries(200, 1))?.extensions.code).toBe('OPERATION_TOO_COMPLEX')
  const parts = (count: number) =>
    `{ ${Array.from({ length: count }, (_, i) => `p${i}: attachmentPart(scope: "public", hash: "") { bytes }`).join(' ')} }`
  expect(excessOf(parts(20))).toBeNull()
  expect(measured(parts(40))?.extensions.code).toBe('OPERATION_TOO_COMPLEX')
})

test('fragments that spread fragments twice are measured in no time', () => {
  const levels = 40
  const fragments = Array.from({ length: levels }, (_, i) => {
    const next = i + 1 < levels ? `...f${i + 1} ...f${i + 1}` : 'did'
    return `fragment f${i} on Cooperative { ${next} }`
  })
  const query = `{ self { cooperative { ...f0 } } } ${fragments.join(' ')}`
  const ms = cpuMsOf(() => expect(measured(query)?.extensions.code).toBe('OPERATION_TOO_COMPLEX'))
  expect(ms).toBeLessThan(1_000)
})

/** A query whose deepest field lies that many fields deep. */
function chain(depth: number): string {
  const steps = Array.from({ length: depth - 2 }, (_, i) => (i % 2 === 0 ? 'agreement' : 'amendments'))
  return `{ obligation(id: "obl_") { ${steps.map((step) => `${step} {`).join(' ')} id ${'}'.repeat(depth - 1)} }`
}

function excessOf(query: string, variables: Record<string, unknown> = {}): GraphQLError | null {
  expect(validate(schema, parse(query), specifiedRules)).toEqual([])
  return measured(query, variables)
}

function measured(query: string, variables: Record<string, unknown> = {}): GraphQLError | null {
  const document = parse(query)
  const operation = getOperationAST(document)
  if (!operation) throw new Error('one operation')
  return findExcess(schema, document, operation, variables)
}
