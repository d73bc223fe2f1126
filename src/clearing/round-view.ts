import type { Did, Hash, Instant, Json } from '../kernel/index.ts'
import type { SubjectIndex, Wake } from '../log/index.ts'
import { acceptorsOf, asRound, COMMIT_GRACE_MS, isUndecided, type ProposalFact, type RoundState } from './round.ts'

export type NettingRoundStatus = 'PROPOSED' | 'COMMITTED' | 'PARTLY_COMMITTED' | 'ABANDONED' | 'EXPIRED'

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
  readonly awaiting: readonly Did[]
  readonly committedCycleCount: number
  readonly droppedCycleCount: number
  readonly committedTotal: string
}

/** A round's facts as they are read at an instant: an undecided one has expired from its deadline on. */
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
    acceptances: answersOf(state, hash, fact, true),
    rejections: answersOf(state, hash, fact, false),
    awaiting: now >= deadline ? [] : awaitingOf(state, hash, fact),
    committedCycleCount,
    droppedCycleCount: decided ? totals.cycleCount - committedCycleCount : 0,
    committedTotal: committed?.total ?? '0',
  }
}

/** The columns that lists search by; whether a round has expired is told by `untilMs`. */
export function indexRound(raw: Json): SubjectIndex {
  const state = asRound(raw)
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
export function wakeRound(raw: Json, after: Instant): Wake | null {
  const state = asRound(raw)
  if (!isUndecided(state)) return null
  const wakes = Object.values(state.proposals).flatMap(({ deadline }) => [
    { at: deadline, kind: 'netting.expired' },
    { at: (deadline + COMMIT_GRACE_MS + 1) as Instant, kind: 'netting.lapsed' },
  ])
  const next = wakes.filter(({ at }) => at > after).sort((one, other) => one.at - other.at)[0]
  return next ?? null
}

/** The proposal that counts: the committed one of a forked proposer, else the one of the smaller hash. */
export function shownProposal(state: RoundState): { readonly hash: Hash; readonly fact: ProposalFact } {
  const proposals = Object.entries(state.proposals).sort(([a], [b]) => (a < b ? -1 : 1))
  const [hash, fact] = proposals.find(([, { committed }]) => committed !== null) ?? proposals[0] ?? []
  if (hash === undefined || fact === undefined) throw new Error(`a round has a proposal: ${state.id}`)
  return { hash: hash as Hash, fact }
}

/** Who has to answer and has not. */
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

/** Oldest first, the proposer's own acceptance included where it takes part; of several by one, the first counts. */
function answersOf(state: RoundState, hash: Hash, fact: ProposalFact, accepted: boolean): RoundAnswerView[] {
  const answers = new Map<Did, RoundAnswerView>()
  if (accepted && fact.parties.includes(fact.proposer)) {
    answers.set(fact.proposer, { cooperative: fact.proposer, at: fact.at, reason: null })
  }
  const acceptors = acceptorsOf(state, hash)
  const sorted = Object.values(state.answers).sort((one, other) => one.at - other.at || (one.by < other.by ? -1 : 1))
  for (const { proposal, by, at, accepted: yes, reason } of sorted) {
    // Of a forker's two answers the acceptance is the one that can bind.
    const counts = proposal === hash && yes === accepted && (yes || !acceptors.has(by))
    if (counts && !answers.has(by)) answers.set(by, { cooperative: by, at, reason })
  }
  return [...answers.values()]
}
