import { z } from 'zod'
import {
  type DocumentOf,
  documentInForce,
  inForceShape,
  isSigningParty,
  resourceKeyShape,
} from '../../agreements/index.ts'
import { subjectShape } from '../../attestations/index.ts'
import { decimalOf, decodeShape, done, instantText, type Result, shape } from '../../kernel/index.ts'
import { type EntryContext, type EntryKind, withKey } from '../../log/index.ts'
import {
  AHEAD_MS_MAX,
  type BookableResource,
  type BookingState,
  bookingId,
  PAST_MS_MAX,
  PURPOSE_CHARS_MAX,
  SPAN_MS_MAX,
} from '../booking.ts'
import { refuse } from '../refusals.ts'
import { findResource, windowEnd } from '../resource.ts'
import { PERIODS_MAX, periodOf } from '../usage/charge.ts'

const NONCE_CHARS_MAX = 64

export const requestedShape = z.strictObject({
  ...inForceShape,
  /** Distinguishes two bookings of one resource by one user. */
  nonce: shape.text(NONCE_CHARS_MAX),
  resource: resourceKeyShape,
  from: shape.instant,
  until: shape.instant,
  quantity: shape.positiveDecimal,
  expectedUse: shape.positiveDecimal.nullable(),
  /** The member for whom it is, of any DID method: the user's own word. */
  beneficiary: subjectShape.nullable(),
  purpose: shape.text(PURPOSE_CHARS_MAX).nullable(),
})
export type Requested = z.infer<typeof requestedShape>

/** A signing party asks another one for its resource. */
export const requested: EntryKind<Requested, BookingState> = {
  name: 'booking.requested',
  lapses: true,
  readsScopeState: true,
  decode: (raw) => decodeShape(requestedShape, raw),
  subject: ({ nonce, resource }, { author, scope }) => bookingId(scope, author, resource, nonce),
  check: (state, body, context) => {
    if (state !== null) return refuse('resources.already-requested', 'this has been requested already')
    const document = documentInForce(context, body, 'RESOURCE_SHARING')
    if (!document.ok) return document
    const resource = findResource(document.value.terms, body.resource)
    if (!resource.ok) return resource
    const user = checkUser(document.value, resource.value, context)
    if (!user.ok) return user
    const time = checkTime(body, resource.value, context)
    if (!time.ok) return time
    const periods = checkPeriods(body, resource.value)
    return periods.ok ? checkQuantities(body, resource.value) : periods
  },
  evolve: (state, body, context) => {
    const { author, scope, at, hash } = context
    const document = documentInForce(context, body, 'RESOURCE_SHARING')
    const resource = document.ok ? findResource(document.value.terms, body.resource) : document
    if (!resource.ok) throw new Error(`a checked request has its resource: ${resource.refusal.message}`)
    const { nonce, decision: _decision, ...asked } = body
    const begun = state ?? {
      id: bookingId(scope, author, body.resource, nonce),
      agreement: scope,
      user: author,
      requests: {},
      grants: {},
      declines: {},
      revocations: {},
      cancellations: {},
    }
    return { ...begun, requests: withKey(begun.requests, hash, { ...asked, at, resource: resource.value }) }
  },
}

function checkUser(
  document: DocumentOf<'RESOURCE_SHARING'>,
  { provider }: BookableResource,
  { author }: EntryContext,
): Result<void> {
  if (author === provider) return refuse('resources.bad-request', 'a provider needs no booking of what is its own')
  if (isSigningParty(document, author)) return done
  return refuse('resources.not-the-user', 'only signing parties of an agreement book under it')
}

/** By the entry's own time: the provider, whom alone it binds, answers by its own clock. */
function checkTime({ from, until }: Requested, resource: BookableResource, { at }: EntryContext): Result<void> {
  if (until <= from) return refuse('resources.bad-request', 'until lies after from')
  if (from < at - PAST_MS_MAX) return refuse('resources.bad-request', 'from lies at most 5 minutes in the past')
  if (from > at + AHEAD_MS_MAX) return refuse('resources.bad-request', 'from lies at most 5 years ahead')
  if (until - from > SPAN_MS_MAX) return refuse('resources.bad-request', 'a booking is at most 5 years long')
  const end = windowEnd(resource, at)
  if (until <= end) return done
  const message = `${resource.key} is booked at most ${resource.bookingWindow} ahead, now until ${instantText(end)}`
  return refuse('resources.beyond-window', message)
}

/** Each period of a FIXED price becomes a use of its own. */
function checkPeriods({ from, until }: Requested, resource: BookableResource): Result<void> {
  if (periodOf({ resource, from, until }, PERIODS_MAX + 1) === null) return done
  const message = `a booking has at most ${PERIODS_MAX} periods of its price: book a shorter time`
  return refuse('resources.bad-request', message)
}

function checkQuantities({ quantity, expectedUse }: Requested, resource: BookableResource): Result<void> {
  if (resource.quantity !== null && decimalOf(quantity) > decimalOf(resource.quantity)) {
    const message = `there is ${resource.quantity} ${resource.unit ?? ''} of ${resource.key} at once, and ${quantity} is more`
    return refuse('resources.bad-request', message)
  }
  const { model } = resource.compensation
  if (expectedUse === null || model === 'PER_USE' || model === 'RECIPROCAL') return done
  return refuse('resources.bad-request', `use of ${resource.key} is not counted (${model}): leave expectedUse out`)
}
