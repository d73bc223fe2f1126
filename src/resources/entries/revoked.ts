import { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import { type EntryKind, withKey } from '../../log/index.ts'
import { type BookingState, begun, bookingIdShape, reasonShape } from '../booking.ts'
import { refuse } from '../refusals.ts'

const revokedShape = z
  .strictObject({
    bookingId: bookingIdShape,
    grant: shape.hash,
    /** The user's cancellation that it answers. */
    cancellation: shape.hash.nullable(),
    reason: reasonShape,
  })
  .refine(({ cancellation, reason }) => cancellation !== null || reason !== null, 'a provider says why it revokes')
export type Revoked = z.infer<typeof revokedShape>

/** The provider revokes its grant, of its own accord or because the user has cancelled: its capacity is free again. */
export const revoked: EntryKind<Revoked, BookingState> = {
  name: 'booking.revoked',
  decode: (raw) => decodeShape(revokedShape, raw),
  subject: ({ bookingId }) => bookingId,
  check: (state, { grant, cancellation }, { author, at }) => {
    const fact = state?.grants[grant]
    if (state === null || fact === undefined) {
      return refuse('resources.not-found', `there is no grant ${grant} before this`)
    }
    if (fact.by !== author) return refuse('resources.not-the-provider', `only ${fact.by} revokes what it has granted`)
    if (Object.values(state.revocations).some((revocation) => revocation.grant === grant)) {
      return refuse('resources.already-revoked', 'this grant is revoked already')
    }
    if (cancellation !== null && state.cancellations[cancellation] === undefined) {
      return refuse('resources.not-found', `there is no cancellation ${cancellation} before this`)
    }
    const request = state.requests[fact.request]
    if (request !== undefined && at >= request.until) return refuse('resources.over', 'its time is over')
    return done
  },
  evolve: (state, { grant, cancellation, reason }, { author, at, hash }) => {
    const known = begun(state)
    const fact = { by: author, at, grant, cancellation, reason }
    return { ...known, revocations: withKey(known.revocations, hash, fact) }
  },
}
