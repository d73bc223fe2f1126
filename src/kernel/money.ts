import type { MinorUnits } from './brand.ts'
import { refuse } from './refusals.ts'
import { ok, type Result } from './result.ts'
import { shown } from './shown.ts'

/** The largest single amount: 2^63−1 minor units, a signed 64-bit integer. Totals have no bound. */
export const AMOUNT_MAX = 9_223_372_036_854_775_807n
const AMOUNT = /^(0|[1-9]\d{0,18})$/

/**
 * Reads a whole number of minor units from a decimal string without sign, e.g. `"12050"` for 120.50 EUR. Refuses signs,
 * leading zeros, fractions and what exceeds AMOUNT_MAX.
 */
export function decodeAmount(raw: unknown): Result<MinorUnits> {
  if (typeof raw === 'string' && AMOUNT.test(raw)) {
    const amount = BigInt(raw)
    if (amount <= AMOUNT_MAX) return ok(amount as MinorUnits)
  }
  return refuse(
    'kernel.bad-amount',
    `${shown(raw)} is not an amount: use whole minor units as a decimal string without sign, "0" to "${AMOUNT_MAX}", e.g. "12050" for 120.50 EUR`,
  )
}

/**
 * Formats non-negative minor units with `scale` digits after the decimal point and without thousands separators: the one
 * form of files and messages, from which a client formats for its reader.
 */
export function formatMoney(minor: bigint, scale: number): string {
  const digits = String(minor).padStart(scale + 1, '0')
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}
