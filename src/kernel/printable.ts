/** Control characters (C0, DEL, C1), line separators, bidirectional controls, and lone surrogates. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
const LINE_END = /\n/g

/**
 * What shows nothing by itself: controls, blanks, format characters, fillers, combining marks of the Latin script,
 * variation selectors, tags, private use. A list and no class of Unicode: classes grow with each version, and a
 * verdict must not depend on the platform's. What is assigned later counts as visible.
 */
const INVISIBLE = [
  ...['\\0- ', '\\x7f-\\xa0', '\\xad', '\\u0300-\\u036f', '\\u061c', '\\u115f\\u1160', '\\u1680', '\\u17b4\\u17b5'],
  ...['\\u180b-\\u180f', '\\u2000-\\u200f', '\\u2028-\\u202f', '\\u205f-\\u206f', '\\u2800', '\\u3000', '\\u3164'],
  ...['\\ue000-\\uf8ff', '\\ufe00-\\ufe0f', '\\ufeff', '\\uffa0', '\\ufff0-\\ufffb', '\\u{13430}-\\u{1343f}'],
  ...['\\u{1bca0}-\\u{1bca3}', '\\u{1d173}-\\u{1d17a}', '\\u{e0000}-\\u{10ffff}'],
]
const VISIBLE = new RegExp(`[^${INVISIBLE.join('')}]`, 'u')

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

/** Whether a text has a visible character: the rule for every name and word that people read (log/PROTOCOL.md, §1). */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text)
}
