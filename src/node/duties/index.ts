import type { Chore } from '../node.ts'
import type { Duties } from '../reactor.ts'
import { answerAgreement } from './agreements.ts'
import { answerArrangement, answerObligation } from './clearing.ts'
import { answerRound, proposePeriodicRounds } from './rounds.ts'

/** What a node does by itself after a change, by the aggregate that it looks at. */
export const DUTIES: Duties = {
  agreement: [answerAgreement, answerArrangement],
  obligation: [answerObligation],
  round: [answerRound],
}

/** What it does by itself at the periodic check. */
export const CHORES: readonly Chore[] = [proposePeriodicRounds]
