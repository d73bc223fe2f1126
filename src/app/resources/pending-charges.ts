import { type Did, decimalText, groupBy, type Instant, type Scope } from '../../kernel/index.ts'
import type { StoreReader } from '../../node/index.ts'
import {
  asBooking,
  asUsage,
  type BookingState,
  bookingAggregate,
  chargeId,
  expectedPrice,
  hasSignedUse,
  periodsBefore,
  priceOf,
  RECORDED_AFTER_MS_MAX,
  settlementTag,
  shownGrant,
  shownRequest,
  type UsageState,
  usageAggregate,
  usageStanding,
  viewBooking,
} from '../../resources/index.ts'
import { findObligations } from '../clearing/facts.ts'

/** Whose bookings are charged where. */
export interface ChargedPair {
  /** The clearing arrangement. */
  readonly settlement: Scope
  /** The user of the bookings. */
  readonly debtor: Did
  /** Their provider. */
  readonly creditor: Did
  readonly currency: string
}

/**
 * What bookings between two cooperatives may still cost in an arrangement, in minor units: all use without an
 * obligation that this node has not refused, and what is left of the use that each booking expects, from its request on.
 * `except`: a use that is not counted.
 */
export async function pendingCharges(
  reader: StoreReader,
  { settlement, debtor, creditor, currency }: ChargedPair,
  { self, now, except = null }: { readonly self: Did; readonly now: Instant; readonly except?: string | null },
): Promise<bigint> {
  const tag = settlementTag(settlement)
  const statesOf = async (aggregate: string) =>
    (await reader.subjectsTagged(aggregate, creditor, tag)).flatMap(({ state, index }) =>
      state !== null && index?.right === debtor ? [state] : [],
    )
  const bookings = (await statesOf(bookingAggregate.name)).map(asBooking)
  const uses = (await statesOf(usageAggregate.name)).map(asUsage)
  const charged = await findObligations(
    reader,
    uses.flatMap((use) => chargeId(settlement, use, currency)),
  )
  const usesOf = groupBy(uses, ({ booking }) => booking)
  let pending = 0n
  for (const booking of bookings) {
    const { resource } = shownRequest(booking)
    if (resource.compensation.currency !== currency) continue
    let used = 0n
    for (const use of usesOf.get(booking.id) ?? []) {
      const price = openPrice(use, self)
      used += price
      if (use.id !== except && !charged.has(chargeId(settlement, use, currency))) pending += price
    }
    const left = expectedOf(booking, now) - used
    if (left > 0n) pending += left
  }
  return pending
}

/** What a use costs, or would cost; nothing where it is void, or this node has disputed and not signed it. */
function openPrice(use: UsageState, self: Did): bigint {
  const { signed, bodyHash, quantity, binding } = usageStanding(use)
  const isRefused = Object.values(use.disputes).some(({ by, body }) => by === self && body === bodyHash)
  if (quantity === 0n || (isRefused && !binding && !hasSignedUse(signed, self))) return 0n
  return BigInt(priceOf(signed.resource, decimalText(quantity))?.amount ?? '0')
}

/** The most that a booking may cost as it stands: nothing where it was not granted, or so long ago that use is no longer recorded. */
function expectedOf(state: BookingState, now: Instant): bigint {
  const request = shownRequest(state)
  const { status, holdsCapacity } = viewBooking(state, now)
  if (status === 'REQUESTED') return BigInt(expectedPrice(request)?.amount ?? '0')
  const grant = shownGrant(state)
  if (grant === null || now >= request.until + RECORDED_AFTER_MS_MAX) return 0n
  if (holdsCapacity) return BigInt(expectedPrice(request)?.amount ?? '0')
  const revoked = Object.values(state.revocations).map(({ at }) => at)
  const periods = periodsBefore(request, Math.min(...revoked) as Instant)
  return periods === 0 ? 0n : BigInt(priceOf(request.resource, String(periods))?.amount ?? '0')
}
