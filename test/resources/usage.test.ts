import { describe, expect, test } from 'vitest'
import type { Instant, Json } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { asUsage, chargeObligation, usageAggregate } from '../../src/resources/index.ts'
import { alder, birch, cedar } from '../agreements/agreeing.ts'
import { Bookings, document, HOUR_MS, NOON, SETTLEMENT } from './sharing.ts'
import { granted, SETTLEMENT_DOCUMENT, Uses, usageOf } from './using.ts'

const DAY_MS = 24 * HOUR_MS

test('one side records what was used, the other confirms: both are bound, and what it costs is one debt', () => {
  const { words, grant } = granted()
  const uses = new Uses(words)
  const recorded = uses.record(alder, usageOf(grant, { quantity: '2.5' }))
  expect(uses.refusals(recorded)).toEqual([null])
  expect(uses.view(recorded)).toMatchObject({
    status: 'RECORDED',
    recordedBy: alder.did,
    quantity: '2.5',
    charge: null,
  })
  expect(indexOf(uses, recorded.entry.subject)).toMatchObject({ phase: 'RECORDED', awaiting: [birch.did] })
  const confirmed = uses.confirm(birch, recorded)
  expect(uses.refusals(confirmed)).toEqual([null])
  const view = uses.view(recorded)
  const charge = { amount: '375', currency: 'EUR', scale: 2, documentHash: SETTLEMENT_DOCUMENT, dueDate: null }
  expect(view).toMatchObject({ status: 'CONFIRMED', charge })
  expect(indexOf(uses, view.id)).toMatchObject({
    ...{ phase: 'CONFIRMED', awaiting: [], left: alder.did, right: birch.did, reference: 'press' },
    tags: [`booking/${grant.entry.subject}`],
  })
  expect(chargeObligation(SETTLEMENT, view, charge as never)?.body).toEqual({
    ...{ debtor: birch.did, creditor: alder.did, amount: '375', currency: 'EUR' },
    ...{ reference: view.id, dueDate: null, documentHash: SETTLEMENT_DOCUMENT },
  })
  words.desk.history.expectSameInAnyOrder()
})

test('both sides record the same at once: that is a signature of each', () => {
  const { words, grant } = granted()
  const other = words.split()
  const [one, two] = [new Uses(words), new Uses(other)]
  const recorded = one.record(alder, usageOf(grant))
  expect(two.refusals(two.record(birch, usageOf(grant)))).toEqual([null])
  expect(one.view(recorded)).toMatchObject({ status: 'CONFIRMED', charge: { amount: '300' } })
  words.desk.history.expectSameInAnyOrder()
})

test('each side signs one body: another quantity under the same reference binds nobody', () => {
  const { words, grant } = granted()
  const uses = new Uses(words)
  const recorded = uses.record(alder, usageOf(grant))
  const less = uses.record(birch, usageOf(grant, { quantity: '1' }))
  const again = [uses.record(alder, usageOf(grant, { quantity: '1' })), uses.confirm(birch, recorded)]
  expect(uses.refusals(less, ...again)).toEqual([null, 'resources.already-signed', 'resources.already-signed'])
  expect(uses.view(recorded)).toMatchObject({ status: 'RECORDED', quantity: '1', charge: null })
  words.desk.history.expectSameInAnyOrder()
})

test('a dispute ends with what both sign; the provider’s entry that names the user’s decides', () => {
  const { words, grant } = granted()
  const uses = new Uses(words)
  const recorded = uses.record(alder, usageOf(grant))
  const early = uses.resolve(birch, recorded, { kind: 'VOID' })
  const disputed = uses.dispute(birch, recorded)
  const repeated = uses.dispute(birch, recorded)
  expect(uses.refusals(early, disputed, repeated)).toEqual([
    ...['resources.no-dispute', null, 'resources.already-disputed'],
  ])
  expect(uses.view(recorded)).toMatchObject({
    status: 'DISPUTED',
    dispute: { reason: 'It stood still', by: birch.did },
  })
  const half = { kind: 'QUANTITY', quantity: '0.5' }
  const offered = uses.resolve(birch, recorded, half)
  expect(indexOf(uses, recorded.entry.subject)?.awaiting).toEqual([alder.did])
  const wrong = [
    uses.resolve(birch, recorded, half, offered),
    uses.resolve(alder, recorded, { kind: 'UPHOLD' }, offered),
    uses.resolve(cedar, recorded, half),
  ]
  const decided = uses.resolve(alder, recorded, half, offered)
  const late = [uses.confirm(birch, recorded), uses.dispute(alder, recorded), uses.resolve(birch, recorded, half)]
  expect(uses.refusals(...wrong, decided, ...late)).toEqual([
    ...['resources.no-matching-outcome', 'resources.no-matching-outcome', 'resources.not-a-side', null],
    ...['resources.already-resolved', 'resources.already-resolved', 'resources.already-resolved'],
  ])
  expect(uses.view(recorded)).toMatchObject({
    ...{ status: 'CONFIRMED', quantity: '0.5', charge: { amount: '75', documentHash: SETTLEMENT_DOCUMENT } },
    dispute: { resolution: '0.5', debtorOutcome: { quantity: '0.5' }, creditorOutcome: { quantity: '0.5' } },
  })
  words.desk.history.expectSameInAnyOrder()
})

test('a confirmed use that both then call void costs nothing', () => {
  const { words, grant } = granted()
  const uses = new Uses(words)
  const recorded = uses.record(birch, usageOf(grant))
  uses.confirm(alder, recorded)
  uses.dispute(birch, recorded)
  expect(uses.view(recorded)).toMatchObject({ status: 'CONFIRMED', charge: { amount: '300' } })
  const offered = uses.resolve(birch, recorded, { kind: 'VOID' })
  uses.resolve(alder, recorded, { kind: 'VOID' }, offered)
  expect(uses.view(recorded)).toMatchObject({ status: 'VOID', charge: null, quantity: '2' })
  words.desk.history.expectSameInAnyOrder()
})

test('a disputer that confirms after all ends its dispute', () => {
  const { words, grant } = granted()
  const uses = new Uses(words)
  const recorded = uses.record(alder, usageOf(grant))
  uses.dispute(birch, recorded)
  uses.confirm(birch, recorded)
  expect(uses.view(recorded)).toMatchObject({ status: 'CONFIRMED', dispute: { resolution: 'confirmed' } })
})

describe('what does not count', () => {
  test.each([
    ['by a third party', cedar, {}, NOON + HOUR_MS, 'resources.not-a-side'],
    ['before the booking begins', alder, {}, NOON - 1, 'resources.not-begun'],
    ['90 days after its end', alder, {}, NOON + 2 * HOUR_MS + 90 * DAY_MS, 'resources.over'],
    ['from before the booking', alder, { from: NOON - 1 }, NOON + HOUR_MS, 'resources.bad-use'],
    ['until after the booking', alder, { until: NOON + 2 * HOUR_MS + 1 }, NOON + 3 * HOUR_MS, 'resources.bad-use'],
    ['in the future', alder, { until: NOON + 2 * HOUR_MS }, NOON + HOUR_MS, 'resources.bad-use'],
    ['backwards', alder, { from: NOON + 2, until: NOON + 2 }, NOON + HOUR_MS, 'resources.bad-use'],
    ['under another grant', alder, { grant: 'a'.repeat(64) }, NOON + HOUR_MS, 'resources.not-granted'],
    ['of nothing', alder, { quantity: '0' }, NOON + HOUR_MS, 'log.bad-body'],
    ['of 30 digits', alder, { quantity: '9'.repeat(30) }, NOON + HOUR_MS, 'log.bad-body'],
    ['of 7 places', alder, { quantity: '0.0000001' }, NOON + HOUR_MS, 'log.bad-body'],
    ['in a longer form', alder, { quantity: '2.0' }, NOON + HOUR_MS, 'log.bad-body'],
  ])('use %s', (_name, signer, changes, at, code) => {
    const { words, grant } = granted()
    const uses = new Uses(words)
    const written = uses.words.desk.write(signer, 'usage.recorded', { ...usageOf(grant, changes as object) } as never, {
      ...{ after: words.desk.heads(), at, subject: subjectOf(grant) },
    })
    expect(uses.refusals(written)).toEqual([code])
  })

  test.each([
    ['none', null],
    ['of another amount', { amount: '3000' }],
    ['in another currency', { currency: 'USD' }],
    ['at another scale', { scale: 0 }],
    ['that is due before', { dueDate: NOON }],
    ['without a document of the arrangement', { documentHash: null }],
  ])('a forged charge: %s', (_name, changes) => {
    const { words, grant } = granted()
    const uses = new Uses(words)
    const body = usageOf(grant)
    const charge = changes === null ? null : { ...body.charge, ...changes }
    expect(uses.refusals(uses.record(alder, { ...body, charge: charge as never }))).toEqual(['resources.bad-charge'])
  })

  test('use of what was not granted, or by a log that does not show the grant', () => {
    const { words, grant } = granted()
    const ignorant = words.split()
    const uses = new Uses(words)
    const requested = words.request(birch, { resource: 'press' })
    expect(uses.refusals(uses.record(birch, usageOf(requested)))).toEqual(['resources.not-granted'])
    const blind = ignorant.desk.write(birch, 'usage.recorded', usageOf(grant) as never, {
      after: [],
      at: NOON + HOUR_MS,
    })
    expect(uses.refusals(blind)).toEqual(['resources.not-granted'])
    words.desk.history.expectSameInAnyOrder()
  })

  test('use of what is not counted, and a price that no debt can hold', () => {
    const free = granted({ resource: 'van-1', expectedUse: null })
    const uses = new Uses(free.words)
    expect(uses.refusals(uses.record(birch, usageOf(free.grant, {}, 'van-1')))).toEqual(['resources.bad-use'])
    const dear = granted({ resource: 'pearl' })
    const pearls = new Uses(dear.words)
    const two = pearls.record(alder, usageOf(dear.grant, { quantity: '2', charge: null }, 'pearl'))
    const one = pearls.record(alder, usageOf(dear.grant, { quantity: '1' }, 'pearl'))
    expect(pearls.refusals(two, one)).toEqual(['resources.bad-use', null])
    pearls.dispute(birch, one)
    const more = pearls.resolve(birch, one, { kind: 'QUANTITY', quantity: '1.5' })
    expect(pearls.refusals(more)).toEqual(['resources.bad-use'])
  })
})

test('use of what is given in return is counted and costs nothing', () => {
  const { words, grant } = granted({ resource: 'ladder' })
  const uses = new Uses(words)
  const recorded = uses.record(birch, usageOf(grant, { quantity: '1.5' }, 'ladder'))
  uses.confirm(alder, recorded)
  expect(uses.view(recorded)).toMatchObject({ status: 'CONFIRMED', quantity: '1.5', charge: null })
})

describe('at a FIXED price', () => {
  const booked = { resource: 'stall', expectedUse: null, until: NOON + 3 * DAY_MS }
  const period = (number: number) => ({
    ...{ reference: String(number), quantity: '1' },
    ...{ from: (NOON + (number - 1) * DAY_MS) as never, until: (NOON + number * DAY_MS) as never },
  })

  test('each period that has begun is a use, numbered by its reference', () => {
    const { words, grant } = granted(booked)
    const uses = new Uses(words)
    const first = uses.record(alder, usageOf(grant, period(1), 'stall'), NOON)
    const early = uses.record(alder, usageOf(grant, period(2), 'stall'), NOON + DAY_MS - 1)
    const second = uses.record(alder, usageOf(grant, period(2), 'stall'), NOON + DAY_MS)
    const wrong = [
      usageOf(grant, { ...period(2), reference: '02' }, 'stall'),
      usageOf(grant, { ...period(2), reference: 'May' }, 'stall'),
      usageOf(grant, { ...period(3), reference: '1' }, 'stall'),
      usageOf(grant, { ...period(3), quantity: '2' }, 'stall'),
      usageOf(grant, period(4), 'stall'),
    ].map((body) => uses.record(alder, body, NOON + 5 * DAY_MS))
    expect(uses.refusals(first, early, second, ...wrong)).toEqual([
      ...[null, 'resources.not-begun', null, ...wrong.map(() => 'resources.bad-use')],
    ])
    uses.confirm(birch, second)
    expect(uses.view(second)).toMatchObject({ status: 'CONFIRMED', charge: { amount: '2500' } })
    words.desk.history.expectSameInAnyOrder()
  })

  test('none begins after the revocation, and a provider answers a cancellation first', () => {
    const { words, grant } = granted(booked)
    const uses = new Uses(words)
    const requested = words.desk.seen.find(({ hash }) => hash === (grant.entry.body as { request: string }).request)
    if (requested === undefined) throw new Error('requested')
    const cancelled = words.cancel(birch, requested, grant, NOON + HOUR_MS)
    const unanswered = uses.record(alder, usageOf(grant, period(1), 'stall'), NOON + 2 * HOUR_MS)
    const revoked = words.revoke(alder, grant, cancelled, NOON + DAY_MS)
    const first = uses.record(alder, usageOf(grant, period(1), 'stall'), NOON + DAY_MS)
    const second = uses.record(alder, usageOf(grant, period(2), 'stall'), NOON + DAY_MS + HOUR_MS)
    expect(uses.refusals(cancelled, unanswered, revoked, first, second)).toEqual([
      ...[null, 'resources.already-cancelled', null, null, 'resources.already-revoked'],
    ])
    words.desk.history.expectSameInAnyOrder()
  })

  test('none begins once the agreement has ended, and the one that had begun is charged whole', () => {
    const { words, grant } = granted(booked)
    const away = new Uses(words.split())
    const uses = new Uses(words)
    words.breach(birch, alder, document, NOON + DAY_MS + HOUR_MS)
    const [first, second, third] = [1, 2, 3].map((number) =>
      uses.record(alder, usageOf(grant, period(number), 'stall'), NOON + 4 * DAY_MS),
    ) as [SealedEntry, SealedEntry, SealedEntry]
    expect(uses.refusals(first, second, third)).toEqual([null, null, 'resources.over'])
    // By a branch that has not heard of the end it is recorded; the user need not sign it.
    const unheard = away.record(alder, usageOf(grant, period(3), 'stall'), NOON + 4 * DAY_MS)
    words.hear(away.words)
    expect(uses.refusals(unheard)).toEqual([null])
    words.desk.history.expectSameInAnyOrder()
  })

  test.each([
    ['a period that begins at its expiry', 2 * DAY_MS, [null, null, 'resources.over'], null],
    ['one that begins just before', 2 * DAY_MS + 1, [null, null, null], null],
    ['what begins in its renewal', DAY_MS, [null, null, null], { period: 'P1M', maxRenewals: 1 }],
  ])('the last term of the agreement ends the periods: %s', (_what, after, refusals, autoRenewal) => {
    const expiring = { ...document, expiryDate: (NOON + after) as Instant, autoRenewal }
    const { words, grant } = granted(booked, Bookings.begin(expiring))
    const uses = new Uses(words)
    const records = [1, 2, 3].map((n) => uses.record(alder, usageOf(grant, period(n), 'stall'), NOON + 5 * DAY_MS))
    expect(uses.refusals(...records)).toEqual(refusals)
    words.desk.history.expectSameInAnyOrder()
  })

  test('a booking has a bounded number of periods', () => {
    const { words } = granted(booked)
    const long = words.request(birch, { ...booked, until: NOON + 2_001 * DAY_MS })
    expect(words.refusal(long)).toBe('resources.bad-request')
  })
})

test('of two records by a provider that forked its log, the one that the user confirms counts', () => {
  const { words, grant } = granted()
  const other = words.split()
  const [one, two] = [new Uses(words), new Uses(other)]
  const recorded = one.record(alder, usageOf(grant))
  const forked = two.record(alder, usageOf(grant, { quantity: '3' }))
  words.hear(other)
  one.confirm(birch, recorded)
  expect(one.refusals(recorded, forked)).toEqual([null, null])
  expect(one.view(recorded)).toMatchObject({ status: 'CONFIRMED', quantity: '2' })
  words.desk.history.expectSameInAnyOrder()
})

function subjectOf(grant: { readonly entry: { readonly subject: string } }): string {
  return usageAggregate.kinds[0]?.subject(usageOf(grant as never), { author: alder.did, scope: '' as never }) ?? ''
}

function indexOf(uses: Uses, id: string) {
  return usageAggregate.index?.(asUsage(uses.words.desk.history.state(id) as Json), [])
}
