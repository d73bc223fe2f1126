import { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import { type EntryKind, withKey } from '../../log/index.ts'
import { type BookingState, begun, bookingIdShape, reasonShape } from '../booking.ts'
import { checkOpen } from './check.ts'

const declinedShape = z.strictObject({ bookingId: bookingIdShape, request: shape.hash, reason: reasonShape })
export type Declined = z.infer<typeof declinedShape>

/** The provider declines a request, for good. */
export const declined: EntryKind<Declined, BookingState> = {
  name: 'booking.declined',
  decode: (raw) => decodeShape(declinedShape, raw),
  subject: ({ bookingId }) => bookingId,
  check: (state, { request }, context) => {
    const open = checkOpen(state, request, context)
    return open.ok ? done : open
  },
  evolve: (state, { request, reason }, { author, at, hash }) => {
    const known = begun(state)
    return { ...known, declines: withKey(known.declines, hash, { by: author, at, request, reason }) }
  },
}
