import type { CommandContext, Reaction, SubjectRow } from '../../node/index.ts'
import { asBooking, bookingAggregate, standingGrant, viewBooking } from '../../resources/index.ts'
import { answersAutomatically, cancellationOf, decline, grant, revoke } from './grants.ts'

/** This node's automatic reactions to bookings of what its cooperative provides. `publicUrl`: where its status lists are. */
export function bookingReactions(publicUrl: string | null): {
  readonly booking: Reaction
  readonly agreement: Reaction
} {
  const answerBooking = async (context: CommandContext, { scope, state: stored }: SubjectRow): Promise<void> => {
    if (stored === null) return
    const state = asBooking(stored)
    const view = viewBooking(state, context.now)
    if (view.provider !== context.self || context.now >= view.until) return
    const found = { scope, state, view }
    if (standingGrant(state) !== null) {
      // Frees the capacity, also where the grant has beaten a cancellation that had not seen it.
      if (cancellationOf(state) !== null) await revoke(context, found, null)
    } else if (view.status === 'REQUESTED' && (await answersAutomatically(context, view))) {
      const granted = await grant(context, found, publicUrl)
      // Everything else that forbids it may pass, e.g. a suspension.
      if (!granted.ok && granted.refusal.code === 'resources.not-free') {
        await decline(context, found, granted.refusal.message)
      }
    }
  }
  return {
    booking: answerBooking,
    /** Answers what was requested while the agreement was suspended or not yet in effect. */
    agreement: async (context, { scope, index }) => {
      if (index?.type !== 'RESOURCE_SHARING' || index.phase !== 'ACTIVE') return
      for (const row of await context.tx.subjectsOf(scope, bookingAggregate.name, ['REQUESTED'])) {
        if (row.index?.left === context.self) await answerBooking(context, row)
      }
    },
  }
}
