import { AMOUNT_MAX, ok, type Result } from '../kernel/index.ts'
import { quoted, refuse } from './refusals.ts'

const AMOUNT = /^(\d+)(?:\.(\d+))?$/
const WHOLE = /^\d+$/
const POINT_IS_DECIMAL = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?$/
const COMMA_IS_DECIMAL = /^(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?$/
const SIGNED = /^(?:[-−](.+)|\((.+)\)|(.+)[-−])$/

/** An amount in minor units, and whether it had a minus sign. */
export interface ReadAmount {
  readonly minor: bigint
  readonly isNegative: boolean
}

/** A unit of account: a currency or an own unit, with its decimal places. */
export interface Unit {
  readonly code: string
  readonly scale: number
}

/** Reads whole units with a decimal point: "120.5" and "120.50" of EUR are 12050 minor units. */
export function readAmount(text: string, unit: Unit): Result<ReadAmount> {
  return readSigned(text, (digits) => readUnits(digits, unit))
}

/** Reads whole minor units: "12050". */
export function readMinor(text: string): Result<ReadAmount> {
  return readSigned(text, (digits) => {
    if (WHOLE.test(digits)) return bounded(BigInt(digits), text)
    return refuse('imports.bad-amount', `${quoted(text)} is not a number of minor units; write 12050 for 120.50`)
  })
}

/** For files: "120.50", with a point, all decimal places and no group marks. */
export function writeAmount(minor: bigint, scale: number): string {
  const digits = String(minor).padStart(scale + 1, '0')
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

function readSigned(text: string, read: (digits: string) => Result<bigint>): Result<ReadAmount> {
  const [, ...signed] = SIGNED.exec(text) ?? []
  const digits = signed.find((part) => part !== undefined)
  const minor = read(digits?.trim() ?? text)
  return minor.ok ? ok({ minor: minor.value, isNegative: digits !== undefined }) : minor
}

function readUnits(text: string, { code, scale }: Unit): Result<bigint> {
  const [, whole, fraction = ''] = AMOUNT.exec(text) ?? []
  if (whole === undefined) {
    const meant = meantBy(text, scale)
    const example = scale === 0 ? '1234' : `1234.${'56'.padEnd(scale, '0').slice(0, scale)}`
    const help = meant === null ? `write it like ${example}` : `use ${meant}`
    return refuse('imports.bad-amount', `${quoted(text)} is not an amount; ${help}`)
  }
  if (fraction.length > scale) {
    const has = `${fraction.length} ${fraction.length === 1 ? 'digit' : 'digits'} after the point`
    return refuse('imports.bad-amount', `${quoted(text)} has ${has} where ${code} has ${scale}`)
  }
  return bounded(BigInt(whole + fraction.padEnd(scale, '0')), text)
}

function bounded(minor: bigint, text: string): Result<bigint> {
  if (minor <= AMOUNT_MAX) return ok(minor)
  return refuse('imports.bad-amount', `${quoted(text)} is more than the largest amount, 2^63−1 minor units`)
}

/** Interprets an amount with other marks, if only one reading is possible: "1.234,56" is 1234.56, "1,234" of EUR is 1234. */
function meantBy(text: string, scale: number): string | null {
  const plain = text.replace(/[\s'’_\p{Sc}]|^\p{L}+|\p{L}+$/gu, '')
  const readings = [POINT_IS_DECIMAL, COMMA_IS_DECIMAL].flatMap((form) => {
    const [, whole, fraction = ''] = form.exec(plain) ?? []
    if (whole === undefined || fraction.length > scale) return []
    return [whole.replace(/[.,]/g, '') + (fraction === '' ? '' : `.${fraction}`)]
  })
  const [reading, other = reading] = readings
  return reading !== undefined && reading === other ? reading : null
}
