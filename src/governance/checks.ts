import { type Did, done, type Instant, ok, type Result } from '../kernel/index.ts'
import { isVoter, type MotionState } from './motion.ts'
import { countingClosing } from './outcome.ts'
import { refuse } from './refusals.ts'

/** The motion, if a signing party of its document speaks of it. */
export function checkVoter(state: MotionState | null, author: Did): Result<MotionState> {
  if (state === null) return refuse('governance.unknown-motion', 'no such motion was proposed')
  if (isVoter(state, author)) return ok(state)
  return refuse('governance.not-a-party', `${author} is no signing party of the document of this motion`)
}

/** Nothing has ended the motion: neither a closing that counts nor a withdrawal. */
export function checkUnended(state: MotionState): Result<void> {
  if (countingClosing(state) !== null) return refuse('governance.closed', 'the motion is closed')
  if (Object.keys(state.withdrawals).length === 0) return done
  return refuse('governance.withdrawn', 'the motion was withdrawn')
}

/** The motion has not ended, and its time has not run out at an instant. */
export function checkOpen(state: MotionState, at: Instant): Result<void> {
  const unended = checkUnended(state)
  if (!unended.ok || at < state.closesAt) return unended
  return refuse('governance.closed', `the motion closed at ${new Date(state.closesAt).toISOString()}`)
}
