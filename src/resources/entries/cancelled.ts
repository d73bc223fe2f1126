import { z } from 'zod'
import { decodeShape, done, type Hash, type Result, shape } from '../../kernel/index.ts'
import { type EntryKind, withKey } from '../../log/index.ts'
import { type BookingState, begun, bookingIdShape, reasonShape, shownRequest, standingGrant } from '../booking.ts'
import { refuse } from '../refusals.ts'

const cancelledShape = z.strictObject({
  bookingId: bookingIdShape,
  /** The grant that is cancelled; null where the user has seen none. */
  grant: shape.hash.nullable(),
  reason: reasonShape,
})
export type Cancelled = z.infer<typeof cancelledShape>

/** The user takes its request back, or cancels what was granted. A grant that it had not seen beats it. */
export const cancelled: EntryKind<Cancelled, BookingState> = {
  name: 'booking.cancelled',
  decode: (raw) => decodeShape(cancelledShape, raw),
  subject: ({ bookingId }) => bookingId,
  check: (state, { grant }, { author, at }) => {
    if (state === null) return refuse('resources.not-found', 'there is no such booking before this')
    if (state.user !== author) return refuse('resources.not-the-user', `only ${state.user} cancels what it has booked`)
    const named = checkNamed(state, grant)
    if (!named.ok) return named
    if (Object.values(state.cancellations).some((cancellation) => grant === null || cancellation.grant !== null)) {
      return refuse('resources.already-cancelled', 'this is cancelled already')
    }
    return at < shownRequest(state).until ? done : refuse('resources.over', 'its time is over')
  },
  evolve: (state, { grant, reason }, { at, hash }) => {
    const known = begun(state)
    return { ...known, cancellations: withKey(known.cancellations, hash, { at, grant, reason }) }
  },
}

/** A cancellation names the grant that its author has seen, so that a later one cannot pass for a seen one. */
function checkNamed(state: BookingState, grant: Hash | null): Result<void> {
  if (Object.keys(state.grants).length === 0) {
    if (grant !== null) return refuse('resources.not-found', `there is no grant ${grant} before this`)
    if (Object.keys(state.declines).length === 0) return done
    return refuse('resources.already-answered', 'this was declined: nothing is left to cancel')
  }
  const standing = standingGrant(state)
  if (standing === null) return refuse('resources.already-revoked', 'the grant is revoked: nothing is left to cancel')
  if (grant === standing) return done
  return refuse('resources.grant-not-named', `this was granted: name the grant ${standing} that is cancelled`)
}
