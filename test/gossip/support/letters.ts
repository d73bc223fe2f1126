import { z } from 'zod'
import { decodeShape, done, type Hash, ok, shape } from '../../../src/kernel/index.ts'
import { type Aggregate, type EntryKind, forkAggregate } from '../../../src/log/index.ts'
import { createProtocol } from '../../../src/node/protocol.ts'
import { described } from '../../support/described.ts'

/** Letters: the smallest kinds that open a scope for some parties, and that name attachments. */
const letterShape = z.strictObject({
  text: z.string().max(200_000),
  thread: z.string().min(1).max(40).optional(),
  parties: z.array(shape.did).max(10).optional(),
  attachments: z.array(shape.hash).max(10).optional(),
})
type Letter = z.infer<typeof letterShape>
type Letters = { readonly written: Readonly<Record<Hash, true>> }

const sent: EntryKind<Letter, Letters> = {
  name: 'letter.sent',
  decode: (raw) => decodeShape(letterShape, raw),
  subject: ({ thread }, { scope }) => `let_${thread ?? scope}`,
  names: ({ attachments = [] }) => ({ attachments }),
  check: () => done,
  evolve: (state, _body, { hash }) => ({ written: { ...state?.written, [hash]: true } }),
}

const opened: EntryKind<Letter, Letters> = {
  ...sent,
  name: 'letter.opened',
  opens: ({ text, parties = [] }) =>
    ok({ founding: true, document: { text }, documentHash: '0'.repeat(64) as Hash, parties }),
}

/** A cooperative introduces itself: from then on it is known. */
const introduced: EntryKind<Letter, Letters> = {
  ...sent,
  name: 'letter.introduced',
  subject: (_body, { author }) => author,
}

const letterAggregate: Aggregate = {
  name: 'letter',
  ...described('let_'),
  scope: 'either',
  kinds: [opened, sent, introduced],
}
export const LETTERS = createProtocol([forkAggregate, letterAggregate])
