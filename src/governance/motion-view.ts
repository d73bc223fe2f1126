import type { Did, Hash, Instant } from '../kernel/index.ts'
import type { SubjectIndex, Wake } from '../log/index.ts'
import { type FollowUp, type MotionState, proposedAt, standingVotes, type VoteFact, type Voter } from './motion.ts'
import { confirmersOf, doersOf, type MotionStatus, type Outcome, outcomeOf } from './outcome.ts'
import type { Tally } from './tally.ts'

/** A closing as the API shows it. */
export interface ClosingView {
  readonly hash: Hash
  readonly by: Did
  readonly at: Instant
  readonly confirmedBy: readonly Did[]
  /** The parties whose last vote that is here it does not name. */
  readonly leavesOut: readonly Did[]
}

/** A follow-up of a motion, and who has done it. */
export interface FollowUpView {
  readonly followUp: FollowUp
  /** The parties that have reported so; what a vouch or a signature shows is not in the motion's facts. */
  readonly saidBy: readonly Did[]
}

/** A motion as the API shows it. */
export interface MotionView {
  readonly id: string
  readonly agreement: string
  readonly title: string
  readonly text: string
  readonly proposer: Did
  readonly proposedAt: Instant
  readonly closesAt: Instant
  /** When it was closed or withdrawn. */
  readonly closedAt: Instant | null
  readonly status: MotionStatus
  /** A closing counts, and no other can come to count unless parties fork their logs. */
  readonly final: boolean
  readonly tally: Tally
  /** One for each voter, oldest first. */
  readonly votes: readonly (VoteFact & { readonly weight: number })[]
  /** While votes are cast, who has not voted; later, who has confirmed no closing; once adopted, who has follow-ups to do. */
  readonly awaiting: readonly Did[]
  readonly voters: readonly Voter[]
  readonly closings: readonly ClosingView[]
  readonly followUps: readonly FollowUpView[]
}

/** A motion's facts as of an instant: between its `closesAt` and its first closing it awaits no party. */
export function viewMotion(state: MotionState, now: Instant): MotionView {
  const outcome = outcomeOf(state)
  const { status, closing, votes, tally } = outcome
  const withdrawals = Object.values(state.withdrawals).map(({ at }) => at)
  const withdrawnAt = withdrawals.length === 0 ? null : (Math.min(...withdrawals) as Instant)
  const isLate = phaseOf(state, outcome) === 'VOTING' && now >= state.closesAt
  const weights = new Map(state.voters.map(({ party, weight }) => [party, weight]))
  return {
    id: state.id,
    agreement: state.agreement,
    title: state.title,
    text: state.text,
    proposer: state.proposer,
    proposedAt: proposedAt(state),
    closesAt: state.closesAt,
    closedAt: closing?.at ?? withdrawnAt,
    status,
    final: closing !== null,
    tally,
    votes: votes
      .map((vote) => ({ ...vote, weight: weights.get(vote.by) ?? 0 }))
      .sort((a, b) => a.at - b.at || (a.by < b.by ? -1 : 1)),
    awaiting: isLate ? [] : awaitingOf(state, outcome),
    voters: state.voters,
    closings: viewClosings(state),
    followUps: doersOf(state).map((doers, index) => ({
      followUp: state.followUps[index] as FollowUp,
      saidBy: votersWhere(state, (party) => doers.has(party)),
    })),
  }
}

/** The columns that lists filter and sort by; `untilMs` shows whether voting has ended. */
export function indexMotion(state: MotionState): SubjectIndex {
  const outcome = outcomeOf(state)
  return {
    phase: phaseOf(state, outcome),
    parties: state.voters.map(({ party }) => party),
    left: state.proposer,
    fromMs: proposedAt(state),
    untilMs: state.closesAt,
    awaiting: awaitingOf(state, outcome),
    text: state.title,
  }
}

/** An open motion changes at its `closesAt`. */
export function wakeMotion(state: MotionState, after: Instant): Wake | null {
  const { closesAt } = state
  return closesAt > after && outcomeOf(state).status === 'OPEN' ? { at: closesAt, kind: 'voting.ended' } : null
}

/** VOTING until there is a closing, then CLOSING until one counts. */
function phaseOf({ closings }: MotionState, { status }: Outcome): string {
  if (status !== 'OPEN') return status
  return Object.keys(closings).length === 0 ? 'VOTING' : 'CLOSING'
}

function awaitingOf(state: MotionState, outcome: Outcome): Did[] {
  const phase = phaseOf(state, outcome)
  if (phase === 'VOTING') {
    const voted = standingVotes(state)
    return state.voters.flatMap(({ party, weight }) => (weight > 0 && !voted.has(party) ? party : []))
  }
  if (phase === 'CLOSING') {
    const confirmers = new Set(Object.values(state.confirmations).map(({ by }) => by))
    return votersWhere(state, (party) => !confirmers.has(party))
  }
  const doers = phase === 'ADOPTED' ? doersOf(state) : []
  return votersWhere(state, (party) => doers.some((done) => !done.has(party)))
}

/** In the order of the document. */
function votersWhere({ voters }: MotionState, isMeant: (party: Did) => boolean): Did[] {
  return voters.flatMap(({ party }) => (isMeant(party) ? party : []))
}

function viewClosings(state: MotionState): ClosingView[] {
  const standing = [...standingVotes(state).values()]
  const confirmers = confirmersOf(state)
  return Object.entries(state.closings)
    .map(([key, { by, at, votes }]) => {
      const hash = key as Hash
      const named = new Set(votes)
      const leavesOut = standing.flatMap((vote) => (named.has(vote.hash) ? [] : vote.by))
      return {
        hash,
        by,
        at,
        confirmedBy: votersWhere(state, (party) => confirmers.get(hash)?.has(party) === true),
        leavesOut: leavesOut.sort(),
      }
    })
    .sort((a, b) => a.at - b.at || (a.hash < b.hash ? -1 : 1))
}
