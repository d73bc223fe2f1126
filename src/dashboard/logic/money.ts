import { mistyped, type Typed, typed } from './result.ts'

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
  const fraction = scale === 0 ? '' : `${marksOf(locale).decimal}${localDigits(digits.slice(-scale), locale)}`
  return `${negative ? '−' : ''}${grouped}${fraction}`
}

/** What somebody typed, in the way of the locale or with a plain dot, as minor units. */
export function parseAmount(text: string, scale: number, locale?: string): Typed<string> {
  const example = formatNumber(`12345${'6'.repeat(scale)}`, scale, locale)
  const plain = text.trim().replace(/[\s'’]/g, '')
  if (plain === '') return mistyped(`Write an amount, for example ${example}.`)
  if (plain.startsWith('-') || plain.startsWith('−')) return mistyped('Write an amount without a minus.')
  const { decimal, group } = marksOf(locale)
  const ungrouped = withoutGroups(plain, { group: /\s/.test(group) ? '' : group, decimal, locale })
  const match = ungrouped === null ? null : /^(\d+)(?:\.(\d*))?$/.exec(ungrouped)
  if (match === null) return mistyped(`This is no amount. Write it like ${example}.`)
  const [, whole = '', fraction = ''] = match
  if (fraction.length > scale) {
    return mistyped(scale === 0 ? 'Write a whole number.' : `Write at most ${scale} digits after the decimal mark.`)
  }
  const minor = BigInt(whole + fraction.padEnd(scale, '0'))
  if (minor === 0n) return mistyped('Write an amount larger than zero.')
  if (minor > AMOUNT_MAX) return mistyped('This amount is larger than the node can keep.')
  return typed(String(minor))
}

/** How large an amount is beside the largest, 0 to 1: for the width of a line, never for money. */
export function shareOf(amount: string, largest: string): number {
  const whole = BigInt(largest)
  return whole === 0n ? 0 : Number((BigInt(amount) * 10_000n) / whole) / 10_000
}

interface Marks {
  readonly group: string
  readonly decimal: string
  readonly locale: string | undefined
}

/** Group marks go only where they stand between groups of three, or as the locale sets them; a dot that is no group mark is a decimal mark. */
function withoutGroups(text: string, { group, decimal, locale }: Marks): string | null {
  const lastDecimal = text.lastIndexOf(decimal)
  const [whole, fraction] =
    lastDecimal === -1 ? [text, null] : [text.slice(0, lastDecimal), text.slice(lastDecimal + decimal.length)]
  if (group !== '' && whole.includes(group)) {
    const groups = whole.split(group)
    const digits = groups.join('')
    const inThrees = groups.every((part, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part))
    const wellFormed =
      inThrees || (/^\d+$/.test(digits) && new Intl.NumberFormat(locale).format(BigInt(digits)) === whole)
    // "12.5" where the dot groups thousands: meant as a decimal mark, as nothing else fits.
    if (!wellFormed) return fraction === null && groups.length === 2 && group === '.' ? text : null
    return fraction === null ? digits : `${digits}.${fraction}`
  }
  return fraction === null ? whole : `${whole}.${fraction}`
}

function marksOf(locale?: string): { readonly decimal: string; readonly group: string } {
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(12_345_678.9)
  const find = (type: string) => parts.find((part) => part.type === type)?.value
  return { decimal: find('decimal') ?? '.', group: find('group') ?? '' }
}

function localDigits(digits: string, locale?: string): string {
  const format = new Intl.NumberFormat(locale, { useGrouping: false })
  return [...digits].map((digit) => format.format(Number(digit))).join('')
}

/** For other programs: "120.50", a dot and no group marks. */
export function formatPlain(minorUnits: string, scale: number): string {
  const digits = minorUnits.padStart(scale + 1, '0')
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
