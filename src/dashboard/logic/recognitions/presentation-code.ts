import { mistyped, type Typed, typed } from '../clearing/result.ts'

/** What the text of a code with a presentation begins with. */
export const CODE_PREFIX = 'RVP1:'
/** As many characters as a presentation may have. */
const PRESENTATION_CHARS_MAX = 262_144
/** RFC 9285: the characters of a QR code's alphanumeric mode. */
const BASE45 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const DAMAGED = 'This code holds no whole presentation: scan it again, or paste the text.'

/** P5. The text of a QR code that holds a presentation: its JSON in UTF-8, packed by zlib (RFC 1950), in Base45. */
export async function writePresentationCode(presentation: object): Promise<string> {
  const packed = new Blob([JSON.stringify(presentation)]).stream().pipeThrough(new CompressionStream('deflate'))
  return CODE_PREFIX + toBase45(new Uint8Array(await new Response(packed).arrayBuffer()))
}

/** The text of a presentation that a code holds; a code without the prefix is that text itself. */
export async function readPresentationCode(code: string): Promise<Typed<string>> {
  if (!code.startsWith(CODE_PREFIX)) return typed(code)
  const packed = fromBase45(code.slice(CODE_PREFIX.length))
  const text = packed === null ? null : await inflate(packed)
  return text === null ? mistyped(DAMAGED) : typed(text)
}

/** Null where the bytes are no such text, or too long a one: a small code can hold a great number of zeros. */
async function inflate(packed: Uint8Array<ArrayBuffer>): Promise<string | null> {
  const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'))
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const reader = unpacked.getReader()
  let text = ''
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      text += decoder.decode(piece.value, { stream: true })
      if (text.length > PRESENTATION_CHARS_MAX) return null
    }
    return text + decoder.decode()
  } catch {
    return null
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** Two bytes are three characters, the least significant first; a last single byte is two. */
export function toBase45(bytes: Uint8Array): string {
  let text = ''
  for (let i = 0; i < bytes.length; i += 2) {
    const [one = 0, other] = bytes.subarray(i, i + 2)
    let rest = other === undefined ? one : one * 256 + other
    for (let count = other === undefined ? 2 : 3; count > 0; count--) {
      text += BASE45.charAt(rest % 45)
      rest = Math.floor(rest / 45)
    }
  }
  return text
}

/** Null where the text is no Base45. */
export function fromBase45(text: string): Uint8Array<ArrayBuffer> | null {
  const bytes: number[] = []
  for (let i = 0; i < text.length; i += 3) {
    const digits = [...text.slice(i, i + 3)].map((character) => BASE45.indexOf(character))
    const number = digits.reduceRight((sum, digit) => sum * 45 + digit, 0)
    if (digits.length === 1 || digits.includes(-1) || number > (digits.length === 2 ? 255 : 65_535)) return null
    if (digits.length === 3) bytes.push(Math.floor(number / 256))
    bytes.push(number % 256)
  }
  return new Uint8Array(bytes)
}
