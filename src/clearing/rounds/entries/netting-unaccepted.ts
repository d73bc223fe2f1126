import { z } from 'zod'
import { decodeShape, done, shape } from '../../../kernel/index.ts'
import type { EntryKind } from '../../../log/index.ts'
import { REASON_CHARS_MAX } from '../../obligations/obligation.ts'
import { refuse } from '../../refusals.ts'
import { isUndecided, type RoundState, standingAcceptances } from '../round.ts'
import { addAnswer, namedProposal } from './answer.ts'

const unacceptedShape = z.strictObject({
  roundId: shape.text(128),
  proposal: shape.hash,
  resultHash: shape.hash,
  /** The entry by which its author accepted. */
  acceptance: shape.hash,
  reason: shape.text(REASON_CHARS_MAX).nullable(),
})
export type Unaccepted = z.infer<typeof unacceptedShape>

/**
 * A participant withdraws its own acceptance before the decision: its cycles are then dropped like those of a silent one.
 * A commit that had not seen this stands.
 */
export const nettingUnaccepted: EntryKind<Unaccepted, RoundState> = {
  name: 'netting.unaccepted',
  decode: (raw) => decodeShape(unacceptedShape, raw),
  subject: ({ roundId }) => roundId,
  check: (state, body, { author }) => {
    const named = namedProposal(state, body)
    if (!named.ok) return named
    const round = named.value.state
    if (!isUndecided(round)) {
      return refuse('clearing.already-decided', 'the round is decided: what that counts is no longer taken back')
    }
    const answer = standingAcceptances(round, body.proposal).get(body.acceptance)
    if (answer?.by === author) return done
    return refuse(
      'clearing.unknown-acceptance',
      `${body.acceptance} is no acceptance of this proposal by its author that still stands`,
    )
  },
  evolve: (state, { proposal, acceptance, reason }, context) =>
    addAnswer(state, { proposal, accepted: false, reason, takesBack: acceptance }, context),
}
