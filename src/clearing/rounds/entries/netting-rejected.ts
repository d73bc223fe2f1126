import { z } from 'zod'
import { decodeShape, shape } from '../../../kernel/index.ts'
import type { EntryKind } from '../../../log/index.ts'
import { REASON_CHARS_MAX } from '../../obligations/obligation.ts'
import type { RoundState } from '../round.ts'
import { addAnswer, checkAnswer } from './answer.ts'

const rejectedShape = z.strictObject({
  roundId: shape.text(128),
  proposal: shape.hash,
  resultHash: shape.hash,
  reason: shape.text(REASON_CHARS_MAX),
})
export type Rejected = z.infer<typeof rejectedShape>

/** A participant rejects: the cycles of which it is part will be dropped. */
export const nettingRejected: EntryKind<Rejected, RoundState> = {
  name: 'netting.rejected',
  decode: (raw) => decodeShape(rejectedShape, raw),
  subject: ({ roundId }) => roundId,
  check: (state, body, { author }) => checkAnswer(state, body, author),
  evolve: (state, { proposal, reason }, context) => addAnswer(state, { proposal, accepted: false, reason }, context),
}
