/** governance: motions of the parties of a joint governance agreement: votes, closings, and what is to be done then. */
import type { Aggregate } from '../log/index.ts'
import { motionKinds } from './entries/index.ts'
import { asMotion, type MotionState } from './motion.ts'
import { indexMotion, wakeMotion } from './motion-view.ts'

export * from './motion.ts'
export * from './motion-view.ts'
export * from './outcome.ts'
export { refuse as refuseGovernance } from './refusals.ts'
export * from './tally.ts'

/** One subject for each motion; its left side is its proposer. */
export const motionAggregate: Aggregate<MotionState, 'MOTION'> = {
  name: 'motion',
  scope: 'agreement',
  kinds: motionKinds,
  idPrefix: 'mot_',
  subjectKind: 'MOTION',
  stateVersion: 1,
  readState: asMotion,
  openPhases: ['VOTING', 'CLOSING'],
  index: indexMotion,
  wake: wakeMotion,
}
