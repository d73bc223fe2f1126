import { type Did, done, type Hash, ok, type Result } from '../../kernel/index.ts'
import { type EntryContext, withKey } from '../../log/index.ts'
import { refuse } from '../refusals.ts'
import type { ProposalFact, RoundState } from '../round.ts'

/** The proposal of a round that an entry names, by the proposal's own hash and that of its result. */
export function namedProposal(
  state: RoundState | null,
  { proposal, resultHash }: { readonly proposal: Hash; readonly resultHash: Hash },
): Result<{ readonly state: RoundState; readonly fact: ProposalFact }> {
  const fact = state?.proposals[proposal]
  if (state === null || fact === undefined) {
    return refuse('clearing.unknown-proposal', 'the round has no such proposal in what the entry answers')
  }
  if (fact.resultHash === resultHash) return ok({ state, fact })
  return refuse('clearing.unknown-proposal', `that proposal's result is ${fact.resultHash}`)
}

/** Whoever owes or is owed in a live cycle answers once; the proposer has answered by proposing. */
export function checkAnswer(
  state: RoundState | null,
  body: { readonly proposal: Hash; readonly resultHash: Hash },
  author: Did,
): Result<void> {
  const named = namedProposal(state, body)
  if (!named.ok) return named
  const { proposer, parties } = named.value.fact
  if (!parties.includes(author)) {
    return refuse('clearing.not-a-participant', 'only those answer who owe or are owed in one of its cycles')
  }
  const answers = Object.values(named.value.state.answers)
  if (author === proposer || answers.some(({ by, proposal }) => by === author && proposal === body.proposal)) {
    return refuse('clearing.already-answered', 'its author has answered this proposal: the first answer counts')
  }
  return done
}

export function addAnswer(
  state: RoundState | null,
  answer: { readonly proposal: Hash; readonly accepted: boolean; readonly reason: string | null },
  { author, at, hash }: EntryContext,
): RoundState {
  if (state === null) throw new Error('a round begins with a proposal')
  return { ...state, answers: withKey(state.answers, hash, { ...answer, by: author, at }) }
}
