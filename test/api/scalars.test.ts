import { coerceInputValue, type GraphQLError, type GraphQLScalarType, parse, specifiedRules, validate } from 'graphql'
import { expect, test } from 'vitest'
import { toClientError } from '../../src/api/graphql/errors.ts'
import * as scalars from '../../src/api/graphql/scalars.ts'
import { schema } from '../../src/api/graphql/schema.ts'
import { signerNumber } from '../support/node.ts'

const { did } = signerNumber(1)
const P256 = 'did:key:zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG5ehnPAmxcf5mDZpv'

/** For each scalar: what is read, and as what; what is refused. */
const VALUES: readonly {
  readonly type: GraphQLScalarType
  readonly good: readonly (readonly [unknown, unknown])[]
  readonly bad: readonly unknown[]
}[] = [
  {
    type: scalars.DateTimeScalar,
    good: [
      ['1970-01-01T00:00:00Z', 0],
      ['2026-01-31T12:00:00.250Z', Date.UTC(2026, 0, 31, 12, 0, 0, 250)],
      ['2026-01-31t13:00:00+01:00', Date.UTC(2026, 0, 31, 12)],
      ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
      ['2026-01-31', Date.UTC(2026, 0, 31)],
      ['9999-12-31T23:59:59.999Z', 253_402_300_799_999],
    ],
    bad: [
      '2026-02-30T00:00:00Z',
      '2025-02-29T00:00:00Z',
      '2026-02-30',
      '2026-1-31',
      '2026-01-31T12:00:00',
      '2026-01-31T24:00:00Z',
      '2026-01-31T12:00:60Z',
      '2026-01-31T12:00:00.1234Z',
      '1969-12-31T23:59:59.999Z',
      '+010000-01-01T00:00:00Z',
      'tomorrow',
      '',
      1_700_000_000_000,
      true,
      {},
    ],
  },
  {
    type: scalars.DidScalar,
    good: [
      [did, did],
      ['did:web:example.org%3A3000:ada', 'did:web:example.org%3A3000:ada'],
      [P256, P256],
    ],
    bad: [
      ...[did.slice(0, -1), `${did} `, `${did}#key`, 'did:key:z6Mk', 'did:web', 'did:web:', 'did:WEB:a', 'DID:web:a'],
      ...['did:web:a/b', 'did:web:a?b', 'did:web:%zz', 'did:web:\u001b', `did:web:${'a'.repeat(250)}`, '', 7, null],
    ],
  },
  {
    type: scalars.AmountScalar,
    good: [
      ['0', '0'],
      ['12050', '12050'],
      ['9223372036854775807', '9223372036854775807'],
    ],
    bad: ['9223372036854775808', '-1', '+1', '1.5', '1e3', '01', ' 1', '', '١', 12050, 1.5],
  },
  {
    type: scalars.SignedAmountScalar,
    good: [
      ['-40', '-40'],
      ['0', '0'],
    ],
    bad: ['-0', '--1', '-01', '1.0', '', -40],
  },
  {
    type: scalars.DurationScalar,
    good: [
      ['P7D', 'P7D'],
      ['PT10M', 'PT10M'],
    ],
    bad: ['7 days', 'P', 'PT', 'P0D', 'P1.5D', '-P1D', '', 7],
  },
  {
    type: scalars.JsonObjectScalar,
    good: [
      [{}, {}],
      [{ a: [1, 'b', null, { c: true }] }, { a: [1, 'b', null, { c: true }] }],
    ],
    bad: [[], 'text', 1, { half: 0.5 }, { big: 2 ** 53 }, { text: 'a\u0000b' }, { text: '\ud800' }, nested(70)],
  },
]

const GOOD = VALUES.flatMap(({ type, good }) => good.map(([value, read]) => ({ type, name: type.name, value, read })))
const BAD = VALUES.flatMap(({ type, bad }) => bad.map((value) => ({ type, name: type.name, value })))

test.each(GOOD)('$name reads $value alike as a variable and as a literal', ({ type, value, read }) => {
  expect(type.parseValue(value)).toEqual(read)
  expect(type.parseLiteral(literal(value))).toEqual(read)
})

test.each(BAD)('$name refuses $value as a variable', ({ type, value }) => {
  const errors: GraphQLError[] = []
  if (value === null) return
  coerceInputValue(value, type, (_path, _value, error) => errors.push(error))
  expect(errors).toHaveLength(1)
  expect(errors.map((error) => toClientError(error, unexpected).extensions?.code)).toEqual(['BAD_USER_INPUT'])
})

test.each(BAD)('$name refuses $value as a literal', ({ type, value }) => {
  expect(() => {
    const read = type.parseLiteral(literal(value))
    if (value === null) throw new Error(`null is no ${type.name}: ${read}`)
  }).toThrow()
})

test('what goes out is written in the one form that comes in', () => {
  expect(scalars.DateTimeScalar.serialize(Date.UTC(2026, 0, 31))).toBe('2026-01-31T00:00:00.000Z')
  expect(scalars.AmountScalar.serialize(2n ** 80n)).toBe(String(2n ** 80n))
  expect(scalars.SignedAmountScalar.serialize('-40')).toBe('-40')
  expect(() => scalars.AmountScalar.serialize('-40')).toThrow(TypeError)
})

test('a bad literal inside a document is bad input, not a bad document', () => {
  const wrong = [
    '{ cooperative(did: "x") { did } }',
    '{ agreements(first: "ten") { totalCount } }',
    '{ agreements(filter: { status: [SLEEPING] }) { totalCount } }',
    '{ agreements(filter: { expiringBefore: "soon" }) { totalCount } }',
  ]
  for (const query of wrong) {
    const errors = validate(schema, parse(query), specifiedRules)
    expect(errors, query).toHaveLength(1)
    expect(errors.map((error) => toClientError(error, unexpected).extensions?.code)).toEqual(['BAD_USER_INPUT'])
  }
})

function unexpected(error: unknown): never {
  throw new Error('a bad value is no fault of the node', { cause: error })
}

function literal(value: unknown) {
  const [definition] = parse(`{ f(a: ${graphqlText(value)}) }`).definitions
  if (definition?.kind !== 'OperationDefinition') throw new Error('a query was parsed')
  const [field] = definition.selectionSet.selections
  const argument = field?.kind === 'Field' ? field.arguments?.[0]?.value : undefined
  if (argument === undefined) throw new Error('an argument was parsed')
  return argument
}

/** A value as it stands in a GraphQL document: like JSON, but with names for keys. */
function graphqlText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(graphqlText).join(', ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  return `{${Object.entries(value)
    .map(([key, inner]) => `${key}: ${graphqlText(inner)}`)
    .join(', ')}}`
}

function nested(depth: number): object {
  return depth === 0 ? {} : { in: nested(depth - 1) }
}

test('a variable that nests deeper than JSON can be written is refused in a word', () => {
  const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
  for (const { type } of VALUES) expect(() => type.parseValue(deep)).toThrow(/a list/)
})
