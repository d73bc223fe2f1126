import { documentInForce, isSigningParty, signingParties } from '../../agreements/index.ts'
import { decodeShape, done } from '../../kernel/index.ts'
import { type EntryKind, withKey } from '../../log/index.ts'
import {
  MINIMUM_PERIOD_DEFAULT,
  type MotionBody,
  type MotionState,
  motionId,
  motionShape,
  OPEN_MS_MAX,
  OPEN_MS_MIN,
} from '../motion.ts'
import { refuse } from '../refusals.ts'

/** A signing party puts a question to the vote of all. */
export const motionProposed: EntryKind<MotionBody, MotionState> = {
  name: 'motion.proposed',
  lapses: true,
  readsScopeState: true,
  decode: (raw) => decodeShape(motionShape, raw),
  subject: (body, { author, scope }) => motionId(scope, author, body),
  check: (state, body, context) => {
    if (state !== null) return refuse('governance.already-said', 'this motion was proposed already')
    const document = documentInForce(context, body, 'JOINT_GOVERNANCE')
    if (!document.ok) return document
    if (!isSigningParty(document.value, context.author)) {
      return refuse('governance.not-a-party', 'a motion is proposed by a signing party of the agreement')
    }
    const openMs = body.closesAt - context.at
    if (openMs >= OPEN_MS_MIN && openMs <= OPEN_MS_MAX) return done
    return refuse('governance.bad-period', 'a motion closes between 5 seconds and 366 days after it is proposed')
  },
  evolve: (state, body, context) => {
    const motion = state ?? begin(body, context)
    return { ...motion, proposals: withKey(motion.proposals, context.hash, context.at) }
  },
}

function begin(body: MotionBody, context: Parameters<typeof motionProposed.evolve>[2]): MotionState {
  const { author, scope } = context
  const document = documentInForce(context, body, 'JOINT_GOVERNANCE')
  if (!document.ok) throw new Error('a motion that counts has its document')
  const { quorum, threshold, weights, minimumPeriod = MINIMUM_PERIOD_DEFAULT } = document.value.terms
  const weightOf = new Map(weights.map(({ party, weight }) => [party, weight]))
  const { documentHash, title, text, closesAt, followUps } = body
  return {
    id: motionId(scope, author, body),
    agreement: scope,
    documentHash,
    proposer: author,
    proposals: {},
    title,
    text,
    closesAt,
    followUps,
    voters: signingParties(document.value).map((party) => ({
      party,
      weight: weights.length === 0 ? 1 : (weightOf.get(party) ?? 0),
    })),
    quorum,
    threshold,
    minimumPeriod,
    votes: {},
    withdrawals: {},
    closings: {},
    confirmations: {},
    done: {},
  }
}
