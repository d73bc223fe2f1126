import { z } from 'zod'
import { decodeShape } from '../../kernel/index.ts'
import { type EntryKind, withKey } from '../../log/index.ts'
import { checkOpen, checkVoter } from '../checks.ts'
import { type MotionState, motionIdShape, reasonShape } from '../motion.ts'
import { refuse } from '../refusals.ts'

const withdrawnShape = z.strictObject({ motionId: motionIdShape, reason: reasonShape })
export type MotionWithdrawn = z.infer<typeof withdrawnShape>

/** The proposer withdraws its motion before it closes. */
export const motionWithdrawn: EntryKind<MotionWithdrawn, MotionState> = {
  name: 'motion.withdrawn',
  decode: (raw) => decodeShape(withdrawnShape, raw),
  subject: ({ motionId }) => motionId,
  check: (state, _body, { author, at }) => {
    const motion = checkVoter(state, author)
    if (!motion.ok) return motion
    if (motion.value.proposer === author) return checkOpen(motion.value, at)
    return refuse('governance.not-the-proposer', 'a motion is withdrawn by its proposer')
  },
  evolve: (state, { reason }, { at, hash }) => {
    if (state === null) throw new Error('a motion begins with its proposal')
    return { ...state, withdrawals: withKey(state.withdrawals, hash, { at, reason }) }
  },
}
