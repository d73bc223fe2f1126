import { z } from 'zod'
import { type ObligationBody, obligationId } from '../../clearing/index.ts'
import { AMOUNT_MAX, addPeriods, type Did, decimalOf, decodePeriod, type Instant, shape } from '../../kernel/index.ts'
import type { BookableResource, RequestFact } from '../booking.ts'

/** Maximum number of periods of a booking with a FIXED price. */
export const PERIODS_MAX = 2_000
const ONE = decimalOf('1')

/** The debt that a use leads to, as far as the use does not say it already. Null in a body: nothing is charged. */
export const chargeShape = z.strictObject({
  /** The document of the clearing arrangement; null where the terms name no arrangement. */
  documentHash: shape.hash.nullable(),
  dueDate: shape.instant.nullable(),
  amount: shape.positiveAmount,
  currency: shape.currency,
  scale: shape.scale,
})
export type ChargeTerms = z.infer<typeof chargeShape>
export type Price = Pick<ChargeTerms, 'amount' | 'currency' | 'scale'>

/** An amount of minor units times a quantity in millionths: exact, half a minor unit upwards. */
export function multiplied(amount: bigint, quantity: bigint): bigint {
  return (2n * amount * quantity + ONE) / (2n * ONE)
}

/**
 * The price of this much use of a resource; null where nothing is charged, or less than half a minor unit. A price above
 * 2^63−1 minor units has no debt: see `isChargeable`.
 */
export function priceOf({ compensation }: BookableResource, quantity: string): Price | null {
  const { model, amount, currency, scale } = compensation
  if ((model !== 'FIXED' && model !== 'PER_USE') || amount === null || currency === null || scale === null) return null
  const price = multiplied(BigInt(amount), decimalOf(quantity))
  return price === 0n ? null : { amount: String(price), currency, scale }
}

/** Whether a price can be one debt. */
export function isChargeable(price: Price | null): boolean {
  return price === null || BigInt(price.amount) <= AMOUNT_MAX
}

/** The period of this number, from 1, of a booking with a FIXED price; the last one ends with the booking. */
export function periodOf(
  { resource, from, until }: Pick<RequestFact, 'resource' | 'from' | 'until'>,
  number: number,
): { readonly from: Instant; readonly until: Instant } | null {
  const period = decodePeriod(resource.compensation.period)
  if (!period.ok || resource.compensation.model !== 'FIXED' || number < 1) return null
  const start = addPeriods(from, period.value, number - 1)
  const end = addPeriods(from, period.value, number)
  return start >= until ? null : { from: start, until: Math.min(end, until) as Instant }
}

/** How many periods of a booking begin before an instant. */
export function periodsBefore(booking: Pick<RequestFact, 'resource' | 'from' | 'until'>, end: Instant): number {
  let [before, after] = [0, PERIODS_MAX + 1]
  while (after - before > 1) {
    const number = Math.floor((before + after) / 2)
    const period = periodOf(booking, number)
    if (period !== null && period.from < end) before = number
    else after = number
  }
  return before
}

/** The most that a booking's user has agreed to pay without a further word; null where that is nothing. */
export function expectedPrice({
  resource,
  from,
  until,
  expectedUse,
}: Pick<RequestFact, 'resource' | 'from' | 'until' | 'expectedUse'>): Price | null {
  const { model } = resource.compensation
  const quantity = model === 'FIXED' ? String(periodsBefore({ resource, from, until }, until)) : expectedUse
  return quantity === null || quantity === '0' ? null : priceOf(resource, quantity)
}

interface ChargedUse {
  readonly id: string
  readonly user: Did
  readonly provider: Did
}

/** The obligation that a use leads to: a function of the use, so that both sides sign the same bytes. */
export function chargeObligation(
  settlement: string,
  { id, user, provider }: ChargedUse,
  charge: ChargeTerms,
): { readonly id: string; readonly body: ObligationBody } | null {
  const { documentHash, dueDate, amount, currency } = charge
  if (documentHash === null) return null
  const body = { debtor: user, creditor: provider, amount, currency, reference: id, dueDate, documentHash }
  return { id: chargeId(settlement, { id, user, provider }, currency), body }
}

/** The id of the obligation that a use leads to. */
export function chargeId(settlement: string, { id, user, provider }: ChargedUse, currency: string): string {
  return obligationId(settlement, { debtor: user, creditor: provider, currency, reference: id })
}

/** The tag by which bookings and uses are found that may still cost something in an arrangement. */
export function settlementTag(settlement: string): string {
  return `settled/${settlement}`
}

export function settlementTags({ settlementId }: BookableResource): string[] {
  return settlementId == null ? [] : [settlementTag(settlementId)]
}
