import { z } from 'zod'
import { decodeShape, done, type Hash, type Result, shape } from '../../../kernel/index.ts'
import { type EntryKind, withKey } from '../../../log/index.ts'
import { refuse } from '../../refusals.ts'
import { decidedOutcome } from '../balance.ts'
import { newestOutcome, type ObligationState, outcomeShape, sameOutcome } from '../obligation.ts'
import { checkSide } from './check.ts'
import { begun } from './evolve.ts'

const resolvedShape = z.strictObject({
  obligationId: shape.text(128),
  bodyHash: shape.hash,
  outcome: outcomeShape,
  /** The debtor's entry with the same outcome, if the creditor agrees to it: that is the decision. */
  matches: shape.hash.nullable(),
})
export type Resolved = z.infer<typeof resolvedShape>

/**
 * One side signs the outcome that a dispute should have. Either may be first; it is decided by the creditor's entry that
 * names the debtor's newest outcome, which must be the same.
 */
export const resolved: EntryKind<Resolved, ObligationState> = {
  name: 'dispute.resolved',
  decode: (raw) => decodeShape(resolvedShape, raw),
  subject: ({ obligationId }) => obligationId,
  check: (state, body, { author }) => {
    const side = checkSide(state, author, body.bodyHash)
    if (!side.ok) return side
    if (Object.keys(side.value.disputes).length === 0) {
      return refuse('clearing.no-dispute', 'this obligation is not disputed: there is nothing to resolve')
    }
    if (decidedOutcome(side.value) !== null) {
      return refuse('clearing.already-resolved', 'both sides have signed an outcome, which is final')
    }
    return body.matches === null ? done : checkMatch(side.value, body, author === side.value.creditor, body.matches)
  },
  evolve: (state, { bodyHash, outcome, matches }, { author, at, seq, hash }) => {
    const known = begun(state)
    const fact = { by: author, at, seq, body: bodyHash, outcome, matches }
    return { ...known, outcomes: withKey(known.outcomes, hash, fact) }
  },
}

function checkMatch(state: ObligationState, body: Resolved, byCreditor: boolean, matches: Hash): Result<void> {
  const newest = newestOutcome(state, state.debtor)
  if (!byCreditor || newest === null || newest.entry !== matches) {
    return refuse('clearing.no-matching-outcome', "the creditor decides, by naming the debtor's newest outcome")
  }
  if (sameOutcome(newest.fact, { body: body.bodyHash, outcome: body.outcome })) return done
  return refuse(
    'clearing.no-matching-outcome',
    'the debtor has signed another outcome: name the same one, or propose again',
  )
}
