import { z } from 'zod'
import type { SharedResource } from '../agreements/index.ts'
import { idOf } from '../identity/index.ts'
import { type Did, type Hash, type Instant, type JsonObject, type Scope, shape } from '../kernel/index.ts'
import { stateReader } from '../log/index.ts'

/** How far in the past a booking may begin, by its request's own time. */
export const PAST_MS_MAX = 5 * 60_000
export const DAY_MS = 24 * 60 * 60_000
const YEAR_MS = 366 * DAY_MS
/** How far ahead a booking may begin, and how long it may last. */
export const AHEAD_MS_MAX = 5 * YEAR_MS
export const SPAN_MS_MAX = 5 * YEAR_MS
export const PURPOSE_CHARS_MAX = 2_000
/** Maximum length of a reason, in characters. */
export const REASON_CHARS_MAX = 2_000
/** Maximum number of grants that overlap a new one of the same resource: as many as its entry can name. */
export const OVERLAPS_MAX = 2_000

export const bookingIdShape = z.string().regex(/^bkg_[0-9a-f]{64}$/)
/** The optional reason of an answer to a booking. */
export const reasonShape = shape.text(REASON_CHARS_MAX).nullable()

/** What a user asks for, with the resource as the document of the request describes it. */
export interface RequestFact {
  readonly at: Instant
  readonly documentHash: Hash
  readonly resource: BookableResource
  readonly from: Instant
  /** Exclusive. */
  readonly until: Instant
  /** How much of it at once, as a decimal in the resource's unit. */
  readonly quantity: string
  /** The most use that the user agrees to pay for without a further word, as a decimal in the compensation's unit. */
  readonly expectedUse: string | null
  readonly beneficiary: Did | null
  readonly purpose: string | null
}

/** A resource that has a key. */
export type BookableResource = SharedResource & { readonly key: string }

export interface GrantFact {
  readonly by: Did
  readonly at: Instant
  /** The entry of the request. */
  readonly request: Hash
  readonly credential: JsonObject
  /** The provider's earlier grants that, by its own word, overlap this one. */
  readonly overlaps: readonly Hash[]
}

export interface DeclineFact {
  readonly by: Did
  readonly at: Instant
  readonly request: Hash
  readonly reason: string | null
}

export interface RevocationFact {
  readonly by: Did
  readonly at: Instant
  readonly grant: Hash
  /** The user's cancellation that it answers; null where the provider revokes of its own accord. */
  readonly cancellation: Hash | null
  readonly reason: string | null
}

export interface CancellationFact {
  readonly at: Instant
  /** The grant that it cancels; null where its user had seen none. */
  readonly grant: Hash | null
  readonly reason: string | null
}

/**
 * The facts of one booking. Every record is keyed by the hash of the entry that made it and only grows. More than one
 * request, grant or refusal is there only if the user or the provider forked its log.
 */
export interface BookingState {
  readonly id: string
  readonly agreement: Scope
  readonly user: Did
  readonly requests: Readonly<Record<string, RequestFact>>
  readonly grants: Readonly<Record<string, GrantFact>>
  readonly declines: Readonly<Record<string, DeclineFact>>
  readonly revocations: Readonly<Record<string, RevocationFact>>
  readonly cancellations: Readonly<Record<string, CancellationFact>>
}

/** Reads a stored state of this aggregate. */
export const asBooking = stateReader<BookingState>()

/**
 * The key stands in the id, and a key has one provider for good: of two requests under one id, which only a forked log
 * holds, the same provider grants one.
 */
export function bookingId(agreement: Scope, user: Did, resource: string, nonce: string): string {
  return idOf('bkg', [agreement, user, resource, nonce])
}

/** The grant that has no revocation and holds capacity; of several (a forked log) the lesser hash. */
export function standingGrant(state: BookingState): Hash | null {
  const revoked = new Set<string>(Object.values(state.revocations).map(({ grant }) => grant))
  return least(Object.keys(state.grants).filter((grant) => !revoked.has(grant)))
}

/** The grant to show: a standing one before a revoked one. */
export function shownGrant(state: BookingState): Hash | null {
  return standingGrant(state) ?? least(Object.keys(state.grants))
}

/** The request to show, with its entry: the granted one, else that of the lesser hash. */
export function shownRequestEntry(state: BookingState): { readonly hash: Hash; readonly request: RequestFact } {
  const hash = state.grants[shownGrant(state) ?? '']?.request ?? least(Object.keys(state.requests))
  const request = state.requests[hash ?? '']
  if (hash === null || request === undefined) throw new Error('a booking begins with a request')
  return { hash, request }
}

/** The request to show: the granted one, else that of the lesser hash. */
export function shownRequest(state: BookingState): RequestFact {
  return shownRequestEntry(state).request
}

/** The least of these hashes, or null. */
export function least(hashes: readonly string[]): Hash | null {
  return hashes.reduce<string | null>((one, other) => (one === null || other < one ? other : one), null) as Hash | null
}

/** The facts that an entry was checked against; it is never the first of its subject. */
export function begun(state: BookingState | null): BookingState {
  if (state === null) throw new Error('a booking begins with a request')
  return state
}
