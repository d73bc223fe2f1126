import { z } from 'zod'
import { decodeShape, shape } from '../../../kernel/index.ts'
import type { EntryKind } from '../../../log/index.ts'
import { refuse } from '../../refusals.ts'
import { type ObligationState, signedBy } from '../obligation.ts'
import { checkOffered, checkSide } from './check.ts'
import { addSignature, begun } from './evolve.ts'

const confirmedShape = z.strictObject({ obligationId: shape.text(128), bodyHash: shape.hash })
export type Confirmed = z.infer<typeof confirmedShape>

/** The other side signs the body that one side has recorded: from then on it binds both. */
export const confirmed: EntryKind<Confirmed, ObligationState> = {
  name: 'obligation.confirmed',
  decode: (raw) => decodeShape(confirmedShape, raw),
  subject: ({ obligationId }) => obligationId,
  check: (state, { bodyHash }, { author }) => {
    const side = checkSide(state, author, bodyHash)
    if (!side.ok) return side
    if (signedBy(side.value, author) === null) return checkOffered(side.value, bodyHash, author)
    return refuse(
      'clearing.already-signed',
      'its author has already signed this obligation, and signs one body of it at most',
    )
  },
  evolve: (state, { bodyHash }, context) => addSignature(begun(state), bodyHash, context, null),
}
