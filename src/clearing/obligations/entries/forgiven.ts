import { z } from 'zod'
import { decodeShape, done, shape } from '../../../kernel/index.ts'
import { type EntryKind, withKey } from '../../../log/index.ts'
import { refuse } from '../../refusals.ts'
import { type ObligationState, REASON_CHARS_MAX } from '../obligation.ts'
import { checkSide } from './check.ts'
import { begun } from './evolve.ts'

const forgivenShape = z.strictObject({
  obligationId: shape.text(128),
  reason: shape.text(REASON_CHARS_MAX).nullable(),
})
export type Forgiven = z.infer<typeof forgivenShape>

/** The creditor waives the rest of its claim, whatever its amount. */
export const forgiven: EntryKind<Forgiven, ObligationState> = {
  name: 'obligation.forgiven',
  decode: (raw) => decodeShape(forgivenShape, raw),
  subject: ({ obligationId }) => obligationId,
  check: (state, _body, { author }) => {
    const side = checkSide(state, author, null)
    if (!side.ok) return side
    if (author !== side.value.creditor) return refuse('clearing.not-a-party', 'only the creditor forgives')
    if (Object.keys(side.value.forgiveness).length === 0) return done
    return refuse('clearing.already-forgiven', 'the creditor has forgiven this already')
  },
  evolve: (state, { reason }, { at, hash }) => {
    const known = begun(state)
    return { ...known, forgiveness: withKey(known.forgiveness, hash, { at, reason }) }
  },
}
