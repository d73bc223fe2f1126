import { type Did, decimalText, type Instant, type Scope } from '../../kernel/index.ts'
import type { StoreReader } from '../../node/index.ts'
import {
  asBooking,
  asUsage,
  type BookingState,
  bookingAggregate,
  bookingTag,
  chargeId,
  expectedPrice,
  hasSignedUse,
  isUsageId,
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
import { endsOf } from '../agreements/facts.ts'
import { findObligations } from '../clearing/facts.ts'
import { listUncharged } from './uncharged.ts'

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

export interface PendingOptions {
  readonly self: Did
  readonly now: Instant
  /** Subjects to which this node's reactions may still be due: uses among them may not be charged yet. */
  readonly unanswered: readonly string[]
  /** A use that is not counted. */
  readonly except?: string | null
}

/**
 * What bookings between two cooperatives may still cost in an arrangement, in minor units: all use without an
 * obligation that this node has not refused, and what is left of the use that each booking expects, from its request on.
 * Only what is open is read, however much was booked and used before.
 */
export async function pendingCharges(
  reader: StoreReader,
  pair: ChargedPair,
  { self, now, unanswered, except = null }: PendingOptions,
): Promise<bigint> {
  const { settlement, currency } = pair
  const bookings = await openBookings(reader, pair, now)
  const uses = (await openUses(reader, pair, bookings, unanswered)).filter(
    (use) => usageStanding(use).signed.resource.compensation.currency === currency,
  )
  const charged = await findObligations(
    reader,
    uses.map((use) => chargeId(settlement, use, currency)),
  )
  const used = new Map<string, bigint>()
  let pending = 0n
  for (const use of uses) {
    const price = openPrice(use, self)
    used.set(use.booking, (used.get(use.booking) ?? 0n) + price)
    if (use.id !== except && !charged.has(chargeId(settlement, use, currency))) pending += price
  }
  const ends = await endsOf(
    reader,
    bookings.map(({ agreement }) => agreement),
    now,
  )
  for (const booking of bookings) {
    if (shownRequest(booking).resource.compensation.currency !== currency) continue
    const left = expectedOf(booking, ends.get(booking.agreement) ?? null, now) - (used.get(booking.id) ?? 0n)
    if (left > 0n) pending += left
  }
  return pending
}

/** The bookings that may cost something by what they expect. */
async function openBookings(
  reader: StoreReader,
  { settlement, debtor, creditor }: ChargedPair,
  now: Instant,
): Promise<BookingState[]> {
  const rows = await reader.subjectsTagged({
    aggregate: bookingAggregate.name,
    left: creditor,
    right: debtor,
    tags: [settlementTag(settlement)],
    untilAfter: (now - RECORDED_AFTER_MS_MAX) as Instant,
  })
  return rows.flatMap(({ state }) => (state === null ? [] : [asBooking(state)]))
}

/**
 * All use of these bookings; of others what is not confirmed, what this node could not charge, and what it may not have
 * tried to charge yet.
 */
async function openUses(
  reader: StoreReader,
  { settlement, debtor, creditor }: ChargedPair,
  bookings: readonly BookingState[],
  unanswered: readonly string[],
): Promise<UsageState[]> {
  const tags = [settlementTag(settlement), ...bookings.map(({ id }) => bookingTag(id))]
  const tagged = { aggregate: usageAggregate.name, left: creditor, right: debtor, tags }
  const ids = [...(await listUncharged(reader, settlement)), ...unanswered.filter(isUsageId)]
  const rows = [...(await reader.subjectsTagged(tagged)), ...(await reader.subjectsAnywhere([...new Set(ids)]))]
  const uses = rows.flatMap(({ aggregate, state }) =>
    aggregate === usageAggregate.name && state !== null ? [asUsage(state)] : [],
  )
  const isMeant = (use: UsageState) =>
    use.provider === creditor && use.user === debtor && usageStanding(use).signed.resource.settlementId === settlement
  return [...new Map(uses.filter(isMeant).map((use) => [use.id, use])).values()]
}

/** What a use costs, or would cost; nothing where it is void, or this node has disputed and not signed it. */
function openPrice(use: UsageState, self: Did): bigint {
  const { signed, bodyHash, quantity, binding } = usageStanding(use)
  const isRefused = Object.values(use.disputes).some(({ by, body }) => by === self && body === bodyHash)
  if (quantity === 0n || (isRefused && !binding && !hasSignedUse(signed, self))) return 0n
  return BigInt(priceOf(signed.resource, decimalText(quantity))?.amount ?? '0')
}

/**
 * The most that a booking may cost as it stands: nothing where it was not granted, or so long ago that use is no longer
 * recorded; of a FIXED price the periods that begin before the agreement's end.
 */
function expectedOf(state: BookingState, ended: Instant | null, now: Instant): bigint {
  const request = shownRequest(state)
  const { status, holdsCapacity } = viewBooking(state, now)
  if (status === 'REQUESTED') return BigInt(expectedPrice(request)?.amount ?? '0')
  const grant = shownGrant(state)
  if (grant === null || now >= request.until + RECORDED_AFTER_MS_MAX) return 0n
  const isFixed = request.resource.compensation.model === 'FIXED'
  if (holdsCapacity && (ended === null || !isFixed)) return BigInt(expectedPrice(request)?.amount ?? '0')
  const revoked = holdsCapacity ? [] : Object.values(state.revocations).map(({ at }) => at)
  const periods = periodsBefore(request, Math.min(ended ?? request.until, ...revoked) as Instant)
  return periods === 0 ? 0n : BigInt(priceOf(request.resource, String(periods))?.amount ?? '0')
}
