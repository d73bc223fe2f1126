import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { topicMessages } from '../../src/gossip/pubsub/message.ts'
import { MESSAGES_LIMIT } from '../../src/gossip/reputation/peer-reputation.ts'
import { sha256 } from '../../src/identity/index.ts'
import { Adversary } from './support/adversary.ts'
import { flood } from './support/flood.ts'
import { confirmedWithin, DEBTS, HonestPair } from './support/honest-pair.ts'

const STRANGERS = 4
const SECONDS_MAX = 60

let pair: HonestPair

beforeAll(async () => {
  pair = await HonestPair.start()
})

afterAll(() => pair?.[Symbol.asyncDispose]())

test('a node that relays the notices of some strangers, each within its limit, stays a partner of its partners', async () => {
  const perSecond = MESSAGES_LIMIT.perSecond * 0.95
  const figures = await confirmedWithin(
    pair,
    async () => {
      const floods = new AsyncDisposableStack()
      const strangers = await Adversary.crowd(STRANGERS, pair.debtor.multiaddr)
      for (const stranger of strangers) {
        floods.use(stranger)
        floods.use(
          flood({ perSecond, times: perSecond * SECONDS_MAX }, () => stranger.publish('clearing', randomNotice())),
        )
      }
      return floods
    },
    // More than a neighbour may say at once, and in that time.
    { leadMs: 8_000 },
  )
  expect(figures.floodedMs).toHaveLength(DEBTS)
  console.info(`notices of ${STRANGERS} strangers: ${JSON.stringify(figures)}`)
})

/** A notice of a scope that nobody knows. */
function randomNotice(): Uint8Array {
  const notice = { tag: sha256(randomBytes(32)), head: sha256(randomBytes(32)) }
  return topicMessages.encode({ type: 'notices', notices: [notice] })
}
