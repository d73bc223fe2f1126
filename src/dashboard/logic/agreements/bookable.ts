import { decodeDecimal } from '../../../kernel/index.ts'
import type { BookingApproval } from '../../generated/enums.ts'

/** What makes a resource bookable. */
export interface Bookable {
  /** Names it in its agreement, for good. */
  readonly key: string
  readonly approval: BookingApproval
  /** The clearing arrangement under which its use is charged. */
  readonly settlementId: string | null
  /** How far ahead it is booked at most, as an ISO 8601 duration; null for as far as any booking. */
  readonly bookingWindow: string | null
}

/** As the API takes it. */
const KEY = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/
const KEY_CHARS_MAX = 64

/** A key made of what a resource is: "Delivery van" is `delivery-van`; empty where nothing of it can stand in a key. */
export function keyOf(kind: string): string {
  const plain = kind.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const words = plain.replaceAll(/[^a-z0-9._]+/g, '-').replace(/^[^a-z0-9]+/, '')
  return words.slice(0, KEY_CHARS_MAX).replace(/[^a-z0-9]+$/, '')
}

interface Row {
  readonly kind: string
  readonly bookable: Bookable | null
}

/** What a resource is, as it is typed: a key that was made of it follows. */
export function kindTyped({ kind, bookable }: Row, typed: string): Row {
  const follows = bookable !== null && bookable.key === keyOf(kind)
  return { kind: typed, bookable: follows ? { ...bookable, key: keyOf(typed) } : bookable }
}

/** What is wrong with the key of a resource among the keys of all. */
export function keyProblem(key: string, keys: readonly string[]): string | null {
  if (!KEY.test(key)) return 'Write 1 to 64 letters, digits, dots, - or _, for example delivery-van.'
  return keys.filter((other) => other === key).length > 1 ? 'Another resource has this key.' : null
}

/** The quantity of a resource as the API takes it; that of a bookable one is a number. */
export function quantityText(text: string, isBookable: boolean): string | null {
  const trimmed = text.trim()
  if (trimmed === '') return null
  return isBookable ? trimmed.replace(',', '.') : trimmed
}

export function quantityProblem(quantity: string | null): string | null {
  const read = quantity === null ? null : decodeDecimal(quantity)
  if (read === null || (read.ok && read.value > 0n)) return null
  return 'Write a number greater than 0, for example 1 or 2.5, or leave it empty if it is not counted.'
}
