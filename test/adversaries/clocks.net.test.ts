import { afterAll, beforeAll, expect, test } from 'vitest'
import { syncMessages } from '../../src/gossip/sync/wire.ts'
import { sha256 } from '../../src/identity/index.ts'
import type { Instant } from '../../src/kernel/index.ts'
import { RULE_SET } from '../../src/log/index.ts'
import { Adversary } from './support/adversary.ts'
import { flood } from './support/flood.ts'
import { confirmedWithin, DEBTS, HonestPair } from './support/honest-pair.ts'

const STRANGERS = 6
const TEN_MINUTES_MS = 600_000

let pair: HonestPair

beforeAll(async () => {
  pair = await HonestPair.start()
})

afterAll(() => pair?.[Symbol.asyncDispose]())

test('strangers who say that it is ten minutes earlier keep nobody from signing', async () => {
  const figures = await confirmedWithin(pair, async () => {
    const floods = new AsyncDisposableStack()
    for (const [node, did] of [
      [pair.debtor, pair.debtorDid],
      [pair.creditor, pair.creditorDid],
    ] as const) {
      for (const stranger of await Adversary.crowd(STRANGERS, node.multiaddr)) {
        floods.use(stranger)
        floods.use(flood({ perSecond: 2, times: 100 }, () => stranger.say(did, helloOf(Date.now() - TEN_MINUTES_MS))))
      }
    }
    return floods
  })
  expect(figures.floodedMs).toHaveLength(DEBTS)
  for (const { client } of pair.nodes) {
    const { self } = await client.request<{ self: unknown }>('{ self { signingStop { cause } } }')
    expect(self).toEqual({ signingStop: null })
  }
  console.info(`clocks of ${2 * STRANGERS} strangers: ${JSON.stringify(figures)}`)
})

function helloOf(at: number): Uint8Array {
  return syncMessages.encode({ type: 'hello', at: at as Instant, digest: sha256(new Uint8Array()), ruleSet: RULE_SET })
}
