import { digitsOf, isIsoCurrency } from '../../imports/index.ts'
import { mistyped, type Typed, typed } from './clearing/result.ts'

/** A currency as the API gives it beside every amount. */
export interface Unit {
  readonly currency: string
  readonly scale: number
}

const AMOUNT_MAX = 2n ** 63n - 1n

/** "-123456" of EUR with scale 2 is "−1,234.56 EUR": from the digits, so that nothing is ever rounded. */
export function formatAmount(minorUnits: string, { currency, scale }: Unit, locale?: string): string {
  return `${formatNumber(minorUnits, scale, locale)} ${currency}`
}

export function formatNumber(minorUnits: string, scale: number, locale?: string): string {
  const negative = minorUnits.startsWith('-')
  const digits = (negative ? minorUnits.slice(1) : minorUnits).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const grouped = new Intl.NumberFormat(locale).format(BigInt(whole))
  const marks = marksOf(locale)
  const fraction = scale === 0 ? '' : `${marks.decimal}${localDigits(digits.slice(-scale), marks)}`
  return `${negative ? '−' : ''}${grouped}${fraction}`
}

/** A typed amount, in the notation of the locale or with a plain dot, as minor units. */
export function parseAmount(text: string, scale: number, locale?: string): Typed<string> {
  const example = formatNumber(`12345${'6'.repeat(scale)}`, scale, locale)
  const marks = marksOf(locale)
  const plain = plainText(text, marks)
  if (plain === '') return mistyped(`Write an amount, for example ${example}.`)
  if (/^[-−]/.test(plain)) return mistyped('Write an amount without a minus.')
  const ungrouped = withoutGroups(plain, marks)
  const match = ungrouped === null ? null : /^(\d+)(?:\.(\d*))?$/.exec(ungrouped)
  if (match === null) return mistyped(`'${text.trim()}' is not an amount; write it like ${example}.`)
  const [, whole = '', fraction = ''] = match
  if (fraction.length > scale) {
    return mistyped(scale === 0 ? 'Write a whole number.' : `Write at most ${scale} digits after the decimal mark.`)
  }
  const minor = BigInt(whole + fraction.padEnd(scale, '0'))
  if (minor === 0n) return mistyped('Write an amount larger than zero.')
  if (minor > AMOUNT_MAX) return mistyped('This amount is too large.')
  return typed(String(minor))
}

/** The decimal places of a currency that is typed: ISO 4217 defines those of its own currencies, people those of their units. */
export function scaleTyped(before: string, code: string): { readonly scale?: string } {
  return isIsoCurrency(code) || isIsoCurrency(before) ? { scale: String(digitsOf(code)) } : {}
}

/** Whether the decimal places of a currency are asked for: those of ISO 4217 are known. */
export function asksScale(code: string): boolean {
  return !isIsoCurrency(code.trim())
}

/** A currency as it is meant: a code of ISO 4217 in capitals, a unit of one's own as it was typed. */
export function codeTyped(code: string): string {
  const capitals = code.trim().toUpperCase()
  return isIsoCurrency(capitals) ? capitals : code
}

/** How large an amount is beside the largest, 0 to 1: for the width of a line, never for money. */
export function shareOf(amount: string, largest: string): number {
  const whole = BigInt(largest)
  return whole === 0n ? 0 : Number((BigInt(amount) * 10_000n) / whole) / 10_000
}

/** How a locale writes numbers. */
interface Marks {
  readonly group: string
  readonly decimal: string
  /** Its digits from zero to nine: not those of ASCII everywhere. */
  readonly digits: readonly string[]
  readonly locale: string | undefined
}

/** Without what only separates or directs, and with the digits of ASCII. */
function plainText(text: string, { digits }: Pick<Marks, 'digits'>): string {
  const plain = text.replace(/[\s'’\p{Cf}]/gu, '')
  return [...plain].map((character) => (digits.includes(character) ? digits.indexOf(character) : character)).join('')
}

/** Group marks go only where they stand between groups of three, or as the locale sets them; a dot that is no group mark is a decimal mark. */
function withoutGroups(text: string, marks: Marks): string | null {
  const { group, decimal, locale } = marks
  const lastDecimal = text.lastIndexOf(decimal)
  const [whole, fraction] =
    lastDecimal === -1 ? [text, null] : [text.slice(0, lastDecimal), text.slice(lastDecimal + decimal.length)]
  if (group !== '' && whole.includes(group)) {
    const groups = whole.split(group)
    const digits = groups.join('')
    const inThrees = groups.every((part, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part))
    const asSet = () => plainText(new Intl.NumberFormat(locale).format(BigInt(digits)), marks)
    const wellFormed = inThrees || (/^\d+$/.test(digits) && asSet() === whole)
    // "12.5" where the dot groups thousands: meant as a decimal mark, as nothing else fits.
    if (!wellFormed) return fraction === null && groups.length === 2 && group === '.' ? text : null
    return fraction === null ? digits : `${digits}.${fraction}`
  }
  return fraction === null ? whole : `${whole}.${fraction}`
}

const marksByLocale = new Map<string | undefined, Marks>()

function marksOf(locale?: string): Marks {
  const known = marksByLocale.get(locale) ?? findMarks(locale)
  marksByLocale.set(locale, known)
  return known
}

function findMarks(locale: string | undefined): Marks {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(12_345_678.9)
  const find = (type: string) => parts.find((part) => part.type === type)?.value
  const format = new Intl.NumberFormat(locale, { useGrouping: false })
  const digits = Array.from({ length: 10 }, (_, digit) => format.format(digit))
  const group = find('group') ?? ''
  return { decimal: find('decimal') ?? '.', group: /[\s'’]/.test(group) ? '' : group, digits, locale }
}

function localDigits(ascii: string, { digits }: Pick<Marks, 'digits'>): string {
  return [...ascii].map((digit) => digits[Number(digit)] ?? digit).join('')
}
