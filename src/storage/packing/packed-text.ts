/**
 * Canonical JSON in few bytes, without loss. Entries and states mostly repeat what all others say, name hashes in
 * hexadecimal, and name again what the columns of their row say. Packed, these are tokens of bytes that no canonical
 * JSON in UTF-8 has:
 *
 * - 0 and three bytes begin a packed text: how many bytes it has unpacked.
 * - 1 and 32 bytes: a hash, written as 64 hexadecimal digits.
 * - 2 to 31: a name that came before, counted from the first one. Names are hashes and DIDs: first those that the reader
 *   knows beforehand, then those of the text.
 * - 254 and 44 bytes: a DID of an Ed25519 key, by its last 44 characters.
 * - 255 and one byte: one of `PHRASES`.
 *
 * A text that cannot be packed stays as it is; no byte of it is below 32. So do rows of earlier versions.
 */
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { groupBy } from '../../kernel/index.ts'
import { PHRASES } from './phrases.ts'

const [PACKED, HASH, FIRST_NAME, DID, PHRASE] = [0, 1, 2, 254, 255] as const
/** The lowest byte of a text, and the lowest token above. */
const [TEXT_MIN, TOKEN_MIN] = [32, DID] as const
const NAMES_MAX = TEXT_MIN - FIRST_NAME
const HEAD_BYTES = 4
const UNPACKED_BYTES_MAX = 2 ** 24 - 1
const HASH_BYTES = 32
const DID_START = 'did:key:z6Mk'
const DID_CHARS = 44
const NAMES = new RegExp(`[0-9a-f]{64}|${DID_START}[1-9A-HJ-NP-Za-km-z]{${DID_CHARS}}`, 'g')

interface Phrase {
  readonly text: string
  readonly number: number
}

/** How many characters say which phrases may stand somewhere, the longest first. */
const START_CHARS = 2
const BY_START = groupBy(
  PHRASES.map((text, number): Phrase => ({ text, number })).sort((one, other) => other.text.length - one.text.length),
  ({ text }) => text.slice(0, START_CHARS),
)
const SIGNS = new Set(PHRASES.map((text) => text.charCodeAt(0)))
/** Whether packed bytes, and a text, can be told apart. */
const UNUSUAL = /[^ -\u{10ffff}]/u

/** The names in some texts that the writer and every reader of a packed text know. */
export function namesIn(...texts: readonly (string | null)[]): readonly string[] {
  const names: string[] = []
  for (const text of texts) {
    for (const name of text?.match(NAMES) ?? []) if (!names.includes(name) && names.length < NAMES_MAX) names.push(name)
  }
  return names
}

/** `known`: the names that the reader knows. Throws where the text begins with a control character. */
export function packText(text: string, known: readonly string[]): Uint8Array {
  const plain = Buffer.from(text)
  if (UNUSUAL.test(text) || plain.length > UNPACKED_BYTES_MAX) return asItIs(plain)
  const names = new Map(known.map((name, i) => [name, i]))
  // No token is longer than what it stands for.
  const packed = Buffer.allocUnsafe(HEAD_BYTES + plain.length)
  let end = packed.writeUInt32BE(plain.length)
  let last = 0
  for (const { 0: name, index } of text.matchAll(NAMES)) {
    end = packPhrases(text, last, index, packed, end)
    last = index + name.length
    const number = names.get(name)
    if (number !== undefined) {
      packed[end++] = FIRST_NAME + number
      continue
    }
    if (names.size < NAMES_MAX) names.set(name, names.size)
    const isDid = name.startsWith(DID_START)
    packed[end++] = isDid ? DID : HASH
    end += isDid ? packed.write(name.slice(DID_START.length), end, 'latin1') : packed.write(name, end, 'hex')
  }
  end = packPhrases(text, last, text.length, packed, end)
  return new Uint8Array(packed.subarray(0, end))
}

/** Packs a part of a text in which no name is; returns where it ends. */
function packPhrases(text: string, from: number, to: number, packed: Buffer, at: number): number {
  let [end, last] = [at, from]
  for (let i = from; i + START_CHARS <= to; ) {
    const phrase = SIGNS.has(text.charCodeAt(i)) ? phraseAt(text, i, to) : undefined
    if (phrase === undefined) {
      i++
      continue
    }
    if (i > last) end += packed.write(text.slice(last, i), end)
    packed[end++] = PHRASE
    packed[end++] = phrase.number
    i += phrase.text.length
    last = i
  }
  return to > last ? end + packed.write(text.slice(last, to), end) : end
}

function phraseAt(text: string, i: number, to: number): Phrase | undefined {
  return BY_START.get(text.slice(i, i + START_CHARS))?.find((phrase) => {
    return i + phrase.text.length <= to && text.startsWith(phrase.text, i)
  })
}

/** The text that was packed, with the same names known. */
export function unpackText(bytes: Uint8Array, known: readonly string[]): string {
  const packed = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  if (packed[0] !== PACKED) return packed.toString()
  const names = [...known]
  let text = ''
  for (let i = HEAD_BYTES; i < packed.length; ) {
    const token = packed[i] ?? 0
    if (token >= TEXT_MIN && token < TOKEN_MIN) {
      const begin = i
      while (i < packed.length && (packed[i] ?? 0) >= TEXT_MIN && (packed[i] ?? 0) < TOKEN_MIN) i++
      text += packed.toString('utf8', begin, i)
    } else if (token === PHRASE) {
      text += PHRASES[packed[i + 1] ?? 0]
      i += 2
    } else if (token === HASH || token === DID) {
      const end = i + 1 + (token === HASH ? HASH_BYTES : DID_CHARS)
      const name =
        token === HASH ? packed.toString('hex', i + 1, end) : DID_START + packed.toString('latin1', i + 1, end)
      names.push(name)
      text += name
      i = end
    } else {
      text += names[token - FIRST_NAME]
      i++
    }
  }
  return text
}

/** How many bytes the text in a column has unpacked. */
export function unpackedLength(column: SQLWrapper): SQL<number> {
  // Shifts and `|` have the same precedence in SQL.
  const head = sql`(get_byte(${column}, 1) << 16) | (get_byte(${column}, 2) << 8) | get_byte(${column}, 3)`
  return sql<number>`case get_byte(${column}, 0) when ${sql.raw(String(PACKED))} then ${head} else octet_length(${column}) end`
}

function asItIs(plain: Buffer): Uint8Array {
  if ((plain[0] ?? TEXT_MIN) < TEXT_MIN) throw new Error('a text that begins with a control character cannot be stored')
  return new Uint8Array(plain)
}
