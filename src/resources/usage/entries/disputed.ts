import { z } from 'zod'
import { decodeShape, shape } from '../../../kernel/index.ts'
import { type EntryKind, withKey } from '../../../log/index.ts'
import { REASON_CHARS_MAX } from '../../booking.ts'
import { refuse } from '../../refusals.ts'
import { type UsageState, usageIdShape } from '../usage.ts'
import { checkSide, checkUndecided } from './check.ts'
import { begunUse } from './evolve.ts'

const disputedShape = z.strictObject({
  usageId: usageIdShape,
  bodyHash: shape.hash,
  reason: shape.text(REASON_CHARS_MAX),
})
export type UsageDisputed = z.infer<typeof disputedShape>

/** One side contests a body. A side that has signed that body stays bound by it. */
export const disputed: EntryKind<UsageDisputed, UsageState> = {
  name: 'usage.disputed',
  decode: (raw) => decodeShape(disputedShape, raw),
  subject: ({ usageId }) => usageId,
  check: (state, { bodyHash }, { author }) => {
    const side = checkSide(state, author, bodyHash)
    if (!side.ok) return side
    const isRepeated = Object.values(side.value.state.disputes).some(
      ({ by, body }) => by === author && body === bodyHash,
    )
    if (!isRepeated) return checkUndecided(side.value.state)
    return refuse('resources.already-disputed', 'its author has disputed this use already; propose an outcome instead')
  },
  evolve: (state, { bodyHash, reason }, { author, at, seq, hash }) => {
    const known = begunUse(state)
    return { ...known, disputes: withKey(known.disputes, hash, { by: author, at, seq, body: bodyHash, reason }) }
  },
}
