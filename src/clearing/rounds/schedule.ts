import { addPeriods, type Did, decodePeriod, type Instant } from '../../kernel/index.ts'
import type { ClearingTerms } from '../terms.ts'
import { ROUND_DURATION_MS } from './round.ts'

/** How long the party whose turn it is may stay silent before the turn passes to the next, in milliseconds. */
export const TURN_MS = ROUND_DURATION_MS

export interface ScheduleInput {
  readonly terms: ClearingTerms
  /** When the agreement took effect: periods count from here. */
  readonly start: Instant
  /** All rounds of the agreement proposed so far. */
  readonly proposed: readonly { readonly currency: string; readonly asOf: Instant }[]
  readonly self: Did
  readonly now: Instant
}

/**
 * The currencies whose periodic round this node proposes now: no round has been proposed since the period ended, and it is
 * this party's turn. Turns rotate over the signing parties by DID, one further with each period; a party that stays silent
 * for `TURN_MS` is followed by the next, and when all have been silent the period has no round.
 */
export function roundsDue({ terms, start, proposed, self, now }: ScheduleInput): string[] {
  const period = terms.nettingPeriod === null ? null : decodePeriod(terms.nettingPeriod)
  if (period === null || !period.ok) return []
  const dueAt = (number: number) => addPeriods(start, period.value, number)
  const number = lastDue(dueAt, now)
  if (number === 0) return []
  const since = dueAt(number)
  const silent = Math.floor((now - since) / TURN_MS)
  const parties = [...terms.signers].sort()
  if (silent >= parties.length || parties[(number - 1 + silent) % parties.length] !== self) return []
  return terms.currencies
    .map(({ code }) => code)
    .filter((code) => !proposed.some(({ currency, asOf }) => currency === code && asOf >= since))
}

/** The number of the last period that has ended, 0 if none; by binary search, since a period may be short. */
function lastDue(dueAt: (number: number) => Instant, now: Instant): number {
  if (dueAt(1) > now) return 0
  let ended = 1
  let open = 2
  while (dueAt(open) <= now) [ended, open] = [open, open * 2]
  while (open - ended > 1) {
    const middle = Math.floor((ended + open) / 2)
    if (dueAt(middle) <= now) ended = middle
    else open = middle
  }
  return ended
}
