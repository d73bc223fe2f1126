import { describe, expect, test } from 'vitest'
import { PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { type Aggregate, type AnyKind, forkAggregate } from '../../src/log/index.ts'
import { createProtocol } from '../../src/node/protocol.ts'
import { counterAggregate, totalOf } from '../support/counter.ts'
import { described } from '../support/described.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import { openTestNode, signerNumber } from '../support/node.ts'

const alder = signerNumber(1)
const birch = signerNumber(2)
const cedar = signerNumber(3)

/** Kinds whose bodies may name any subject, as those that follow up on something do. */
const nosy: Aggregate = {
  name: 'nosy',
  ...described('nosy'),
  scope: 'public',
  kinds: [{ ...(counterAggregate.kinds[1] as AnyKind), name: 'nosy.closed' }],
  index: (state) => ({ phase: String((state as unknown as { mood: { name: string } }).mood.name) }),
}
const protocol = createProtocol([forkAggregate, counterAggregate, nosy])

function meddle(writer: EntryWriter, after: readonly ReturnType<EntryWriter['add']>[] = []) {
  const words = { kind: 'nosy.closed', subject: 'tal_x', body: { counter: 'x', amount: 1 } }
  return writer.write({ ...words, after: after.map(({ hash }) => hash) })
}

describe('a subject that kinds of another aggregate name', () => {
  test('stays what it was, whether they speak before or after', async () => {
    await using before = await openTestNode({ signer: alder, protocol })
    await using after = await openTestNode({ signer: alder, protocol })
    const first = new EntryWriter(birch).add(5)
    const meddling = meddle(new EntryWriter(cedar))
    const answering = meddle(new EntryWriter(signerNumber(4)), [first])
    await ingest(before, [meddling, first, answering])
    await ingest(after, [first, answering, meddling])
    for (const node of [before, after]) {
      const [row] = await node.store.read((reader) => reader.subjectsOf(PUBLIC_SCOPE, 'counter'))
      expect(row?.id).toBe('tal_x')
      expect(totalOf(row?.state ?? null)).toBe(5)
      const entries = await node.store.read((reader) => reader.entries([meddling.hash, answering.hash]))
      expect(entries.map(({ verdict }) => verdict?.code)).toEqual(['log.not-a-party', 'log.not-a-party'])
    }
  })
})
