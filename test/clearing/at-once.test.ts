import { describe, expect, test } from 'vitest'
import { COMMIT_GRACE_MS, ROUND_DURATION_MS } from '../../src/clearing/index.ts'
import { Random } from '../support/random.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { ClearingFederation, MINUTE_MS } from './simulated-federation.ts'

const SEEDS = shortOrLong(4, 24)

const CIRCLE = [
  { from: 0, to: 1, amount: 100, reference: 'flour' },
  { from: 1, to: 2, amount: 80, reference: 'timber' },
  { from: 2, to: 0, amount: 60, reference: 'repairs' },
]

/** Three who owe in a circle each propose a round before they have heard of the others'; in this order. */
async function proposedAtOnce(
  order: readonly number[],
): Promise<{ readonly federation: ClearingFederation; readonly rounds: string[] }> {
  const federation = await ClearingFederation.found(3)
  await federation.owe(...CIRCLE)
  await federation.pass(5 * MINUTE_MS)
  const rounds: string[] = []
  for (const i of order) rounds.push(await federation.propose(i))
  return { federation, rounds }
}

async function statuses(federation: ClearingFederation, at: number, rounds: readonly string[]): Promise<string[]> {
  return await Promise.all(rounds.map(async (id) => (await federation.round(at, id)).status))
}

describe('rounds that are proposed at once over the same debts', () => {
  test.each([[[0, 1, 2]], [[2, 1, 0]], [[1, 2, 0]]])(
    'exactly one of three is committed: the one whose proposer stands first (%j)',
    async (order) => {
      await using federation = await ClearingFederation.found(3)
      const ids = await federation.owe(...CIRCLE)
      const rounds = new Map<number, string>()
      for (const i of order) rounds.set(i, await federation.propose(i))
      await federation.settle()
      for (const i of [0, 1, 2]) {
        expect(await federation.round(i, rounds.get(0))).toMatchObject({ status: 'COMMITTED', committedTotal: '180' })
        for (const other of [1, 2])
          expect(await federation.round(i, rounds.get(other))).toMatchObject({ status: 'ABANDONED' })
        expect(await federation.remaining(i, ids)).toEqual(['40', '20', '0'])
        expect(await federation.logOf(i)).not.toContain('netting.rejected')
      }
      await federation.pass(ROUND_DURATION_MS)
      expect(await federation.remaining(0, ids)).toEqual(['40', '20', '0'])
    },
  )

  test('a later one does not displace one that it knew, wherever its proposer stands', async () => {
    await using federation = await ClearingFederation.found(4)
    await federation.owe(...CIRCLE, { from: 2, to: 3, amount: 50 }, { from: 3, to: 2, amount: 50 })
    federation.absent.add(1)
    const first = await federation.propose(2)
    await federation.settle()
    await expect(federation.propose(0)).rejects.toThrow('clearing.nothing-to-net')
    federation.absent.clear()
    await federation.settle()
    expect(await federation.round(0, first)).toMatchObject({ status: 'COMMITTED', committedTotal: '280' })
  })

  test('when the one that goes first never ends, the others go on after it', async () => {
    await using federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE)
    const gone = await federation.propose(0)
    const given = await federation.propose(1)
    await federation.settle([0, 1])
    federation.absent.add(0)
    await federation.settle()
    expect(await federation.round(2, given)).toMatchObject({ status: 'ABANDONED' })
    await federation.pass(21 * MINUTE_MS)
    expect(await federation.round(2, gone)).toMatchObject({ status: 'EXPIRED' })
    federation.absent.clear()
    await federation.settle()
    // The second one’s node has proposed again what it had given up.
    const committed = (await federation.roundsAt(2)).filter(({ status }) => status === 'COMMITTED')
    expect(committed).toMatchObject([{ proposer: federation.did(1) }])
    expect(await federation.remaining(1, ids)).toEqual(['40', '20', '0'])
  })

  test(`${SEEDS} times out of ${SEEDS} one is committed and the others are given up for it, in whatever order they are heard of`, async () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = new Random(seed)
      const { federation, rounds } = await proposedAtOnce(random.shuffle([0, 1, 2]))
      await using _ = federation
      for (let i = 0; i < 6; i++)
        await federation.world.gossip(random.pick(federation.world.members), random.pick(federation.world.members))
      await federation.settle()
      expect((await statuses(federation, 0, rounds)).sort()).toEqual(['ABANDONED', 'ABANDONED', 'COMMITTED'])
      expect((await federation.refused(1, federation.proposing())).code).toBe('clearing.nothing-to-net')
    }
  })

  test('where the proposer that goes first vanishes, one is committed by those who are left, without the silent one’s circles', async () => {
    const { federation } = await fourAtOnce()
    await using _ = federation
    federation.absent.add(0)
    await federation.settle()
    const open = await federation.roundsAt(1)
    expect(open.filter(({ status }) => status === 'COMMITTED')).toEqual([])
    await federation.pass(ROUND_DURATION_MS + COMMIT_GRACE_MS + 1)
    // The circle with the one that is silent is dropped at the new round's own deadline.
    await federation.pass(ROUND_DURATION_MS + 1)
    const committed = (await federation.roundsAt(1)).filter(({ status }) => status === 'PARTLY_COMMITTED')
    expect(committed).toHaveLength(1)
    expect(committed[0]?.proposer).not.toBe(federation.did(0))
  })
})

/** The first one's round is heard of by all before it vanishes; three others have proposed too, and gave theirs up for it. */
async function fourAtOnce(): Promise<{ readonly federation: ClearingFederation }> {
  const federation = await ClearingFederation.found(4)
  const around = [1, 2, 3]
  await federation.owe(
    ...around.map((from, i) => ({ from, to: around[(i + 1) % 3] ?? 1, amount: 50 + i, reference: `circle ${from}` })),
    { from: 0, to: 1, amount: 10, reference: 'out' },
    { from: 1, to: 0, amount: 10, reference: 'back' },
  )
  await federation.pass(5 * MINUTE_MS)
  for (const i of [0, 1, 2, 3]) await federation.propose(i)
  await federation.settle([0, 1])
  return { federation }
}
