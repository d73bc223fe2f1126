import { type Did, done, type Hash, ok, type Result } from '../../../kernel/index.ts'
import { type EntryContext, withKey } from '../../../log/index.ts'
import { refuse } from '../../refusals.ts'
import {
  ANSWERS_OF_ONE_MAX,
  type AnswerFact,
  type ProposalFact,
  type RoundState,
  standingAcceptances,
} from '../round.ts'

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

/**
 * Each party of a live cycle answers: accepts, or rejects finally. It may answer again after withdrawing an acceptance.
 * The proposer has answered by proposing.
 */
export function checkAnswer(
  state: RoundState | null,
  body: { readonly proposal: Hash; readonly resultHash: Hash },
  author: Did,
): Result<void> {
  const named = namedProposal(state, body)
  if (!named.ok) return named
  const { proposer, parties } = named.value.fact
  if (!parties.includes(author)) {
    return refuse('clearing.not-a-participant', 'only the participants of its cycles answer a round')
  }
  const { state: round } = named.value
  const own = Object.values(round.answers).filter(({ by, proposal }) => by === author && proposal === body.proposal)
  const accepts = [...standingAcceptances(round, body.proposal).values()].some(({ by }) => by === author)
  const rejects = own.some(({ accepted, takesBack }) => !accepted && takesBack === undefined)
  if (author === proposer || accepts || rejects) {
    return refuse('clearing.already-answered', 'its author has answered this proposal, and has not taken that back')
  }
  if (own.length < ANSWERS_OF_ONE_MAX) return done
  return refuse('clearing.already-answered', `one party answers a proposal at most ${ANSWERS_OF_ONE_MAX} times`)
}

export function addAnswer(
  state: RoundState | null,
  answer: Omit<AnswerFact, 'by' | 'at'>,
  { author, at, hash }: EntryContext,
): RoundState {
  if (state === null) throw new Error('a round begins with a proposal')
  return { ...state, answers: withKey(state.answers, hash, { ...answer, by: author, at }) }
}
