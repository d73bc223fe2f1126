import fc from 'fast-check'
import { isSchema, isValidSchema, type Schema as ReferenceSchema, validate } from 'jtd'
import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/kernel/index.ts'
import {
  checkSchema,
  checkValue,
  DEFINITIONS_MAX,
  ERRORS_MAX,
  findMismatches,
  REFERENCES_MAX,
  SCHEMA_BYTES_MAX,
  SCHEMA_DEPTH_MAX,
  type Schema,
} from '../../src/typedef/index.ts'
import { cpuMsOf } from '../support/cpu-time.ts'
import { BAD_SCHEMAS, CASES, FORMS, VALUES } from './forms.ts'

function errorsOf(schema: Json, value: Json, errorsMax?: number): string[] {
  expect(checkSchema(schema)).toEqual({ ok: true, value: undefined })
  const pointer = (path: readonly string[]) => path.map((name) => `/${name}`).join('')
  return findMismatches(schema as Schema, value, errorsMax)
    .map(({ instancePath, schemaPath }) => `${pointer(instancePath)} by ${pointer(schemaPath)}`)
    .sort()
}

/** A schema that nests so many levels. */
function nested(depth: number): Json {
  return depth === 1 ? {} : { elements: nested(depth - 1) }
}

/** A chain of so many references, to an empty definition. */
function chain(length: number): Json {
  const definitions = Object.fromEntries(
    Array.from({ length }, (_, i) => [`d${i}`, i + 1 < length ? { ref: `d${i + 1}` } : {}]),
  )
  return { definitions, ref: 'd0' }
}

describe('a value by a schema', () => {
  test.each(CASES)('%s', (_name, schema, value, errors) => {
    expect(errorsOf(schema, value)).toEqual(errors.map(([instance, rule]) => `${instance} by ${rule}`).sort())
    const holds = checkValue(schema as Schema, value)
    expect(holds.ok || holds.refusal.code).toBe(errors.length === 0 || 'typedef.bad-value')
  })

  test.each(FORMS)('%j takes what it is for, and null where it is nullable', (schema, rule, takes) => {
    for (const [kind, value] of Object.entries(VALUES)) {
      const refused = takes.includes(kind) ? [] : [` by ${rule}`]
      expect(errorsOf(schema, value), kind).toEqual(refused)
      expect(errorsOf({ ...schema, nullable: false }, value), kind).toEqual(refused)
      expect(errorsOf({ ...schema, nullable: true }, value), kind).toEqual(kind === 'null' ? [] : refused)
    }
  })

  test('the empty form takes everything', () => {
    for (const value of Object.values(VALUES)) {
      expect(errorsOf({}, value)).toEqual([])
      expect(errorsOf({ nullable: true, metadata: { title: 'Anything' } }, value)).toEqual([])
    }
  })

  test.each([
    ['int8', -128, 127],
    ['uint8', 0, 255],
    ['int16', -32_768, 32_767],
    ['uint16', 0, 65_535],
    ['int32', -2_147_483_648, 2_147_483_647],
    ['uint32', 0, 4_294_967_295],
  ])('%s goes from %d to %d', (type, min, max) => {
    for (const value of [min, max, 0]) expect(errorsOf({ type }, value)).toEqual([])
    for (const value of [min - 1, max + 1, 0.5, '0']) expect(errorsOf({ type }, value)).toEqual([' by /type'])
  })

  test('a timestamp is a date and time of RFC 3339', () => {
    const good = [
      '1985-04-12T23:20:50.52Z',
      '1996-12-19T16:39:57-08:00',
      '1990-12-31T23:59:60Z',
      '1990-12-31T15:59:60-08:00',
      '1937-01-01T12:00:27.87+00:20',
      '2024-02-29t00:00:00z',
      '2000-02-29T00:00:00Z',
      '0000-01-01T00:00:00-00:00',
    ]
    const bad = [
      '2026-11-30',
      '2026-11-30T12:00Z',
      '2026-11-30 12:00:00Z',
      '2026-11-30T12:00:00',
      '2026-13-01T00:00:00Z',
      '2026-00-01T00:00:00Z',
      '2026-01-00T00:00:00Z',
      '2026-02-29T00:00:00Z',
      '1900-02-29T00:00:00Z',
      '2026-01-01T24:00:00Z',
      '2026-01-01T00:60:00Z',
      '2026-01-01T00:00:61Z',
      '2026-01-01T12:00:60Z',
      '1990-12-31T23:59:60+01:00',
      '2026-01-01T00:00:00+24:00',
      '2026-01-01T00:00:00.Z',
      '2026-01-01T00:00:00Z ',
      '٢026-01-01T00:00:00Z',
    ]
    for (const value of good) expect(errorsOf({ type: 'timestamp' }, value), value).toEqual([])
    for (const value of bad) expect(errorsOf({ type: 'timestamp' }, value), value).toEqual([' by /type'])
  })

  test('what objects inherit is no property, no tag and no definition', () => {
    const inherited: Json = JSON.parse('{"constructor":1,"toString":2,"__proto__":{"a":"x"},"hasOwnProperty":3}')
    const strict = { properties: { a: { type: 'string' } } }
    expect(errorsOf(strict, inherited)).toEqual([
      ' by /properties/a',
      '/__proto__ by ',
      '/constructor by ',
      '/hasOwnProperty by ',
      '/toString by ',
    ])
    const mapped = { discriminator: 'kind', mapping: { a: { properties: {} } } }
    for (const kind of ['toString', '__proto__']) expect(errorsOf(mapped, { kind })).toEqual(['/kind by /mapping'])
    expect(errorsOf({ discriminator: 'valueOf', mapping: {} }, {})).toEqual([' by /discriminator'])
    const named: Json = JSON.parse('{"properties":{"__proto__":{"type":"string"}}}')
    expect(errorsOf(named, JSON.parse('{"__proto__":"x"}'))).toEqual([])
    expect(errorsOf(named, {})).toEqual([' by /properties/__proto__'])
  })

  test('the refusal says where, and by which rule', () => {
    const schema = { properties: { 'a/b': { elements: { type: 'int8' } } } }
    const refused = checkValue(schema as never, { 'a/b': [1, 'x'] })
    expect(refused.ok ? null : refused.refusal.message).toBe(
      'at "/a~1b/1" it is not what the schema says at "/properties/a~1b/elements/type"',
    )
  })

  test('errors are bounded, and so is the time that a hostile pair of schema and value takes', () => {
    const wrong = Array.from({ length: 10_000 }, () => null)
    expect(findMismatches({ elements: { type: 'string' } }, wrong)).toHaveLength(ERRORS_MAX)
    const names = Array.from({ length: 1_500 }, (_, i) => `a${i}`)
    const many = Array.from({ length: 60_000 }, () => ({}))
    const optional = { elements: { optionalProperties: Object.fromEntries(names.map((name) => [name, {}])) } }
    const last = Array.from({ length: 60_000 }, () => names.at(-1) ?? '')
    const ms = cpuMsOf(() => {
      expect(errorsOf(optional, many)).toEqual([])
      expect(errorsOf({ elements: { enum: names } }, last)).toEqual([])
      const long = chain(REFERENCES_MAX + 1) as { definitions: Json }
      expect(errorsOf({ definitions: long.definitions, elements: { ref: 'd0' } }, many)).toEqual([])
    })
    // By the size of the schema times that of the value these would be some hundred million steps.
    expect(ms).toBeLessThan(3_000)
  })
})

describe('a schema', () => {
  test.each(Object.entries(BAD_SCHEMAS))('is refused: %s', (_name, schema) => {
    const checked = checkSchema(schema)
    expect(checked.ok || checked.refusal.code).toBe('typedef.bad-schema')
  })

  test('has no floating-point types, which signed bytes cannot hold', () => {
    for (const type of ['float32', 'float64']) {
      const checked = checkSchema({ properties: { price: { type } } })
      expect(checked.ok ? null : checked.refusal.message).toContain(
        'fractions are written as strings at "/properties/price"',
      )
    }
    expect(checkSchema({ metadata: { version: 0.5 } }).ok).toBe(false)
  })

  test('is bounded in bytes, depth, definitions and references in a row', () => {
    const definitions = (count: number) => ({
      definitions: Object.fromEntries(Array.from({ length: count }, (_, i) => [`d${i}`, {}])),
    })
    const padded = (bytes: number) => ({ metadata: { x: 'x'.repeat(bytes - '{"metadata":{"x":""}}'.length) } })
    const bounds: readonly (readonly [Json, Json])[] = [
      [padded(SCHEMA_BYTES_MAX), padded(SCHEMA_BYTES_MAX + 1)],
      [nested(SCHEMA_DEPTH_MAX), nested(SCHEMA_DEPTH_MAX + 1)],
      [definitions(DEFINITIONS_MAX), definitions(DEFINITIONS_MAX + 1)],
      [chain(REFERENCES_MAX + 1), chain(REFERENCES_MAX + 2)],
    ]
    for (const [within, beyond] of bounds) {
      expect(checkSchema(within).ok).toBe(true)
      expect(checkSchema(beyond).ok).toBe(false)
    }
    expect(checkSchema({ definitions: { a: { ref: 'b' }, b: { ref: 'a' } }, ref: 'a' }).ok).toBe(false)
    expect(checkSchema({ definitions: { a: { ref: 'a' } } }).ok).toBe(false)
    expect(checkSchema(nested(5_000)).ok).toBe(false)
  })
})

const NAMES = ['a', 'b', 'c'] as const
const names = fc.constantFrom(...NAMES)
/** A few members of one sort. */
function some<T>(members: fc.Arbitrary<T>, keys: fc.Arbitrary<string> = names): fc.Arbitrary<Record<string, T>> {
  return fc.dictionary(keys, members, { maxKeys: 2, noNullPrototype: true })
}
const leaf = fc.oneof(
  fc.constant({}),
  fc.constantFrom('boolean', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'string').map((type) => ({ type })),
  fc.uniqueArray(names, { minLength: 1 }).map((values) => ({ enum: values })),
  names.map((ref) => ({ ref })),
)
const { schema: schemas } = fc.letrec<{ schema: object; form: object }>((tie) => ({
  schema: fc
    .tuple(tie('form'), fc.option(fc.boolean(), { nil: undefined }))
    .map(([form, nullable]) => (nullable === undefined ? form : { ...form, nullable })),
  form: fc.oneof(
    { maxDepth: 2 },
    leaf,
    tie('schema').map((elements) => ({ elements })),
    tie('schema').map((values) => ({ values })),
    fc.record(
      {
        properties: some(tie('schema')),
        optionalProperties: some(tie('schema')),
        additionalProperties: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    fc.record({
      discriminator: fc.constantFrom('kind', 'a'),
      mapping: some(fc.record({ properties: some(tie('schema')) })),
    }),
  ),
}))
const { value: values } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    fc.oneof(fc.constantFrom(null, true, 'a', 'x', 0, -1, 127, 128, 255, 300, 70_000, 4_294_967_295, 1.5), fc.string()),
    fc.array(tie('value'), { maxLength: 3 }),
    some(tie('value'), fc.constantFrom(...NAMES, 'kind', 'd')),
  ),
}))

test('any schema and any value are judged as by the reference implementation', () => {
  const judged = { good: 0, bad: 0, holds: 0 }
  const whole = fc.record({ definitions: some(schemas), schema: schemas })
  fc.assert(
    fc.property(whole, values, ({ definitions, schema }, value) => {
      const root = { ...schema, definitions } as unknown as Json
      const isGood = isSchema(root) && isValidSchema(root as ReferenceSchema)
      const checked = checkSchema(root)
      if (!checked.ok && checked.refusal.message.includes('references in a row')) return
      expect(checked.ok).toBe(isGood)
      judged[isGood ? 'good' : 'bad']++
      if (!isGood) return
      const reference = validate(root as ReferenceSchema, value).map(
        ({ instancePath, schemaPath }) =>
          `${instancePath.map((name) => `/${name}`).join('')} by ${schemaPath.map((name) => `/${name}`).join('')}`,
      )
      const ours = errorsOf(root, value, Number.MAX_SAFE_INTEGER)
      if (ours.length === 0) judged.holds++
      expect(ours).toEqual(reference.sort())
    }),
    { numRuns: 2_000, seed: 8927 },
  )
  for (const count of Object.values(judged)) expect(count, JSON.stringify(judged)).toBeGreaterThan(100)
})
