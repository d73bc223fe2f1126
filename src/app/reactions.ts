import type { Reactions, ScheduledTask } from '../node/index.ts'
import { answerAgreement } from './agreements/reactions.ts'
import { tellLapsedByAgreement, tellLapsedByAttestation } from './attestations/reactions.ts'
import { answerArrangement, answerObligation } from './clearing/reactions.ts'
import { answerRound, proposePeriodicRounds } from './clearing/round-reactions.ts'
import { answerAmendment, answerMotion, answerVouch } from './governance/reactions.ts'
import { bookingReactions } from './resources/reactions.ts'
import {
  answerCharge,
  answerUsage,
  chargeOpenUse,
  exposureReaction,
  recordPeriods,
  settlementReaction,
} from './resources/usage-reactions.ts'

/** A node's automatic reactions to changes, by aggregate. `publicUrl`: where it serves its status lists. */
export function reactionsOf({ publicUrl }: { readonly publicUrl: string | null }): Reactions {
  const bookings = bookingReactions(publicUrl)
  const answerExposure = exposureReaction(bookings.booking)
  return {
    agreement: [
      answerAgreement,
      answerArrangement,
      tellLapsedByAgreement,
      bookings.agreement,
      answerAmendment,
      settlementReaction(bookings.booking),
    ],
    cooperative: [answerVouch],
    attestation: [tellLapsedByAttestation],
    motion: [answerMotion],
    booking: [bookings.booking, recordPeriods, answerExposure],
    obligation: [answerObligation, answerCharge, answerExposure],
    round: [answerRound, answerExposure],
    usage: [answerUsage, answerExposure],
  }
}

/** The periodic tasks of the domain. */
export const SCHEDULED_TASKS: readonly ScheduledTask[] = [proposePeriodicRounds, chargeOpenUse]
