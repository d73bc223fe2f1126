import { describe, expect, test } from 'vitest'
import type { SealedEntry } from '../../src/log/index.ts'
import { alder, birch } from '../agreements/agreeing.ts'
import { HOUR_MS, NOON } from './sharing.ts'
import { granted, Uses, usageOf } from './using.ts'

const DAY_MS = 24 * HOUR_MS

describe('at a FIXED price', () => {
  const booked = { resource: 'stall', expectedUse: null, until: NOON + 3 * DAY_MS }
  const period = (number: number) => ({
    ...{ reference: String(number), quantity: '1' },
    ...{ from: (NOON + (number - 1) * DAY_MS) as never, until: (NOON + number * DAY_MS) as never },
  })
  const requestOf = (entries: readonly SealedEntry[]) => {
    const requested = entries.find(({ entry }) => entry.kind === 'booking.requested')
    if (requested === undefined) throw new Error('requested')
    return requested
  }

  test('a provider that forked its log and revoked twice charges no period after the first revocation, in any order', () => {
    for (const late of [true, false]) {
      const { words, grant } = granted(booked)
      const other = words.split()
      const [first, second] = late ? [words, other] : [other, words]
      first.revoke(alder, grant, null, NOON + HOUR_MS)
      second.revoke(alder, grant, null, NOON + 2 * DAY_MS + HOUR_MS)
      words.hear(other)
      const uses = new Uses(words)
      const charged = uses.record(alder, usageOf(grant, period(2), 'stall'), NOON + 2 * DAY_MS + 2 * HOUR_MS)
      expect(uses.refusals(charged)).toEqual(['resources.already-revoked'])
      words.desk.history.expectSameInAnyOrder()
    }
  })

  test('a provider that waits for the end of a booking that it has seen cancelled charges no later period', () => {
    const { words, grant } = granted(booked)
    const uses = new Uses(words)
    words.cancel(birch, requestOf(words.desk.seen), grant, NOON + HOUR_MS)
    // Any entry of the provider's shows that it has seen the cancellation.
    words.declineRequest(alder, words.request(birch, {}, NOON + 2 * HOUR_MS), NOON + 3 * HOUR_MS)
    const charged = [1, 2, 3].map((number) =>
      uses.record(alder, usageOf(grant, period(number), 'stall'), NOON + 4 * DAY_MS),
    )
    expect(uses.refusals(...charged)).toEqual([null, 'resources.already-cancelled', 'resources.already-cancelled'])
    words.desk.history.expectSameInAnyOrder()
  })
})
