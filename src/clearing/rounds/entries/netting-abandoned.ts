import { z } from 'zod'
import { decodeShape, shape } from '../../../kernel/index.ts'
import { type EntryKind, withKey } from '../../../log/index.ts'
import type { RoundState } from '../round.ts'
import { checkDecision } from './decision.ts'

const abandonedShape = z.strictObject({ roundId: shape.text(128), proposal: shape.hash, resultHash: shape.hash })
export type Abandoned = z.infer<typeof abandonedShape>

/** The proposer abandons the round instead of committing it. */
export const nettingAbandoned: EntryKind<Abandoned, RoundState> = {
  name: 'netting.abandoned',
  decode: (raw) => decodeShape(abandonedShape, raw),
  subject: ({ roundId }) => roundId,
  check: (state, body, context) => checkDecision(state, body, context),
  evolve: (state, { proposal }, { author, at, hash }) => {
    if (state === null) throw new Error('a round begins with a proposal')
    const fact = { proposal, by: author, at, acceptances: null }
    return { ...state, decisions: withKey(state.decisions, hash, fact) }
  },
}
