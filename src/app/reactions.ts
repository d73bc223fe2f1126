import type { Chore, Duties } from '../node/index.ts'
import { answerAgreement } from './agreements/reactions.ts'
import { answerArrangement, answerObligation } from './clearing/reactions.ts'
import { answerRound, proposePeriodicRounds } from './clearing/round-reactions.ts'

/** What a node does by itself after a change, by the aggregate that it looks at. */
export const DUTIES: Duties = {
  agreement: [answerAgreement, answerArrangement],
  obligation: [answerObligation],
  round: [answerRound],
}

/** What it does by itself at the periodic check. */
export const CHORES: readonly Chore[] = [proposePeriodicRounds]
