import { z } from 'zod'
import { decodeShape, done } from '../../kernel/index.ts'
import { type EntryKind, withKey } from '../../log/index.ts'
import { checkVoter } from '../checks.ts'
import { FOLLOW_UPS_MAX, type MotionState, motionIdShape } from '../motion.ts'
import { outcomeOf, saidDone } from '../outcome.ts'
import { refuse } from '../refusals.ts'

const doneShape = z.strictObject({
  motionId: motionIdShape,
  /** The place of the follow-up in the motion's list, from 0. */
  index: z
    .number()
    .int()
    .min(0)
    .max(FOLLOW_UPS_MAX - 1),
})
export type FollowupDone = z.infer<typeof doneShape>

/** A signing party says that it has done what an adopted motion asks of it. */
export const followupDone: EntryKind<FollowupDone, MotionState> = {
  name: 'followup.done',
  decode: (raw) => decodeShape(doneShape, raw),
  subject: ({ motionId }) => motionId,
  check: (state, { index }, { author }) => {
    const motion = checkVoter(state, author)
    if (!motion.ok) return motion
    if (motion.value.followUps[index] === undefined) {
      return refuse('governance.unknown-follow-up', `the motion has no follow-up ${index}: they count from 0`)
    }
    if (outcomeOf(motion.value).status !== 'ADOPTED') {
      return refuse('governance.not-adopted', 'what a motion asks for is done once it is adopted')
    }
    if (!saidDone(motion.value, author, index)) return done
    return refuse('governance.already-said', 'its author has reported before that this is done')
  },
  evolve: (state, { index }, { author, at, hash }) => {
    if (state === null) throw new Error('a motion begins with its proposal')
    return { ...state, done: withKey(state.done, hash, { by: author, at, index }) }
  },
}
