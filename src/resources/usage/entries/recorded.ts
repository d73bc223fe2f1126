import { asAgreement, endedAt } from '../../../agreements/index.ts'
import { moneyText } from '../../../clearing/index.ts'
import { decodeShape, done, type Hash, type Instant, type Json, ok, type Result } from '../../../kernel/index.ts'
import type { EntryContext, EntryKind } from '../../../log/index.ts'
import { asBooking, type BookingState, PAST_MS_MAX, type RequestFact } from '../../booking.ts'
import { refuse } from '../../refusals.ts'
import { isChargeable, periodOf, priceOf } from '../charge.ts'
import {
  RECORDED_AFTER_MS_MAX,
  type UsageBody,
  type UsageState,
  usageBodyShape,
  usageHash,
  usageId,
  usageSignedBy,
} from '../usage.ts'
import { checkUndecided } from './check.ts'
import { addUseSignature } from './evolve.ts'

interface GrantedBooking {
  readonly booking: BookingState
  readonly request: RequestFact
}

/** Provider or user states what was used; the same body from the other side confirms it. */
export const recorded: EntryKind<UsageBody, UsageState> = {
  name: 'usage.recorded',
  decode: (raw) => decodeShape(usageBodyShape, raw),
  subject: ({ bookingId, reference }) => usageId(bookingId, reference),
  reads: ({ bookingId }) => [bookingId],
  readsScopeState: true,
  check: (state, body, context) => {
    const found = findGranted(body, context)
    if (!found.ok) return found
    const { booking, request } = found.value
    const { author, at } = context
    if (author !== booking.user && author !== request.resource.provider) {
      return refuse('resources.not-a-side', 'use is recorded by the provider or the user of its booking')
    }
    if (at < request.from) return refuse('resources.not-begun', 'use is recorded from the beginning of its booking on')
    if (at >= request.until + RECORDED_AFTER_MS_MAX) {
      return refuse('resources.over', 'use is recorded until 90 days after the end of its booking')
    }
    const isFixed = request.resource.compensation.model === 'FIXED'
    const time = isFixed ? checkPeriod(body, found.value, context) : checkTimes(body, request, at)
    if (!time.ok) return time
    const charge = checkCharge(body, request, at)
    if (!charge.ok || state === null) return charge
    if (usageSignedBy(state, author) !== null) {
      return refuse('resources.already-signed', 'its author has signed this use already; use another reference')
    }
    return checkUndecided(state)
  },
  evolve: (state, body, context) => {
    const found = findGranted(body, context)
    if (!found.ok) throw new Error(`a checked use has its booking: ${found.refusal.message}`)
    const { booking, request } = found.value
    const { resource } = request
    const begun = state ?? {
      id: usageId(body.bookingId, body.reference),
      agreement: context.scope,
      booking: body.bookingId,
      provider: resource.provider,
      user: booking.user,
      reference: body.reference,
      bodies: {},
      disputes: {},
      outcomes: {},
    }
    return addUseSignature(begun, usageHash(body), context, { body, resource })
  },
}

/** The booking as the author's log shows it, with the request that the named grant answers. */
function findGranted({ bookingId, grant }: UsageBody, { named }: EntryContext): Result<GrantedBooking> {
  const state = named.subjectBefore(bookingId)
  const booking = state === null ? null : asBooking(state as Json)
  const request = booking?.requests[booking.grants[grant]?.request ?? '']
  if (booking !== null && request !== undefined) return ok({ booking, request })
  return refuse('resources.not-granted', `there is no grant ${grant} of ${bookingId} before this`)
}

/** Of what is counted: the time of use, where it is given, lies within the booking and has passed. */
function checkTimes({ from, until }: UsageBody, booking: RequestFact, at: Instant): Result<void> {
  if (booking.resource.compensation.model === 'NONE') {
    return refuse('resources.bad-use', `use of ${booking.resource.key} is not counted (NONE)`)
  }
  if (from !== null && until !== null && until <= from) return refuse('resources.bad-use', 'until lies after from')
  const given = [from, until].filter((instant) => instant !== null)
  if (given.some((instant) => instant < booking.from || instant > booking.until)) {
    return refuse('resources.bad-use', 'the time of use lies within the time of its booking')
  }
  if (given.some((instant) => instant > at + PAST_MS_MAX)) {
    return refuse('resources.bad-use', 'what was used lies in the past')
  }
  return done
}

/** Of a FIXED price: one use for each period that has begun, until the grant is revoked or the agreement has ended. */
function checkPeriod(
  { reference, quantity, from, until, grant }: UsageBody,
  { booking, request }: GrantedBooking,
  { author, at, named }: EntryContext,
): Result<void> {
  const period = /^[1-9]\d{0,3}$/.test(reference) ? periodOf(request, Number(reference)) : null
  if (period === null || period.from !== from || period.until !== until || quantity !== '1') {
    const message = `use at a FIXED price is 1 for each period, which its reference numbers from 1, with the period's time`
    return refuse('resources.bad-use', message)
  }
  if (at < period.from) return refuse('resources.not-begun', `period ${reference} has not begun`)
  const ended = named.scopeState === null ? null : endedAt(asAgreement(named.scopeState as Json), at)
  if (ended !== null && period.from >= ended) {
    return refuse('resources.over', `the agreement ended before period ${reference} began`)
  }
  const [revokedAt, cancelledAt] = [earliestOf(booking.revocations, grant), earliestOf(booking.cancellations, grant)]
  if (revokedAt !== null && period.from >= revokedAt) {
    return refuse('resources.already-revoked', `the grant was revoked before period ${reference} began`)
  }
  if (revokedAt !== null || cancelledAt === null || author !== request.resource.provider) return done
  if (at >= request.until && period.from < cancelledAt) return done
  return refuse('resources.already-cancelled', 'its user has cancelled: the provider answers that first')
}

/** When a grant was first revoked or cancelled: a forked log can say so several times. */
function earliestOf(
  facts: Readonly<Record<string, { readonly grant: Hash | null; readonly at: Instant }>>,
  grant: Hash,
): Instant | null {
  const instants = Object.values(facts).flatMap((fact) => (fact.grant === grant ? fact.at : []))
  return instants.length === 0 ? null : (Math.min(...instants) as Instant)
}

/** The body names the whole charge: it is what the terms and the quantity make it. */
function checkCharge({ quantity, charge }: UsageBody, { resource }: RequestFact, at: Instant): Result<void> {
  const price = priceOf(resource, quantity)
  if (!isChargeable(price)) {
    return refuse('resources.bad-use', `the price of ${quantity} is more than one debt can hold: record it in parts`)
  }
  const isSame = price?.amount === charge?.amount && price?.currency === charge?.currency
  if (!isSame || price?.scale !== charge?.scale) {
    const expected = price === null ? 'nothing' : moneyText(price.amount, price)
    return refuse('resources.bad-charge', `by the terms ${quantity} costs ${expected}`)
  }
  if (charge === null) return done
  if ((charge.documentHash === null) !== ((resource.settlementId ?? null) === null)) {
    return refuse('resources.bad-charge', 'a charge names the document of the clearing arrangement in the terms')
  }
  if (charge.dueDate === null || charge.dueDate >= at) return done
  return refuse('resources.bad-charge', 'a charge is not due before its use is recorded')
}
