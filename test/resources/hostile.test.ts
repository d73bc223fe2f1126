import { describe, expect, test } from 'vitest'
import type { Json } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import {
  AHEAD_MS_MAX,
  asBooking,
  PAST_MS_MAX,
  PERIODS_MAX,
  revokedPlacesOf,
  SPAN_MS_MAX,
} from '../../src/resources/index.ts'
import { alder, amendmentOf, birch, cedar, dogwood, elm, roles } from '../agreements/agreeing.ts'
import { Bookings, document, HOUR_MS, NOON, STATUS } from './sharing.ts'
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

test('a request by one that has signed its removal lapses with it, and so does what is said of it', () => {
  const words = Bookings.begin()
  const without = amendmentOf(document, alder, { parties: document.parties.slice(0, 2) })
  words.amend(alder, without)
  const signed = [words.sign(birch, without), words.sign(cedar, without)]
  const requested = words.request(cedar)
  const grant = words.grant(alder, requested)
  expect(words.booking(requested).status).toBe('GRANTED')
  words.effect(alder, without, signed)
  expect([requested, grant].map((entry) => words.refusal(entry))).toEqual([
    ...['log.author-removed', 'resources.not-found'],
  ])
  words.desk.history.expectSameInAnyOrder()
})

test.each([
  [PERIODS_MAX, null],
  [PERIODS_MAX + 1, 'resources.bad-request'],
])('a booking at a FIXED price has at most 2,000 periods: %i', (periods, code) => {
  const hourly = structuredClone(document) as unknown as {
    terms: { resources: { key: string; compensation: object }[] }
  }
  for (const resource of hourly.terms.resources) {
    if (resource.key === 'stall') resource.compensation = { ...resource.compensation, period: 'PT1H' }
  }
  const words = Bookings.begin(hourly as never)
  const asked = { resource: 'stall', from: NOON, until: NOON + periods * HOUR_MS }
  expect(words.refusal(words.request(birch, asked))).toBe(code)
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

test('a revocation answers no cancellation that its provider has not seen, and so blames nobody else for itself', () => {
  const words = Bookings.begin()
  const requested = words.request(birch)
  const grant = words.grant(alder, requested)
  const away = words.split()
  const cancelled = away.cancel(birch, requested, grant)
  const revoked = words.revoke(alder, grant, cancelled)
  words.hear(away)
  expect(words.refusal(revoked)).toBe('resources.not-found')
  expect(words.booking(requested)).toMatchObject({ status: 'CANCELLED', holdsCapacity: true })
  words.desk.history.expectSameInAnyOrder()
})

test('the place of a grant in its status list is revoked with it, and not before', () => {
  const words = Bookings.begin()
  const requested = words.request(birch)
  const grant = words.grant(alder, requested)
  const places = () => revokedPlacesOf(asBooking(words.desk.history.state<Json>(requested.entry.subject)))
  words.cancel(birch, requested, grant)
  expect(places()).toEqual([])
  words.revoke(alder, grant)
  expect(places()).toEqual([STATUS.place])
})

describe('use', () => {
  test.each([
    [PAST_MS_MAX, null],
    [PAST_MS_MAX + 1, 'resources.bad-use'],
  ])('is of a time at most 5 minutes ahead of its record: %i ms', (ahead, code) => {
    const { words, grant } = granted()
    const at = NOON + HOUR_MS
    const recorded = new Uses(words).record(alder, usageOf(grant, { from: (at + ahead) as never }), at)
    expect(words.refusal(recorded)).toBe(code)
  })

  test('that both have signed in two bodies, which needs two forked logs, binds to the greater quantity', () => {
    const { words, grant } = granted()
    const other = words.split()
    for (const [desk, quantity] of [
      [words, '2'],
      [other, '3'],
    ] as const) {
      const uses = new Uses(desk)
      uses.confirm(birch, uses.record(alder, usageOf(grant, { quantity })))
    }
    words.hear(other)
    const [recorded] = words.desk.seen.filter(({ entry }) => entry.kind === 'usage.recorded')
    expect(new Uses(words).view(recorded as SealedEntry)).toMatchObject({ status: 'CONFIRMED', quantity: '3' })
    words.desk.history.expectSameInAnyOrder()
  })

  test('is not decided by an outcome that its user has since replaced', () => {
    const { words, grant } = granted()
    const uses = new Uses(words)
    const recorded = uses.record(alder, usageOf(grant))
    uses.dispute(birch, recorded)
    const dear = uses.resolve(birch, recorded, { kind: 'UPHOLD' })
    uses.resolve(birch, recorded, { kind: 'VOID' })
    expect(words.refusal(uses.resolve(alder, recorded, { kind: 'UPHOLD' }, dear))).toBe('resources.no-matching-outcome')
    expect(uses.view(recorded).status).toBe('DISPUTED')
  })

  test('that a provider which forked its log has decided twice gets the least quantity, in any order', () => {
    const { words, grant } = granted()
    const uses = new Uses(words)
    const recorded = uses.record(alder, usageOf(grant))
    uses.dispute(birch, recorded)
    const first = uses.resolve(birch, recorded, { kind: 'UPHOLD' })
    const other = words.split()
    uses.resolve(alder, recorded, { kind: 'UPHOLD' }, first)
    const second = new Uses(other).resolve(birch, recorded, { kind: 'QUANTITY', quantity: '0.5' })
    new Uses(other).resolve(alder, recorded, { kind: 'QUANTITY', quantity: '0.5' }, second)
    words.hear(other)
    expect(uses.view(recorded)).toMatchObject({ status: 'CONFIRMED', quantity: '0.5' })
    words.desk.history.expectSameInAnyOrder()
  })
})
