import type { Json } from '../../src/kernel/index.ts'

/** A value of each kind of JSON, a fraction included: schemas meet those too, where what is validated was never signed. */
export const VALUES: Readonly<Record<string, Json>> = {
  null: null,
  boolean: true,
  integer: 1,
  fraction: 3.14,
  string: 'foo',
  array: [],
  object: {},
}

/** An error as two JSON Pointers: where the value is wrong, and what in the schema says so. */
export type Expected = readonly (readonly [instance: string, schema: string])[]
export type Case = readonly [name: string, schema: Json, value: Json, errors: Expected]

const text = { type: 'string' }
const strict = { properties: { foo: text } }
const loose = { ...strict, additionalProperties: true }
const optional = { optionalProperties: { foo: text } }
const mixed = { properties: { foo: text }, optionalProperties: { bar: text } }
const mapped = {
  discriminator: 'foo',
  mapping: { x: { properties: { a: text } }, y: { properties: { a: { type: 'int8' } } } },
}
const tree = { definitions: { root: { elements: { ref: 'root' } } }, ref: 'root' }

/** What RFC 8927 §3.3 says of each form, case by case; the cases are those of the specification's own test suite. */
export const CASES: readonly Case[] = [
  ['a reference to an empty definition', { definitions: { foo: {} }, ref: 'foo' }, true, []],
  ['a reference to a reference', { definitions: { foo: { ref: 'bar' }, bar: {} }, ref: 'foo' }, true, []],
  ['a reference that holds', { definitions: { foo: { type: 'boolean' } }, ref: 'foo' }, true, []],
  [
    'a reference that does not',
    { definitions: { foo: { type: 'boolean' } }, ref: 'foo' },
    {},
    [['', '/definitions/foo/type']],
  ],
  ['a nullable reference', { definitions: { foo: { type: 'boolean' } }, ref: 'foo', nullable: true }, null, []],
  [
    'a nullable reference to what is not',
    { definitions: { foo: { type: 'boolean', nullable: false } }, ref: 'foo', nullable: true },
    null,
    [],
  ],
  ['a tree without leaves', tree, [[], [[]], [[[], []]]], []],
  ['a tree with a wrong leaf', tree, [[], [[]], [[[], ['a']]]], [['/2/0/1/0', '/definitions/root/elements']]],
  ['an enum that holds', { enum: ['foo', 'bar'] }, 'bar', []],
  ['an enum that does not', { enum: ['foo', 'bar'] }, 'quux', [['', '/enum']]],
  ['no elements', { elements: text }, [], []],
  ['elements that hold', { elements: text }, ['foo', 'bar'], []],
  [
    'some elements that do not',
    { elements: text },
    ['foo', null, null],
    [
      ['/1', '/elements/type'],
      ['/2', '/elements/type'],
    ],
  ],
  [
    'elements of elements',
    { elements: { elements: text } },
    [[null], ['foo'], ['foo', null, 'baz'], null],
    [
      ['/0/0', '/elements/elements/type'],
      ['/2/1', '/elements/elements/type'],
      ['/3', '/elements/elements'],
    ],
  ],
  ['a property that holds', strict, { foo: 'foo' }, []],
  ['a property of the wrong type', strict, { foo: 123 }, [['/foo', '/properties/foo/type']]],
  ['a missing property', strict, {}, [['', '/properties/foo']]],
  ['an additional property', strict, { foo: 'foo', bar: 'bar' }, [['/bar', '']]],
  [
    'an additional property that is expressly forbidden',
    { ...strict, additionalProperties: false },
    { foo: 'foo', bar: 'bar' },
    [['/bar', '']],
  ],
  ['an additional property that is allowed', loose, { foo: 'foo', bar: 'bar' }, []],
  ['a wrong property where more are allowed', loose, { foo: 123, bar: 1 }, [['/foo', '/properties/foo/type']]],
  ['a missing property where more are allowed', loose, {}, [['', '/properties/foo']]],
  ['an optional property that holds', optional, { foo: 'foo' }, []],
  ['an optional property that is absent', optional, {}, []],
  ['an optional property of the wrong type', optional, { foo: 123 }, [['/foo', '/optionalProperties/foo/type']]],
  ['an additional property beside optional ones', optional, { foo: 'foo', bar: 'bar' }, [['/bar', '']]],
  [
    'required and optional properties',
    mixed,
    { foo: 123, bar: 123 },
    [
      ['/foo', '/properties/foo/type'],
      ['/bar', '/optionalProperties/bar/type'],
    ],
  ],
  ['one more property than required and optional ones', mixed, { foo: 'f', bar: 'b', baz: 'z' }, [['/baz', '']]],
  ['no values', { values: text }, {}, []],
  ['values that hold', { values: text }, { foo: 'foo', bar: 'bar' }, []],
  [
    'values that do not',
    { values: text },
    { foo: 'foo', bar: 123, baz: 123 },
    [
      ['/bar', '/values/type'],
      ['/baz', '/values/type'],
    ],
  ],
  [
    'values of values',
    { values: { values: text } },
    { a0: { b0: null }, a1: { b0: 'c' }, a2: { b0: 'c', b1: null }, a3: null },
    [
      ['/a0/b0', '/values/values/type'],
      ['/a2/b1', '/values/values/type'],
      ['/a3', '/values/values'],
    ],
  ],
  ['a missing discriminator', mapped, {}, [['', '/discriminator']]],
  ['a discriminator that is no string', mapped, { foo: null }, [['/foo', '/discriminator']]],
  ['a discriminator outside the mapping', mapped, { foo: 'z' }, [['/foo', '/mapping']]],
  ['a value that is not what it is mapped to', mapped, { foo: 'y', a: 'a' }, [['/a', '/mapping/y/properties/a/type']]],
  ['a value that is what it is mapped to', mapped, { foo: 'x', a: 'a' }, []],
]

type Form = readonly [schema: { readonly [key: string]: Json }, rule: string, takes: readonly string[]]

/** Forms with what they need; by the rule that a value of another kind breaks, and the kinds that it takes. */
export const FORMS: readonly Form[] = [
  [{ elements: text }, '/elements', ['array']],
  [{ properties: {} }, '/properties', ['object']],
  [{ properties: {}, optionalProperties: { bar: text } }, '/properties', ['object']],
  [optional, '/optionalProperties', ['object']],
  [{ values: text }, '/values', ['object']],
  [{ discriminator: 'foo', mapping: {} }, '/discriminator', []],
  [{ enum: ['foo'] }, '/enum', ['string']],
  [{ type: 'boolean' }, '/type', ['boolean']],
  [{ type: 'string' }, '/type', ['string']],
  [{ type: 'timestamp' }, '/type', []],
  ...['int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32'].map((type): Form => [{ type }, '/type', ['integer']]),
]

export const BAD_SCHEMAS: Readonly<Record<string, Json>> = {
  null: null,
  'a boolean': true,
  'an integer': 1,
  'a fraction': 3.14,
  'a string': 'foo',
  'an array': [],
  'an unknown keyword': { foo: 123 },
  'a keyword that objects inherit': { constructor: {} },
  'nullable that is no boolean': { nullable: 123 },
  'metadata that is no object': { metadata: [] },
  'definitions that are no object': { definitions: 123 },
  'a definition that is no object': { definitions: { foo: 123 } },
  'definitions inside': { definitions: { foo: { definitions: {} } } },
  'a reference that is no string': { ref: 123 },
  'a reference without definitions': { ref: 'foo' },
  'a reference to nothing': { definitions: {}, ref: 'foo' },
  'a reference to what objects inherit': { definitions: {}, ref: 'toString' },
  'a reference to nothing, inside': { definitions: {}, elements: { ref: 'foo' } },
  'a type that is no string': { type: 123 },
  'an unknown type': { type: 'foo' },
  'an enum that is no array': { enum: 123 },
  'an empty enum': { enum: [] },
  'an enum with a number': { enum: ['foo', 123, 'baz'] },
  'an enum with a name twice': { enum: ['foo', 'bar', 'foo'] },
  'elements that are no schema': { elements: 123 },
  'elements that are a wrong schema': { elements: { definitions: {} } },
  'properties that are no object': { properties: 123 },
  'a property that is a wrong schema': { properties: { foo: { definitions: {} } } },
  'optional properties that are no object': { optionalProperties: 123 },
  'an optional property that is a wrong schema': { optionalProperties: { foo: { definitions: {} } } },
  'additionalProperties that is no boolean': { properties: {}, additionalProperties: 123 },
  'a property that is required and optional': {
    properties: { foo: {}, bar: {} },
    optionalProperties: { foo: {}, baz: {} },
  },
  'values that are no schema': { values: 123 },
  'values that are a wrong schema': { values: { definitions: {} } },
  'a discriminator that is no string': { discriminator: 123, mapping: {} },
  'a mapping that is no object': { discriminator: 'foo', mapping: 123 },
  'a mapping to a wrong schema': { discriminator: 'foo', mapping: { x: { properties: {}, definitions: {} } } },
  'a mapping to no properties': { discriminator: 'foo', mapping: { x: {} } },
  'a mapping to what is nullable': { discriminator: 'foo', mapping: { x: { properties: {}, nullable: true } } },
  'a discriminator among the properties': { discriminator: 'foo', mapping: { x: { properties: { foo: {} } } } },
  'a discriminator among the optional properties': {
    discriminator: 'foo',
    mapping: { x: { optionalProperties: { foo: {} } } },
  },
  'ref and type': { definitions: { foo: {} }, ref: 'foo', type: 'uint32' },
  'type and enum': { type: 'uint32', enum: ['foo'] },
  'enum and elements': { enum: ['foo'], elements: {} },
  'elements and properties': { elements: {}, properties: {} },
  'elements and optionalProperties': { elements: {}, optionalProperties: {} },
  'elements and additionalProperties': { elements: {}, additionalProperties: true },
  'additionalProperties alone': { additionalProperties: true },
  'properties and values': { properties: {}, values: {} },
  'values and discriminator': { values: {}, discriminator: 'foo', mapping: {} },
  'discriminator alone': { discriminator: 'foo' },
  'mapping alone': { mapping: {} },
}
