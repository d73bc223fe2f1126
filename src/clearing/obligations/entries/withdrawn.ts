import { z } from 'zod'
import { type Did, decodeShape, done, type Hash, type Result, shape } from '../../../kernel/index.ts'
import { type EntryKind, withKey } from '../../../log/index.ts'
import { refuse } from '../../refusals.ts'
import { decidedOutcome } from '../balance.ts'
import { hasSigned, type ObligationState, offersOf, otherSide, REASON_CHARS_MAX } from '../obligation.ts'
import { checkSide } from './check.ts'
import { begun } from './evolve.ts'

const withdrawnShape = z.strictObject({
  obligationId: shape.text(128),
  /** The author's own entry that signed what is withdrawn. */
  recorded: shape.hash,
  reason: shape.text(REASON_CHARS_MAX).nullable(),
})
export type Withdrawn = z.infer<typeof withdrawnShape>

/**
 * A side withdraws what it has recorded while the other has not signed it. A side that has seen this can no longer sign
 * it.
 */
export const withdrawn: EntryKind<Withdrawn, ObligationState> = {
  name: 'obligation.withdrawn',
  decode: (raw) => decodeShape(withdrawnShape, raw),
  subject: ({ obligationId }) => obligationId,
  check: (state, { recorded }, { author }) => {
    const side = checkSide(state, author, null)
    return side.ok ? checkOffer(side.value, recorded, author) : side
  },
  evolve: (state, { recorded, reason }, { author, at, hash }) => {
    const known = begun(state)
    return { ...known, withdrawals: withKey(known.withdrawals, hash, { by: author, at, recorded, reason }) }
  },
}

function checkOffer(state: ObligationState, recorded: Hash, author: Did): Result<void> {
  const body = Object.values(state.bodies).find((each) => offersOf(state, each, author).includes(recorded))
  if (body === undefined) {
    return refuse(
      'clearing.nothing-to-withdraw',
      `${recorded} is no signature of ${author} that stands: name its own entry`,
    )
  }
  if (!hasSigned(body, otherSide(state, author)) && decidedOutcome(state) === null) return done
  return refuse(
    'clearing.already-signed',
    'both sides have signed it, which binds them: dispute it, or agree on an outcome',
  )
}
