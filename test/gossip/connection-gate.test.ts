import { multiaddr } from '@multiformats/multiaddr'
import { expect, test } from 'vitest'
import { crowdOf } from '../../src/gossip/host/addresses.ts'
import { ConnectionGate, HANDSHAKES_LIMIT, UNPROVEN_PER_ADDRESS_MAX } from '../../src/gossip/host/connection-gate.ts'
import type { Instant } from '../../src/kernel/index.ts'

const START = Date.UTC(2026, 0, 1)
const at = (ms: number) => (START + ms) as Instant

test('an address may have some connections that prove no key, until one of them has ended', () => {
  const doorstep = new ConnectionGate()
  const entered = Array.from({ length: UNPROVEN_PER_ADDRESS_MAX }, () => doorstep.enter('192.0.2.1', at(0)))
  expect(entered.every((over) => over !== null)).toBe(true)
  expect(doorstep.enter('192.0.2.1', at(0))).toBeNull()
  expect(doorstep.enter('192.0.2.2', at(0))).not.toBeNull()
  entered[0]?.()
  entered[0]?.()
  expect(doorstep.enter('192.0.2.1', at(0))).not.toBeNull()
  expect(doorstep.enter('192.0.2.1', at(0))).toBeNull()
})

test('an address may knock in a burst, and then as often as a second gives', () => {
  const doorstep = new ConnectionGate()
  const knock = (ms: number) => {
    const over = doorstep.enter('192.0.2.1', at(ms))
    over?.()
    return over !== null
  }
  expect(Array.from({ length: 1000 }, () => knock(0)).filter(Boolean)).toHaveLength(HANDSHAKES_LIMIT.burst)
  expect(Array.from({ length: 1000 }, () => knock(1000)).filter(Boolean)).toHaveLength(HANDSHAKES_LIMIT.perSecond)
})

test('loopback is bounded by none of this: whoever is there is on this machine, or behind its proxy', () => {
  const doorstep = new ConnectionGate()
  expect(Array.from({ length: 1000 }, () => doorstep.enter(null, at(0))).every((over) => over !== null)).toBe(true)
})

test.each([
  ['/ip4/192.0.2.1/tcp/4001', '192.0.2.1'],
  ['/ip4/192.0.2.1/tcp/50000/ws', '192.0.2.1'],
  ['/ip6/::ffff:192.0.2.1/tcp/4001', '192.0.2.1'],
  ['/ip6/2a00:1450:4001:0:1:2:3:4/tcp/4001', '2a00:1450:4001:0'],
  ['/ip6/2a00:1450:4001::9/tcp/4001', '2a00:1450:4001:0'],
  ['/ip4/127.0.0.1/tcp/4001', null],
  ['/ip6/::1/tcp/4001', null],
])('connections from %s count as those of %s', (address, crowd) => {
  expect(crowdOf(multiaddr(address))).toBe(crowd)
})
