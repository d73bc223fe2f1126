import type { Did, Hash, Instant } from '../../kernel/index.ts'
import type { SubjectIndex, Wake } from '../../log/index.ts'
import {
  type AnswerFact,
  acceptorsOf,
  COMMIT_GRACE_MS,
  isUndecided,
  type ProposalFact,
  type RoundState,
} from './round.ts'

export type NettingRoundStatus = 'PROPOSED' | 'COMMITTED' | 'PARTLY_COMMITTED' | 'ABANDONED' | 'EXPIRED'

/** A participant's answer to a round. */
export interface RoundAnswerView {
  readonly cooperative: Did
  readonly at: Instant
  readonly reason: string | null
}

/** A round as the API shows it; its result is read from the attachment by `viewResult`. */
export interface RoundView {
  readonly id: string
  readonly agreement: string
  readonly currency: string
  readonly scale: number
  readonly status: NettingRoundStatus
  readonly proposer: Did
  readonly proposal: Hash
  readonly proposedAt: Instant
  readonly deadline: Instant
  readonly algorithm: string
  readonly inputHash: Hash
  readonly resultHash: Hash
  readonly acceptances: readonly RoundAnswerView[]
  readonly rejections: readonly RoundAnswerView[]
  /** Acceptances that their author has withdrawn, and why. */
  readonly withdrawals: readonly RoundAnswerView[]
  readonly awaiting: readonly Did[]
  readonly committedCycleCount: number
  readonly droppedCycleCount: number
  readonly committedTotal: string
}

/** A round's facts as of an instant: an undecided one expires at its deadline. */
export function viewRound(state: RoundState, now: Instant): RoundView {
  const { hash, fact } = shownProposal(state)
  const { currency, scale, proposer, at, deadline, algorithm, inputHash, resultHash, totals, committed } = fact
  const phase = phaseOf(state, fact)
  const decided = phase !== 'PROPOSED'
  const committedCycleCount = committed?.cycles ?? 0
  return {
    id: state.id,
    agreement: state.agreement,
    currency,
    scale,
    status: !decided && now >= deadline ? 'EXPIRED' : phase,
    proposer,
    proposal: hash,
    proposedAt: at,
    deadline,
    algorithm,
    inputHash,
    resultHash,
    ...answersOf(state, hash, fact),
    awaiting: now >= deadline ? [] : awaitingOf(state, hash, fact),
    committedCycleCount,
    droppedCycleCount: decided ? totals.cycleCount - committedCycleCount : 0,
    committedTotal: committed?.total ?? '0',
  }
}

/** The columns that lists filter and sort by; `untilMs` shows whether a round has expired. */
export function indexRound(state: RoundState): SubjectIndex {
  const { hash, fact } = shownProposal(state)
  return {
    phase: phaseOf(state, fact),
    parties: [...new Set([fact.proposer, ...fact.parties])],
    left: fact.proposer,
    currency: fact.currency,
    fromMs: fact.at,
    untilMs: fact.deadline,
    awaiting: awaitingOf(state, hash, fact),
  }
}

/** An undecided round changes at its deadline, and again when no decision can be dated any more. */
export function wakeRound(state: RoundState, after: Instant): Wake | null {
  if (!isUndecided(state)) return null
  const wakes = Object.values(state.proposals).flatMap(({ deadline }) => [
    { at: deadline, kind: 'netting.expired' },
    { at: (deadline + COMMIT_GRACE_MS + 1) as Instant, kind: 'netting.lapsed' },
  ])
  const next = wakes.filter(({ at }) => at > after).sort((one, other) => one.at - other.at)[0]
  return next ?? null
}

/** The proposal that counts: the committed one of a forked proposer, else the one with the smaller hash. */
export function shownProposal(state: RoundState): { readonly hash: Hash; readonly fact: ProposalFact } {
  const proposals = Object.entries(state.proposals).sort(([a], [b]) => (a < b ? -1 : 1))
  const [hash, fact] = proposals.find(([, { committed }]) => committed !== null) ?? proposals[0] ?? []
  if (hash === undefined || fact === undefined) throw new Error(`a round has a proposal: ${state.id}`)
  return { hash: hash as Hash, fact }
}

/** The parties that must answer and have not. */
export function awaitingOf(state: RoundState, hash: Hash, { parties, proposer }: ProposalFact): Did[] {
  if (!isUndecided(state)) return []
  const answered = new Set<Did>([proposer])
  for (const { by, proposal } of Object.values(state.answers)) if (proposal === hash) answered.add(by)
  return parties.filter((did) => !answered.has(did))
}

function phaseOf(state: RoundState, { committed, totals }: ProposalFact): Exclude<NettingRoundStatus, 'EXPIRED'> {
  if (isUndecided(state)) return 'PROPOSED'
  if (committed === null || committed.cycles === 0) return 'ABANDONED'
  return committed.cycles === totals.cycleCount ? 'COMMITTED' : 'PARTLY_COMMITTED'
}

/**
 * Each party's effective answer, oldest first, including the proposer's own acceptance if it takes part: an acceptance
 * that counts or stands, else a rejection, else a withdrawn acceptance.
 */
function answersOf(
  state: RoundState,
  hash: Hash,
  { parties, proposer, at }: ProposalFact,
): Pick<RoundView, 'acceptances' | 'rejections' | 'withdrawals'> {
  const acceptors = acceptorsOf(state, hash)
  const answers = Object.values(state.answers)
    .filter(({ proposal }) => proposal === hash)
    .sort((one, other) => one.at - other.at || (one.by < other.by ? -1 : 1))
  const rejected = new Set(answers.flatMap((one) => (isRejection(one) && !acceptors.has(one.by) ? one.by : [])))
  const firstOf = (counts: (answer: AnswerFact) => boolean, before: readonly RoundAnswerView[] = []) => {
    const found = new Map(before.map((view) => [view.cooperative, view]))
    for (const answer of answers) {
      const { by, reason } = answer
      if (counts(answer) && !found.has(by)) found.set(by, { cooperative: by, at: answer.at, reason })
    }
    return [...found.values()]
  }
  return {
    acceptances: firstOf(
      ({ accepted, by }) => accepted && acceptors.has(by),
      parties.includes(proposer) ? [{ cooperative: proposer, at, reason: null }] : [],
    ),
    rejections: firstOf((answer) => isRejection(answer) && rejected.has(answer.by)),
    withdrawals: firstOf(({ takesBack, by }) => takesBack !== undefined && !acceptors.has(by) && !rejected.has(by)),
  }
}

function isRejection({ accepted, takesBack }: AnswerFact): boolean {
  return !accepted && takesBack === undefined
}
