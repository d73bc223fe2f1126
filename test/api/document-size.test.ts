import { expect, test } from 'vitest'
import { DOCUMENT_CHARS_MAX, DOCUMENT_PARTS_MAX, TOKENS_MAX } from '../../src/api/execution/limits.ts'
import { prepareOperation } from '../../src/api/http/operation.ts'
import { signerNumber } from '../support/node.ts'

/** Processor time that reading a document may take at most, in milliseconds: the whole node waits for it. */
const READING_MS_MAX = 500
const { did } = signerNumber(1)

const HUGE: Readonly<Record<string, string>> = {
  'unknown fields': `{ ${repeated(390_000, (i) => `x${i}`)} }`,
  'one field again and again': `{ ${repeated(390_000, () => '__typename')} }`,
  'aliases of a field': `{ ${repeated(130_000, (i) => `a${i}: __typename`)} }`,
  'aliases of an object': `{ ${repeated(50_000, (i) => `a${i}: self { did }`)} }`,
  operations: repeated(60_000, (i) => `query q${i} { __typename }`),
  fragments: `{ ...f0 } ${repeated(50_000, (i) => `fragment f${i} on Query { __typename }`)}`,
  'a chain of fragments': `{ ...f0 } ${repeated(40_000, (i) => `fragment f${i} on Query { ...f${i + 1} }`)}`,
  'inline fragments': `{ ${repeated(60_000, () => '... on Query { __typename }')} }`,
  'variables that nothing uses': `query(${repeated(60_000, (i) => `$v${i}: Int`)}) { __typename }`,
  'a list as a literal': `{ node(id: [${repeated(390_000, () => '1')}]) { id } }`,
  'a block string': `{ node(id: """${'a\n '.repeat(5_000_000)}""") { id } }`,
}

test.each(Object.entries(HUGE))('a huge document of %s is refused before it holds the node up', (_what, query) => {
  const before = process.cpuUsage()
  const prepared = prepare(query)
  const { user, system } = process.cpuUsage(before)
  expect('errors' in prepared ? prepared.errors[0].message : 'taken').toMatch(/as variables|100000 tokens|^at most/)
  expect((user + system) / 1_000).toBeLessThan(READING_MS_MAX)
})

test('a document is refused as too complex, not as wrong, where that is seen first', () => {
  const parts = `{ ${repeated(DOCUMENT_PARTS_MAX + 1, (i) => `x${i}`)} }`
  const text = `{ node(id: "${'a'.repeat(DOCUMENT_CHARS_MAX)}") { id } }`
  for (const query of [parts, text]) {
    const prepared = prepare(query)
    expect('errors' in prepared && prepared.errors[0].extensions.code).toBe('OPERATION_TOO_COMPLEX')
  }
})

test('a thousand aliases, and a thousand obligations as literals, are read', () => {
  const row = (i: number) =>
    `{ debtor: "${did}", creditor: "${did}", amount: "1", currency: "EUR", reference: "r${i}" }`
  const input = `{ agreementId: "agr_1", obligations: [${repeated(1_000, row)}] }`
  for (const query of [
    `{ ${repeated(1_000, (i) => `a${i}: node(id: "agr_${i}") { id }`)} }`,
    `mutation { recordObligations(input: ${input}) { obligations { id } } }`,
  ]) {
    expect(prepare(query)).toHaveProperty('operation')
  }
  expect(TOKENS_MAX).toBe(100_000)
})

function prepare(query: string) {
  return prepareOperation({ query, operationName: null, variables: {} })
}

function repeated(count: number, part: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => part(i)).join(' ')
}
