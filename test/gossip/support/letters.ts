import { z } from 'zod'
import { decodeShape, done, type JsonObject, ok, shape } from '../../../src/kernel/index.ts'
import { type Aggregate, type EntryKind, forkAggregate } from '../../../src/log/index.ts'
import { createProtocol } from '../../../src/node/protocol.ts'

/** Letters between parties: the smallest kinds that open a scope, name attachments, or are public. */
const letterShape = z.strictObject({
  text: z.string().max(200_000),
  parties: z.array(shape.did).max(10).optional(),
  attachments: z.array(shape.hash).max(10).optional(),
})
type Letter = z.infer<typeof letterShape>
type Letters = { readonly count: number }

const DOCUMENT_HASH = '0'.repeat(64)

const opened: EntryKind<Letter, Letters> = {
  name: 'letter.opened',
  decode: (raw) => decodeShape(letterShape, raw),
  subject: (_body, { scope }) => `let_${scope}`,
  check: () => done,
  evolve: (state) => ({ count: (state?.count ?? 0) + 1 }),
  opens: (body) =>
    ok({
      founding: true,
      document: { text: body.text } as JsonObject,
      documentHash: DOCUMENT_HASH as never,
      parties: body.parties ?? [],
    }),
}

const sent: EntryKind<Letter, Letters> = {
  name: 'letter.sent',
  decode: opened.decode,
  subject: opened.subject,
  names: (body) => ({ attachments: body.attachments ?? [] }),
  check: opened.check,
  evolve: opened.evolve,
}

export const letterAggregate: Aggregate = { name: 'letter', scope: 'either', kinds: [opened, sent] }
export const LETTERS = createProtocol([forkAggregate, letterAggregate])
