import { refuse } from './refusals.ts'
import { ok, type Result } from './result.ts'

/** A JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
export type JsonObject = { readonly [key: string]: Json }
/**
 * What canonical JSON is made from: JSON whose objects may have members without a value, which are left out. An object
 * type fits it if it is a type alias; an interface is open and never does.
 */
export type Encodable =
  | null
  | boolean
  | number
  | string
  | readonly Encodable[]
  | { readonly [key: string]: Encodable | undefined }

/** Maximum nesting of JSON that is signed. */
export const DEPTH_MAX = 64
const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const utf8 = new TextEncoder()

/** The canonical JSON text of a value (RFC 8785, JCS): keys by their UTF-16 units, members without a value left out. */
export function canonicalText(value: Encodable): string {
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) {
    throw new TypeError(`${value} has no JSON form`)
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  let text = ''
  if (isList(value)) {
    for (const item of value) text += text === '' ? canonicalText(item) : `,${canonicalText(item)}`
    return `[${text}]`
  }
  for (const key of Object.keys(value).sort()) {
    const member = value[key]
    if (member === undefined) continue
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalText(member)}`
  }
  return `{${text}}`
}

const isList: (value: Encodable) => value is readonly Encodable[] = Array.isArray

/** The canonical UTF-8 bytes of a value (RFC 8785, JCS). */
export function canonicalBytes(value: Encodable): Uint8Array {
  return utf8.encode(canonicalText(value))
}

/**
 * Decodes bytes that must be strict UTF-8 and equal JCS(parse(bytes)): no duplicate keys, no U+0000, no lone
 * surrogates, numbers only safe integers. Anything else is refused as forged.
 */
export function decodeCanonical(bytes: Uint8Array): Result<Json> {
  let text: string
  try {
    text = strictUtf8.decode(bytes)
  } catch {
    return refuse('kernel.not-utf8', 'the bytes are not strict UTF-8')
  }
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    return refuse('kernel.not-json', 'the bytes are not JSON')
  }
  const flaw = findFlaw(value, 0)
  if (flaw !== null) return refuse('kernel.not-canonical', flaw)
  if ((isInOrder(value) ? JSON.stringify(value) : canonicalText(value)) !== text)
    return refuse('kernel.not-canonical', 'the bytes differ from their RFC 8785 form')
  return ok(value)
}

/** Whether all keys of a parsed value are in canonical order, so that `JSON.stringify` gives its canonical text. */
function isInOrder(value: Json): boolean {
  if (value === null || typeof value !== 'object') return true
  if (isList(value)) return value.every(isInOrder)
  let last: string | null = null
  for (const key of Object.keys(value)) {
    if ((last !== null && last >= key) || !isInOrder(value[key] ?? null)) return false
    last = key
  }
  return true
}

/** The reason why a value cannot be in signed bytes, or null: the same test when writing and when reading. */
export function findFlaw(value: Encodable, depth = 0): string | null {
  if (depth > DEPTH_MAX) return `nested deeper than ${DEPTH_MAX}`
  if (typeof value === 'number') return isSafe(value) ? null : 'a number is not a safe integer'
  if (typeof value === 'string') return isClean(value) ? null : 'a string holds U+0000 or a lone surrogate'
  if (value === null || typeof value !== 'object') return null
  for (const [key, inner] of Object.entries(value)) {
    if (!isClean(key)) return 'a key holds U+0000 or a lone surrogate'
    const flaw = findFlaw(inner as Encodable, depth + 1)
    if (flaw !== null) return flaw
  }
  return null
}

function isSafe(value: number): boolean {
  return Number.isSafeInteger(value) && !Object.is(value, -0)
}

/** Whether a text can be signed: neither U+0000 nor a lone surrogate. */
export function isClean(text: string): boolean {
  return text.isWellFormed() && !text.includes('\u0000')
}
