import { DEPTH_MAX, isClean, type Json } from './canonical.ts'
import { refuse } from './refusals.ts'
import { ok, type Result } from './result.ts'

const strictUtf8 = new TextDecoder('utf-8', { fatal: true })
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[[\]{}]/g

/**
 * Reads JSON from elsewhere as everybody reads it (I-JSON, RFC 7493): strict UTF-8, no key twice in an object, no lone
 * surrogates, no number beyond what is counted with, nested 64 deep at most. Unlike what we sign it may hold fractions.
 */
export function decodeForeignJson(source: string | Uint8Array): Result<Json> {
  let text: string
  try {
    text = typeof source === 'string' ? source.replace(/^\ufeff/, '') : strictUtf8.decode(source)
  } catch {
    return refuse('kernel.not-utf8', 'the bytes are not UTF-8')
  }
  let value: Json
  try {
    value = JSON.parse(text) as Json
  } catch {
    return refuse('kernel.not-json', 'this is not JSON')
  }
  const flaw = findFlawInText(text) ?? findNumberFlaw(value)
  return flaw === null ? ok(value) : refuse('kernel.bad-shape', flaw)
}

/** What a parser passes over in silence; the text is JSON. */
function findFlawInText(text: string): string | null {
  const objects: Set<string>[] = []
  for (const [token, colon] of text.matchAll(TOKEN)) {
    if (token === '{' || token === '[') {
      if (objects.push(new Set()) > DEPTH_MAX) return `it is nested deeper than ${DEPTH_MAX}`
    } else if (token === '}' || token === ']') objects.pop()
    else {
      const string = JSON.parse(colon === undefined ? token : token.slice(0, -colon.length)) as string
      if (!isClean(string)) return 'a text in it holds U+0000 or a lone surrogate'
      if (colon === undefined) continue
      const keys = objects.at(-1)
      if (keys?.has(string))
        return `it has the key ${JSON.stringify(string)} twice in one object, and readers differ in which one counts`
      if (string === '__proto__') return 'it has a key __proto__, which programs read in different ways'
      keys?.add(string)
    }
  }
  return null
}

function findNumberFlaw(value: Json): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'a number in it is too large'
  if (value === null || typeof value !== 'object') return null
  for (const inner of Object.values(value)) {
    const flaw = findNumberFlaw(inner as Json)
    if (flaw !== null) return flaw
  }
  return null
}
