import { AMOUNT_MAX } from '../kernel/index.ts'

/**
 * Amounts by index. Both kinds hold bigints and are used by the very same code, so both make identical choices; the
 * typed one is smaller and faster, but wraps silently at 2^63.
 */
export type Amounts = BigInt64Array | bigint[]

/** Zeros with room for anything that can add up when everything together is `grossTotal`. */
export function amountsFor(length: number, grossTotal: bigint): Amounts {
  return grossTotal <= AMOUNT_MAX ? new BigInt64Array(length) : new Array<bigint>(length).fill(0n)
}

export function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}
