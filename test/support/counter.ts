import { z } from 'zod'
import { decodeShape, done, type Hash, type Json, shape } from '../../src/kernel/index.ts'
import { type Aggregate, type EntryKind, refuseLog } from '../../src/log/index.ts'
import { described } from './described.ts'

/** A subject as small as can be, to hold the gate and the fold against: authors add; whoever opened it closes it. */
export interface Counter {
  readonly added: Readonly<Record<Hash, number>>
  readonly openedBy: string | null
  readonly closed: boolean
}

const START: Counter = { added: {}, openedBy: null, closed: false }
const bodyShape = z.strictObject({
  counter: z.string().min(1).max(40),
  amount: z.number().int(),
  sees: z.array(shape.hash).optional(),
})
type Body = z.infer<typeof bodyShape>

const added: EntryKind<Body, Counter> = {
  name: 'counter.added',
  decode: (raw) => decodeShape(bodyShape, raw),
  subject: (body) => `tal_${body.counter}`,
  names: (body) => ({ entries: body.sees ?? [] }),
  check: (state, body) => {
    if (body.amount <= 0) return refuseLog('log.bad-body', 'an amount is above zero')
    return state?.closed ? refuseLog('log.not-a-party', 'the counter is closed') : done
  },
  evolve: (state, body, context) => ({
    ...(state ?? START),
    added: { ...state?.added, [context.hash]: body.amount },
  }),
}

const closed: EntryKind<Body, Counter> = {
  ...added,
  name: 'counter.closed',
  check: (state) => (state === null ? refuseLog('log.not-a-party', 'nothing to close') : done),
  evolve: (state) => ({ ...(state ?? START), closed: true }),
}

export const counterAggregate: Aggregate = {
  name: 'counter',
  ...described('tal_'),
  scope: 'public',
  kinds: [added, closed],
}

export function totalOf(state: Json): number {
  return Object.values((state as unknown as Counter | null)?.added ?? {}).reduce((sum, amount) => sum + amount, 0)
}
