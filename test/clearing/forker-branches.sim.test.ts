import { describe, expect, test } from 'vitest'
import { HEADS_MAX } from '../../src/clearing/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import { ClearingFederation } from './simulated-federation.ts'

/** Two of a federation collude: one forks its log more often than a round can name heads, the other names all branches. */
async function branchesOf(
  federation: ClearingFederation,
  forking: number,
  naming: number,
  count: number,
): Promise<SealedEntry[]> {
  const last = async (i: number) => {
    const { store, self } = federation.member(i).node
    const [tip] = await store.read((reader) => reader.logTips([federation.scope], [self]))
    return (await store.read((reader) => reader.entries(tip === undefined ? [] : [tip.hash])))[0] ?? null
  }
  const at = federation.world.clock.now
  const body = { obligationId: `obl_${'0'.repeat(64)}`, reason: null }
  const words = (i: number) => ({ kind: 'obligation.forgiven', subject: body.obligationId, at: at + i, body })
  const forker = new EntryWriter(federation.member(forking).node.signer, federation.scope)
  const base = await last(forking)
  const branches = Array.from({ length: count }, (_, i) => forker.fork(base).write(words(i)))
  branches.sort((one, other) => (one.hash < other.hash ? -1 : 1))
  const writer = new EntryWriter(federation.member(naming).node.signer, federation.scope, await last(naming))
  const named: SealedEntry[] = []
  for (let i = 0; i < count; i += 1_000)
    named.push(writer.write({ ...words(i), after: branches.slice(i, i + 1_000).map(({ hash }) => hash) }))
  return named.flatMap((entry, i) => [entry, ...branches.slice(i * 1_000, (i + 1) * 1_000)])
}

describe('a log with more branches than a round can name', () => {
  test('keeps nobody else from netting', async () => {
    await using federation = await ClearingFederation.found(5)
    const honest = [0, 1, 2]
    const ids = await federation.owe(
      { from: 0, to: 1, amount: 100 },
      { from: 1, to: 2, amount: 80 },
      { from: 2, to: 0, amount: 60 },
    )
    federation.absent.add(3).add(4)
    const entries = await branchesOf(federation, 3, 4, HEADS_MAX + 100)
    for (const i of honest) {
      await ingest(federation.member(i).node, entries)
      await federation.member(i).node.idle()
    }
    const tips = await federation.heads(0)
    expect(tips.length).toBeGreaterThan(HEADS_MAX)
    await federation.settle()
    await federation.propose(0)
    await federation.settle()
    for (const i of honest) expect(await federation.remaining(i, ids)).toEqual(['40', '20', '0'])
  })
})
