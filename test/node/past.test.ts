import { describe, expect, test } from 'vitest'
import type { SealedEntry } from '../../src/log/index.ts'
import type { FederationNode } from '../../src/node/node.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import { HandClock, openTestNode, signerNumber } from '../support/node.ts'
import { TEST_AGREEMENT_PROTOCOL, testAgreementScope } from '../support/test-agreement.ts'

const [alder, birch, cedar] = [signerNumber(1), signerNumber(2), signerNumber(3)]
const SCOPE = testAgreementScope(alder.did, 'n')
const MINUTE_MS = 60_000

const hashes = (...entries: readonly SealedEntry[]) => entries.map(({ hash }) => hash)

function scene() {
  const writers = [new EntryWriter(alder, SCOPE), new EntryWriter(birch, SCOPE), new EntryWriter(cedar, SCOPE)] as const
  const parties = [alder.did, birch.did, cedar.did]
  const founded = writers[0].write({ kind: 'test-agreement.founded', subject: SCOPE, body: { nonce: 'n', parties } })
  return { writers, founded }
}

function owe(
  writer: EntryWriter,
  kind: 'debt.added' | 'debt.raised',
  debt: string,
  words: { after?: SealedEntry[]; at?: number },
) {
  const { after = [], ...at } = words
  return writer.write({ kind, subject: `dbt_${debt}`, body: { debt, amount: 1 }, after: hashes(...after), ...at })
}

async function codesOf(node: FederationNode, entries: readonly SealedEntry[]) {
  const stored = await node.store.read((reader) => reader.entries(hashes(...entries)))
  return entries.map(({ hash }) => {
    const entry = stored.find((each) => each.hash === hash)
    return entry === undefined ? 'not admitted' : (entry.verdict?.code ?? null)
  })
}

describe('what an author had seen', () => {
  test('is told by its log, also where it names nothing of the subject', async () => {
    const { writers, founded } = scene()
    const [, b, c] = writers
    const x = owe(b, 'debt.added', 'x', { after: [founded] })
    const y = owe(c, 'debt.added', 'y', { after: [founded, x] })
    const raised = owe(c, 'debt.raised', 'x', {})
    const unseen = owe(b, 'debt.raised', 'y', {})
    for (const order of [
      [founded, x, y, raised, unseen],
      [founded, x, unseen, y, raised],
    ]) {
      await using node = await openTestNode({ signer: signerNumber(9), protocol: TEST_AGREEMENT_PROTOCOL })
      for (const entry of order) await ingest(node, [entry])
      expect(await codesOf(node, [raised, unseen])).toEqual([null, 'log.bad-body'])
    }
  })

  test('does not hold what a job had seen that was undone', async () => {
    const { writers, founded } = scene()
    const [, b, c] = writers
    const x = owe(b, 'debt.added', 'x', { after: [founded] })
    const y = owe(c, 'debt.added', 'y', { after: [founded, x] })
    await using node = await openTestNode({ signer: signerNumber(9), protocol: TEST_AGREEMENT_PROTOCOL })
    await ingest(node, [founded, x, y])
    const other = owe(b, 'debt.added', 'z', {})
    await ingest(node, [other])
    const undone = node.writer.run(async (session) => {
      const writer = c.fork(y)
      const seen = owe(writer, 'debt.raised', 'z', { after: [other] })
      await session.receive([seen, owe(writer, 'debt.raised', 'x', {})], 'GOSSIP')
      throw new Error('undone')
    })
    await expect(undone).rejects.toThrow('undone')
    const raised = [owe(c, 'debt.raised', 'x', {}), owe(c, 'debt.raised', 'z', {})]
    for (const entry of raised) await ingest(node, [entry])
    expect(await codesOf(node, raised)).toEqual([null, 'log.bad-body'])
  })
})

describe('an entry that answers others', () => {
  test('is not dated before them, but for the five minutes by which clocks differ', async () => {
    const { writers, founded } = scene()
    const [, b, c] = writers
    const clock = new HandClock()
    clock.advance(200 * 24 * 60 * MINUTE_MS)
    const now = clock.now
    const asked = owe(b, 'debt.added', 'x', { after: [founded], at: now })
    const inTime = owe(c, 'debt.added', 'x', { after: [founded, asked], at: now - 5 * MINUTE_MS })
    const backdated = owe(c.fork(null), 'debt.added', 'x', { after: [founded, asked], at: now - 5 * MINUTE_MS - 1 })
    await using node = await openTestNode({ signer: signerNumber(9), protocol: TEST_AGREEMENT_PROTOCOL, clock })
    const outcomes = await ingest(node, [founded, asked, inTime, backdated])
    expect(outcomes.at(-1)).toMatchObject({ refusal: { code: 'log.before-answered', class: 'forged' } })
    expect(await codesOf(node, [asked, inTime, backdated])).toEqual([null, null, 'not admitted'])
  })
})
