import { z } from 'zod'
import { decodeShape, done, shape } from '../../../kernel/index.ts'
import { type EntryKind, withKey } from '../../../log/index.ts'
import { refuse } from '../../refusals.ts'
import { decidedOutcome } from '../balance.ts'
import { type ObligationState, REASON_CHARS_MAX } from '../obligation.ts'
import { checkSide } from './check.ts'
import { begun } from './evolve.ts'

const disputedShape = z.strictObject({
  obligationId: shape.text(128),
  bodyHash: shape.hash,
  reason: shape.text(REASON_CHARS_MAX),
})
export type Disputed = z.infer<typeof disputedShape>

/** One side contests a body. A side that has signed that body stays bound by it. */
export const disputed: EntryKind<Disputed, ObligationState> = {
  name: 'obligation.disputed',
  decode: (raw) => decodeShape(disputedShape, raw),
  subject: ({ obligationId }) => obligationId,
  check: (state, { bodyHash }, { author }) => {
    const side = checkSide(state, author, bodyHash)
    if (!side.ok) return side
    if (decidedOutcome(side.value) !== null) {
      return refuse('clearing.already-resolved', 'both sides have signed an outcome, which is final')
    }
    if (Object.values(side.value.disputes).some(({ by, body }) => by === author && body === bodyHash)) {
      return refuse('clearing.already-disputed', 'its author has disputed this already; propose an outcome instead')
    }
    return done
  },
  evolve: (state, { bodyHash, reason }, { author, at, seq, hash }) => {
    const known = begun(state)
    return { ...known, disputes: withKey(known.disputes, hash, { by: author, at, seq, body: bodyHash, reason }) }
  },
}
