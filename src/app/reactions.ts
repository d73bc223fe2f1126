import type { Reactions, ScheduledTask } from '../node/index.ts'
import { answerAgreement } from './agreements/reactions.ts'
import { tellLapsedByAgreement, tellLapsedByAttestation } from './attestations/reactions.ts'
import { answerArrangement, answerObligation } from './clearing/reactions.ts'
import { answerRound, proposePeriodicRounds } from './clearing/round-reactions.ts'
import { answerAmendment, answerMotion, answerVouch } from './governance/reactions.ts'
import { answerRecord } from './records/reactions.ts'
import { exposureReactions } from './resources/exposure-reactions.ts'
import { bookingReactions } from './resources/reactions.ts'
import {
  answerCharge,
  answerUsage,
  chargeOpenUse,
  recordPeriods,
  settlementReaction,
} from './resources/usage-reactions.ts'

/** A node's automatic reactions to changes, by aggregate. `publicUrl`: where it serves its status lists. */
export function reactionsOf({ publicUrl }: { readonly publicUrl: string | null }): Reactions {
  const bookings = bookingReactions(publicUrl)
  const exposures = exposureReactions(bookings.booking)
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
    booking: [bookings.booking, recordPeriods, exposures.booking],
    obligation: [answerObligation, answerCharge, exposures.debt],
    round: [answerRound, exposures.debt],
    usage: [answerUsage, exposures.usage],
    record: [answerRecord],
  }
}

/** The periodic tasks of the domain. */
export const SCHEDULED_TASKS: readonly ScheduledTask[] = [proposePeriodicRounds, chargeOpenUse]
