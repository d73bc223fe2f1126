import { describe, expect, test } from 'vitest'
import { COMMIT_GRACE_MS, ROUND_DURATION_MS } from '../../src/clearing/index.ts'
import { Random } from '../support/random.ts'
import { MINUTE_MS, Town } from './town.ts'

const CIRCLE = [
  { from: 0, to: 1, amount: 100, reference: 'flour' },
  { from: 1, to: 2, amount: 80, reference: 'timber' },
  { from: 2, to: 0, amount: 60, reference: 'repairs' },
]

/** Three who owe in a circle each propose a round before they have heard of the others'; in this order. */
async function proposedAtOnce(order: readonly number[]): Promise<{ readonly town: Town; readonly rounds: string[] }> {
  const town = await Town.found(3)
  await town.owe(...CIRCLE)
  await town.pass(5 * MINUTE_MS)
  const rounds: string[] = []
  for (const i of order) rounds.push(await town.propose(i))
  return { town, rounds }
}

async function statuses(town: Town, at: number, rounds: readonly string[]): Promise<string[]> {
  return await Promise.all(rounds.map(async (id) => (await town.round(at, id)).status))
}

describe('rounds that are proposed at once over the same debts', () => {
  test.each([[[0, 1, 2]], [[2, 1, 0]], [[1, 2, 0]]])(
    'exactly one of three is committed: the one whose proposer stands first (%j)',
    async (order) => {
      await using town = await Town.found(3)
      const ids = await town.owe(...CIRCLE)
      const rounds = new Map<number, string>()
      for (const i of order) rounds.set(i, await town.propose(i))
      await town.settle()
      for (const i of [0, 1, 2]) {
        expect(await town.round(i, rounds.get(0))).toMatchObject({ status: 'COMMITTED', committedTotal: '180' })
        for (const other of [1, 2])
          expect(await town.round(i, rounds.get(other))).toMatchObject({ status: 'ABANDONED' })
        expect(await town.remaining(i, ids)).toEqual(['40', '20', '0'])
        expect(await town.logOf(i)).not.toContain('netting.rejected')
      }
      await town.pass(ROUND_DURATION_MS)
      expect(await town.remaining(0, ids)).toEqual(['40', '20', '0'])
    },
  )

  test('a later one does not displace one that it knew, wherever its proposer stands', async () => {
    await using town = await Town.found(4)
    await town.owe(...CIRCLE, { from: 2, to: 3, amount: 50 }, { from: 3, to: 2, amount: 50 })
    town.absent.add(1)
    const first = await town.propose(2)
    await town.settle()
    await expect(town.propose(0)).rejects.toThrow('clearing.nothing-to-net')
    town.absent.clear()
    await town.settle()
    expect(await town.round(0, first)).toMatchObject({ status: 'COMMITTED', committedTotal: '280' })
  })

  test('when the one that goes first never ends, the others go on after it', async () => {
    await using town = await Town.found(3)
    const ids = await town.owe(...CIRCLE)
    const gone = await town.propose(0)
    const given = await town.propose(1)
    await town.settle([0, 1])
    town.absent.add(0)
    await town.settle()
    expect(await town.round(2, given)).toMatchObject({ status: 'ABANDONED' })
    await town.pass(21 * MINUTE_MS)
    expect(await town.round(2, gone)).toMatchObject({ status: 'EXPIRED' })
    town.absent.clear()
    await town.settle()
    // The second one’s node has proposed again what it had given up.
    const committed = (await town.roundsAt(2)).filter(({ status }) => status === 'COMMITTED')
    expect(committed).toMatchObject([{ proposer: town.did(1) }])
    expect(await town.remaining(1, ids)).toEqual(['40', '20', '0'])
  })

  test('twelve times out of twelve one is committed and the others are given up for it, in whatever order they are heard of', async () => {
    for (let seed = 1; seed <= 12; seed++) {
      const random = new Random(seed)
      const { town, rounds } = await proposedAtOnce(random.shuffle([0, 1, 2]))
      await using _ = town
      for (let i = 0; i < 6; i++)
        await town.world.gossip(random.pick(town.world.members), random.pick(town.world.members))
      await town.settle()
      expect((await statuses(town, 0, rounds)).sort()).toEqual(['ABANDONED', 'ABANDONED', 'COMMITTED'])
      expect((await town.refused(1, town.proposing())).code).toBe('clearing.nothing-to-net')
    }
  })

  test('where the proposer that goes first vanishes, one is committed by those who are left, without the silent one’s circles', async () => {
    const { town } = await fourAtOnce()
    await using _ = town
    town.absent.add(0)
    await town.settle()
    const open = await town.roundsAt(1)
    expect(open.filter(({ status }) => status === 'COMMITTED')).toEqual([])
    await town.pass(ROUND_DURATION_MS + COMMIT_GRACE_MS + 1)
    // The circle with the one that is silent is dropped at the new round's own deadline.
    await town.pass(ROUND_DURATION_MS + 1)
    const committed = (await town.roundsAt(1)).filter(({ status }) => status === 'PARTLY_COMMITTED')
    expect(committed).toHaveLength(1)
    expect(committed[0]?.proposer).not.toBe(town.did(0))
  })
})

/** The first one's round is heard of by all before it vanishes; three others have proposed too, and gave theirs up for it. */
async function fourAtOnce(): Promise<{ readonly town: Town }> {
  const town = await Town.found(4)
  const around = [1, 2, 3]
  await town.owe(
    ...around.map((from, i) => ({ from, to: around[(i + 1) % 3] ?? 1, amount: 50 + i, reference: `circle ${from}` })),
    { from: 0, to: 1, amount: 10, reference: 'out' },
    { from: 1, to: 0, amount: 10, reference: 'back' },
  )
  await town.pass(5 * MINUTE_MS)
  for (const i of [0, 1, 2, 3]) await town.propose(i)
  await town.settle([0, 1])
  return { town }
}
