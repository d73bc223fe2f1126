/** Control characters (C0, DEL, C1), line separators, bidirectional controls, and lone surrogates. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const LINE_END = /\n/g
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u

/**
 * Untrusted text as one line that a terminal or a log may show: characters that would move the cursor, end the line or
 * change its direction are escaped as `\u{1b}`.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`)
}

/** As `printable`, for several lines: line ends stay. */
export function printableLines(text: string): string {
  return text.split(LINE_END).map(printable).join('\n')
}

/** A value as indented JSON that a terminal may show: escaped differently, but the same value. */
export function printableJson(value: unknown): string {
  return printableJsonText(JSON.stringify(value, null, 2))
}

/** JSON as a terminal may show it: escaped differently, but the same value. Line ends between its parts stay. */
export function printableJsonText(json: string): string {
  return json.replace(UNPRINTABLE, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Whether a text shows anything: not only blanks, controls and marks. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text)
}
