import type { Json, JsonObject } from '../../../kernel/index.ts'
import { checkSchema, formOf, INTEGERS, memberOf, type Schema, type Schemas } from '../../../typedef/index.ts'
import { claimLabel } from '../attestations/attestation.ts'

/** How deep a form goes, its own fields being the first level; what lies deeper is written as JSON. */
const LEVELS_MAX = 4
/** Maximum number of fields of a form: a record with more is written as JSON. */
const FIELDS_MAX = 200

interface Named {
  readonly label: string
  readonly hint: string | null
  readonly isNullable: boolean
}

export interface GroupField extends Named {
  readonly kind: 'group'
  readonly members: readonly Member[]
}

/** A field of a form that a schema describes. */
export type Field =
  | (Named & { readonly kind: 'text' | 'moment' | 'truth' })
  | (Named & { readonly kind: 'whole'; readonly least: number; readonly most: number })
  | (Named & { readonly kind: 'choice'; readonly options: readonly string[] })
  | GroupField
  | (Named & { readonly kind: 'list'; readonly of: Field })
  /** Values by names that one gives oneself. */
  | (Named & { readonly kind: 'table'; readonly of: Field })
  /** One of several groups, chosen by the value of `tag`. */
  | (Named & { readonly kind: 'variants'; readonly tag: Member; readonly variants: ReadonlyMap<string, GroupField> })
  /** What no form shows sensibly; `schema` stands for itself. */
  | (Named & { readonly kind: 'json'; readonly schema: Schema })

export interface Member {
  readonly name: string
  readonly isRequired: boolean
  readonly field: Field
}

/** A schema as the API gives it; null where this version does not understand it. */
export function schemaOf(raw: Readonly<Record<string, unknown>>): Schema | null {
  return checkSchema(raw as JsonObject).ok ? (raw as Schema) : null
}

/** The form of a record of some type. */
export function fieldsOf(schema: Schema, label: string): Field {
  return new Fields(schema).make(label)
}

/** A schema behind its references, with what they say of it: the first title and description, and whether null is taken. */
export function unfold(root: Schema, schema: Schema) {
  const chain = [schema]
  for (let next: Schema | undefined = schema; next?.ref !== undefined; ) {
    next = memberOf(root.definitions, next.ref)
    if (next !== undefined) chain.push(next)
  }
  const said = (name: string) =>
    chain.map(({ metadata }) => memberOf<Json>(metadata, name)).find((text) => typeof text === 'string') as
      | string
      | undefined
  return {
    found: chain.at(-1) ?? schema,
    title: said('title') ?? null,
    hint: said('description') ?? null,
    isNullable: chain.some(({ nullable }) => nullable === true),
  }
}

/** Where a member stands among the others: JSON keeps no order, so `order` in its metadata tells it; without one, last. */
export function orderOf({ metadata }: Schema): number {
  const order = memberOf<Json>(metadata, 'order')
  return typeof order === 'number' ? order : Number.MAX_SAFE_INTEGER
}

/** What a member is called where its schema gives it no title. */
export function labelOf(name: string, title: string | null): string {
  return title ?? claimLabel(name)
}

class Fields {
  readonly #root: Schema
  #count = 0

  constructor(root: Schema) {
    this.#root = root
  }

  make(label: string): Field {
    const field = this.#field(this.#root, label, 1)
    return this.#count > FIELDS_MAX ? this.#json(this.#root, field) : field
  }

  #field(schema: Schema, name: string, level: number): Field {
    this.#count++
    const { found, title, hint, isNullable } = unfold(this.#root, schema)
    const named = { label: labelOf(name, title), hint, isNullable }
    const form = formOf(found)
    if (form === 'enum') return { ...named, kind: 'choice', options: found.enum ?? [] }
    if (form === 'type') return typeField(found, named)
    if (level > LEVELS_MAX || this.#count > FIELDS_MAX) return this.#json(schema, named)
    if (form === 'properties') return this.#group(found, named, level)
    if (form === 'elements') {
      return { ...named, kind: 'list', of: this.#field(found.elements ?? {}, named.label, level + 1) }
    }
    if (form === 'values') {
      return { ...named, kind: 'table', of: this.#field(found.values ?? {}, named.label, level + 1) }
    }
    return form === 'discriminator' ? this.#variants(found, named, level) : this.#json(schema, named)
  }

  #group(schema: Schema, named: Named, level: number): GroupField {
    const members = (schemas: Schemas | undefined, isRequired: boolean) =>
      Object.entries(schemas ?? {}).map(([name, inner]) => ({
        name,
        isRequired,
        place: orderOf(inner),
        field: this.#field(inner, name, level + 1),
      }))
    return {
      ...named,
      kind: 'group',
      members: [...members(schema.properties, true), ...members(schema.optionalProperties, false)]
        .sort((one, other) => one.place - other.place)
        .map(({ place: _, ...member }) => member),
    }
  }

  #variants({ discriminator = '', mapping = {} }: Schema, named: Named, level: number): Field {
    const variants = Object.entries(mapping).map(([tag, schema]) => {
      const { title, hint } = unfold(this.#root, schema)
      return [tag, this.#group(schema, { label: labelOf(tag, title), hint, isNullable: false }, level)] as const
    })
    const choice = { label: claimLabel(discriminator), hint: null, isNullable: named.isNullable }
    const field = { ...choice, kind: 'choice', options: Object.keys(mapping) } as const
    return {
      ...named,
      kind: 'variants',
      tag: { name: discriminator, isRequired: true, field },
      variants: new Map(variants),
    }
  }

  #json(schema: Schema, { label, hint, isNullable }: Named): Field {
    const { definitions } = this.#root
    const whole = definitions === undefined ? schema : { ...schema, definitions }
    return { label, hint, isNullable, kind: 'json', schema: whole }
  }
}

function typeField({ type = 'string' }: Schema, named: Named): Field {
  const bounds = INTEGERS[type]
  if (bounds !== undefined) return { ...named, kind: 'whole', least: bounds[0], most: bounds[1] }
  if (type === 'boolean') return { ...named, kind: 'truth' }
  return { ...named, kind: type === 'timestamp' ? 'moment' : 'text' }
}
