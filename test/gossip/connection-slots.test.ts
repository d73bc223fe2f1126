import { describe, expect, test } from 'vitest'
import {
  CONNECTIONS_MAX,
  CONNECTIONS_PER_ADDRESS_MAX,
  CONNECTIONS_PER_PEER_MAX,
  type Guest,
  KEPT_FOR_KNOWN,
  KEPT_FOR_PARTNERS,
  withoutPlace,
} from '../../src/gossip/host/connection-slots.ts'
import type { Did } from '../../src/kernel/index.ts'
import { cpuMsOf } from '../support/cpu-time.ts'

let opened = 0

function guest(rank: Guest['rank'], options: Partial<Guest> = {}): Guest {
  opened += 1
  return { did: `did:key:${rank}-${opened}` as Did, rank, address: null, openedAt: opened, ...options }
}

function many(count: number, rank: Guest['rank'], options: Partial<Guest> = {}): Guest[] {
  return Array.from({ length: count }, () => guest(rank, options))
}

const countOf = (guests: readonly Guest[], rank: Guest['rank']) => guests.filter((one) => one.rank === rank).length

describe('places for connections', () => {
  test('strangers leave some free, however many there are, and the newest of them go', () => {
    const strangers = many(300, 'stranger')
    const out = withoutPlace(strangers)
    expect(out).toHaveLength(300 - (CONNECTIONS_MAX - KEPT_FOR_KNOWN))
    expect(new Set(out)).toEqual(new Set(strangers.slice(-out.length)))
  })

  test('a partner gets in where all places are taken, and a stranger goes for it', () => {
    const all = [...many(CONNECTIONS_MAX - KEPT_FOR_KNOWN, 'stranger'), ...many(64, 'member'), ...many(64, 'partner')]
    expect(withoutPlace(all)).toEqual([])
    const out = withoutPlace([...all, guest('partner')])
    expect(out.map(({ rank }) => rank)).toEqual(['stranger'])
  })

  test('members stand before strangers and leave some free for partners', () => {
    const out = withoutPlace([...many(200, 'stranger'), ...many(300, 'member')])
    expect(countOf(out, 'member')).toBe(300 - (CONNECTIONS_MAX - KEPT_FOR_PARTNERS))
    expect(countOf(out, 'stranger')).toBe(200)
  })

  test('there are never more than all, even of partners', () => {
    const out = withoutPlace([...many(300, 'partner'), ...many(10, 'member'), ...many(10, 'stranger')])
    expect(out).toHaveLength(320 - CONNECTIONS_MAX)
    expect(countOf(out, 'partner')).toBe(300 - CONNECTIONS_MAX)
  })

  test('of one peer the newest connections stay: the others may be dead', () => {
    const did = 'did:key:again' as Did
    const guests = many(10, 'partner', { did })
    const out = withoutPlace(guests)
    expect(new Set(out)).toEqual(new Set(guests.slice(0, 10 - CONNECTIONS_PER_PEER_MAX)))
  })

  test('strangers of one address have few, members and partners at it as many as they need', () => {
    const address = '192.0.2.1'
    const strangers = many(20, 'stranger', { address })
    const known = [...many(20, 'member', { address }), ...many(20, 'partner', { address })]
    const out = withoutPlace([...strangers, ...known])
    expect(new Set(out)).toEqual(new Set(strangers.slice(CONNECTIONS_PER_ADDRESS_MAX)))
  })

  test('a stranger from elsewhere takes the place of one of a crowd', () => {
    const crowds = Array.from({ length: 16 }, (_, i) => many(8, 'stranger', { address: `192.0.2.${i}` })).flat()
    expect(withoutPlace(crowds)).toEqual([])
    const newcomer = guest('stranger', { address: '198.51.100.1' })
    const out = withoutPlace([...crowds, newcomer])
    expect(out).toHaveLength(1)
    expect(out).not.toContain(newcomer)
  })

  test('a hundred thousand are decided on in a moment', () => {
    const guests = Array.from({ length: 100_000 }, (_, i) => guest('stranger', { address: `address ${i % 1000}` }))
    const ms = cpuMsOf(() => expect(withoutPlace(guests)).toHaveLength(100_000 - (CONNECTIONS_MAX - KEPT_FOR_KNOWN)))
    expect(ms).toBeLessThan(5000)
  })
})
