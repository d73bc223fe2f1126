import type { AnyKind } from '../../log/index.ts'
import { closingConfirmed } from './closing-confirmed.ts'
import { followupDone } from './followup-done.ts'
import { motionClosed } from './motion-closed.ts'
import { motionProposed } from './motion-proposed.ts'
import { motionWithdrawn } from './motion-withdrawn.ts'
import { voteCast } from './vote-cast.ts'

export const motionKinds: readonly AnyKind[] = [
  motionProposed,
  voteCast,
  motionWithdrawn,
  motionClosed,
  closingConfirmed,
  followupDone,
]
