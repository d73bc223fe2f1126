import { z } from 'zod'
import { decodeShape, shape } from '../../../kernel/index.ts'
import type { EntryKind } from '../../../log/index.ts'
import type { RoundState } from '../round.ts'
import { addAnswer, checkAnswer } from './answer.ts'

const acceptedShape = z.strictObject({ roundId: shape.text(128), proposal: shape.hash, resultHash: shape.hash })
export type Accepted = z.infer<typeof acceptedShape>

/** A participant accepts every cycle of which it is part, each to be committed or dropped as a whole. */
export const nettingAccepted: EntryKind<Accepted, RoundState> = {
  name: 'netting.accepted',
  decode: (raw) => decodeShape(acceptedShape, raw),
  subject: ({ roundId }) => roundId,
  check: (state, body, { author }) => checkAnswer(state, body, author),
  evolve: (state, { proposal }, context) => addAnswer(state, { proposal, accepted: true, reason: null }, context),
}
