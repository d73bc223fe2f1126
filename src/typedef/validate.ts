import { done, type Json, type Result } from '../kernel/index.ts'
import { refuse } from './refusals.ts'
import { escaped, type Form, formOf, isObject, memberOf, type Schema, type TypeName } from './schema.ts'
import { isTimestamp } from './timestamp.ts'

/** How many errors are listed; more are not looked for. */
export const ERRORS_MAX = 100

/** Where a value is wrong, and which part of the schema says so (RFC 8927 §3.2), as lists of names and indices. */
export interface Mismatch {
  readonly instancePath: readonly string[]
  readonly schemaPath: readonly string[]
}

/** The inclusive bounds of the integer types; of the other types none. */
export const INTEGERS: Partial<Record<TypeName, readonly [number, number]>> = {
  int8: [-(2 ** 7), 2 ** 7 - 1],
  uint8: [0, 2 ** 8 - 1],
  int16: [-(2 ** 15), 2 ** 15 - 1],
  uint16: [0, 2 ** 16 - 1],
  int32: [-(2 ** 31), 2 ** 31 - 1],
  uint32: [0, 2 ** 32 - 1],
}

/** Checks a value by a schema that `checkSchema` has accepted (`typedef.bad-value`, with the first place). */
export function checkValue(schema: Schema, value: Json): Result<void> {
  const [first] = findMismatches(schema, value, 1)
  if (first === undefined) return done
  const [place, rule] = [first.instancePath, first.schemaPath].map(pointer)
  return refuse('typedef.bad-value', `at "${place}" it is not what the schema says at "${rule}"`)
}

/**
 * The errors of a value by a schema that `checkSchema` has accepted, at most `errorsMax`. The time is proportional to the
 * size of the value, whatever the schema.
 */
export function findMismatches(schema: Schema, value: Json, errorsMax = ERRORS_MAX): readonly Mismatch[] {
  const validation = new Validation(schema, errorsMax)
  validation.check(schema, value)
  return validation.errors
}

/** The names of enums as sets; schemas are immutable. */
const enums = new WeakMap<readonly string[], ReadonlySet<string>>()

class Validation {
  readonly errors: Mismatch[] = []
  readonly #root: Schema
  readonly #errorsMax: number
  readonly #instance: string[] = []
  #schema: string[] = []

  constructor(root: Schema, errorsMax: number) {
    this.#root = root
    this.#errorsMax = errorsMax
  }

  /** `tag`: the member that a discriminator has read already. */
  check(schema: Schema, value: Json, tag: string | null = null): void {
    if (this.#isFull || (schema.nullable === true && value === null)) return
    CHECKS[formOf(schema)](this, schema, value, tag)
  }

  checkRef({ ref = '' }: Schema, value: Json): void {
    const definition = memberOf(this.#root.definitions, ref)
    if (definition === undefined) throw new Error(`a checked schema defines what it refers to: ${ref}`)
    const before = this.#schema
    this.#schema = ['definitions', ref]
    this.check(definition, value)
    this.#schema = before
  }

  checkElements(elements: Schema, value: Json): void {
    this.require(isList(value), 'elements')
    if (!isList(value)) return
    for (const [i, item] of value.entries()) {
      if (this.#isFull) return
      this.#within(['elements'], String(i), () => this.check(elements, item))
    }
  }

  checkValues(values: Schema, value: Json): void {
    this.require(isObject(value), 'values')
    if (!isObject(value)) return
    for (const [name, member] of Object.entries(value)) {
      if (this.#isFull) return
      this.#within(['values'], name, () => this.check(values, member))
    }
  }

  checkProperties(schema: Schema, value: Json, tag: string | null): void {
    const { properties, optionalProperties, additionalProperties = false } = schema
    this.require(isObject(value), properties === undefined ? 'optionalProperties' : 'properties')
    if (!isObject(value)) return
    for (const name of Object.keys(properties ?? {})) {
      if (this.#isFull) return
      this.require(Object.hasOwn(value, name), 'properties', name)
    }
    for (const [name, member] of Object.entries(value)) {
      if (this.#isFull) return
      const [required, optional] = [memberOf(properties, name), memberOf(optionalProperties, name)]
      if (required !== undefined) this.#within(['properties', name], name, () => this.check(required, member))
      else if (optional !== undefined) {
        this.#within(['optionalProperties', name], name, () => this.check(optional, member))
      } else this.#within([], name, () => this.require(additionalProperties || name === tag))
    }
  }

  checkMapping({ discriminator = '', mapping = {} }: Schema, value: Json): void {
    const tag = isObject(value) ? memberOf<Json>(value, discriminator) : undefined
    const schema = typeof tag === 'string' ? memberOf(mapping, tag) : undefined
    if (schema !== undefined && typeof tag === 'string') {
      this.#within(['mapping', tag], null, () => this.check(schema, value, discriminator))
      return
    }
    const isHere = tag !== undefined
    const rule = typeof tag === 'string' ? 'mapping' : 'discriminator'
    this.#within([], isHere ? discriminator : null, () => this.require(false, rule))
  }

  get #isFull(): boolean {
    return this.errors.length >= this.#errorsMax
  }

  /** Adds an error at this place unless something holds; `rule` leads on to the part of the schema that requires it. */
  require(holds: boolean, ...rule: readonly string[]): void {
    if (holds || this.#isFull) return
    this.errors.push({ instancePath: [...this.#instance], schemaPath: [...this.#schema, ...rule] })
  }

  #within(rule: readonly string[], place: string | null, check: () => void): void {
    this.#schema.push(...rule)
    if (place !== null) this.#instance.push(place)
    check()
    if (place !== null) this.#instance.pop()
    this.#schema.length -= rule.length
  }
}

type Check = (validation: Validation, schema: Schema, value: Json, tag: string | null) => void

const CHECKS: Record<Form, Check> = {
  empty: () => undefined,
  ref: (validation, schema, value) => validation.checkRef(schema, value),
  type: (validation, { type = 'string' }, value) => validation.require(isOfType(type, value), 'type'),
  enum: (validation, { enum: values = [] }, value) =>
    validation.require(typeof value === 'string' && namesIn(values).has(value), 'enum'),
  elements: (validation, { elements = {} }, value) => validation.checkElements(elements, value),
  values: (validation, { values = {} }, value) => validation.checkValues(values, value),
  properties: (validation, schema, value, tag) => validation.checkProperties(schema, value, tag),
  discriminator: (validation, schema, value) => validation.checkMapping(schema, value),
}

function isOfType(type: TypeName, value: Json): boolean {
  const bounds = INTEGERS[type]
  if (bounds !== undefined) {
    return typeof value === 'number' && Number.isInteger(value) && value >= bounds[0] && value <= bounds[1]
  }
  if (type === 'boolean') return typeof value === 'boolean'
  return typeof value === 'string' && (type === 'string' || isTimestamp(value))
}

function namesIn(values: readonly string[]): ReadonlySet<string> {
  const names = enums.get(values) ?? new Set(values)
  enums.set(values, names)
  return names
}

function pointer(path: readonly string[]): string {
  return path.map((name) => `/${escaped(name)}`).join('')
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
