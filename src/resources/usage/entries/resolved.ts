import { z } from 'zod'
import { newestOutcome } from '../../../clearing/index.ts'
import { decodeShape, done, type Hash, type Result, shape } from '../../../kernel/index.ts'
import { type EntryKind, withKey } from '../../../log/index.ts'
import { refuse } from '../../refusals.ts'
import { sameUsageOutcome, type UsageState, usageIdShape, usageOutcomeShape } from '../usage.ts'
import { checkOutcomePrice, checkSide, checkUndecided } from './check.ts'
import { begunUse } from './evolve.ts'

const resolvedShape = z.strictObject({
  usageId: usageIdShape,
  bodyHash: shape.hash,
  outcome: usageOutcomeShape,
  /** The user's entry with the same outcome, if the provider agrees to it: that is the decision. */
  matches: shape.hash.nullable(),
})
export type UsageResolved = z.infer<typeof resolvedShape>

/**
 * One side signs the outcome that a dispute should have. Either may be first; it is decided by the provider's entry that
 * names the user's newest outcome, which must be the same.
 */
export const resolved: EntryKind<UsageResolved, UsageState> = {
  name: 'usage.resolved',
  decode: (raw) => decodeShape(resolvedShape, raw),
  subject: ({ usageId }) => usageId,
  check: (known, body, { author }) => {
    const side = checkSide(known, author, body.bodyHash)
    if (!side.ok) return side
    const { state, signed } = side.value
    if (Object.keys(state.disputes).length === 0) {
      return refuse('resources.no-dispute', 'this use is not disputed: there is nothing to resolve')
    }
    const undecided = checkUndecided(state)
    if (!undecided.ok) return undecided
    const price = checkOutcomePrice(state, signed, { body: body.bodyHash, outcome: body.outcome })
    if (!price.ok || body.matches === null) return price
    return checkMatch(state, body, author === state.provider, body.matches)
  },
  evolve: (state, { bodyHash, outcome, matches }, { author, at, seq, hash }) => {
    const known = begunUse(state)
    const fact = { by: author, at, seq, body: bodyHash, outcome, matches }
    return { ...known, outcomes: withKey(known.outcomes, hash, fact) }
  },
}

function checkMatch(state: UsageState, body: UsageResolved, byProvider: boolean, matches: Hash): Result<void> {
  const newest = newestOutcome(state, state.user)
  if (!byProvider || newest?.entry !== matches) {
    return refuse('resources.no-matching-outcome', "the provider decides, by naming the user's newest outcome")
  }
  if (sameUsageOutcome(newest.fact, { body: body.bodyHash, outcome: body.outcome })) return done
  const message = 'the user has signed another outcome: name the same one, or propose again'
  return refuse('resources.no-matching-outcome', message)
}
