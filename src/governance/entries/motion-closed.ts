import { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import { type EntryKind, withKey } from '../../log/index.ts'
import { checkUnended, checkVoter } from '../checks.ts'
import { CLOSING_VOTES_MAX, CLOSINGS_OF_ONE_MAX, type MotionState, motionIdShape } from '../motion.ts'
import { refuse } from '../refusals.ts'

const closedShape = z.strictObject({
  motionId: motionIdShape,
  /** The votes that it counts, one for each voter. */
  votes: z
    .array(shape.hash)
    .max(CLOSING_VOTES_MAX)
    .refine(
      (hashes) => hashes.every((hash, i) => i === 0 || (hashes[i - 1] ?? '') < hash),
      'votes are sorted and without duplicates',
    ),
})
export type MotionClosed = z.infer<typeof closedShape>

/** A signing party states that the motion's time is over, and which votes it counts. Others confirm that, or do not. */
export const motionClosed: EntryKind<MotionClosed, MotionState> = {
  name: 'motion.closed',
  decode: (raw) => decodeShape(closedShape, raw),
  subject: ({ motionId }) => motionId,
  names: ({ votes }) => ({ entries: votes }),
  check: (state, { votes }, { author, at }) => {
    const motion = checkVoter(state, author)
    if (!motion.ok) return motion
    const unended = checkUnended(motion.value)
    if (!unended.ok) return unended
    if (at < motion.value.closesAt) {
      return refuse('governance.still-open', 'a motion is closed at its closesAt, or later')
    }
    const own = Object.values(motion.value.closings).filter(({ by }) => by === author)
    if (own.length >= CLOSINGS_OF_ONE_MAX) {
      return refuse('governance.too-many-closings', `a party closes a motion at most ${CLOSINGS_OF_ONE_MAX} times`)
    }
    if (own.some((closing) => closing.votes.join() === votes.join())) {
      return refuse('governance.already-said', 'its author has closed this motion with the same votes before')
    }
    const named = votes.flatMap((hash) => motion.value.votes[hash]?.by ?? [])
    if (new Set(named).size === named.length && votes.length <= motion.value.voters.length) return done
    return refuse('governance.bad-closing', 'a closing names one vote of each voter at most')
  },
  evolve: (state, { votes }, { author, at, hash }) => {
    if (state === null) throw new Error('a motion begins with its proposal')
    return { ...state, closings: withKey(state.closings, hash, { by: author, at, votes }) }
  },
}
