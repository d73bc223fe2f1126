import type { Did, Hash, Instant } from '../../kernel/index.ts'
import { liveShares } from '../results/cycles.ts'
import { decodeResult } from '../results/result.ts'
import { acceptorsOf, COMMIT_GRACE_MS, isUndecided, type ProposalFact, type RoundState } from './round.ts'

/** The parties whose acceptance of a proposal reserves the obligations in its cycles. */
export type Holders = (round: RoundState, hash: Hash, proposal: ProposalFact) => ReadonlySet<Did>

/** By facts alone: every acceptance reserves until no decision can be dated any more. Netting leaves these out. */
export function heldByAnybody(asOf: Instant): Holders {
  return (round, hash, { deadline }) => (asOf <= deadline + COMMIT_GRACE_MS ? acceptorsOf(round, hash) : NO_ONE)
}

/** This node's own acceptance reserves until the round is decided or an operator lifts it. Used by guards. */
export function heldBySelf(self: Did, lifted: ReadonlySet<string>): Holders {
  return (round, hash) => (acceptorsOf(round, hash).has(self) && !lifted.has(round.id) ? new Set([self]) : NO_ONE)
}

export interface ReservationInput {
  readonly rounds: readonly RoundState[]
  readonly self: Did
  /** Rounds whose reservation this node has lifted. */
  readonly lifted: ReadonlySet<string>
  readonly now: Instant
}

/** The round that has reserved each obligation, as this node sees it: reserved by others, and by itself. */
export function reservations(
  input: ReservationInput & { readonly attachment: (hash: Hash) => Uint8Array | null },
): Map<string, string> {
  return heldObligations(input.rounds, heldAsSeen(input), input.attachment)
}

/** The results that `reservations` will ask for. */
export function reservingResults(input: ReservationInput): Hash[] {
  return holdingResults(input.rounds, heldAsSeen(input))
}

/**
 * The obligations reserved by undecided rounds of which debtor or creditor is a holder, each with its round; if two rounds
 * reserve one, the round with the greater id.
 */
export function heldObligations(
  rounds: readonly RoundState[],
  holders: Holders,
  attachment: (hash: Hash) => Uint8Array | null,
): Map<string, string> {
  const reserved = new Map<string, string>()
  for (const { round, proposal, held } of holding(rounds, holders)) {
    const bytes = attachment(proposal.resultHash)
    const result = bytes === null ? null : decodeResult(bytes)
    if (result === null || !result.ok) continue
    for (const [id, { from, to }] of liveShares(result.value, proposal.inert)) {
      if (held.has(from) || held.has(to)) reserved.set(id, round.id)
    }
  }
  return reserved
}

/** The results that `heldObligations` will ask for. */
export function holdingResults(rounds: readonly RoundState[], holders: Holders): Hash[] {
  return holding(rounds, holders).map(({ proposal }) => proposal.resultHash)
}

function heldAsSeen({ self, lifted, now }: ReservationInput): Holders {
  const [own, all] = [heldBySelf(self, lifted), heldByAnybody(now)]
  return (round, hash, proposal) => {
    const others = [...all(round, hash, proposal)].filter((did) => did !== self)
    return new Set([...others, ...own(round, hash, proposal)])
  }
}

const NO_ONE: ReadonlySet<Did> = new Set()

function holding(rounds: readonly RoundState[], holders: Holders) {
  return rounds
    .filter(isUndecided)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .flatMap((round) =>
      Object.entries(round.proposals).map(([hash, proposal]) => ({
        round,
        proposal,
        held: holders(round, hash as Hash, proposal),
      })),
    )
    .filter(({ held }) => held.size > 0)
}
