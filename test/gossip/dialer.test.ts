import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  ADDRESSES_PER_PEER_MAX,
  Dialer,
  KNOWN_REDIAL_MS_MAX,
  LASTING_MS,
  PEERS_WANTED,
  REDIAL_MS,
  REDIAL_MS_MAX,
  redialMs,
  TARGETS_MAX,
} from '../../src/gossip/dialer.ts'
import type { Did } from '../../src/kernel/index.ts'

const SELF = 'did:key:self' as Did
const PEER = 'did:key:peer' as Did
const ADDRESS = '/ip4/192.0.2.1/tcp/4001'
const HOUR_MS = 60 * 60 * 1000

/** A dialer over a network that this test plays: it says who answers where. */
function play(answers: (target: string) => Did | null) {
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
    tickMs: 100,
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

describe('a known cooperative', () => {
  const known = { did: PEER, multiaddrs: [ADDRESS] }

  test('is dialled at the addresses that it announced, a bounded number of them', async () => {
    const { dialer, addresses } = play(() => PEER)
    dialer.offer({ did: PEER, multiaddrs: Array.from({ length: 100 }, (_, i) => `${ADDRESS}${i}`) })
    await vi.advanceTimersByTimeAsync(200)
    expect(addresses.map(({ length }) => length)).toEqual([ADDRESSES_PER_PEER_MAX])
    dialer[Symbol.dispose]()
  })

  test('is not this one', async () => {
    const { dialer, dials } = play(() => SELF)
    dialer.offer({ did: SELF, multiaddrs: [ADDRESS] })
    await vi.advanceTimersByTimeAsync(200)
    expect(dials).toEqual([])
    dialer[Symbol.dispose]()
  })

  test('that never answers is tried less and less, and again when it announces another address or has news', async () => {
    const { dialer, dials } = play(() => null)
    dialer.offer(known)
    await vi.advanceTimersByTimeAsync(6 * HOUR_MS)
    const tried = dials.length
    expect(tried).toBeLessThan(30)
    dialer.offer(known)
    await vi.advanceTimersByTimeAsync(200)
    expect(dials.length - tried).toBeLessThanOrEqual(1)
    const before = dials.length
    dialer.offer({ did: PEER, multiaddrs: [`${ADDRESS}2`] })
    await vi.advanceTimersByTimeAsync(200)
    expect(dials.length).toBe(before + 1)
    dialer.hurry(PEER)
    await vi.advanceTimersByTimeAsync(200)
    expect(dials.length).toBe(before + 2)
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

  test('makes room for another when there are too many and it has failed most', async () => {
    const { dialer, dials } = play(() => null)
    for (let i = 0; i < TARGETS_MAX; i++) dialer.offer({ did: `did:key:${i}` as Did, multiaddrs: [ADDRESS] })
    await vi.advanceTimersByTimeAsync(60_000)
    dialer.offer(known)
    await vi.advanceTimersByTimeAsync(10_000)
    expect(dials).toContain(PEER)
    dialer[Symbol.dispose]()
  })
})

test('pauses double from a second, spread by half, up to their longest', () => {
  expect(redialMs({ address: ADDRESS, failures: 1 }, 0.5)).toBe(REDIAL_MS)
  expect(redialMs({ address: ADDRESS, failures: 4 }, 0.5)).toBe(8 * REDIAL_MS)
  expect(redialMs({ address: ADDRESS, failures: 4 }, 0)).toBe(4 * REDIAL_MS)
  expect(redialMs({ address: ADDRESS, failures: 1000 }, 0.5)).toBe(REDIAL_MS_MAX)
  expect(redialMs({ address: null, failures: 1000 }, 0.5)).toBe(KNOWN_REDIAL_MS_MAX)
})
