import { z } from 'zod'
import { idOf } from '../../identity/index.ts'
import { type Did, type Hash, type Instant, shape } from '../../kernel/index.ts'
import { stateReader } from '../../log/index.ts'
import { ALGORITHM_CHARS_MAX } from '../results/result.ts'

/** How long a round is open where nobody says otherwise. */
export const ROUND_DURATION_MS = 10 * 60 * 1000
/** The longest that a round may stay open: until then its obligations are reserved. */
export const ROUND_DURATION_MS_MAX = 30 * 24 * 60 * 60 * 1000
/** How far before its proposal a round may say that its facts are: longer ago, what was held then might be free. */
export const AS_OF_AGE_MS_MAX = 10 * 60 * 1000
/** How long after the deadline a decision may still be dated: the proposer's node wakes at the deadline, not before. */
export const COMMIT_GRACE_MS = 5 * 60 * 1000
export const HEADS_MAX = 1_500
export const PARTICIPANTS_MAX = 1_000
/** More than there are participants: former parties answer too, and a forker may have answered twice. */
export const ACCEPTANCES_MAX = 2_000
/** Answers of one party to one proposal that count: it may take an acceptance back and accept again, but not endlessly. */
export const ANSWERS_OF_ONE_MAX = 16
export const NONCE_CHARS_MAX = 64

const total = z.string().regex(/^(0|[1-9]\d{0,39})$/, 'a total is whole minor units as a decimal string')

export const roundTotalsShape = z.strictObject({
  participantCount: z.number().int().min(0),
  obligationCount: z.number().int().min(0),
  cycleCount: z.number().int().min(0),
  grossTotal: total,
  setOffTotal: total,
})
export type RoundTotals = z.infer<typeof roundTotalsShape>

export const proposedShape = z.strictObject({
  nonce: shape.text(NONCE_CHARS_MAX),
  documentHash: shape.hash,
  currency: shape.currency,
  asOf: shape.instant,
  deadline: shape.instant,
  /** The cutoff: the inputs are what the entries up to these log heads come to. */
  heads: z.array(shape.hash).min(1).max(HEADS_MAX).refine(isSortedSet, 'heads are sorted and without duplicates'),
  /** Whose obligations are netted; null for everybody's. */
  participants: z
    .array(shape.did)
    .min(2)
    .max(PARTICIPANTS_MAX)
    .refine(isSortedSet, 'participants are sorted and without duplicates')
    .nullable(),
  algorithm: shape.text(ALGORITHM_CHARS_MAX),
  inputHash: shape.hash,
  /** SHA-256 of the attached result. */
  resultHash: shape.hash,
  totals: roundTotalsShape,
})
export type Proposed = z.infer<typeof proposedShape>

/** First and last index of a run. */
export type Range = readonly [number, number]

/** A proposal with what the fold found in its attachment. */
export interface ProposalFact extends Omit<Proposed, 'nonce'> {
  readonly proposer: Did
  readonly at: Instant
  readonly scale: number
  /** Cycles that do not hold at the cutoff: they are never committed. */
  readonly inert: readonly Range[]
  /** The debtors and creditors of all other cycles, sorted: whoever must answer. */
  readonly parties: readonly Did[]
  /** What all commits of this proposal come to; null while there is none. */
  readonly committed: { readonly cycles: number; readonly total: string } | null
}

export interface AnswerFact {
  readonly proposal: Hash
  readonly by: Did
  readonly at: Instant
  readonly accepted: boolean
  readonly reason: string | null
  /** The acceptance that it takes back; absent where it accepts or rejects. */
  readonly takesBack?: Hash
}

/** A commit names the acceptances that it rests on; an abandonment names none. */
export interface DecisionFact {
  readonly proposal: Hash
  readonly by: Did
  readonly at: Instant
  readonly acceptances: readonly Hash[] | null
}

/** What the entries about one round come to. Every record is keyed by the hash of the entry that made it. */
export interface RoundState {
  readonly id: string
  readonly agreement: string
  /** One, unless the proposer forked its log. */
  readonly proposals: Readonly<Record<string, ProposalFact>>
  readonly answers: Readonly<Record<string, AnswerFact>>
  readonly decisions: Readonly<Record<string, DecisionFact>>
}

/** Reads a stored state of this aggregate. */
export const asRound = stateReader<RoundState>()

export function roundId(agreement: string, proposer: Did, nonce: string): string {
  return idOf('rnd', [agreement, proposer, nonce])
}

/** Whether nothing has been decided about any proposal of the round. */
export function isUndecided(state: RoundState): boolean {
  return Object.keys(state.decisions).length === 0
}

/** The acceptances of a proposal that nothing in these facts takes back, by entry: what a commit that follows them names. */
export function standingAcceptances(state: RoundState, proposal: Hash): Map<Hash, AnswerFact> {
  const answers = Object.entries(state.answers).filter(([, answer]) => answer.proposal === proposal)
  const takenBack = new Set(answers.flatMap(([, { takesBack }]) => takesBack ?? []))
  const standing = answers.filter(([hash, { accepted }]) => accepted && !takenBack.has(hash as Hash))
  return new Map(standing as [Hash, AnswerFact][])
}

/** Who accepts a proposal, its proposer included: by an acceptance that stands, or that a commit counts. */
export function acceptorsOf(state: RoundState, proposal: Hash): Set<Did> {
  const fact = state.proposals[proposal]
  const acceptors = new Set(fact === undefined ? [] : [fact.proposer])
  for (const { by } of standingAcceptances(state, proposal).values()) acceptors.add(by)
  for (const { acceptances } of Object.values(state.decisions)) {
    for (const hash of acceptances ?? []) {
      const answer = state.answers[hash]
      if (answer?.proposal === proposal) acceptors.add(answer.by)
    }
  }
  return acceptors
}

function isSortedSet(texts: readonly string[]): boolean {
  return texts.every((text, i) => i === 0 || (texts[i - 1] ?? '') < text)
}
