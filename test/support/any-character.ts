import fc from 'fast-check'

/**
 * Any character that JSON and PostgreSQL can hold (no surrogate, no NUL), as a unit for `fc.string`. fast-check's own
 * units list all of Unicode first, which takes seconds.
 */
export const anyCharacter = fc
  .integer({ min: 1, max: 0x10ffff })
  .filter((point) => point < 0xd800 || point > 0xdfff)
  .map((point) => String.fromCodePoint(point), pointOf)

function pointOf(character: unknown): number {
  const [point, ...more] = Array.from(character as string, (one) => one.codePointAt(0))
  if (point === undefined || more.length > 0) throw new Error('not one character')
  return point
}

/** Characters that separate cells, that spreadsheets run, or that look like others. */
const DANGEROUS = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  ' ',
  ';',
  ',',
  '"',
  "'",
  '＝',
  '\u00a0',
  '\ufeff',
  '1',
  'e',
  'é',
  'e\u0301',
  '\ufffd',
]
/** Any text of a cell, most of them such that a table must take care of them. */
export const anyCell = fc.oneof(
  fc.string({ unit: fc.constantFrom(...DANGEROUS), maxLength: 12 }),
  fc.string({ unit: anyCharacter, maxLength: 12 }),
)
