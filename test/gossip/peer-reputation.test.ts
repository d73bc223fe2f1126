import { describe, expect, test } from 'vitest'
import {
  BAN_MS,
  BAN_MS_MAX,
  EXCHANGES_LIMIT,
  EXCHANGES_OVER_LIMIT_PER_STRIKE,
  MESSAGES_LIMIT,
  PeerReputation,
  REPUTATIONS_MAX,
  STRIKE_MEMORY_MS,
  STRIKES_MAX,
  TAKEN_BYTES_LIMIT,
  TAKEN_BYTES_OF_PARTNERS_LIMIT,
} from '../../src/gossip/reputation/peer-reputation.ts'
import { TokenBucket } from '../../src/gossip/reputation/token-bucket.ts'
import type { Did, Instant } from '../../src/kernel/index.ts'

const START = Date.UTC(2026, 0, 1)
const PEER = 'did:key:peer' as Did

function at(ms: number): Instant {
  return (START + ms) as Instant
}

/** Strikes a peer until it is banned; answers how many it took. */
function strikeUntilBanned(reputation: PeerReputation, ms: number): number {
  for (let strikes = 1; strikes <= 100; strikes++) if (reputation.strike(PEER, at(ms))) return strikes
  return Number.POSITIVE_INFINITY
}

describe('a peer that breaks the rules', () => {
  test('is banned after some strikes, and for a while', () => {
    const reputation = new PeerReputation()
    expect(strikeUntilBanned(reputation, 0)).toBe(STRIKES_MAX)
    expect(reputation.isBanned(PEER, at(BAN_MS - 1))).toBe(true)
    expect(reputation.isBanned(PEER, at(BAN_MS))).toBe(false)
    expect(reputation.isBanned('did:key:other' as Did, at(0))).toBe(false)
  })

  test('is banned for twice as long each time, up to a day', () => {
    const reputation = new PeerReputation()
    let ms = 0
    for (let ban = BAN_MS; ban < BAN_MS_MAX * 4; ban *= 2) {
      const expected = Math.min(ban, BAN_MS_MAX)
      strikeUntilBanned(reputation, ms)
      expect(reputation.isBanned(PEER, at(ms + expected - 1))).toBe(true)
      expect(reputation.isBanned(PEER, at(ms + expected))).toBe(false)
      ms += expected
    }
  })

  test('is forgiven old strikes', () => {
    const reputation = new PeerReputation()
    for (let i = 1; i < STRIKES_MAX; i++) reputation.strike(PEER, at(0))
    expect(reputation.strike(PEER, at(STRIKE_MEMORY_MS + 1))).toBe(false)
  })

  test('is not washed clean by coming back, nor by a crowd of new names, as long as memory for strikes lasts', () => {
    const reputation = new PeerReputation()
    strikeUntilBanned(reputation, 0)
    for (let i = 0; i < 2 * REPUTATIONS_MAX; i++) reputation.mayOpenExchange(`did:key:${i}` as Did, at(0))
    for (let i = 1; i < REPUTATIONS_MAX; i++) reputation.strike(`did:key:${i}` as Did, at(0))
    expect(reputation.isBanned(PEER, at(1))).toBe(true)
    reputation.strike('did:key:one more' as Did, at(0))
    expect(reputation.isBanned(PEER, at(1))).toBe(false)
  })
})

describe('a peer that is too busy', () => {
  test('may open a burst of exchanges, then as many as a second gives', () => {
    const reputation = new PeerReputation()
    const opened = (ms: number) => {
      let count = 0
      while (reputation.mayOpenExchange(PEER, at(ms)) === 'yes') count += 1
      return count
    }
    expect(opened(0)).toBe(EXCHANGES_LIMIT.burst)
    expect(opened(1000)).toBe(EXCHANGES_LIMIT.perSecond)
    expect(opened(1000)).toBe(0)
  })

  test('may bring so much at once, then waits for as long as its rate asks; a partner brings more', () => {
    const reputation = new PeerReputation()
    const mebibyte = 1024 * 1024
    for (const [isPartner, limit] of [
      [false, TAKEN_BYTES_LIMIT],
      [true, TAKEN_BYTES_OF_PARTNERS_LIMIT],
    ] as const) {
      for (let i = 0; i < limit.burst / mebibyte; i++) {
        expect(reputation.msUntilTaken(PEER, mebibyte, isPartner, at(0))).toBe(0)
      }
      const waitMs = (mebibyte / limit.perSecond) * 1000
      expect(reputation.msUntilTaken(PEER, mebibyte, isPartner, at(0))).toBe(waitMs)
      expect(reputation.msUntilTaken(PEER, mebibyte, isPartner, at(waitMs / 2))).toBe(Math.ceil(waitMs / 2))
      expect(reputation.msUntilTaken(PEER, mebibyte, isPartner, at(waitMs))).toBe(0)
      expect(reputation.msUntilTaken(PEER, mebibyte, isPartner, at(waitMs))).toBe(waitMs)
    }
  })

  test('and opens exchanges far beyond its limit pays: nobody else makes it do that', () => {
    const reputation = new PeerReputation()
    const attempts = EXCHANGES_LIMIT.burst + EXCHANGES_OVER_LIMIT_PER_STRIKE
    const answers = Array.from({ length: attempts }, () => reputation.mayOpenExchange(PEER, at(0)))
    expect(answers.slice(0, EXCHANGES_LIMIT.burst).every((answer) => answer === 'yes')).toBe(true)
    expect(answers.slice(EXCHANGES_LIMIT.burst, -1).every((answer) => answer === 'no')).toBe(true)
    expect(answers.at(-1)).toBe('strike')
  })

  test('has its messages dropped beyond a burst and a rate', () => {
    const reputation = new PeerReputation()
    const heard = (ms: number) =>
      Array.from({ length: 10_000 }, () => reputation.mayUse(PEER, 'messages', 1, at(ms))).filter(Boolean).length
    expect(heard(0)).toBe(MESSAGES_LIMIT.burst)
    expect(heard(1000)).toBe(MESSAGES_LIMIT.perSecond)
  })
})

describe('a budget', () => {
  test('never holds more than its burst, and a clock that runs back gives nothing', () => {
    const bucket = new TokenBucket({ burst: 10, perSecond: 1 }, at(0))
    expect(bucket.take(11, at(1_000_000))).toBe(false)
    expect(bucket.take(10, at(1_000_000))).toBe(true)
    expect(bucket.take(1, at(0))).toBe(false)
  })
})
