import type { Did } from '../../kernel/index.ts'
import type { Adjustment } from '../../log/index.ts'
import { standingOf } from '../obligations/balance.ts'
import type { ObligationState } from '../obligations/obligation.ts'
import { openDisputes } from '../obligations/obligation-view.ts'
import { type ObligationFacts, openDebt } from '../obligations/position.ts'
import { explainAnswer } from '../results/explanations.ts'
import { moneyText } from '../results/money-text.ts'
import { atLeastNothing, type NettingReason, type ObligationAnswerView } from '../results/netting-answers.ts'
import type { ProposalFact } from './round.ts'
import type { RoundAnswerView, RoundView } from './round-view.ts'

/** Why a round could not net an obligation at all: reasons that precede the netting. */
export type LeftOutReason =
  | 'NOT_RECORDED'
  | 'OTHER_CURRENCY'
  | 'NOT_BINDING'
  | 'DISPUTED'
  | 'PAYMENT_PENDING'
  | 'RESERVED'
  | 'NOT_PARTICIPATING'

/** The outcome of an obligation in a round. */
export type RoundOutcome = 'COMMITTED' | 'PARTLY_COMMITTED' | 'DROPPED' | 'OPEN' | 'NOT_SET_OFF' | 'LEFT_OUT'

/** A participant without whose acceptance cycles through the obligation do not count. */
export interface MissingAcceptanceView {
  readonly cooperative: Did
  readonly rejected: boolean
  /** It had accepted, and withdrew that. */
  readonly withdrawn: boolean
  readonly reason: string | null
  /** How many of the obligation's ineffective cycles it is part of. */
  readonly cycleCount: number
}

/** Why an obligation was, or was not, netted in a round. */
export interface RoundAnswerOfObligation {
  readonly obligation: string
  readonly outcome: RoundOutcome
  readonly reason: NettingReason | LeftOutReason
  /** The amount that could be netted at the cutoff; null if it was left out. */
  readonly amount: string | null
  readonly proposed: string
  readonly committed: string
  readonly dropped: string
  readonly cycles: readonly number[]
  readonly debtorLevel: number | null
  readonly creditorLevel: number | null
  readonly missing: readonly MissingAcceptanceView[]
  /** The other round that had reserved it. */
  readonly reservedBy: string | null
  /** Which of its debtor and creditor were not among the participants. */
  readonly notParticipating: readonly Did[]
}

/** An obligation as of a round's cutoff; `facts` is null if it had not been recorded by then. */
export interface ObligationAtCut {
  readonly facts: ObligationFacts | null
  readonly reservedBy: string | null
}

/** What was left out before the netting began, and why (SPEC R5). */
export function answerLeftOut(
  obligation: string,
  { facts, reservedBy }: ObligationAtCut,
  { currency, scale, participants }: ProposalFact,
): RoundAnswerOfObligation {
  const answer = (reason: RoundAnswerOfObligation['reason'], more: Partial<RoundAnswerOfObligation> = {}) => ({
    ...NOTHING_TAKEN,
    obligation,
    outcome: 'LEFT_OUT' as const,
    reason,
    amount: null,
    ...more,
  })
  if (facts === null) return answer('NOT_RECORDED')
  const { debtor, creditor } = facts.state
  if (facts.state.currency !== currency || standingOf(facts.state).body.scale !== scale) return answer('OTHER_CURRENCY')
  const unbound = bindingReason(facts.state)
  if (unbound !== null) return answer(unbound)
  const debt = openDebt(facts)
  if (debt === null) return answer('NOTHING_OWED')
  const notParticipating = [debtor, creditor].filter((did) => participants !== null && !participants.includes(did))
  if (notParticipating.length > 0) return answer('NOT_PARTICIPATING', { notParticipating })
  return reservedBy === null ? answer('PAYMENT_PENDING') : answer('RESERVED', { reservedBy })
}

/** Why an obligation is not binding: it is disputed, or a signature is missing; null if it is binding. */
export function bindingReason(state: ObligationState): 'DISPUTED' | 'NOT_BINDING' | null {
  if (standingOf(state).binding) return null
  return openDisputes(state).length > 0 ? 'DISPUTED' : 'NOT_BINDING'
}

const NOTHING_TAKEN = {
  proposed: '0',
  committed: '0',
  dropped: '0',
  cycles: [],
  debtorLevel: null,
  creditorLevel: null,
  missing: [],
  reservedBy: null,
  notParticipating: [],
} as const

/**
 * The outcome of an obligation's cycles: `rows` are what the round has set off on it, `committedCycles` all of the round's
 * effective cycles.
 */
export function answerNetted(
  answer: ObligationAnswerView,
  round: RoundView,
  rows: readonly (Pick<Adjustment, 'proposal' | 'amount'> & { readonly round: string })[],
  committedCycles: readonly number[],
  participantsOf: (cycle: number) => readonly Did[],
): RoundAnswerOfObligation {
  const { obligation, amount, setOff, reason, cycles, debtorLevel, creditorLevel } = answer
  const own = rows.filter((row) => row.round === round.id && row.proposal === round.proposal)
  const committed = own.reduce((sum, row) => sum + BigInt(row.amount), 0n)
  const taken = new Set(cycles)
  const counted = new Set(committedCycles.filter((cycle) => taken.has(cycle)))
  const isOpen = round.status === 'PROPOSED' || round.status === 'EXPIRED'
  const rest = cycles.filter((cycle) => !counted.has(cycle))
  const outcome = (): RoundOutcome => {
    if (cycles.length === 0) return 'NOT_SET_OFF'
    if (rest.length === 0) return 'COMMITTED'
    if (counted.size > 0) return 'PARTLY_COMMITTED'
    return isOpen ? 'OPEN' : 'DROPPED'
  }
  return {
    ...NOTHING_TAKEN,
    obligation,
    outcome: outcome(),
    reason,
    amount,
    proposed: setOff,
    committed: String(committed),
    dropped: isOpen ? '0' : atLeastNothing(BigInt(setOff) - committed),
    cycles,
    debtorLevel,
    creditorLevel,
    missing: missingFrom(round, rest.map(participantsOf)),
  }
}

/** The participants of ineffective cycles that have not accepted, by DID. */
function missingFrom(round: RoundView, circles: readonly (readonly Did[])[]): MissingAcceptanceView[] {
  const accepted = new Set([round.proposer, ...round.acceptances.map(({ cooperative }) => cooperative)])
  const rejected = reasonsOf(round.rejections)
  const withdrawn = reasonsOf(round.withdrawals)
  const counts = new Map<Did, number>()
  for (const did of circles.flat()) if (!accepted.has(did)) counts.set(did, (counts.get(did) ?? 0) + 1)
  return [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([cooperative, cycleCount]) => ({
      cooperative,
      rejected: rejected.has(cooperative),
      withdrawn: withdrawn.has(cooperative),
      reason: rejected.get(cooperative) ?? withdrawn.get(cooperative) ?? null,
      cycleCount,
    }))
}

function reasonsOf(answers: readonly RoundAnswerView[]): ReadonlyMap<Did, string | null> {
  return new Map(answers.map(({ cooperative, reason }) => [cooperative, reason]))
}

/** One sentence for users: why it was, or was not, netted in this round. */
export function explainRoundAnswer(
  answer: RoundAnswerOfObligation,
  netted: ObligationAnswerView | null,
  round: RoundView,
  nameOf: (did: Did) => string,
): string {
  if (netted === null) return LEFT_OUT_SENTENCES[answer.reason as LeftOutReason | 'NOTHING_OWED'](answer, nameOf)
  const told = { answer, round, found: explainAnswer(netted, round), why: because(answer, nameOf) }
  return OUTCOME_SENTENCES[answer.outcome as keyof typeof OUTCOME_SENTENCES](told)
}

interface Told {
  readonly answer: RoundAnswerOfObligation
  readonly round: RoundView
  /** The netting's own finding. */
  readonly found: string
  /** The parties that have not accepted; empty if all have. */
  readonly why: string
}

const OUTCOME_SENTENCES: Readonly<Record<Exclude<RoundOutcome, 'LEFT_OUT'>, (told: Told) => string>> = {
  NOT_SET_OFF: ({ found }) => found,
  COMMITTED: ({ found }) => `${found} The round is committed.`,
  OPEN: ({ answer, round, why }) =>
    `${moneyText(answer.proposed, round)} would be set off, but the round is not decided${why}.`,
  DROPPED: ({ answer, round, why }) =>
    `The round would have set off ${moneyText(answer.proposed, round)}, but its circles through this debt were dropped${why || LATE}.`,
  PARTLY_COMMITTED: ({ answer, round, why }) =>
    `${moneyText(answer.committed, round)} is set off; circles with ${moneyText(answer.dropped, round)} more were dropped${why || LATE}.`,
}

const LATE = ': the proposer’s decision does not count them'
const NAMED_MAX = 5

function because({ missing }: RoundAnswerOfObligation, nameOf: (did: Did) => string): string {
  if (missing.length === 0) return ''
  const named = missing.slice(0, NAMED_MAX).map(({ cooperative, rejected, withdrawn, reason }) => {
    const why = reason === null ? '' : ` (“${reason}”)`
    if (rejected) return `${nameOf(cooperative)} rejected it${why}`
    return `${nameOf(cooperative)} ${withdrawn ? `took its acceptance back${why}` : 'has not accepted it'}`
  })
  const more = missing.length > NAMED_MAX ? [`${missing.length - NAMED_MAX} more have not accepted it`] : []
  return `: ${[...named, ...more].join(', ')}`
}

type LeftOutSentence = (answer: RoundAnswerOfObligation, nameOf: (did: Did) => string) => string

const LEFT_OUT_SENTENCES: Readonly<Record<LeftOutReason | 'NOTHING_OWED', LeftOutSentence>> = {
  NOT_RECORDED: () => 'It was not netted: it had not been recorded yet when the round was proposed.',
  OTHER_CURRENCY: () => 'It was not netted: the round is in another currency.',
  NOT_BINDING: () => 'It was not netted: when the round was proposed, debtor and creditor had not both confirmed it.',
  DISPUTED: () => 'It was not netted: it was disputed when the round was proposed.',
  NOTHING_OWED: () => 'It was not netted: nothing was owed on it when the round was proposed.',
  PAYMENT_PENDING: () =>
    'It was not netted: all of it was recorded as paid, and that payment had not been confirmed yet.',
  RESERVED: () => 'It was not netted: another round had reserved it.',
  NOT_PARTICIPATING: ({ notParticipating }, nameOf) =>
    `It was not netted: ${notParticipating.map(nameOf).join(' and ')} did not take part in the round.`,
}
