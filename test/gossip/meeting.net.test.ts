import { describe, expect, test } from 'vitest'
import { didOfPeer, peerIdOf } from '../../src/gossip/index.ts'
import { type Did, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { RULE_SET } from '../../src/log/index.ts'
import { whoMustUpgrade } from '../../src/node/index.ts'
import { Cooperative, pause, until, untilInSync } from './support/cooperative.ts'
import { signerNumber, sourceOf } from './support/member.ts'

describe('two cooperatives meet', () => {
  test('at a bootstrap address that names the peer', async () => {
    await using one = await Cooperative.start(1)
    await using two = await Cooperative.start(2, { bootstrap: [one.address] })
    await untilInSync(one, two)
    expect(two.peer(one)).toMatchObject({ connected: true, address: one.address, behindEntries: 0 })
    expect(two.peer(one)?.lastSyncAt).toBeGreaterThan(Date.now() - 60_000)
  })

  test('at a bootstrap address that does not say who is there', async () => {
    await using one = await Cooperative.start(1)
    await using two = await Cooperative.start(2, { bootstrap: [one.bareAddress] })
    await untilInSync(one, two)
    expect(two.peer(one)?.did).toBe(one.did)
  })

  test('under other rules, and each knows whose node must be upgraded', async () => {
    await using one = await Cooperative.start(1, { source: (sync) => sourceOf(sync, { ruleSet: RULE_SET + 1 }) })
    await using two = await Cooperative.start(2, { bootstrap: [one.address] })
    await untilInSync(one, two)
    expect(whoMustUpgrade(two.peer(one)?.ruleSet ?? null)).toBe('THIS_NODE')
    expect(two.peer(one)?.ruleSet).toBe(RULE_SET + 1)
    expect(one.peer(two)?.ruleSet).toBe(RULE_SET)
    expect([null, RULE_SET, RULE_SET - 1].map(whoMustUpgrade)).toEqual([null, null, 'THE_PEER'])
  })

  test('over WebSockets', async () => {
    await using one = await Cooperative.start(1, { listen: ['/ip4/127.0.0.1/tcp/0/ws'] })
    await one.member.publish('over the web')
    await using two = await Cooperative.start(2, { bootstrap: [one.bareAddress] })
    await untilInSync(one, two)
    expect(one.address).toContain('/ws/p2p/')
    expect(await two.member.count(PUBLIC_SCOPE)).toBe(1)
  })

  test('when an operator connects them, and the answer is who was there', async () => {
    await using one = await Cooperative.start(1)
    await using two = await Cooperative.start(2)
    expect(await two.network.connect(one.bareAddress)).toBe(one.did)
    await untilInSync(one, two)
  })

  test('at addresses that one of them has announced, some of them nonsense', async () => {
    await using one = await Cooperative.start(1)
    await using two = await Cooperative.start(2, {
      known: [{ did: one.did, multiaddrs: ['nonsense', one.bareAddress], isPartner: false }],
    })
    await untilInSync(one, two)
  })

  test('on the local network, without any address', async () => {
    // Others may run the same test on this network.
    const mdns = { service: `_rochdale-test-${process.pid}._udp.local`, intervalMs: 500 }
    await using one = await Cooperative.start(1, { mdns })
    await using two = await Cooperative.start(2, { mdns })
    await untilInSync(one, two)
  })

  test('again after one was away and came back at the same address with more to tell', async () => {
    const one = await Cooperative.start(1)
    const { store } = one.member
    const listen = [one.bareAddress]
    await using two = await Cooperative.start(2, { bootstrap: [one.bareAddress] })
    await untilInSync(one, two)
    await one[Symbol.asyncDispose]()
    await until('gone', () => two.peer(one)?.connected === false)
    expect(two.peer(one)?.inSync).toBe(false)

    await using back = await Cooperative.start(1, { store, listen })
    await back.member.publish('back again')
    await untilInSync(back, two)
    expect(await two.member.count(PUBLIC_SCOPE)).toBe(1)
  })

  test('though the one at the bootstrap address starts long after the other', async () => {
    const reserved = await Cooperative.start(1)
    const listen = [reserved.bareAddress]
    await reserved[Symbol.asyncDispose]()
    await using two = await Cooperative.start(2, { bootstrap: listen })
    await until('has tried', () => two.told.filter((line) => line.startsWith('dial failed')).length >= 2)
    await using one = await Cooperative.start(1, { listen })
    await untilInSync(one, two)
  })
})

describe('a connection proves who is there', () => {
  test('the peer id is the DID in another spelling', () => {
    const { did } = signerNumber(1)
    expect(didOfPeer(peerIdOf(did))).toBe(did)
  })

  test('an address that names another peer than the one who answers is not connected', async () => {
    await using one = await Cooperative.start(1)
    await using two = await Cooperative.start(2)
    const wrong = `${one.bareAddress}/p2p/${peerIdOf(signerNumber(3).did)}`
    await expect(two.network.connect(wrong)).rejects.toThrow(/cannot be reached/)
    expect(two.network.peers()).toEqual([])
  })

  test('nobody answers at an address where nobody listens', async () => {
    await using one = await Cooperative.start(1)
    await expect(one.network.connect('/ip4/127.0.0.1/tcp/1')).rejects.toMatchObject({ name: 'PeerUnreachableError' })
    await expect(one.network.connect('not an address')).rejects.toMatchObject({ name: 'PeerUnreachableError' })
    await expect(one.network.connect(one.bareAddress)).rejects.toThrow(/self/)
  })
})

describe('a cooperative that is not wanted', () => {
  test('is not let in, and not dialled', async () => {
    await using one = await Cooperative.start(1)
    await deny(one, signerNumber(2).did)
    await using two = await Cooperative.start(2, { bootstrap: [one.bareAddress] })
    await until('hung up', () => two.told.some((line) => line.startsWith('peer disconnected')))
    await expect(one.network.connect(two.bareAddress)).rejects.toMatchObject({ name: 'PeerUnreachableError' })
    expect(one.network.peers()).toEqual([])
  })

  test('is sent away when it is denied, and comes back when it is connected again', async () => {
    await using one = await Cooperative.start(1)
    await using two = await Cooperative.start(2, { bootstrap: [one.bareAddress] })
    await untilInSync(one, two)
    await deny(two, one.did)
    await two.network.disconnect(one.did)
    await until('gone', () => one.peer(two)?.connected === false)
    await pause(2000)
    expect(two.peer(one)?.connected).toBe(false)
    await two.member.store.transact((tx) => tx.deleteLocal('denial', one.did))
    await two.network.connect(one.bareAddress)
    await untilInSync(one, two)
  })
})

async function deny(cooperative: Cooperative, did: Did): Promise<void> {
  await cooperative.member.store.transact((tx) => tx.putLocal('denial', did, { reason: 'test' }))
}

test('who listens to peers hears of meeting, being in sync, and parting', async () => {
  await using one = await Cooperative.start(1)
  const heard: string[] = []
  const stop = one.network.onPeerChange((did) => {
    const peer = one.network.peers().find((known) => known.did === did)
    heard.push(`${peer?.connected ? 'connected' : 'gone'} ${peer?.inSync ? 'in sync' : 'not in sync'}`)
  })
  const two = await Cooperative.start(2, { bootstrap: [one.address] })
  await untilInSync(one, two)
  await two[Symbol.asyncDispose]()
  await until('gone', () => one.peer(two)?.connected === false && heard.at(-1) === 'gone not in sync')
  stop()
  expect(heard[0]).toBe('connected not in sync')
  expect(heard).toContain('connected in sync')
})
