import type { Json, JsonObject } from '../../../kernel/index.ts'
import { escaped, findMismatches, isObject, memberOf, type Schema } from '../../../typedef/index.ts'
import { mistyped, type Typed, typed } from '../clearing/result.ts'
import type { Field, Member } from './fields.ts'

/** What has been typed into a field: by its kind a text, members, entries of a list, named rows, or a variant. */
export type Entry =
  | string
  /** A group that is left out. */
  | null
  | { readonly members: Readonly<Record<string, Entry>> }
  | { readonly items: readonly Entry[] }
  | { readonly rows: readonly Row[] }
  | { readonly tag: string; readonly entry: Entry }

export interface Row {
  readonly name: string
  readonly entry: Entry
}

/** The most entries of a list, or rows of a table, that a form shows. */
export const ENTRIES_MAX = 200

/** How a field begins; a group that may be missing is left out at first. */
export function emptyEntry(field: Field, isRequired = true): Entry {
  switch (field.kind) {
    case 'group': {
      if (!isRequired || field.isNullable) return null
      return filledEntry(field)
    }
    case 'list':
      return { items: [] }
    case 'table':
      return { rows: [] }
    case 'variants':
      return { tag: '', entry: null }
    default:
      return ''
  }
}

/** A group with its fields, though it may be left out. */
export function filledEntry({ members }: Extract<Field, { readonly kind: 'group' }>): Entry {
  const entries = members.map(({ name, isRequired, field }) => [name, emptyEntry(field, isRequired)] as const)
  return { members: Object.fromEntries(entries) }
}

export function membersOf(entry: Entry): Readonly<Record<string, Entry>> {
  return typeof entry === 'object' && entry !== null && 'members' in entry ? entry.members : {}
}

export function itemsOf(entry: Entry): readonly Entry[] {
  return typeof entry === 'object' && entry !== null && 'items' in entry ? entry.items : []
}

export function rowsOf(entry: Entry): readonly Row[] {
  return typeof entry === 'object' && entry !== null && 'rows' in entry ? entry.rows : []
}

export function variantOf(entry: Entry): { readonly tag: string; readonly entry: Entry } {
  return typeof entry === 'object' && entry !== null && 'tag' in entry ? entry : { tag: '', entry: null }
}

/** The place of a part of a record: a JSON Pointer, by which its problem is found. */
export function placeIn(place: string, name: string | number): string {
  return `${place}/${escaped(String(name))}`
}

export interface CheckedRecord {
  /** What is wrong, by place; the record as a whole is at the empty one. */
  readonly problems: ReadonlyMap<string, string>
  /** What goes to the node; null while something is wrong. */
  readonly payload: JsonObject | null
}

/** Checks what was typed as one types, and makes a record of it. */
export function checkRecordForm(field: Field, entry: Entry): CheckedRecord {
  const problems = new Map<string, string>()
  const value = new Reading(problems).read(field, entry, '', true)
  if (problems.size === 0 && !isObject(value)) problems.set('', 'A record is an object of JSON: { … }')
  return { problems, payload: problems.size === 0 && isObject(value) ? value : null }
}

/** Reads what was typed, and notes what is wrong with it. */
class Reading {
  readonly #problems: Map<string, string>

  constructor(problems: Map<string, string>) {
    this.#problems = problems
  }

  /** The value of a field; undefined where it is left out, or wrong. */
  read(field: Field, entry: Entry, place: string, isRequired: boolean): Json | undefined {
    switch (field.kind) {
      case 'group':
        return entry === null
          ? this.#missing(field, place, isRequired)
          : this.#object(field.members, membersOf(entry), place)
      case 'list': {
        const items = itemsOf(entry)
        if (items.length === 0 && !isRequired) return undefined
        return items.map((item, i) => this.read(field.of, item, placeIn(place, i), true) ?? null)
      }
      case 'table':
        return this.#table(field.of, rowsOf(entry), place, isRequired)
      case 'variants':
        return this.#variant(field, variantOf(entry), place, isRequired)
      default: {
        const text = typeof entry === 'string' ? entry.trim() : ''
        if (text === '') return this.#missing(field, place, isRequired)
        const value = readText(field, text)
        if (value.ok) return value.value
        this.#problems.set(place, value.problem)
        return undefined
      }
    }
  }

  #missing({ isNullable, kind }: Field, place: string, isRequired: boolean): Json | undefined {
    if (!isRequired) return undefined
    if (!isNullable) this.#problems.set(place, kind === 'choice' || kind === 'truth' ? 'Choose one.' : 'Fill this in.')
    return null
  }

  #object(members: readonly Member[], entries: Readonly<Record<string, Entry>>, place: string): JsonObject {
    const values = members.flatMap(({ name, isRequired, field }) => {
      const entry = memberOf(entries, name) ?? emptyEntry(field, isRequired)
      const value = this.read(field, entry, placeIn(place, name), isRequired)
      return value === undefined ? [] : [[name, value] as const]
    })
    return Object.fromEntries(values)
  }

  #table(of: Field, rows: readonly Row[], place: string, isRequired: boolean): JsonObject | undefined {
    if (rows.length === 0 && !isRequired) return undefined
    const names = rows.map(({ name }) => name.trim())
    const values = rows.map(({ entry }, i) => {
      const [name = '', at] = [names[i], placeIn(place, i)]
      if (name === '') this.#problems.set(placeIn(at, 'name'), 'Give it a name.')
      else if (names.indexOf(name) !== i) this.#problems.set(placeIn(at, 'name'), 'This name is used twice.')
      return [name, this.read(of, entry, placeIn(at, 'value'), true) ?? null] as const
    })
    return Object.fromEntries(values)
  }

  #variant(
    { tag: choice, variants, isNullable }: Extract<Field, { readonly kind: 'variants' }>,
    { tag, entry }: { readonly tag: string; readonly entry: Entry },
    place: string,
    isRequired: boolean,
  ): Json | undefined {
    const variant = variants.get(tag)
    if (variant === undefined) {
      return this.#missing({ ...choice.field, isNullable }, placeIn(place, choice.name), isRequired)
    }
    return { [choice.name]: tag, ...this.#object(variant.members, membersOf(entry), place) }
  }
}

/** The value in a field of one line, which is not empty. */
function readText(field: Exclude<Field, { readonly kind: 'group' | 'list' | 'table' | 'variants' }>, text: string) {
  switch (field.kind) {
    case 'text':
      return typed(text)
    case 'moment':
      return readMoment(text)
    case 'truth':
      return typed(text === 'true')
    case 'whole':
      return readWhole(text, field)
    case 'choice':
      return field.options.includes(text) ? typed(text) : mistyped('Choose one of them.')
    case 'json':
      return readJson(text, field.schema)
  }
}

function readMoment(text: string): Typed<Json> {
  // As a field for date and time holds it: `Date.parse` also takes "7", and years that RFC 3339 has not.
  const ms = /^[1-9]\d{3}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(ms) ? mistyped('Write a date and a time.') : typed(new Date(ms).toISOString())
}

function readWhole(text: string, { least, most }: { readonly least: number; readonly most: number }): Typed<Json> {
  const number = /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  return number >= least && number <= most
    ? typed(number === 0 ? 0 : number)
    : mistyped(`Write a whole number from ${least} to ${most}.`)
}

function readJson(text: string, schema: Schema): Typed<Json> {
  const read = parseJson(text)
  if (!read.ok) return read
  const [wrong] = findMismatches(schema, read.value, 1)
  if (wrong === undefined) return read
  const place = wrong.instancePath.map((name) => `/${escaped(name)}`).join('')
  return mistyped(
    place === ''
      ? 'This is not what the type of record asks for.'
      : `What stands at ${place} is not what the type of record asks for, or lacks something.`,
  )
}

/** JSON as it was typed. */
export function parseJson(text: string): Typed<Json> {
  try {
    return typed(JSON.parse(text) as Json)
  } catch (error) {
    return mistyped(`This is no JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
}
