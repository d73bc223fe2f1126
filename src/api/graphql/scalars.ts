import { GraphQLScalarType, Kind, type ValueNode, valueFromASTUntyped } from 'graphql'
import { checkAnyDid } from '../../identity/index.ts'
import {
  decodeAmount,
  decodePeriod,
  findFlaw,
  findInstant,
  type Instant,
  instantText,
  type Json,
  type Result,
  shown,
} from '../../kernel/index.ts'

/** A value that a scalar cannot read: BAD_USER_INPUT, whether it was a literal or a variable. */
export class BadScalarError extends Error {
  override readonly name = 'BadScalarError'
  readonly extensions = { code: 'BAD_USER_INPUT' } as const
}

/** The API has millisecond precision, and its hours are those of RFC 3339. */
const MILLISECONDS = /T(?!24).{8}(?:\.\d{1,3})?(?:Z|[+-].{5})$/
const DAY = /^\d{4}-\d{2}-\d{2}$/
const SIGNED = /^(0|-?[1-9]\d*)$/
const UNSIGNED = /^(0|[1-9]\d*)$/

/** Instants are UTC milliseconds inside the node and RFC 3339 text outside. */
export const DateTimeScalar = textScalar<number>({
  name: 'DateTime',
  description:
    'An instant as RFC 3339 text, in UTC with milliseconds: `2026-01-31T12:00:00.000Z`. An input may also be a day, `2026-01-31`: the instant at which it begins in UTC.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  read: readInstant,
  write: (value) => instantText(value as Instant),
})

export const DidScalar = textScalar<string>({
  name: 'DID',
  description:
    'The decentralised identifier of a cooperative, `did:key:z6Mk…` of an Ed25519 key, or of a member, which may be of any method: `did:web:alder.example:ada`.',
  specifiedByURL: 'https://www.w3.org/TR/did-core/',
  read: (text) => accepted(checkAnyDid(text)),
  write: String,
})

export const AmountScalar = textScalar<string>({
  name: 'Amount',
  description:
    'Whole minor units as a decimal string without sign: `"12050"` is 120.50 EUR. Inputs are at most 2^63−1; totals in answers have no bound.',
  read: (text) => String(accepted(decodeAmount(text))),
  write: (value) => written(value, UNSIGNED),
})

export const SignedAmountScalar = textScalar<string>({
  name: 'SignedAmount',
  description: 'As Amount, with a leading minus where negative. A net is positive when the cooperative is owed.',
  read: (text) =>
    SIGNED.test(text) ? text : bad(`${shown(text)} is not a signed amount: write minor units like "-12050"`),
  write: (value) => written(value, SIGNED),
})

export const DurationScalar = textScalar<string>({
  name: 'Duration',
  description: 'An ISO 8601 duration of whole parts, longer than nothing: `P7D`, `P1M`, `PT10M`.',
  specifiedByURL: 'https://www.iso.org/standard/70907.html',
  read: (text) => {
    accepted(decodePeriod(text))
    return text
  },
  write: String,
})

export const JsonObjectScalar = new GraphQLScalarType<Json, unknown>({
  name: 'JSONObject',
  description:
    'A JSON object. What goes in may end in signed bytes, so its numbers are safe integers: write decimals as strings.',
  serialize: (value) => value,
  parseValue: readObject,
  parseLiteral: (node, variables) => {
    if (node.kind !== Kind.OBJECT) bad('write a JSON object, e.g. {rate: "0.05"}')
    return readObject(valueFromASTUntyped(node, variables))
  },
})

interface TextScalar<Internal> {
  readonly name: string
  readonly description: string
  readonly specifiedByURL?: string
  readonly read: (text: string) => Internal
  readonly write: (value: unknown) => string
}

/** A scalar that is a JSON string outside; literals and variables go through the same reader. */
function textScalar<Internal>({ name, description, specifiedByURL, read, write }: TextScalar<Internal>) {
  const parse = (value: unknown): Internal =>
    typeof value === 'string' ? read(value) : bad(`${name} is a string, not ${shown(value)}`)
  return new GraphQLScalarType<Internal, string>({
    name,
    description,
    specifiedByURL,
    serialize: write,
    parseValue: parse,
    parseLiteral: (node: ValueNode) => parse(valueFromASTUntyped(node)),
  })
}

function readInstant(text: string): number {
  const capitals = DAY.test(text) ? `${text}T00:00:00Z` : text.toUpperCase()
  const instant = MILLISECONDS.test(capitals) ? findInstant(capitals) : null
  return (
    instant ??
    bad(`${shown(text)} is not an instant: write RFC 3339 between 1970 and 9999, e.g. "2026-01-31T12:00:00.000Z"`)
  )
}

function readObject(value: unknown): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return bad(`${shown(value)} is not a JSON object`)
  }
  const flaw = findFlaw(value as Json)
  if (flaw !== null) bad(`this JSON object cannot be signed: ${flaw}`)
  // GraphQL builds literals as objects without a prototype; everything behind this door is plain JSON.
  return JSON.parse(JSON.stringify(value)) as Json
}

function written(value: unknown, form: RegExp): string {
  const text = String(value)
  if (!form.test(text)) throw new TypeError(`${shown(text)} is no amount`)
  return text
}

function accepted<T>(result: Result<T>): T {
  return result.ok ? result.value : bad(result.refusal.message)
}

function bad(message: string): never {
  throw new BadScalarError(message)
}
