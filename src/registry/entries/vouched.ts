import { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Cooperative, unheardOf } from '../cooperative.ts'
import { refuse } from '../refusals.ts'
import { STATEMENT_CHARS_MAX, withVouch } from '../vouch.ts'

const vouchedShape = z.strictObject({ did: shape.did, statement: shape.text(STATEMENT_CHARS_MAX).nullable() })

export type Vouched = z.infer<typeof vouchedShape>

/** One cooperative vouches for another; a repeated vouch replaces the statement. */
export const vouched: EntryKind<Vouched, Cooperative> = {
  name: 'cooperative.vouched',
  circle: 'widens',
  decode: (raw) => decodeShape(vouchedShape, raw),
  subject: ({ did }) => did,
  check: (_state, { did }, { author }) =>
    did === author ? refuse('registry.self-vouch', 'a cooperative vouches for others, not for itself') : done,
  evolve: (state, { did, statement }, { author, hash, seq, at }) => {
    const before = state ?? unheardOf(did)
    return { ...before, vouches: withVouch(before.vouches, author, { hash, seq, at, statement, withdrawn: false }) }
  },
}
