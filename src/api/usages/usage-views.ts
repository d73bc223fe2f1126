import { chargeProblem, LISTS, listUses } from '../../app/index.ts'
import type { ObligationView } from '../../clearing/index.ts'
import { type Did, decimalOf, decimalText, type Instant, type Scope } from '../../kernel/index.ts'
import type { SubjectRow } from '../../node/index.ts'
import {
  asUsage,
  type BookableResource,
  type BookingView,
  bookingTag,
  chargeId,
  type Price,
  priceOf,
  refuseResources as refuse,
  type UsageView,
  usageAggregate,
  viewUsage,
} from '../../resources/index.ts'
import { awaitingUs, listPage, readByIds } from '../execution/lists.ts'
import type { Views } from '../execution/views.ts'
import type { Connection, PageArgs } from '../graphql/connection.ts'
import { unwrap } from '../graphql/errors.ts'
import type { UsageFilter } from './usage.input.ts'

/** Maximum number of uses that a booking shows. */
const BOOKING_USES_MAX = 2_000

/** A price with the use that it is for. */
export interface ChargeSource extends Price {
  readonly use: UsageView
}

export interface UsageTotalSource {
  readonly resource: BookableResource
  readonly provider: Did
  readonly user: Did
  readonly quantity: string
  readonly charged: string | null
  readonly currency: string | null
  readonly scale: number | null
}

export async function readUsages(views: Views, ids: readonly string[]): Promise<Map<string, UsageView>> {
  const uses = await withBookings(views, await readByIds(views, LISTS.usages, ids))
  return new Map(uses.flatMap((use) => (use === undefined ? [] : [[use.id, use] as const])))
}

export async function listUsages(views: Views, filter: UsageFilter, page: PageArgs): Promise<Connection<UsageView>> {
  const { agreementId, bookingId, resource, provider, user, status, awaitingMe } = filter
  const narrowed = {
    scope: (agreementId ?? undefined) as Scope | undefined,
    tags: bookingId == null ? undefined : [bookingTag(bookingId)],
    reference: resource ?? undefined,
    left: provider ?? undefined,
    right: user ?? undefined,
    statuses: status ?? undefined,
    ...awaitingUs(views, awaitingMe),
  }
  return await listPage(views, LISTS.usages, { filter: narrowed, page }, (rows) => withBookings(views, rows))
}

/** All use of a booking, oldest first. */
export async function readUsesOf({ reader }: Views, booking: BookingView): Promise<UsageView[]> {
  const uses = await listUses(reader, booking)
  if (uses.length > BOOKING_USES_MAX) {
    const message = `this booking was used more than ${BOOKING_USES_MAX} times: list its usages`
    unwrap(refuse('resources.too-many', message))
  }
  return uses.map(viewUsage).sort((one, other) => one.recordedAt - other.recordedAt || (one.id < other.id ? -1 : 1))
}

/** Of a FIXED price: what each recorded period costs, confirmed or not. */
export async function readChargesOf(views: Views, booking: BookingView): Promise<ChargeSource[]> {
  if (booking.resource.compensation.model !== 'FIXED') return []
  return (await readUsesOf(views, booking)).flatMap((use) => {
    const price = use.status === 'VOID' ? null : priceOf(use.resource, use.quantity)
    return price === null ? [] : [{ ...price, use }]
  })
}

/** The obligation that a charge has become; null until there is one. */
export async function findCharged(views: Views, { use, currency }: ChargeSource): Promise<ObligationView | null> {
  const { settlementId } = use.resource
  return settlementId == null ? null : await views.find('Obligation', chargeId(settlementId, use, currency))
}

/** Why no obligation of this amount binds yet, in a sentence; null where one does. */
export async function readProblem(views: Views, charge: ChargeSource): Promise<string | null> {
  const { use, amount } = charge
  if (use.status !== 'CONFIRMED') return 'It is charged once provider and user have signed the same.'
  if (use.resource.settlementId == null) {
    return 'The terms name no clearing arrangement: it is settled outside.'
  }
  const obligation = await findCharged(views, charge)
  if (obligation?.binding === true && obligation.amount === amount) return null
  return (
    (await chargeProblem(views.reader, use.id)) ?? 'The nodes of its provider and its user have not charged it yet.'
  )
}

/** Sums of confirmed use by resource and user; of use that began, or else was recorded, between two instants. */
export async function readUsageTotals(
  { reader }: Views,
  agreementId: string,
  from: Instant | null,
  until: Instant | null,
): Promise<UsageTotalSource[]> {
  const rows = await reader.subjectsOf(agreementId as Scope, usageAggregate.name)
  const totals = new Map<string, UsageTotalSource>()
  for (const { state, index } of rows) {
    const at = index?.fromMs ?? 0
    if (state === null || index?.phase !== 'CONFIRMED' || at < (from ?? 0) || (until !== null && at >= until)) continue
    const use = viewUsage(asUsage(state))
    const { resource, provider, user, charge } = use
    const { currency, scale } = resource.compensation
    const key = JSON.stringify([resource.key, user, currency, scale])
    const before = totals.get(key)
    const sum = decimalOf(before?.quantity ?? '0') + decimalOf(use.quantity)
    const charged = currency === null ? null : String(BigInt(before?.charged ?? 0) + BigInt(charge?.amount ?? 0))
    totals.set(key, { resource, provider, user, quantity: decimalText(sum), charged, currency, scale })
  }
  return [...totals].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, total]) => total)
}

/**
 * In the order of the rows; undefined where the booking is no longer there: its user had signed its removal from the agreement
 * before it requested it. What both have signed of its use stays owed.
 */
function withBookings(views: Views, rows: readonly SubjectRow[]): Promise<(UsageView | undefined)[]> {
  return Promise.all(
    rows.map(async ({ state }) => {
      const use = viewUsage(asUsage(state))
      return (await views.find('Booking', use.booking)) === null ? undefined : use
    }),
  )
}
