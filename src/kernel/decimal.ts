import { refuse } from './refusals.ts'
import { ok, type Result } from './result.ts'
import { shown } from './shown.ts'

/** Most digits of a quantity before and after the decimal point. */
const WHOLE_DIGITS_MAX = 15
const DECIMAL_PLACES_MAX = 6
const DECIMAL = /^(0|[1-9]\d{0,14})(?:\.(\d{1,6}))?$/

/**
 * Reads a quantity, e.g. `"2.5"` hours, as whole millionths, so that sums are exact. Refuses signs, exponents, leading
 * zeros and more digits than 15 before or 6 after the decimal point.
 */
export function decodeDecimal(raw: unknown): Result<bigint> {
  const match = typeof raw === 'string' ? DECIMAL.exec(raw) : null
  if (match !== null) return ok(BigInt(`${match[1]}${(match[2] ?? '').padEnd(DECIMAL_PLACES_MAX, '0')}`))
  return refuse(
    'kernel.bad-decimal',
    `${shown(raw)} is not a quantity: use a decimal string without sign, with at most ${WHOLE_DIGITS_MAX} digits before and ${DECIMAL_PLACES_MAX} after the point, e.g. "2.5"`,
  )
}

/** The millionths of a string that `shape.decimal` has accepted. */
export function decimalOf(text: string): bigint {
  const decoded = decodeDecimal(text)
  if (!decoded.ok) throw new Error(decoded.refusal.message)
  return decoded.value
}

/** Non-negative millionths as the shortest decimal string: `2500000n` is `"2.5"`. */
export function decimalText(millionths: bigint): string {
  const digits = String(millionths).padStart(DECIMAL_PLACES_MAX + 1, '0')
  const places = digits.slice(-DECIMAL_PLACES_MAX).replace(/0+$/, '')
  return `${digits.slice(0, -DECIMAL_PLACES_MAX)}${places === '' ? '' : `.${places}`}`
}
