import { z } from 'zod'
import { addPeriods, decodePeriod, done, type Instant, shape } from '../../kernel/index.ts'
import { type AgreementType, signs } from '../document/agreement-type.ts'
import { firstDuplicate } from '../document/first-duplicate.ts'
import { refuse } from '../refusals.ts'

const WEIGHTS_MAX = 1000
const WEIGHT_MAX = 1_000_000_000
/** Maximum sum of all weights, so that every tally fits 32 bits with sign. */
const WEIGHT_SUM_MAX = 2 ** 31 - 1
const MINIMUM_PERIOD_MS_MAX = 366 * 24 * 60 * 60 * 1000

const termsShape = z.strictObject({
  /** Percent of the weights that must vote. */
  quorum: z.number().int().min(0).max(100),
  /** Percent of the weights cast that must be in favour. */
  threshold: z.number().int().min(1).max(100),
  /** Empty: every signing party has the same weight. */
  weights: z
    .array(z.strictObject({ party: shape.did, weight: z.number().int().min(0).max(WEIGHT_MAX) }))
    .max(WEIGHTS_MAX),
  /** How long a motion is open at least for its closing to be confirmed automatically; absent: 24 hours. */
  minimumPeriod: shape.duration
    .refine((text) => isWithinYear(text), 'a motion is open for a year at most, so this is no longer period')
    .exactOptional(),
})

export type JointGovernanceTerms = z.infer<typeof termsShape>

/** The parties decide together, by weighted votes. */
export const jointGovernance: AgreementType<'JOINT_GOVERNANCE', JointGovernanceTerms> = {
  name: 'JOINT_GOVERNANCE',
  input: 'jointGovernance',
  shape: termsShape,
  fromInput: ({ quorum, threshold, weights, minimumPeriod }) => ({
    quorum: quorum ?? null,
    threshold: threshold ?? null,
    weights: weights ?? [],
    ...(minimumPeriod === null || minimumPeriod === undefined ? {} : { minimumPeriod }),
  }),
  checkTerms: ({ weights }, parties) => {
    const duplicate = firstDuplicate(weights.map(({ party }) => party))
    if (duplicate !== null) return refuse('agreements.bad-terms', `${duplicate} has two weights: give each party one`)
    const voters = new Set(parties.filter(({ role }) => signs(role)).map(({ did }) => did))
    const stranger = weights.find(({ party }) => !voters.has(party))
    if (stranger !== undefined) {
      return refuse(
        'agreements.bad-terms',
        `${stranger.party} has a weight but is not a signing party: give weights to signing parties only`,
      )
    }
    if (weights.reduce((sum, { weight }) => sum + weight, 0) > WEIGHT_SUM_MAX) {
      return refuse('agreements.bad-terms', `all weights together are at most ${WEIGHT_SUM_MAX}: give smaller ones`)
    }
    if (weights.length === 0 || weights.some(({ weight }) => weight > 0)) return done
    return refuse('agreements.bad-terms', 'every weight is zero: at least one must be greater')
  },
}

function isWithinYear(duration: string): boolean {
  const period = decodePeriod(duration)
  return period.ok && addPeriods(0 as Instant, period.value, 1) <= MINIMUM_PERIOD_MS_MAX
}
