import { type StatusPlace, statusPlaceOf, statusTags } from '../attestations/index.ts'
import type { Did, Hash, Instant, JsonObject, Scope } from '../kernel/index.ts'
import type { SubjectIndex, Wake } from '../log/index.ts'
import { type BookingState, least, type RequestFact, shownGrant, shownRequest, standingGrant } from './booking.ts'
import { periodOf, periodsBefore, settlementTags } from './usage/charge.ts'

export type BookingStatus = 'REQUESTED' | 'GRANTED' | 'DECLINED' | 'CANCELLED' | 'REVOKED' | 'ENDED' | 'LAPSED'

/** The type of the index of a booking that holds capacity. */
export const HOLDS_CAPACITY = 'HOLDS_CAPACITY'

/** Statuses that end with the time of the booking, and what they become. */
export const LAPSES = { REQUESTED: 'LAPSED', GRANTED: 'ENDED' } as const

/** A booking as the API shows it. */
export interface BookingView extends Omit<RequestFact, 'at'> {
  readonly id: string
  readonly agreement: Scope
  readonly provider: Did
  readonly user: Did
  readonly status: BookingStatus
  readonly requestedAt: Instant
  /** When its provider granted or declined it. */
  readonly answeredAt: Instant | null
  /** Why it was declined, cancelled or revoked. */
  readonly reason: string | null
  /** The credential of the grant; null until there is one. */
  readonly grant: JsonObject | null
  /** The grant's entry. */
  readonly grantEntry: Hash | null
  /** Whether it takes its quantity from the resource: from the grant until its provider revokes that. */
  readonly holdsCapacity: boolean
}

/** A booking as of an instant, as the API shows it. */
export function viewBooking(state: BookingState, now: Instant): BookingView {
  const { id, agreement, user } = state
  const { at: requestedAt, ...request } = shownRequest(state)
  const grantEntry = shownGrant(state)
  const grant = state.grants[grantEntry ?? '']
  const phase = phaseOf(state)
  return {
    id,
    agreement,
    user,
    ...request,
    provider: request.resource.provider,
    status: now >= request.until && phase in LAPSES ? LAPSES[phase as keyof typeof LAPSES] : phase,
    requestedAt,
    answeredAt: grant?.at ?? answerOf(state)?.at ?? null,
    reason: reasonOf(state, phase),
    grant: grant?.credential ?? null,
    grantEntry,
    holdsCapacity: standingGrant(state) !== null,
  }
}

type Phase = Exclude<BookingStatus, 'ENDED' | 'LAPSED'>

/** The status as far as it does not depend on the clock. */
function phaseOf(state: BookingState): Phase {
  const cancellations = Object.values(state.cancellations)
  if (standingGrant(state) !== null) {
    // A cancellation by a user that had not seen the grant loses to it.
    return cancellations.some(({ grant }) => grant !== null) ? 'CANCELLED' : 'GRANTED'
  }
  const revocations = Object.values(state.revocations)
  if (revocations.length > 0)
    return revocations.some(({ cancellation }) => cancellation === null) ? 'REVOKED' : 'CANCELLED'
  if (Object.keys(state.declines).length > 0) return 'DECLINED'
  return cancellations.length > 0 ? 'CANCELLED' : 'REQUESTED'
}

function answerOf({ declines }: BookingState) {
  return declines[least(Object.keys(declines)) ?? '']
}

function reasonOf(state: BookingState, phase: Phase): string | null {
  if (phase === 'DECLINED') return answerOf(state)?.reason ?? null
  if (phase !== 'CANCELLED' && phase !== 'REVOKED') return null
  const facts = Object.entries(phase === 'REVOKED' ? state.revocations : state.cancellations)
  const given = facts.filter(([, { reason }]) => reason !== null)
  return given.find(([hash]) => hash === least(given.map(([each]) => each)))?.[1].reason ?? null
}

/** When the status next changes without an entry. */
export function wakeOf(state: BookingState, after: Instant): Wake | null {
  const request = shownRequest(state)
  const { until } = request
  const phase = phaseOf(state)
  if (until <= after || !(phase in LAPSES)) return null
  const period = phase === 'GRANTED' ? periodOf(request, periodsBefore(request, (after + 1) as Instant) + 1) : null
  if (period !== null) return { at: period.from, kind: 'booking.period-begun' }
  return { at: until, kind: phase === 'REQUESTED' ? 'booking.lapsed' : 'booking.ended' }
}

export function indexBooking(state: BookingState): SubjectIndex {
  const request = shownRequest(state)
  const { key, kind, provider } = request.resource
  const phase = phaseOf(state)
  return {
    phase,
    type: standingGrant(state) === null ? null : HOLDS_CAPACITY,
    parties: [provider, state.user],
    left: provider,
    right: state.user,
    reference: key,
    fromMs: request.from,
    untilMs: request.until,
    awaiting: phase === 'REQUESTED' ? [provider] : [],
    tags: [...placesOf(state).flatMap(statusTags), ...(mayCost(state, phase) ? settlementTags(request.resource) : [])],
    text: [key, kind, request.purpose].filter((text) => text !== null).join('\n'),
  }
}

/** Whether it may lead to charges without a further word of its user, in the time in which use is recorded. */
function mayCost(state: BookingState, phase: Phase): boolean {
  const { resource, expectedUse } = shownRequest(state)
  if (phase === 'REQUESTED') return true
  return shownGrant(state) !== null && (resource.compensation.model === 'FIXED' || expectedUse !== null)
}

/** The positions of its grants in their issuer's status lists. */
export function placesOf({ grants }: BookingState): readonly StatusPlace[] {
  return Object.values(grants).flatMap(({ credential }) => statusPlaceOf(credential) ?? [])
}

/** The positions of its grants that are revoked. */
export function revokedPlacesOf({ grants, revocations }: BookingState): readonly StatusPlace[] {
  return Object.values(revocations).flatMap(({ grant }) => {
    const fact = grants[grant]
    return fact === undefined ? [] : (statusPlaceOf(fact.credential) ?? [])
  })
}
