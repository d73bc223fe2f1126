import { z } from 'zod'
import { decodeShape, shape } from '../../../kernel/index.ts'
import type { EntryKind } from '../../../log/index.ts'
import { refuse } from '../../refusals.ts'
import { type UsageState, usageIdShape, usageSignedBy } from '../usage.ts'
import { checkSide, checkUndecided } from './check.ts'
import { addUseSignature, begunUse } from './evolve.ts'

const confirmedShape = z.strictObject({ usageId: usageIdShape, bodyHash: shape.hash })
export type UsageConfirmed = z.infer<typeof confirmedShape>

/** The other side signs what one side has recorded: from then on it binds both. */
export const confirmed: EntryKind<UsageConfirmed, UsageState> = {
  name: 'usage.confirmed',
  decode: (raw) => decodeShape(confirmedShape, raw),
  subject: ({ usageId }) => usageId,
  check: (state, { bodyHash }, { author }) => {
    const side = checkSide(state, author, bodyHash)
    if (!side.ok) return side
    if (usageSignedBy(side.value.state, author) === null) return checkUndecided(side.value.state)
    const message = 'its author has signed this use already, and signs one body of it at most'
    return refuse('resources.already-signed', message)
  },
  evolve: (state, { bodyHash }, context) => addUseSignature(begunUse(state), bodyHash, context, null),
}
