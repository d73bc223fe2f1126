import { z } from 'zod'
import { decodeShape, done, shape } from '../../kernel/index.ts'
import type { EntryKind } from '../../log/index.ts'
import { type Cooperative, unheardOf } from '../cooperative.ts'
import { refuse } from '../refusals.ts'
import { withVouch } from '../vouch.ts'

const withdrawnShape = z.strictObject({ did: shape.did })

export type VouchWithdrawn = z.infer<typeof withdrawnShape>

/** The voucher withdraws its vouch. */
export const vouchWithdrawn: EntryKind<VouchWithdrawn, Cooperative> = {
  name: 'vouch.withdrawn',
  lasting: true,
  circle: 'narrows',
  decode: (raw) => decodeShape(withdrawnShape, raw),
  subject: ({ did }) => did,
  check: (state, { did }, { author }) =>
    state?.vouches[author]?.withdrawn === false
      ? done
      : refuse('registry.no-vouch', `${author} does not vouch for ${did}; only a vouch that stands can be withdrawn`),
  evolve: (state, { did }, { author, hash, seq, at }) => {
    const before = state ?? unheardOf(did)
    const withdrawal = { hash, seq, at, statement: null, withdrawn: true }
    return { ...before, vouches: withVouch(before.vouches, author, withdrawal) }
  },
}
