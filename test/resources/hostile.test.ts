import { describe, expect, test } from 'vitest'
import type { SealedEntry } from '../../src/log/index.ts'
import { AHEAD_MS_MAX, SPAN_MS_MAX } from '../../src/resources/index.ts'
import { alder, birch, cedar, dogwood, elm, roles } from '../agreements/agreeing.ts'
import { Bookings, document, HOUR_MS, NOON } from './sharing.ts'
import { granted, Uses, usageOf } from './using.ts'

const DAY_MS = 24 * HOUR_MS

/** Elm reads what the others share. */
const witnessed = {
  ...document,
  parties: roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [cedar, 'COUNTERPARTY'], [elm, 'WITNESS']),
}

describe('a request', () => {
  test('by one that reads the agreement and has not signed it, or by a stranger, is inert', () => {
    const words = Bookings.begin(witnessed)
    for (const signer of [elm, dogwood]) expect(words.refusal(words.request(signer))).toBe('resources.not-the-user')
    expect(words.refusal(words.request(birch))).toBeNull()
  })

  test.each<[string, number, number, string | null]>([
    ['from five years ahead', AHEAD_MS_MAX, 1, null],
    ['from a millisecond later', AHEAD_MS_MAX + 1, 1, 'resources.bad-request'],
    ['for five years', 0, SPAN_MS_MAX, null],
    ['for a millisecond more', 0, SPAN_MS_MAX + 1, 'resources.bad-request'],
    ['for a millisecond', 0, 1, null],
  ])('%s', (_what, ahead, length, code) => {
    const words = Bookings.begin()
    const from = NOON + ahead
    expect(words.refusal(words.request(birch, { from, until: from + length }, NOON))).toBe(code)
  })
})

test('a grant is of the one request that it names, also where a forked user has made two that ask for the same', () => {
  const words = Bookings.begin()
  const away = words.split()
  const requested = words.request(birch, { nonce: 'same' })
  const other = away.request(birch, { nonce: 'same', purpose: 'Something else' })
  words.hear(away)
  expect(other.entry.subject).toBe(requested.entry.subject)
  const crossed = words.grant(alder, other, { credential: words.credential(alder, requested) })
  expect(words.refusal(crossed)).toBe('resources.bad-grant')
  expect(words.refusal(words.grant(alder, other))).toBeNull()
  words.desk.history.expectSameInAnyOrder()
})

test('a provider says why it revokes what nobody has cancelled', () => {
  const words = Bookings.begin()
  const grant = words.grant(alder, words.request(birch))
  const body = { bookingId: grant.entry.subject, grant: grant.hash, cancellation: null, reason: null }
  const silent = words.desk.write(alder, 'booking.revoked', body, { subject: grant.entry.subject })
  expect(words.refusal(silent)).toBe('log.bad-body')
})

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
