import type { Json, JsonObject } from '../../../kernel/index.ts'
import { formOf, isObject, memberOf, type Schema } from '../../../typedef/index.ts'
import { fullTime } from '../moments.ts'
import { labelOf, orderOf, unfold } from './fields.ts'

/** Maximum depth to which a record is shown as facts; what lies deeper is shown as JSON. */
const LEVELS_MAX = 5

/** Something that a record says: a text, or facts inside. */
export interface Fact {
  readonly label: string
  readonly text: string | null
  readonly inside: readonly Fact[]
}

interface Reading {
  /** Null where the agreement no longer describes such records. */
  readonly schema: Schema | null
  readonly locale?: string | undefined
}

/** What a record says, in the words and the order of its type. */
export function factsOf(payload: JsonObject, { schema, locale }: Reading): readonly Fact[] {
  const tell = (value: Json, of: Schema | null, name: string, level: number): Fact => {
    const unfolded = of === null || schema === null ? null : unfold(schema, of)
    const label = labelOf(name, unfolded?.title ?? null)
    const text = (shown: string) => ({ label, text: shown, inside: [] })
    if (value === null) return text('–')
    if (typeof value === 'boolean') return text(value ? 'Yes' : 'No')
    if (typeof value !== 'object') {
      const isMoment = unfolded?.found.type === 'timestamp' && typeof value === 'string'
      return text(isMoment && !Number.isNaN(Date.parse(value)) ? fullTime(value, locale) : String(value))
    }
    if (level > LEVELS_MAX) return text(JSON.stringify(value))
    const inside = insideOf(value, unfolded?.found ?? null)
    if (inside.length === 0) return text('–')
    return { label, text: null, inside: inside.map(([key, member, inner]) => tell(member, inner, key, level + 1)) }
  }
  return tell(payload, schema, '', 0).inside
}

type Inside = readonly [name: string, value: Json, schema: Schema | null]

/** The members of an object in the order of its schema, or the entries of a list by their number. */
function insideOf(value: Json, schema: Schema | null): readonly Inside[] {
  if (!isObject(value)) {
    const items = Array.isArray(value) ? (value as readonly Json[]) : []
    return items.map((item, i) => [String(i + 1), item, schema?.elements ?? null])
  }
  const described = describe(value, schema)
  const inOrder = Object.entries(described).sort(([, one], [, other]) => orderOf(one) - orderOf(other))
  const known = inOrder.flatMap(([name, inner]): Inside[] => {
    const member = memberOf<Json>(value, name)
    return member === undefined ? [] : [[name, member, inner]]
  })
  const others = Object.entries(value).filter(([name]) => !Object.hasOwn(described, name))
  return [...known, ...others.map(([name, member]): Inside => [name, member, schema?.values ?? null])]
}

function describe(value: JsonObject, schema: Schema | null): Readonly<Record<string, Schema>> {
  if (schema === null) return {}
  if (formOf(schema) !== 'discriminator') return { ...schema.properties, ...schema.optionalProperties }
  const { discriminator = '', mapping } = schema
  const variant = memberOf(mapping, String(memberOf<Json>(value, discriminator)))
  return { [discriminator]: {}, ...variant?.properties, ...variant?.optionalProperties }
}
