import type { MotionState, VoteFact } from './motion.ts'

/** Weights of votes, and what follows from them; percentages are compared in whole numbers. */
export interface Tally {
  readonly yes: number
  readonly no: number
  readonly abstain: number
  /** Sum of the weights of all signing parties. */
  readonly eligible: number
  /** The least weight of votes by which the quorum is reached. */
  readonly quorumWeight: number
  readonly quorumReached: boolean
  /** Percent of yes among yes and no. */
  readonly threshold: number
  /** Enough of the votes are in favour, whether or not enough were cast. */
  readonly carried: boolean
}

/** M7: counts votes, one for each voter. Sums fit 32 bits with sign, so that all products are exact. */
export function tallyOf(
  { voters, quorum, threshold }: Pick<MotionState, 'voters' | 'quorum' | 'threshold'>,
  votes: Iterable<Pick<VoteFact, 'by' | 'choice'>>,
): Tally {
  const weights = new Map(voters.map(({ party, weight }) => [party, weight]))
  const sums = { YES: 0, NO: 0, ABSTAIN: 0 }
  for (const { by, choice } of votes) sums[choice] += weights.get(by) ?? 0
  const { YES: yes, NO: no, ABSTAIN: abstain } = sums
  const eligible = voters.reduce((sum, { weight }) => sum + weight, 0)
  return {
    yes,
    no,
    abstain,
    eligible,
    quorumWeight: Math.ceil((quorum * eligible) / 100),
    quorumReached: 100 * (yes + no + abstain) >= quorum * eligible,
    threshold,
    carried: yes > 0 && 100 * yes >= threshold * (yes + no),
  }
}
