import { z } from 'zod'
import { decodeShape, done, type Hash, shape } from '../../../kernel/index.ts'
import { type EntryContext, type EntryKind, withKey } from '../../../log/index.ts'
import { refuse } from '../../refusals.ts'
import { committedCycles, totalOf } from '../../results/cycles.ts'
import { decodeResult } from '../../results/result.ts'
import { ACCEPTANCES_MAX, type RoundState, standingAcceptances } from '../round.ts'
import { checkDecision } from './decision.ts'

const committedShape = z.strictObject({
  roundId: shape.text(128),
  proposal: shape.hash,
  resultHash: shape.hash,
  /** The acceptances on which it is based: exactly those cycles count whose every participant is among their authors. */
  acceptances: z
    .array(shape.hash)
    .max(ACCEPTANCES_MAX)
    .refine(
      (hashes) => hashes.every((hash, i) => i === 0 || (hashes[i - 1] ?? '') < hash),
      'acceptances are sorted and without duplicates',
    ),
})
export type Committed = z.infer<typeof committedShape>

/** The proposer's node states which parties have accepted; the consequences leave it no choice. */
export const nettingCommitted: EntryKind<Committed, RoundState> = {
  name: 'netting.committed',
  decode: (raw) => decodeShape(committedShape, raw),
  subject: ({ roundId }) => roundId,
  names: ({ resultHash, acceptances }) => ({ attachments: [resultHash], entries: acceptances }),
  check: (state, body, context) => {
    const decision = checkDecision(state, body, context)
    if (!decision.ok) return decision
    const standing = state === null ? new Map() : standingAcceptances(state, body.proposal)
    const unfounded = body.acceptances.find((hash) => !standing.has(hash))
    if (unfounded !== undefined) {
      return refuse(
        'clearing.unknown-acceptance',
        `${unfounded} is no acceptance of this proposal that stands in what the entry answers`,
      )
    }
    const named = new Set(body.acceptances)
    const leftOut = [...standing.keys()].find((hash) => !named.has(hash))
    if (leftOut === undefined) return done
    return refuse(
      'clearing.left-out',
      `${leftOut} accepts this proposal too: a commit names all acceptances that stand before it`,
    )
  },
  evolve: (state, { proposal, resultHash, acceptances }, context) => {
    if (state === null) throw new Error('a round begins with a proposal')
    const fact = { proposal, by: context.author, at: context.at, acceptances }
    const decided = { ...state, decisions: withKey(state.decisions, context.hash, fact) }
    return withCommitted(decided, proposal, resultHash, context)
  },
}

/** The result of all commits of the proposal: a function of their set, independent of order. */
function withCommitted(state: RoundState, hash: Hash, resultHash: Hash, { named }: EntryContext): RoundState {
  const bytes = named.attachment(resultHash)
  const result = bytes === null ? null : decodeResult(bytes)
  const proposal = state.proposals[hash]
  if (result === null || !result.ok || proposal === undefined) throw new Error('a committed proposal has its result')
  const cycles = committedCycles(state, hash, result.value)
  const committed = { cycles: cycles.length, total: String(totalOf(result.value, cycles)) }
  return { ...state, proposals: withKey(state.proposals, hash, { ...proposal, committed }) }
}
