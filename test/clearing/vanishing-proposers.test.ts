import { expect, test } from 'vitest'
import { Random } from '../support/random.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { ClearingFederation, MINUTE_MS } from './simulated-federation.ts'

const SEEDS = shortOrLong(2, 30)
const PROPOSERS = [0, 1, 2]

test.each(PROPOSERS)(
  'of three simultaneous rounds exactly one is committed, whichever proposer vanishes: the one at place %i',
  { timeout: 300_000 },
  async (vanished) => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = new Random(seed)
      await using federation = await ClearingFederation.found(4)
      const rest = [0, 1, 2, 3].filter((member) => member !== vanished)
      const [first = 0] = rest
      await federation.owe(
        ...rest.map((from, i) => ({ from, to: rest[(i + 1) % 3] ?? 0, amount: 50 + i, reference: `c${from}` })),
        { from: vanished, to: first, amount: 10, reference: 'out' },
        { from: first, to: vanished, amount: 10, reference: 'back' },
      )
      await federation.pass(5 * MINUTE_MS)
      for (const proposer of random.shuffle(PROPOSERS)) await federation.propose(proposer)
      // Some hear of the round of the one that vanishes, by chance.
      const { members } = federation.world
      for (let i = 0; i < 5; i++) await federation.world.gossip(random.pick(members), random.pick(members))
      federation.absent.add(vanished)
      await federation.settle()
      for (let minute = 0; minute < 60; minute += 5) await federation.pass(5 * MINUTE_MS)
      const committed = (await federation.roundsAt(3)).filter(({ status }) => status.endsWith('COMMITTED'))
      expect(committed.length, `seed ${seed}`).toBe(1)
    }
  },
)
