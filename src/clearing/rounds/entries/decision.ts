import { done, type Hash, type Result } from '../../../kernel/index.ts'
import type { EntryContext } from '../../../log/index.ts'
import { refuse } from '../../refusals.ts'
import { COMMIT_GRACE_MS, isUndecided, type RoundState } from '../round.ts'
import { namedProposal } from './answer.ts'

/** The proposer decides once, and dates it no later than the grace period after the deadline. */
export function checkDecision(
  state: RoundState | null,
  body: { readonly proposal: Hash; readonly resultHash: Hash },
  { author, at }: EntryContext,
): Result<void> {
  const named = namedProposal(state, body)
  if (!named.ok) return named
  const { proposer, deadline } = named.value.fact
  if (author !== proposer) return refuse('clearing.not-the-proposer', 'a round is decided by its proposer')
  if (!isUndecided(named.value.state)) {
    return refuse('clearing.already-decided', 'the round is decided, and its first decision stands')
  }
  if (at <= deadline + COMMIT_GRACE_MS) return done
  return refuse('clearing.past-deadline', `a decision is dated at most ${COMMIT_GRACE_MS} ms after the deadline`)
}
