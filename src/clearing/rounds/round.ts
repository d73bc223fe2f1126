import { z } from 'zod'
import { idOf } from '../../identity/index.ts'
import { type Did, type Hash, type Instant, shape } from '../../kernel/index.ts'
import { stateReader } from '../../log/index.ts'
import { ALGORITHM_CHARS_MAX } from '../results/result.ts'

/** Default duration of a round, in milliseconds. */
export const ROUND_DURATION_MS = 10 * 60 * 1000
/** Maximum duration of a round, in milliseconds: until its deadline its obligations are reserved. */
export const ROUND_DURATION_MS_MAX = 30 * 24 * 60 * 60 * 1000
/** Maximum age of a round's cutoff at its proposal, in milliseconds: an older one might ignore reservations ended since. */
export const AS_OF_AGE_MS_MAX = 10 * 60 * 1000
/** How long after the deadline a decision may be dated, in milliseconds: the proposer's node wakes at the deadline. */
export const COMMIT_GRACE_MS = 5 * 60 * 1000
export const HEADS_MAX = 1_500
const PARTICIPANTS_MAX = 1_000
/** More than there are participants: former parties answer too, and a forker may have answered twice. */
export const ACCEPTANCES_MAX = 2_000
/** Effective answers of one party to one proposal: it may withdraw and accept again, but not endlessly. */
export const ANSWERS_OF_ONE_MAX = 16
export const NONCE_CHARS_MAX = 64

const total = z.string().regex(/^(0|[1-9]\d{0,39})$/, 'a total is whole minor units as a decimal string')

const roundTotalsShape = z.strictObject({
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
  /** The cutoff: the inputs follow from the entries up to these log heads. */
  heads: z.array(shape.hash).min(1).max(HEADS_MAX).refine(isSortedSet, 'heads are sorted and without duplicates'),
  /** The parties whose obligations are netted; null for all. */
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

/** First and last index of a range. */
export type Range = readonly [number, number]

/** A proposal with the fold's findings about its attachment. */
export interface ProposalFact extends Omit<Proposed, 'nonce'> {
  readonly proposer: Did
  readonly at: Instant
  readonly scale: number
  /** Cycles that do not hold at the cutoff: they are never committed. */
  readonly inert: readonly Range[]
  /** The debtors and creditors of all other cycles, sorted: the parties that must answer. */
  readonly parties: readonly Did[]
  /** The result of all commits of this proposal; null while there is none. */
  readonly committed: { readonly cycles: number; readonly total: string } | null
}

export interface AnswerFact {
  readonly proposal: Hash
  readonly by: Did
  readonly at: Instant
  readonly accepted: boolean
  readonly reason: string | null
  /** The acceptance that it withdraws; absent if it accepts or rejects. */
  readonly takesBack?: Hash
}

/** A commit names the acceptances on which it is based; an abandonment names none. */
export interface DecisionFact {
  readonly proposal: Hash
  readonly by: Did
  readonly at: Instant
  readonly acceptances: readonly Hash[] | null
}

/** The facts of one round. Every record is keyed by the hash of the entry that made it. */
export interface RoundState {
  readonly id: string
  readonly agreement: string
  /** Exactly one, unless the proposer forked its log. */
  readonly proposals: Readonly<Record<string, ProposalFact>>
  readonly answers: Readonly<Record<string, AnswerFact>>
  readonly decisions: Readonly<Record<string, DecisionFact>>
}

/** Reads a stored state of this aggregate. */
export const asRound = stateReader<RoundState>()

export function roundId(agreement: string, proposer: Did, nonce: string): string {
  return idOf('rnd', [agreement, proposer, nonce])
}

/** Whether no proposal of the round has been decided. */
export function isUndecided(state: RoundState): boolean {
  return Object.keys(state.decisions).length === 0
}

/** The acceptances of a proposal that are not withdrawn in these facts, by entry: what a commit that follows them names. */
export function standingAcceptances(state: RoundState, proposal: Hash): Map<Hash, AnswerFact> {
  const answers = Object.entries(state.answers).filter(([, answer]) => answer.proposal === proposal)
  const takenBack = new Set(answers.flatMap(([, { takesBack }]) => takesBack ?? []))
  const standing = answers.filter(([hash, { accepted }]) => accepted && !takenBack.has(hash as Hash))
  return new Map(standing as [Hash, AnswerFact][])
}

/** The parties that accept a proposal, including its proposer: by an acceptance that stands, or that a commit counts. */
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
