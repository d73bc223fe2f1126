import { z } from 'zod'
import { decodeShape, shape } from '../../kernel/index.ts'
import { type EntryKind, withKey } from '../../log/index.ts'
import { checkUnended, checkVoter } from '../checks.ts'
import { type MotionState, motionIdShape } from '../motion.ts'
import { confirmedBy } from '../outcome.ts'
import { refuse } from '../refusals.ts'

const confirmedShape = z.strictObject({ motionId: motionIdShape, closing: shape.hash })
export type ClosingConfirmed = z.infer<typeof confirmedShape>

/** A signing party confirms one closing; its first confirmation stands. */
export const closingConfirmed: EntryKind<ClosingConfirmed, MotionState> = {
  name: 'closing.confirmed',
  decode: (raw) => decodeShape(confirmedShape, raw),
  subject: ({ motionId }) => motionId,
  names: ({ closing }) => ({ entries: [closing] }),
  check: (state, { closing }, { author }) => {
    const motion = checkVoter(state, author)
    if (!motion.ok) return motion
    if (motion.value.closings[closing] === undefined) {
      return refuse('governance.unknown-closing', `${closing} is no closing of this motion that its author has seen`)
    }
    if (confirmedBy(motion.value, author) === null) return checkUnended(motion.value)
    return refuse('governance.already-said', 'its author has confirmed a closing of this motion before')
  },
  evolve: (state, { closing }, { author, at, hash }) => {
    if (state === null) throw new Error('a motion begins with its proposal')
    return { ...state, confirmations: withKey(state.confirmations, hash, { by: author, at, closing }) }
  },
}
