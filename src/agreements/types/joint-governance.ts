import { z } from 'zod'
import { done, shape } from '../../kernel/index.ts'
import { type AgreementType, signs } from '../agreement-type.ts'
import { firstTwice } from '../first-duplicate.ts'
import { refuse } from '../refusals.ts'

const WEIGHTS_MAX = 1000
const WEIGHT_MAX = 1_000_000_000

const termsShape = z.strictObject({
  /** Percent of the weights that must vote. */
  quorum: z.number().int().min(0).max(100),
  /** Percent of the weights cast that must be in favour. */
  threshold: z.number().int().min(1).max(100),
  /** Empty: every signing party has the same weight. */
  weights: z
    .array(z.strictObject({ party: shape.did, weight: z.number().int().min(0).max(WEIGHT_MAX) }))
    .max(WEIGHTS_MAX),
})

export type JointGovernanceTerms = z.infer<typeof termsShape>

/** The parties decide together, by weighted votes. */
export const jointGovernance: AgreementType<'JOINT_GOVERNANCE', JointGovernanceTerms> = {
  name: 'JOINT_GOVERNANCE',
  input: 'jointGovernance',
  shape: termsShape,
  fromInput: ({ quorum, threshold, weights }) => ({
    quorum: quorum ?? null,
    threshold: threshold ?? null,
    weights: weights ?? [],
  }),
  checkTerms: ({ weights }, parties) => {
    const twice = firstTwice(weights.map(({ party }) => party))
    if (twice !== null) return refuse('agreements.bad-terms', `${twice} has two weights: give each party one`)
    const voters = new Set(parties.filter(({ role }) => signs(role)).map(({ did }) => did))
    const stranger = weights.find(({ party }) => !voters.has(party))
    if (stranger !== undefined) {
      return refuse(
        'agreements.bad-terms',
        `${stranger.party} has a weight but is not a signing party: give weights to signing parties only`,
      )
    }
    if (weights.length === 0 || weights.some(({ weight }) => weight > 0)) return done
    return refuse('agreements.bad-terms', 'every weight is zero: at least one must be greater')
  },
}
