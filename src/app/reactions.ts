import type { Reactions, ScheduledTask } from '../node/index.ts'
import { answerAgreement } from './agreements/reactions.ts'
import { tellLapsedByAgreement, tellLapsedByAttestation } from './attestations/reactions.ts'
import { answerArrangement, answerObligation } from './clearing/reactions.ts'
import { answerRound, proposePeriodicRounds } from './clearing/round-reactions.ts'
import { answerMotion, attendMotions } from './governance/reactions.ts'

/** A node's automatic reactions to changes, by aggregate. */
export const REACTIONS: Reactions = {
  agreement: [answerAgreement, answerArrangement, tellLapsedByAgreement],
  obligation: [answerObligation],
  round: [answerRound],
  attestation: [tellLapsedByAttestation],
  motion: [answerMotion],
}

/** The periodic tasks of the domain. */
export const SCHEDULED_TASKS: readonly ScheduledTask[] = [proposePeriodicRounds, attendMotions]
