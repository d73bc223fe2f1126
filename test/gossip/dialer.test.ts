import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  ADDRESSES_PER_PEER_MAX,
  ADDRESSES_PER_STRANGER_MAX,
  Dialer,
  HURRY_MS_MIN,
  KNOWN_REDIAL_MS_MAX,
  LASTING_MS,
  MOVED_MS_MIN,
  PEERS_WANTED,
  REDIAL_MS,
  REDIAL_MS_MAX,
  redialMs,
  TARGETS_MAX,
} from '../../src/gossip/host/dialer.ts'
import {
  STRANGER_EVERY_MS,
  STRANGERS_AT_ONCE_MAX,
  STRANGERS_PER_HOST_MAX,
} from '../../src/gossip/host/stranger-dials.ts'
import type { Did } from '../../src/kernel/index.ts'
import { shortOrLong } from '../support/short-or-long.ts'

const SELF = 'did:key:self' as Did
const PEER = 'did:key:peer' as Did
const ADDRESS = '/ip4/192.0.2.1/tcp/4001'
const HOUR_MS = 60 * 60 * 1000

/** A dialer over a network that this test plays: it says who answers where. */
function play(answers: (target: string) => Did | null, tickMs = 100) {
  const connected = new Set<Did>()
  const dials: string[] = []
  const answer = async (target: string): Promise<Did> => {
    dials.push(target)
    const did = answers(target)
    if (did === null) throw new Error('nobody there')
    connected.add(did)
    return did
  }
  const addresses: (readonly string[])[] = []
  const dialer = new Dialer({
    self: SELF,
    tickMs,
    connected,
    dial: answer,
    dialPeer: async (did, at) => {
      addresses.push(at)
      return await answer(did)
    },
    onFailure: () => {},
  })
  return { dialer, connected, dials, addresses }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
})

afterEach(() => {
  vi.useRealTimers()
})

describe('an address that somebody gave us', () => {
  test('is dialled for ever, with pauses that grow to a minute', async () => {
    const { dialer, dials } = play(() => null)
    dialer.keep(ADDRESS)
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    const first = dials.length
    expect(first).toBeGreaterThan(HOUR_MS / (1.5 * REDIAL_MS_MAX))
    expect(first).toBeLessThan(HOUR_MS / (0.5 * REDIAL_MS_MAX) + 10)
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    expect(dials.length).toBeGreaterThan(first + 30)
    dialer[Symbol.dispose]()
  })

  test('is left alone while the connection stands, and dialled at once when it is gone', async () => {
    const { dialer, dials, connected } = play(() => PEER)
    dialer.keep(ADDRESS)
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    expect(dials).toHaveLength(1)
    connected.delete(PEER)
    await vi.advanceTimersByTimeAsync(200)
    expect(dials).toHaveLength(2)
    dialer[Symbol.dispose]()
  })

  test('where the peer hangs up each time is dialled less and less', async () => {
    const { dialer, dials, connected } = play(() => PEER)
    dialer.keep(ADDRESS)
    for (let elapsed = 0; elapsed < HOUR_MS; elapsed += 1000) {
      await vi.advanceTimersByTimeAsync(1000)
      connected.delete(PEER)
    }
    expect(LASTING_MS).toBeGreaterThan(1000)
    expect(dials.length).toBeLessThan(HOUR_MS / (0.5 * REDIAL_MS_MAX) + 10)
    dialer[Symbol.dispose]()
  })

  test('is dialled no more when the dialer has been disposed', async () => {
    const { dialer, dials } = play(() => null)
    dialer.keep(ADDRESS)
    dialer[Symbol.dispose]()
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    expect(dials).toEqual([])
  })
})

describe('a partner', () => {
  const known = { did: PEER, multiaddrs: [ADDRESS], isPartner: true }

  test('is dialled at the addresses that it announced, a bounded number of them', async () => {
    const { dialer, addresses } = play(() => PEER)
    dialer.offer({ ...known, multiaddrs: Array.from({ length: 100 }, (_, i) => `${ADDRESS}${i}`) })
    await vi.advanceTimersByTimeAsync(200)
    expect(addresses.map(({ length }) => length)).toEqual([ADDRESSES_PER_PEER_MAX])
    dialer[Symbol.dispose]()
  })

  test('is not this cooperative', async () => {
    const { dialer, dials } = play(() => SELF)
    dialer.offer({ ...known, did: SELF })
    await vi.advanceTimersByTimeAsync(200)
    expect(dials).toEqual([])
    dialer[Symbol.dispose]()
  })

  test('that never answers is tried less and less, and sooner when it announces another address or has news', async () => {
    const { dialer, dials } = play(() => null)
    dialer.offer(known)
    await vi.advanceTimersByTimeAsync(6 * HOUR_MS)
    const tried = dials.length
    expect(tried).toBeLessThan(30)
    dialer.offer(known)
    await vi.advanceTimersByTimeAsync(MOVED_MS_MIN + 200)
    expect(dials.length - tried).toBeLessThanOrEqual(1)
    const before = dials.length
    dialer.offer({ ...known, multiaddrs: [`${ADDRESS}2`] })
    await vi.advanceTimersByTimeAsync(MOVED_MS_MIN + 200)
    expect(dials.length).toBe(before + 1)
    await vi.advanceTimersByTimeAsync(HURRY_MS_MIN)
    dialer.hurry(PEER)
    await vi.advanceTimersByTimeAsync(200)
    expect(dials.length).toBe(before + 2)
    dialer[Symbol.dispose]()
  })

  test('that announces other addresses or has news again and again is dialled no more often for it', async () => {
    const { dialer, dials } = play(() => null)
    for (let i = 0; i < 600; i++) {
      dialer.offer({ ...known, multiaddrs: [`${ADDRESS}${i % 7}`] })
      dialer.hurry(PEER)
      await vi.advanceTimersByTimeAsync(1000)
    }
    expect(dials.length).toBeLessThanOrEqual(600_000 / HURRY_MS_MIN + 10)
    dialer[Symbol.dispose]()
  })

  test('is not sought while there are peers enough', async () => {
    const { dialer, dials, connected } = play(() => PEER)
    for (let i = 0; i < PEERS_WANTED; i++) connected.add(`did:key:${i}` as Did)
    dialer.offer(known)
    await vi.advanceTimersByTimeAsync(1000)
    expect(dials).toEqual([])
    connected.delete('did:key:0' as Did)
    await vi.advanceTimersByTimeAsync(200)
    expect(dials).toEqual([PEER])
    dialer[Symbol.dispose]()
  })

  test('that has news for us is sought however many peers there are, until it is connected', async () => {
    const { dialer, dials, connected } = play(() => PEER)
    for (let i = 0; i < PEERS_WANTED; i++) connected.add(`did:key:${i}` as Did)
    dialer.offer(known)
    dialer.hurry(PEER)
    await vi.advanceTimersByTimeAsync(200)
    expect(dials).toEqual([PEER])
    connected.delete(PEER)
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    expect(dials).toEqual([PEER])
    dialer[Symbol.dispose]()
  })

  test('that an operator has sent away is not sought until he connects it again', async () => {
    const { dialer, dials, connected } = play(() => PEER)
    dialer.shun(PEER)
    dialer.offer(known)
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    expect(dials).toEqual([])
    dialer.kept(ADDRESS, PEER)
    await vi.advanceTimersByTimeAsync(200)
    expect(connected.has(PEER)).toBe(true)
    dialer[Symbol.dispose]()
  })

  test('finds room among strangers, however many there are', async () => {
    const { dialer, dials } = play(() => null)
    for (let i = 0; i < shortOrLong(3_000, 100_000); i++) dialer.offer(strangerNumber(i))
    dialer.offer(known)
    await vi.advanceTimersByTimeAsync(200)
    expect(dials).toContain(PEER)
    dialer[Symbol.dispose]()
  })
})

describe('a stranger', () => {
  test('is dialled once an hour at most, whatever it announces and however often it says that it has news', async () => {
    const { dialer, dials } = play(() => null)
    for (let i = 0; i < 3 * 60; i++) {
      dialer.offer(strangerNumber(1, [`/ip4/192.0.2.${i}/tcp/4001`]))
      dialer.hurry(strangerNumber(1).did)
      await vi.advanceTimersByTimeAsync(60_000)
    }
    expect(dials.length).toBeGreaterThan(1)
    expect(dials.length).toBeLessThanOrEqual(3)
    dialer[Symbol.dispose]()
  })

  test('is dialled at few of its addresses', async () => {
    const { dialer, addresses } = play(() => null)
    dialer.offer(
      strangerNumber(
        1,
        Array.from({ length: 100 }, (_, i) => `${ADDRESS}${i}`),
      ),
    )
    await vi.advanceTimersByTimeAsync(200)
    expect(addresses.map(({ length }) => length)).toEqual([ADDRESSES_PER_STRANGER_MAX])
    dialer[Symbol.dispose]()
  })

  test('is one of many: a crowd makes this node dial at its own pace, and nobody twice in an hour', async () => {
    const { dialer, dials } = play(() => null, 5000)
    for (let i = 0; i < 5000; i++) dialer.offer(strangerNumber(i))
    await vi.advanceTimersByTimeAsync(30_000)
    expect(dials.length).toBeLessThanOrEqual(STRANGERS_AT_ONCE_MAX + 30_000 / STRANGER_EVERY_MS)
    for (let i = 0; i < 58; i++) {
      for (let k = 0; k < 5000; k += 10) dialer.offer(strangerNumber(k + (i % 10)))
      await vi.advanceTimersByTimeAsync(60_000)
    }
    expect(new Set(dials).size).toBe(dials.length)
    dialer[Symbol.dispose]()
  })

  test('may share a host with others, but a crowd does not send this node to one victim', async () => {
    const { dialer, dials } = play(() => null, 5000)
    for (let i = 0; i < 100; i++) dialer.offer(strangerNumber(i, [`/ip4/198.51.100.7/tcp/${4000 + i}`]))
    await vi.advanceTimersByTimeAsync(HOUR_MS / 2)
    expect(dials).toHaveLength(STRANGERS_PER_HOST_MAX)
    dialer[Symbol.dispose]()
  })

  test('that has become a partner is sought as one', async () => {
    const { dialer, dials } = play(() => null)
    dialer.offer(strangerNumber(1))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(dials).toHaveLength(1)
    dialer.offer({ ...strangerNumber(1), isPartner: true })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(dials.length).toBeGreaterThan(4)
    dialer[Symbol.dispose]()
  })

  test('makes room for another once it has been tried, and is not forgotten for that', async () => {
    const { dialer, dials } = play(() => null, 1000)
    for (let i = 0; i < TARGETS_MAX; i++) dialer.offer(strangerNumber(i))
    await vi.advanceTimersByTimeAsync(2000)
    const tried = new Set(dials)
    expect(tried.size).toBeGreaterThanOrEqual(STRANGERS_AT_ONCE_MAX)
    dialer.offer(strangerNumber(TARGETS_MAX))
    for (let i = 0; i < TARGETS_MAX; i++) dialer.offer(strangerNumber(i))
    await vi.advanceTimersByTimeAsync(HOUR_MS / 2)
    expect(new Set(dials).size).toBe(dials.length)
    dialer[Symbol.dispose]()
  })
})

describe('what is found on the local network', () => {
  test('is sought there, beside what it announces, with pauses that grow', async () => {
    const { dialer, dials, addresses } = play(() => null)
    dialer.offer(strangerNumber(1))
    dialer.found(strangerNumber(1).did, ['/ip4/192.168.1.9/tcp/4001'])
    await vi.advanceTimersByTimeAsync(HOUR_MS)
    expect(addresses).toContainEqual(['/ip4/192.168.1.9/tcp/4001'])
    expect(dials.length).toBeGreaterThan(5)
    expect(dials.length).toBeLessThan(30)
    dialer[Symbol.dispose]()
  })
})

/** A cooperative with which this one has nothing to do, at an address of its own. */
function strangerNumber(
  number: number,
  multiaddrs = [`/ip4/10.${number >> 16}.${(number >> 8) & 255}.${number & 255}/tcp/4001`],
) {
  return { did: `did:key:stranger-${number}` as Did, multiaddrs, isPartner: false }
}

test('pauses double from a second, spread by half, up to their longest', () => {
  expect(redialMs({ address: ADDRESS, failures: 1 }, 0.5)).toBe(REDIAL_MS)
  expect(redialMs({ address: ADDRESS, failures: 4 }, 0.5)).toBe(8 * REDIAL_MS)
  expect(redialMs({ address: ADDRESS, failures: 4 }, 0)).toBe(4 * REDIAL_MS)
  expect(redialMs({ address: ADDRESS, failures: 1000 }, 0.5)).toBe(REDIAL_MS_MAX)
  expect(redialMs({ address: null, failures: 1000 }, 0.5)).toBe(KNOWN_REDIAL_MS_MAX)
})
