import { expect, test } from 'vitest'
import { documentHash } from '../../src/agreements/index.ts'
import { asRound } from '../../src/clearing/index.ts'
import { canonicalBytes, type JsonObject } from '../../src/kernel/index.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import { ClearingFederation } from './simulated-federation.ts'

/** The result of a round over a circle of three, of whom each owes the next; all of the least debt is set off. */
function circleOf(federation: ClearingFederation, ids: readonly string[]): JsonObject {
  const parties = [0, 1, 2].map((i) => federation.did(i)).sort()
  const at = (i: number) => parties.indexOf(federation.did(i % 3))
  const obligations = ids.map((id, i) => [id, at(i), at(i + 1), 0, '60'] as const)
  obligations.sort(([a], [b]) => (a < b ? -1 : 1))
  const cycle = ids.map((id) => obligations.findIndex(([other]) => other === id))
  return {
    ...{ v: 1, algorithm: 'rochdale-set-off/4', currency: 'EUR', grossTotal: '240', setOffTotal: '180' },
    ...{ parties, levels: [0, 0, 0], obligations, cycles: [['60', cycle]] },
  }
}

test('a cutoff that leaves out the log of a forker, with records that others have confirmed, is read and harms nobody', async () => {
  await using federation = await ClearingFederation.found(3)
  const ids = await federation.owe(
    { from: 0, to: 1, amount: 100 },
    { from: 1, to: 2, amount: 80 },
    { from: 2, to: 0, amount: 60 },
  )
  federation.absent.add(2)
  const { node } = federation.member(2)
  const [tip] = await node.store.read((reader) => reader.logTips([federation.scope], [node.self]))
  const [last] = await node.store.read((reader) => reader.entries(tip === undefined ? [] : [tip.hash]))
  if (last === undefined) throw new Error('it has recorded a debt')
  const pay = (amount: string) =>
    new EntryWriter(node.signer, federation.scope, last).write({
      kind: 'payment.recorded',
      subject: ids[2] ?? '',
      at: federation.world.clock.now,
      body: { obligationId: ids[2] ?? '', amount, reference: 'twice' },
    })
  const branches = [pay('1'), pay('2')]
  for (const i of [0, 1]) await ingest(federation.member(i).node, branches)
  await federation.settle()

  const proposer = federation.member(1).node
  const tips = await proposer.store.read((reader) => reader.logTips([federation.scope]))
  const heads = tips.flatMap(({ author, hash }) => (author === node.self ? [] : [hash])).sort()
  const proposed = await federation.do(1, async (context) => {
    const result = circleOf(federation, ids)
    const resultHash = await context.attach(federation.scope, canonicalBytes(result))
    const written = await context.write({
      kind: 'netting.proposed',
      scope: federation.scope,
      answers: branches.map(({ hash }) => hash),
      body: {
        ...{ nonce: 'without-the-forker', documentHash: documentHash(federation.document), currency: 'EUR', heads },
        ...{ asOf: context.now, deadline: context.now + 600_000, participants: null, inputHash: '0'.repeat(64) },
        ...{ algorithm: 'rochdale-set-off/4', resultHash },
        totals: { participantCount: 3, obligationCount: 3, cycleCount: 1, grossTotal: '240', setOffTotal: '180' },
      },
    })
    return written.ok ? { ok: true, value: { round: written.value.entry.subject, hash: written.value.hash } } : written
  })
  const [row] = await proposer.store.read((reader) => reader.subjects(federation.scope, [String(proposed.round)]))
  const proposals = row === undefined || row.state === null ? {} : asRound(row.state).proposals
  expect(proposals[String(proposed.hash)]?.inert, 'its debt had no record within the cutoff').toHaveLength(1)
})
