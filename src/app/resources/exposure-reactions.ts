import type { CommandContext, Reaction } from '../../node/index.ts'
import { asBooking, asUsage, shownRequest, usageStanding } from '../../resources/index.ts'
import { listOwnCharged } from './facts.ts'

/** Maximum number of waiting requests that are looked at when exposures have fallen. */
const REQUESTS_LOOKED_AT_MAX = 100

/** Reactions to what may have lessened exposures in an arrangement, by what has changed. */
export interface ExposureReactions {
  /** A debt, or a round over debts. */
  readonly debt: Reaction
  readonly booking: Reaction
  readonly usage: Reaction
}

/** Looks again at requests that a limit may have kept from being granted, the oldest first. */
export function exposureReactions(answerBooking: Reaction): ExposureReactions {
  const lookedAt = new WeakMap<CommandContext, Set<string>>()
  const look = async (context: CommandContext, settlement: string | null | undefined) => {
    const known = lookedAt.get(context) ?? new Set()
    if (settlement == null || known.has(settlement)) return
    // One job handles many changes: they are looked at together.
    lookedAt.set(context, known.add(settlement))
    const requests = { phase: 'REQUESTED', untilAfter: context.now }
    const waiting = (await listOwnCharged(context, settlement, requests)).flatMap((row) =>
      row.state === null ? [] : [{ row, at: shownRequest(asBooking(row.state)).at }],
    )
    const oldest = waiting.sort((one, other) => one.at - other.at).slice(0, REQUESTS_LOOKED_AT_MAX)
    for (const { row } of oldest) await answerBooking(context, row)
  }
  return {
    debt: (context, { scope }) => look(context, scope),
    booking: async (context, { state, index }) => {
      // A request only adds to exposures.
      if (state === null || index?.phase === 'REQUESTED') return
      await look(context, shownRequest(asBooking(state)).resource.settlementId)
    },
    usage: async (context, { state }) => {
      if (state !== null) await look(context, usageStanding(asUsage(state)).signed.resource.settlementId)
    },
  }
}
