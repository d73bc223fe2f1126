import { canonicalBytes, done, findFlaw, type Json, type JsonObject, type Result } from '../kernel/index.ts'
import { refuse } from './refusals.ts'

export const SCHEMA_BYTES_MAX = 32 * 1024
/** How deep schemas are nested, the schema itself being the first level. */
export const SCHEMA_DEPTH_MAX = 16
export const DEFINITIONS_MAX = 500
/** How many references in a row lead from one definition straight to another. */
export const REFERENCES_MAX = 16

/** The types of RFC 8927 §2.2.3 but `float32` and `float64`: signed bytes hold no fractions. */
export const TYPES = ['boolean', 'int8', 'uint8', 'int16', 'uint16', 'int32', 'uint32', 'string', 'timestamp'] as const
export type TypeName = (typeof TYPES)[number]

/** The forms of RFC 8927 §2.2. */
export type Form = 'empty' | 'ref' | 'type' | 'enum' | 'elements' | 'properties' | 'values' | 'discriminator'

/** A schema that `checkSchema` has accepted. */
export interface Schema extends JsonObject {
  readonly definitions?: Schemas
  readonly nullable?: boolean
  readonly metadata?: JsonObject
  readonly ref?: string
  readonly type?: TypeName
  readonly enum?: readonly string[]
  readonly elements?: Schema
  readonly properties?: Schemas
  readonly optionalProperties?: Schemas
  readonly additionalProperties?: boolean
  readonly values?: Schema
  readonly discriminator?: string
  readonly mapping?: Schemas
}

export type Schemas = { readonly [name: string]: Schema }

const KEYWORDS: Readonly<Record<string, Form | null>> = {
  definitions: null,
  nullable: null,
  metadata: null,
  ref: 'ref',
  type: 'type',
  enum: 'enum',
  elements: 'elements',
  properties: 'properties',
  optionalProperties: 'properties',
  additionalProperties: 'properties',
  values: 'values',
  discriminator: 'discriminator',
  mapping: 'discriminator',
}

/** The form of a schema. */
export function formOf(schema: Schema): Form {
  for (const key of Object.keys(schema)) {
    const form = KEYWORDS[key] ?? null
    if (form !== null) return form
  }
  return 'empty'
}

/** A member of an object by its name; undefined where it has none of its own. */
export function memberOf<Value>(
  object: { readonly [name: string]: Value } | undefined,
  name: string,
): Value | undefined {
  return object !== undefined && Object.hasOwn(object, name) ? object[name] : undefined
}

/** The schema that a chain of references leads to. */
export function resolve(root: Schema, schema: Schema): Schema {
  let found = schema
  while (found.ref !== undefined) {
    const next = memberOf(root.definitions, found.ref)
    if (next === undefined) throw new Error(`a checked schema defines what it refers to: ${found.ref}`)
    found = next
  }
  return found
}

/**
 * Whether JSON is a correct schema (RFC 8927 §2) within the bounds of this room, with safe integers alone in its
 * metadata. The refusal says where it is wrong (`typedef.bad-schema`).
 */
export function checkSchema(raw: Json): Result<void> {
  const flaw = findFlaw(raw) ?? new SchemaCheck(raw).find()
  return flaw === null ? done : refuse('typedef.bad-schema', flaw)
}

/** Finds the first flaw of a schema, as a sentence with its place; null where there is none. */
class SchemaCheck {
  readonly #root: Json
  readonly #definitions: JsonObject

  constructor(root: Json) {
    this.#root = root
    this.#definitions = isObject(root) && isObject(root.definitions) ? root.definitions : {}
  }

  find(): string | null {
    if (canonicalBytes(this.#root).length > SCHEMA_BYTES_MAX) return `a schema has at most ${SCHEMA_BYTES_MAX} bytes`
    if (Object.keys(this.#definitions).length > DEFINITIONS_MAX) {
      return `a schema has at most ${DEFINITIONS_MAX} definitions`
    }
    return this.#findIn(this.#root, '', 1) ?? this.#findChain()
  }

  #findIn(schema: Json | undefined, place: string, depth: number): string | null {
    const at = (what: string) => `${what} at "${place}"`
    if (depth > SCHEMA_DEPTH_MAX) return at(`schemas are nested more than ${SCHEMA_DEPTH_MAX} deep`)
    if (!isObject(schema)) return at('a schema is an object')
    const unknown = Object.keys(schema).find((key) => !Object.hasOwn(KEYWORDS, key))
    if (unknown !== undefined) return at(`no keyword is called ${JSON.stringify(unknown)}`)
    const forms = new Set(Object.keys(schema).flatMap((key) => KEYWORDS[key] ?? []))
    if (forms.size > 1) return at(`a schema has one form, not ${[...forms].join(' and ')}`)
    if (schema.definitions !== undefined && depth > 1) return at('only the schema as a whole has definitions')
    if (schema.nullable !== undefined && typeof schema.nullable !== 'boolean') return at('nullable is true or false')
    if (schema.metadata !== undefined && !isObject(schema.metadata)) return at('metadata is an object')
    const [form = 'empty'] = forms
    return this.#findInForm(form, schema, at) ?? this.#findInner(schema, place, depth)
  }

  #findInForm(form: Form, schema: JsonObject, at: (what: string) => string): string | null {
    switch (form) {
      case 'ref': {
        const { ref } = schema
        if (typeof ref === 'string' && Object.hasOwn(this.#definitions, ref)) return null
        return at(`no definition is called ${JSON.stringify(ref)}`)
      }
      case 'type':
        if ((TYPES as readonly Json[]).includes(schema.type ?? null)) return null
        return at(`a type is one of ${TYPES.join(', ')}; fractions are written as strings`)
      case 'enum': {
        const { enum: values } = schema
        const isList = Array.isArray(values) && values.length > 0 && values.every((value) => typeof value === 'string')
        return isList && new Set(values).size === values.length ? null : at('an enum lists strings, each once')
      }
      case 'properties':
        return this.#findInProperties(schema, at)
      case 'discriminator':
        return this.#findInMapping(schema, at)
      case 'empty':
      case 'elements':
      case 'values':
        return null
    }
  }

  #findInProperties(schema: JsonObject, at: (what: string) => string): string | null {
    const { properties, optionalProperties, additionalProperties } = schema
    if (properties === undefined && optionalProperties === undefined) {
      return at('additionalProperties stands beside properties or optionalProperties')
    }
    if (additionalProperties !== undefined && typeof additionalProperties !== 'boolean') {
      return at('additionalProperties is true or false')
    }
    if (!isObject(properties) || !isObject(optionalProperties)) return null
    const duplicate = Object.keys(properties).find((name) => Object.hasOwn(optionalProperties, name))
    return duplicate === undefined ? null : at(`${JSON.stringify(duplicate)} is either required or optional`)
  }

  #findInMapping({ discriminator, mapping }: JsonObject, at: (what: string) => string): string | null {
    if (typeof discriminator !== 'string' || !isObject(mapping)) {
      return at('a discriminator is a string and has a mapping')
    }
    for (const [tag, schema] of Object.entries(mapping)) {
      const { properties, optionalProperties, nullable } = isObject(schema) ? schema : {}
      if (nullable === true || (properties === undefined && optionalProperties === undefined)) {
        return at(`what ${JSON.stringify(tag)} maps to has properties and is not nullable`)
      }
      for (const names of [properties, optionalProperties]) {
        if (isObject(names) && Object.hasOwn(names, discriminator)) {
          return at(`what ${JSON.stringify(tag)} maps to does not describe ${JSON.stringify(discriminator)} again`)
        }
      }
    }
    return null
  }

  /** The schemas inside a schema. */
  #findInner(schema: JsonObject, place: string, depth: number): string | null {
    for (const keyword of ['elements', 'values'] as const) {
      if (schema[keyword] === undefined) continue
      const flaw = this.#findIn(schema[keyword], `${place}/${keyword}`, depth + 1)
      if (flaw !== null) return flaw
    }
    for (const keyword of ['definitions', 'properties', 'optionalProperties', 'mapping'] as const) {
      const schemas = schema[keyword]
      if (schemas === undefined) continue
      if (!isObject(schemas)) return `${keyword} is an object of schemas at "${place}"`
      for (const [name, inner] of Object.entries(schemas)) {
        const flaw = this.#findIn(inner, `${place}/${keyword}/${escaped(name)}`, depth + 1)
        if (flaw !== null) return flaw
      }
    }
    return null
  }

  /** References that lead to references, in a circle or for too long: following them would not end, or take long. */
  #findChain(): string | null {
    for (const name of Object.keys(this.#definitions)) {
      let next: Json | undefined = name
      for (let count = 0; typeof next === 'string'; count++) {
        if (count > REFERENCES_MAX) {
          return `more than ${REFERENCES_MAX} references in a row at "/definitions/${escaped(name)}"`
        }
        const definition: Json | undefined = this.#definitions[next]
        next = isObject(definition) ? definition.ref : undefined
      }
    }
    return null
  }
}

/** A name as a token of a JSON Pointer (RFC 6901). */
export function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1')
}

/** Whether JSON is an object: neither a list nor null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
