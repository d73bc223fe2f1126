import type { Reactions, ScheduledTask } from '../node/index.ts'
import { answerAgreement } from './agreements/reactions.ts'
import { answerArrangement, answerObligation } from './clearing/reactions.ts'
import { answerRound, proposePeriodicRounds } from './clearing/round-reactions.ts'

/** What a node does by itself after a change, by the aggregate that it looks at. */
export const REACTIONS: Reactions = {
  agreement: [answerAgreement, answerArrangement],
  obligation: [answerObligation],
  round: [answerRound],
}

/** What it does by itself at the periodic check. */
export const SCHEDULED_TASKS: readonly ScheduledTask[] = [proposePeriodicRounds]
