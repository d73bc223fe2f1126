import { chargeProblem, LISTS, listUses } from '../../app/index.ts'
import type { ObligationView } from '../../clearing/index.ts'
import type { Did, Instant, Scope } from '../../kernel/index.ts'
import type { Total } from '../../log/index.ts'
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
  type UsageTotal,
  type UsageView,
  usageTotals,
  viewUsage,
} from '../../resources/index.ts'
import { awaitingUs, listPage, readByIds } from '../execution/lists.ts'
import type { Views } from '../execution/views.ts'
import type { Connection, PageArgs } from '../graphql/connection.ts'
import { unwrap } from '../graphql/errors.ts'
import type { UsageFilter } from './usage.input.ts'

/** Maximum number of uses that a booking shows. */
const BOOKING_USES_MAX = 2_000

/** Maximum number of uses that are added up for a time. */
export const USES_ADDED_MAX = 10_000

/** A price with the use that it is for. */
export interface ChargeSource extends Price {
  readonly use: UsageView
}

export interface UsageTotalSource extends Omit<UsageTotal, 'key'> {
  readonly resource: BookableResource
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
  const uses = await listUses(reader, booking, BOOKING_USES_MAX + 1)
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

/** From when on, and before when; null for no bound. */
export interface UsedWithin {
  readonly from: Instant | null
  readonly until: Instant | null
}

/**
 * Sums of confirmed use by resource and user: of all, which are kept as totals, or of use that began, or else was
 * recorded, between two instants, of which at most USES_ADDED_MAX are added up.
 */
export async function readUsageTotals(
  views: Views,
  agreementId: string,
  { from, until }: UsedWithin,
): Promise<UsageTotalSource[]> {
  const agreement = await views.find('Agreement', agreementId)
  if (agreement === null) return []
  const scope = agreementId as Scope
  const isAll = from === null && until === null
  const totals = isAll ? await views.reader.totalsWhere({ scope }) : await addUses(views, scope, { from, until })
  const lent = agreement.versions.toReversed().flatMap(({ document }) => {
    return document.type === 'RESOURCE_SHARING' ? document.terms.resources : []
  })
  return usageTotals(totals).flatMap(({ key, ...total }) => {
    const alike = lent.filter((resource): resource is BookableResource => resource.key === key)
    const priced = alike.find(({ compensation }) => compensation.currency === total.currency)
    const resource = priced ?? alike[0]
    return resource === undefined ? [] : [{ ...total, resource }]
  })
}

/** What the confirmed use of a time adds to totals. */
async function addUses({ reader, now }: Views, scope: Scope, { from, until }: UsedWithin): Promise<Total[]> {
  const time = { fromSince: from ?? undefined, fromBefore: until ?? undefined }
  const window = { limit: USES_ADDED_MAX + 1, fromEnd: false, after: null, before: null }
  const { edges } = await reader.page(LISTS.usages, { scope, statuses: ['CONFIRMED'], ...time }, window, now)
  if (edges.length > USES_ADDED_MAX) {
    const message = `there are more than ${USES_ADDED_MAX} uses in that time: ask for less of it, or for the totals of all`
    unwrap(refuse('resources.too-many', message))
  }
  return edges.flatMap(({ row: { index } }) => {
    const { left, right, currency, scale, adds } = index ?? {}
    if (left == null || right == null || currency == null || scale == null || adds == null) return []
    return [{ left: left as Did, right: right as Did, currency, scale, sums: adds }]
  })
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
