import { z } from 'zod'
import { decodeShape, type Hash, type JsonObject, ok, shape } from '../../kernel/index.ts'
import { type EntryKind, withKey } from '../../log/index.ts'
import { type BookingState, begun, bookingIdShape, OVERLAPS_MAX } from '../booking.ts'
import { checkGrant, grantShape } from '../grant.ts'
import { checkOpen } from './check.ts'

const grantedShape = z.strictObject({
  bookingId: bookingIdShape,
  /** The entry that requested it. */
  request: shape.hash,
  credential: grantShape,
  /** The provider's standing grants of the resource that overlap this one in time; none where it is not counted. */
  overlaps: z
    .array(shape.hash)
    .max(OVERLAPS_MAX)
    .refine(
      (hashes) => hashes.every((hash, i) => i === 0 || (hashes[i - 1] ?? '') < hash),
      'grants are named once each, in ascending order',
    ),
})

export interface Granted {
  readonly bookingId: string
  readonly request: Hash
  /** As signed, member by member. */
  readonly credential: JsonObject
  readonly overlaps: readonly Hash[]
}

/** The provider grants a request: from now on both are bound. */
export const granted: EntryKind<Granted, BookingState> = {
  name: 'booking.granted',
  decode: (raw) => {
    const decoded = decodeShape(grantedShape, raw)
    return decoded.ok ? ok({ ...decoded.value, credential: raw.credential as JsonObject }) : decoded
  },
  subject: ({ bookingId }) => bookingId,
  names: ({ overlaps }) => ({ entries: overlaps }),
  check: (state, { request: hash, credential }, context) => {
    const open = checkOpen(state, hash, context)
    if (!open.ok) return open
    const { id, agreement, user } = open.value.state
    return checkGrant(credential, { id, agreement, user, hash, request: open.value.request })
  },
  evolve: (state, { request, credential, overlaps }, { author, at, hash }) => {
    const known = begun(state)
    return { ...known, grants: withKey(known.grants, hash, { by: author, at, request, credential, overlaps }) }
  },
}
