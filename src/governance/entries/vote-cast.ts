import { z } from 'zod'
import { decodeShape, done } from '../../kernel/index.ts'
import { type EntryKind, withKey } from '../../log/index.ts'
import { checkOpen, checkVoter } from '../checks.ts'
import { type MotionState, motionIdShape, reasonShape, VOTE_CHOICES, VOTES_OF_ONE_MAX } from '../motion.ts'
import { refuse } from '../refusals.ts'

const castShape = z.strictObject({ motionId: motionIdShape, choice: z.enum(VOTE_CHOICES), reason: reasonShape })
export type VoteCast = z.infer<typeof castShape>

/** A signing party votes, or changes its vote. */
export const voteCast: EntryKind<VoteCast, MotionState> = {
  name: 'vote.cast',
  lapses: true,
  decode: (raw) => decodeShape(castShape, raw),
  subject: ({ motionId }) => motionId,
  check: (state, _body, { author, at }) => {
    const motion = checkVoter(state, author)
    if (!motion.ok) return motion
    const open = checkOpen(motion.value, at)
    if (!open.ok) return open
    const cast = Object.values(motion.value.votes).filter(({ by }) => by === author)
    if (cast.length < VOTES_OF_ONE_MAX) return done
    return refuse('governance.too-many-votes', `a party votes at most ${VOTES_OF_ONE_MAX} times on one motion`)
  },
  evolve: (state, { choice, reason }, { author, at, seq, hash }) => {
    if (state === null) throw new Error('a motion begins with its proposal')
    return { ...state, votes: withKey(state.votes, hash, { by: author, choice, reason, at, seq }) }
  },
}
