import type { Findings } from './findings.ts'

/** The largest file: two million rows of 128 bytes. */
export const FILE_BYTES_MAX = 256 * 1024 * 1024

const CR = 13
const LF = 10

/** Other types of files that people choose by mistake, by their first bytes. */
const OTHER_FILES = [
  { start: [0x50, 0x4b, 0x03, 0x04], what: 'a spreadsheet as its program keeps it (.xlsx, .ods), or another archive' },
  { start: [0xd0, 0xcf, 0x11, 0xe0], what: 'a spreadsheet as an old program keeps it (.xls)' },
  { start: [0x25, 0x50, 0x44, 0x46], what: 'a PDF' },
] as const

export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE'

export interface DecodedText {
  readonly text: string
  readonly encoding: Encoding
}

/** I1. The text of a file: UTF-8, or UTF-16 where a byte order mark says so. Null where it is neither: the findings say on which lines. */
export function decodeText(bytes: Uint8Array, findings: Findings, bytesMax = FILE_BYTES_MAX): DecodedText | null {
  if (bytes.length > bytesMax) {
    findings.refuse(1, null, 'imports.too-large', `begins a file of more than ${bytesMax / 1024 / 1024} MiB`)
    return null
  }
  const known = OTHER_FILES.find(({ start }) => start.every((byte, i) => bytes[i] === byte))
  if (known !== undefined) {
    findings.refuse(1, null, 'imports.not-csv', `begins ${known.what}: save it as CSV in UTF-8`)
    return null
  }
  const encoding = encodingOf(bytes)
  const isUtf8 = encoding === 'UTF-8'
  // Not a character of text: UTF-16 without its mark has one beside each letter.
  const nul = isUtf8 ? bytes.indexOf(0) : -1
  const text = nul === -1 ? decode(bytes, encoding) : null
  if (text !== null && !text.includes('\0')) return { text, encoding }
  if (nul !== -1) tellNotUtf8(1 + bytes.subarray(0, nul).filter((byte) => byte === LF).length, findings)
  else if (isUtf8) tellBadLines(bytes, findings)
  else findings.refuse(1, null, 'imports.not-utf8', `begins a damaged ${encoding} file: save it as UTF-8`)
  return null
}

function encodingOf([first, second]: Uint8Array): Encoding {
  if (first === 0xff && second === 0xfe) return 'UTF-16LE'
  return first === 0xfe && second === 0xff ? 'UTF-16BE' : 'UTF-8'
}

function decode(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    if (error instanceof TypeError) return null
    throw error
  }
}

function tellBadLines(bytes: Uint8Array, findings: Findings): void {
  let line = 1
  for (let start = 0, i = 0; i <= bytes.length; i++) {
    if (i < bytes.length && bytes[i] !== LF && bytes[i] !== CR) continue
    if (decode(bytes.subarray(start, i), 'UTF-8') === null) tellNotUtf8(line, findings)
    if (bytes[i] === CR && bytes[i + 1] === LF) i++
    start = i + 1
    line++
  }
}

function tellNotUtf8(line: number, findings: Findings): void {
  findings.refuse(line, null, 'imports.not-utf8', 'is not UTF-8: save it as UTF-8')
}

/** Line ends of every kind: LF, CR LF, CR. */
export function lineEndsIn(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0
}
