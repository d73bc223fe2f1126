import { findDay, isVisible, ok, type Result } from '../kernel/index.ts'
import { quoted, refuse } from './refusals.ts'

export const NAME_CHARS_MAX = 200
/** Maximum length of a reference, in characters; that of the API. */
export const REFERENCE_CHARS_MAX = 200
/** Cache size: distinct names, currencies and days of one file. */
const KEPT_MAX = 100_000

const CURRENCY = /^[A-Z][A-Z0-9_-]{1,15}$/
const DAY = /^(\d{4}-\d{2}-\d{2})(?:T00:00:00(?:\.0{1,9})?Z)?$/
/** Digits that a JSON number keeps exactly. */
const EXACT_DIGITS_MAX = 15

/** Whether a cell is empty. */
export function isBlank(raw: unknown): boolean {
  return raw === undefined || raw === null || (typeof raw === 'string' && raw.trim() === '')
}

/** A JSON number as its text if that is exact; any other value unchanged. */
export function textOf(raw: unknown): unknown {
  if (typeof raw !== 'number') return raw
  const text = String(raw)
  return /^-?\d+(\.\d+)?$/.test(text) && text.replace(/\D/g, '').length <= EXACT_DIGITS_MAX ? text : raw
}

/** I9. A name without the blanks around it, in Unicode's form NFC. */
export function readName(raw: unknown): Result<string> {
  if (isBlank(raw)) return refuse('imports.bad-name', 'is missing; write a name')
  const name = typeof raw === 'string' ? raw.trim().normalize('NFC') : ''
  if (name === '' || name.length > NAME_CHARS_MAX) {
    return refuse('imports.bad-name', `${quoted(raw)} is not a name of 1 to ${NAME_CHARS_MAX} characters`)
  }
  if (!isVisible(name)) return refuse('imports.bad-name', `${quoted(raw)} has nothing in it that can be seen`)
  if (/\p{Cc}/u.test(name) || !name.isWellFormed()) {
    return refuse('imports.bad-name', `${quoted(raw)} holds a control character`)
  }
  if (name.includes('\ufffd')) {
    return refuse(
      'imports.bad-name',
      `${quoted(raw)} has lost letters: save the file as UTF-8 once more from its source`,
    )
  }
  return ok(name)
}

/** A currency code or own unit, in capital letters. */
export function readCurrency(raw: unknown): Result<string> {
  const code = typeof raw === 'string' ? raw.trim().toUpperCase() : ''
  if (CURRENCY.test(code)) return ok(code)
  if (isBlank(raw)) return refuse('imports.bad-currency', 'is missing; write an ISO 4217 code or an own unit')
  return refuse(
    'imports.bad-currency',
    `${quoted(raw)} is not a currency; write an ISO 4217 code or an own unit of 2 to 16 letters, digits, - or _`,
  )
}

/** I14. A reference, unchanged: two that differ in a blank identify two debts. */
export function readReference(raw: unknown): Result<string | null> {
  const text = textOf(raw)
  if (text === undefined || text === null || text === '') return ok(null)
  if (typeof text === 'string' && text.length <= REFERENCE_CHARS_MAX && text.isWellFormed() && !text.includes('\0')) {
    return ok(text)
  }
  return refuse('imports.bad-reference', `${quoted(text)} is not a reference of 1 to ${REFERENCE_CHARS_MAX} characters`)
}

/** I15. A calendar day; also as the instant with which the API gives it. */
export function readDay(raw: unknown): Result<string | null> {
  if (isBlank(raw)) return ok(null)
  const [, day] = typeof raw === 'string' ? (DAY.exec(raw.trim()) ?? []) : []
  if (day !== undefined && findDay(day) !== null) return ok(day)
  return refuse('imports.bad-date', `${quoted(raw)} is not a day; write it like 2027-01-31`)
}

/** A memoising reader: a file of millions of rows has hundreds of names and days. */
export function remembering<T>(read: (raw: unknown) => Result<T>): (raw: unknown) => Result<T> {
  const known = new Map<unknown, Result<T>>()
  return (raw) => {
    const before = known.get(raw)
    if (before !== undefined) return before
    const result = read(raw)
    if (typeof raw === 'string' && known.size < KEPT_MAX) known.set(raw, result)
    return result
  }
}

/** What two texts share that people take for the same: case, blanks, characters that cannot be seen, compatibility forms. */
export function lookOf(text: string): string {
  // Most are plain ASCII, of which there are millions.
  if (/^[!-~]*$/.test(text)) return text.toLowerCase()
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}\p{Cc}]/gu, '')
}
