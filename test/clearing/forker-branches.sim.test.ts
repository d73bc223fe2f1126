import { describe, expect, test } from 'vitest'
import { HEADS_MAX } from '../../src/clearing/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { Pen } from '../support/pen.ts'
import { Town } from './town.ts'

/** Two of a town collude: one forks its log more often than a round can name heads, the other names all branches. */
async function branchesOf(town: Town, forking: number, naming: number, count: number): Promise<SealedEntry[]> {
  const last = async (i: number) => {
    const { store, self } = town.member(i).node
    const [tip] = await store.read((reader) => reader.logTips([town.scope], [self]))
    return (await store.read((reader) => reader.entries(tip === undefined ? [] : [tip.hash])))[0] ?? null
  }
  const at = town.world.clock.now
  const body = { obligationId: `obl_${'0'.repeat(64)}`, reason: null }
  const words = (i: number) => ({ kind: 'obligation.forgiven', subject: body.obligationId, at: at + i, body })
  const forker = new Pen(town.member(forking).node.signer, town.scope)
  const base = await last(forking)
  const branches = Array.from({ length: count }, (_, i) => forker.fork(base).write(words(i)))
  branches.sort((one, other) => (one.hash < other.hash ? -1 : 1))
  const pen = new Pen(town.member(naming).node.signer, town.scope, await last(naming))
  const named: SealedEntry[] = []
  for (let i = 0; i < count; i += 1_000)
    named.push(pen.write({ ...words(i), after: branches.slice(i, i + 1_000).map(({ hash }) => hash) }))
  return named.flatMap((entry, i) => [entry, ...branches.slice(i * 1_000, (i + 1) * 1_000)])
}

describe('a log with more branches than a round can name', () => {
  test('keeps nobody else from netting', async () => {
    await using town = await Town.found(5)
    const honest = [0, 1, 2]
    const ids = await town.owe(
      { from: 0, to: 1, amount: 100 },
      { from: 1, to: 2, amount: 80 },
      { from: 2, to: 0, amount: 60 },
    )
    town.absent.add(3).add(4)
    const entries = await branchesOf(town, 3, 4, HEADS_MAX + 100)
    for (const i of honest) {
      await town.member(i).node.ingest(entries)
      await town.member(i).node.idle()
    }
    const tips = await town.heads(0)
    expect(tips.length).toBeGreaterThan(HEADS_MAX)
    await town.settle()
    await town.propose(0)
    await town.settle()
    for (const i of honest) expect(await town.remaining(i, ids)).toEqual(['40', '20', '0'])
  })
})
