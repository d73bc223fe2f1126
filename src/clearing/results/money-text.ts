import { formatMoney } from '../../kernel/index.ts'
import type { Money } from '../obligations/position.ts'

/** Formats minor units with their currency: 120550 of one with two digits is "1205.50 EUR". */
export function moneyText(minor: string | bigint, { currency, scale }: Money): string {
  return `${formatMoney(BigInt(minor), scale)} ${currency}`
}
