import { isSigningParty, leavingParties } from '../../agreements/index.ts'
import {
  canonicalText,
  done,
  type Hash,
  type Instant,
  instantText,
  type Json,
  ok,
  type Result,
} from '../../kernel/index.ts'
import { type CommandContext, refuseForkers } from '../../node/index.ts'
import {
  type BookableResource,
  type BookingState,
  type BookingView,
  findResource,
  isNear,
  issueGrant,
  least,
  OVERLAPS_MAX,
  refuseResources as refuse,
  type Shortage,
  shortageOf,
  shownRequestEntry,
  standingGrant,
} from '../../resources/index.ts'
import { findBasis } from '../agreements/in-force.ts'
import { findStatus } from '../attestations/status-places.ts'
import { guardCharges } from './charge-guards.ts'
import { type FoundBooking, listHolding } from './facts.ts'

/**
 * Grants a request to one of this cooperative's resources. Its guards: the agreement is in operation and still shares
 * the resource, the user is a party to it that has not forked a log, and the quantity is free (`resources.not-free`, with
 * a message that says what is booked and from when it is free).
 */
export async function grant(
  context: CommandContext,
  { scope, state, view }: FoundBooking,
  publicUrl: string | null,
): Promise<Result<void>> {
  const shared = await checkShared(context, view)
  if (!shared.ok) return shared
  const overlaps = await findOverlaps(context, view, shared.value)
  if (!overlaps.ok) return overlaps
  const charged = await guardCharges(context, view, 0n)
  if (!charged.ok) return charged
  const { signer, now } = context
  const { hash, request } = shownRequestEntry(state)
  const granted = { id: state.id, agreement: state.agreement, user: state.user, hash, request }
  const credential = issueGrant(granted, signer, now, await findStatus(context, publicUrl))
  const body = { bookingId: state.id, request: hash, credential, overlaps: overlaps.value }
  const written = await context.write({ kind: 'booking.granted', scope, body })
  return written.ok ? done : written
}

/**
 * Whether this node answers a request without a person: the resource is granted automatically, not too far ahead, and the
 * document in force still says so and has the same price. A request can be made under an earlier document, by leaving the
 * later one out of its past.
 */
export async function answersAutomatically(context: CommandContext, view: BookingView): Promise<boolean> {
  const { agreement, resource } = view
  if (resource.approval !== 'AUTOMATIC' || !isNear(resource, view)) return false
  const basis = await findBasis(context, agreement, 'RESOURCE_SHARING')
  const current = basis.ok ? findResource(basis.value.document.terms, resource.key) : basis
  return current.ok && offerText(current.value) === offerText(resource)
}

/** On what terms a resource is lent: equal texts are equal terms. */
function offerText({ approval, compensation, settlementId, bookingWindow }: BookableResource): string {
  const optional = { settlementId: settlementId ?? null, bookingWindow: bookingWindow ?? null }
  return canonicalText({ approval: approval ?? null, compensation, ...optional } as Json)
}

/** Declines a request of one of this cooperative's resources. */
export async function decline(
  context: CommandContext,
  { scope, state }: FoundBooking,
  reason: string | null,
): Promise<Result<void>> {
  const body = { bookingId: state.id, request: shownRequestEntry(state).hash, reason }
  const written = await context.write({ kind: 'booking.declined', scope, body })
  return written.ok ? done : written
}

/** Revokes the standing grant of this cooperative, naming the user's cancellation where there is one. */
export async function revoke(
  context: CommandContext,
  { scope, state }: Pick<FoundBooking, 'scope' | 'state'>,
  reason: string | null,
): Promise<Result<void>> {
  const standing = standingGrant(state)
  if (standing === null)
    return refuse('resources.not-granted', 'there is no grant to revoke: decline a request instead')
  const body = { bookingId: state.id, grant: standing, cancellation: cancellationOf(state), reason }
  const written = await context.write({ kind: 'booking.revoked', scope, body })
  return written.ok ? done : written
}

/** The user's cancellation to answer; null where it has not cancelled. */
export function cancellationOf({ cancellations }: BookingState): Hash | null {
  return least(Object.keys(cancellations))
}

/** How much there is of a resource at once: by the document of the request, and not more than by the one in force. */
async function checkShared(context: CommandContext, view: BookingView): Promise<Result<readonly (string | null)[]>> {
  const basis = await findBasis(context, view.agreement, 'RESOURCE_SHARING')
  if (!basis.ok) return basis
  const { document, view: agreement } = basis.value
  // The request of a party that has signed its removal lapses with it.
  if (!isSigningParty(document, view.user) || leavingParties(agreement).has(view.user)) {
    return refuse('resources.not-the-user', `${view.user} is leaving or has left this agreement: nothing new with it`)
  }
  const resource = findResource(document.terms, view.resource.key)
  if (!resource.ok) return resource
  const forker = await refuseForkers(context, [view.user])
  return forker.ok ? ok([view.resource.quantity, resource.value.quantity]) : forker
}

/** The grants that overlap a request, in ascending order; refuses where they leave too little for it. */
async function findOverlaps(
  { tx, now }: CommandContext,
  view: BookingView,
  totals: readonly (string | null)[],
): Promise<Result<readonly Hash[]>> {
  if (totals.every((total) => total === null)) return ok([])
  const { agreement, resource, from, until } = view
  const held = await listHolding(tx, agreement, resource, { from, until, now, limit: OVERLAPS_MAX + 1 })
  if (held.length > OVERLAPS_MAX) {
    const message = `${resource.key} has more than ${OVERLAPS_MAX} bookings at that time: no further one can be granted`
    return refuse('resources.too-many', message)
  }
  for (const total of totals) {
    const short = shortageOf(view, total, held)
    if (short === null) continue
    // What comes afterwards shows from when on it is free.
    const longer = { ...view, until: (2 * until - from) as Instant }
    const around = await listHolding(tx, agreement, resource, { ...longer, now, limit: OVERLAPS_MAX + 1 })
    return refuse('resources.not-free', shortageText(longer, shortageOf(longer, total, around) ?? short))
  }
  return ok(held.flatMap(({ grantEntry }) => grantEntry ?? []).sort())
}

const USERS_NAMED_MAX = 5

/** What is booked and what is free, with instants that a client shows in its own time zone. */
function shortageText(
  { resource, quantity, until: end }: BookingView,
  { from, until, bookings, free, freeFrom }: Shortage<BookingView>,
) {
  const users = [...new Set(bookings.map(({ user }) => user))]
  const others = users.length > USERS_NAMED_MAX ? ` and ${users.length - USERS_NAMED_MAX} others` : ''
  const who = `${users.slice(0, USERS_NAMED_MAX).join(', ')}${others}`
  const left = free === '0' ? '' : `, which leaves ${free} of the ${quantity} wanted`
  const booked = `${resource.key} is booked from ${instantText(from)} to ${instantText(until)} by ${who}${left}`
  return `${booked}; ${freeFrom === null ? `not free before ${instantText(end)}` : `free from ${instantText(freeFrom)}`}`
}
