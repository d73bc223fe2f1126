import { afterAll, beforeAll, expect, test } from 'vitest'
import { waitFor } from '../../src/cli/client.ts'
import { CONNECTIONS_MAX, KEPT_FOR_KNOWN } from '../../src/gossip/host/connection-slots.ts'
import { isConnected } from '../federation/support/dealings.ts'
import { HonestPair } from './support/honest-pair.ts'
import { type Occupier, occupy } from './support/occupier.ts'

/** More than the places that strangers are given. */
const STRANGERS = CONNECTIONS_MAX - KEPT_FOR_KNOWN + 22
const CONNECTIONS_OF_ONE = 30
/** Long enough for a stranger to take the place of whoever left. */
const AWAY_MS = 7000

let pair: HonestPair

beforeAll(async () => {
  pair = await HonestPair.start()
})

afterAll(() => pair?.[Symbol.asyncDispose]())

test('a partner that restarts gets back in while strangers take every place that they are given', async () => {
  const [calmMs = 0] = await pair.confirmations(1)
  const occupiers: Occupier[] = []
  try {
    // One that opens many connections, and many that come back whenever they are thrown out.
    occupiers.push(await occupy(pair.debtor.multiaddr, { keys: 1, connectionsEach: CONNECTIONS_OF_ONE }))
    occupiers.push(await occupy(pair.debtor.multiaddr, { keys: STRANGERS, connectionsEach: 1 }))
    const held = () => occupiers.reduce((count, occupier) => count + occupier.held, 0)
    await waitFor('they have their places', async () => held() >= 100, { timeoutMs: 300_000 })
    await pair.restartCreditor(AWAY_MS)
    await waitFor('the partner is back', () => isConnected(pair.debtor, pair.creditorDid))
    const latencies = await pair.confirmations(3)
    console.info(`${held()} connections of strangers; calm ${calmMs} ms, beside them ${latencies}`)
    expect(latencies).toHaveLength(3)
    const connected = await waitFor('strangers are back, too', async () => {
      const query = '{ self { connectedPeers } }'
      const { self } = await pair.debtor.client.request<{ self: { connectedPeers: number } }>(query)
      return self.connectedPeers > 50 && self.connectedPeers
    })
    expect(connected).toBeLessThanOrEqual(CONNECTIONS_MAX - KEPT_FOR_KNOWN + 1)
    expect(pair.bans()).toEqual([])
  } finally {
    await Promise.all(occupiers.map((occupier) => occupier[Symbol.asyncDispose]()))
  }
})
