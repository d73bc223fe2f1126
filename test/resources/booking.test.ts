import { describe, expect, test } from 'vitest'
import { type AgreementDocument, documentHash, type ResourceSharingTerms } from '../../src/agreements/index.ts'
import { checkCredential } from '../../src/attestations/index.ts'
import type { Instant, JsonObject } from '../../src/kernel/index.ts'
import { asBooking, bookingAggregate, HOLDS_CAPACITY } from '../../src/resources/index.ts'
import { alder, birch, cedar, START } from '../agreements/agreeing.ts'
import { Bookings, document, HOUR_MS, NOON, renamed } from './sharing.ts'

const DAY_MS = 24 * HOUR_MS
const YEAR_9999 = Date.UTC(9999, 0)

/** The index that lists filter by. */
function indexAt(words: Bookings, id: string) {
  return bookingAggregate.index?.(asBooking(words.desk.history.state(id)), [])
}

test('a request is granted: both are bound, and the grant is a credential that others can check', () => {
  const words = Bookings.begin()
  const ada = 'did:web:birch.example:ada'
  const requested = words.request(birch, { beneficiary: ada, purpose: 'Flour' })
  expect(words.booking(requested)).toMatchObject({
    status: 'REQUESTED',
    provider: alder.did,
    user: birch.did,
    grant: null,
  })
  expect(indexAt(words, requested.entry.subject)).toMatchObject({
    phase: 'REQUESTED',
    type: null,
    awaiting: [alder.did],
  })
  const granted = words.grant(alder, requested)
  expect(words.refusal(granted)).toBeNull()
  const view = words.booking(requested)
  expect(view).toMatchObject({ status: 'GRANTED', answeredAt: granted.entry.at, holdsCapacity: true, beneficiary: ada })
  expect(indexAt(words, requested.entry.subject)).toMatchObject({
    ...{ phase: 'GRANTED', type: HOLDS_CAPACITY, left: alder.did, right: birch.did, reference: 'van-1' },
    ...{ fromMs: NOON, untilMs: NOON + 2 * HOUR_MS, awaiting: [], tags: ['status/1', 'status/1#94567'] },
  })
  expect(checkCredential(view.grant, NOON)).toMatchObject({
    ok: true,
    value: {
      ...{ status: 'VALID', issuer: alder.did, subjects: [ada], types: ['ResourceGrant'] },
      claims: [{ agreement: document.agreementId, resource: 'van-1', quantity: '1' }],
      statusEntries: [{ list: 'https://alder.example/status/1', index: 94_567 }],
    },
  })
  expect(checkCredential(view.grant, (NOON + 2 * HOUR_MS) as Instant)).toMatchObject({ value: { status: 'EXPIRED' } })
  words.desk.history.expectSameInAnyOrder()
})

test('without a beneficiary the grant is the user’s', () => {
  const words = Bookings.begin()
  const requested = words.request(cedar)
  words.grant(alder, requested)
  expect(words.booking(requested).grant?.credentialSubject).toMatchObject({ id: cedar.did })
})

test('declined, cancelled, revoked: each for good, and by no other party', () => {
  const words = Bookings.begin()
  const [first, second, third] = [words.request(birch), words.request(birch), words.request(birch)]
  const strangers = [words.grant(birch, first), words.declineRequest(cedar, first), words.cancel(cedar, first)]
  expect(strangers.map((entry) => words.refusal(entry))).toEqual([
    ...['resources.not-the-provider', 'resources.not-the-provider', 'resources.not-the-user'],
  ])
  words.declineRequest(alder, first)
  expect(words.booking(first)).toMatchObject({ status: 'DECLINED', reason: 'It is away', holdsCapacity: false })
  words.cancel(birch, second)
  expect(words.booking(second)).toMatchObject({ status: 'CANCELLED', reason: 'It rains' })
  const granted = words.grant(alder, third)
  expect(words.refusal(words.revoke(birch, granted))).toBe('resources.not-the-provider')
  words.revoke(alder, granted)
  expect(words.booking(third)).toMatchObject({ status: 'REVOKED', reason: 'It is broken', holdsCapacity: false })
  const late = [
    ...[words.grant(alder, first), words.declineRequest(alder, first), words.cancel(birch, first)],
    ...[words.grant(alder, second), words.cancel(birch, second)],
    ...[words.revoke(alder, granted), words.cancel(birch, third), words.cancel(birch, third, granted)],
  ]
  expect(late.map((entry) => words.refusal(entry))).toEqual([
    ...['resources.already-answered', 'resources.already-answered', 'resources.already-answered'],
    ...['resources.already-cancelled', 'resources.already-cancelled'],
    ...['resources.already-revoked', 'resources.already-revoked', 'resources.already-revoked'],
  ])
  words.desk.history.expectSameInAnyOrder()
})

test('a cancelled grant holds its capacity until its provider has revoked it', () => {
  const words = Bookings.begin()
  const requested = words.request(birch)
  const granted = words.grant(alder, requested)
  expect(words.refusal(words.cancel(birch, requested))).toBe('resources.grant-not-named')
  const cancelled = words.cancel(birch, requested, granted)
  expect(words.booking(requested)).toMatchObject({ status: 'CANCELLED', reason: 'It rains', holdsCapacity: true })
  expect(indexAt(words, requested.entry.subject)).toMatchObject({ phase: 'CANCELLED', type: HOLDS_CAPACITY })
  words.revoke(alder, granted, cancelled)
  expect(words.booking(requested)).toMatchObject({ status: 'CANCELLED', reason: 'It rains', holdsCapacity: false })
  words.desk.history.expectSameInAnyOrder()
})

test('a grant beats a cancellation that had not seen it, and one that has seen the cancellation does not count', () => {
  const words = Bookings.begin()
  const requested = words.request(birch)
  const away = words.split()
  const granted = words.grant(alder, requested)
  const cancelled = away.cancel(birch, requested)
  words.hear(away)
  expect(words.refusal(granted)).toBeNull()
  expect(words.refusal(cancelled)).toBeNull()
  expect(words.booking(requested)).toMatchObject({ status: 'GRANTED', holdsCapacity: true, reason: null })
  // Its user may still cancel what was granted; its provider may answer the cancellation that lost.
  const other = words.split()
  const again = words.cancel(birch, requested, granted)
  expect(words.refusal(again)).toBeNull()
  other.revoke(alder, granted, cancelled)
  words.hear(other)
  expect(words.booking(requested)).toMatchObject({ status: 'CANCELLED', holdsCapacity: false })
  // The provider's log shows that it has seen a cancellation, whatever its grant names.
  const second = words.request(birch)
  words.cancel(birch, second)
  words.declineRequest(alder, words.request(cedar))
  const late = words.desk.write(alder, 'booking.granted', words.grant(alder, second).entry.body, { after: [] })
  expect(words.refusal(late)).toBe('resources.already-cancelled')
  words.desk.history.expectSameInAnyOrder()
})

test('a forked user has one of two requests granted; a forked provider is bound by its grant', () => {
  const words = Bookings.begin()
  const away = words.split()
  const requested = words.request(birch, { nonce: 'same' })
  const other = away.request(birch, { nonce: 'same', from: NOON + DAY_MS, until: NOON + DAY_MS + HOUR_MS })
  expect(other.entry.subject).toBe(requested.entry.subject)
  words.hear(away)
  const granted = words.grant(alder, other)
  expect(words.refusal(granted)).toBeNull()
  expect(words.refusal(words.grant(alder, requested))).toBe('resources.already-answered')
  expect(words.booking(requested)).toMatchObject({ status: 'GRANTED', from: NOON + DAY_MS })
  const third = words.request(cedar)
  const branch = words.split()
  words.declineRequest(alder, third)
  branch.grant(alder, third)
  words.hear(branch)
  expect(words.booking(third).status).toBe('GRANTED')
  words.desk.history.expectSameInAnyOrder()
})

test('a booking ends within its resource’s booking window, as of its request', () => {
  const { resources: lent } = document.terms as ResourceSharingTerms
  const resources = lent.flatMap((one) => (one.key === undefined ? [] : [{ ...one, bookingWindow: 'P1D' }]))
  const words = Bookings.begin({ ...document, terms: { resources } } as AgreementDocument)
  const until = (instant: number, at: number) => words.refusal(words.request(birch, { until: instant }, at))
  expect(until(NOON + DAY_MS, NOON)).toBeNull()
  expect(until(NOON + DAY_MS + 1, NOON)).toBe('resources.beyond-window')
  expect(until(NOON + DAY_MS + 1, NOON + 1)).toBeNull()
  words.desk.history.expectSameInAnyOrder()
})

describe('time', () => {
  test('an unanswered request lapses at its end, a granted one ends; afterwards nothing is said of it', () => {
    const words = Bookings.begin()
    const [requested, second] = [words.request(birch), words.request(cedar)]
    const granted = words.grant(alder, second)
    const end = NOON + 2 * HOUR_MS
    expect(words.booking(requested, end - 1).status).toBe('REQUESTED')
    expect(words.booking(requested, end).status).toBe('LAPSED')
    expect(words.booking(second, end).status).toBe('ENDED')
    expect(words.booking(second, end)).toMatchObject({ holdsCapacity: true })
    const wake = (id: string, after: number) =>
      bookingAggregate.wake?.(asBooking(words.desk.history.state(id)), after as Instant)
    expect(wake(requested.entry.subject, NOON)).toEqual({ at: end, kind: 'booking.lapsed' })
    expect(wake(second.entry.subject, NOON)).toEqual({ at: end, kind: 'booking.ended' })
    expect(wake(second.entry.subject, end)).toBeNull()
    const late = [
      ...[words.grant(alder, requested, {}, end), words.declineRequest(alder, requested, end)],
      ...[words.revoke(alder, granted, null, end), words.cancel(cedar, second, granted, end)],
    ]
    expect(late.map((entry) => words.refusal(entry))).toEqual(late.map(() => 'resources.over'))
    words.desk.history.expectSameInAnyOrder()
  })

  test.each<[string, JsonObject, string | null]>([
    ['five minutes past', { from: NOON - 300_000 }, null],
    ['earlier than that', { from: NOON - 300_001 }, 'resources.bad-request'],
    ['in five years', { from: NOON + 1_830 * DAY_MS, until: NOON + 1_831 * DAY_MS }, null],
    ['later than that', { from: NOON + 1_831 * DAY_MS, until: NOON + 1_832 * DAY_MS }, 'resources.bad-request'],
    ['in the year 9999', { from: YEAR_9999, until: YEAR_9999 + 1 }, 'resources.bad-request'],
    ['until the year 9999', { until: YEAR_9999 }, 'resources.bad-request'],
    ['for no time', { until: NOON }, 'resources.bad-request'],
    ['backwards', { until: NOON - 1 }, 'resources.bad-request'],
  ])('a booking from %s', (_what, changes, code) => {
    const words = Bookings.begin()
    expect(words.refusal(words.request(birch, changes, NOON))).toBe(code)
  })
})

describe('a request', () => {
  test.each<[string, JsonObject, string | null]>([
    ['of more than there is', { quantity: '1.000001' }, 'resources.bad-request'],
    ['of half of it', { quantity: '0.5' }, null],
    ['of what is not counted', { resource: 'shed', quantity: '999999999999999' }, null],
    ['of a resource that is not there', { resource: 'plane' }, 'resources.unknown-resource'],
    ['of use that is not counted', { expectedUse: '2' }, 'resources.bad-request'],
    ['of use at a price', { resource: 'lathe', expectedUse: '2.5' }, null],
    ['for a stranger', { beneficiary: 'did:key:z6Mkw3sGUpk2jtjc7v7jwwvDmR6pH6ArEmkww6i7L3UojZ1n' }, null],
    ['under another decision', { decision: documentHash(document) }, 'agreements.not-in-force'],
    [
      'under an amendment that no other party signed',
      { documentHash: documentHash(renamed) },
      'agreements.not-in-force',
    ],
  ])('%s', (_what, changes, code) => {
    const words = Bookings.begin()
    expect(words.refusal(words.request(cedar, changes))).toBe(code)
  })

  test.each<[string, JsonObject]>([
    ['thirty digits', { quantity: '1'.repeat(30) }],
    ['seven places', { quantity: '0.0000001' }],
    ['nothing', { quantity: '0' }],
    ['less than nothing', { quantity: '-1' }],
    ['a number', { quantity: 1 }],
    ['thirty digits of use', { expectedUse: '9'.repeat(30) }],
    ['a beneficiary without DID', { beneficiary: 'Ada' }],
    ['a key with a blank', { resource: 'van 1' }],
    ['a time after the year 9999', { until: 253_402_300_800_000 }],
    ['more', { price: '0' }],
  ])('of %s is none', (_what, changes) => {
    const words = Bookings.begin()
    const { entry } = words.request(birch)
    const body = { ...entry.body, ...changes }
    const bad = words.desk.write(birch, 'booking.requested', body, { subject: entry.subject })
    expect(words.refusal(bad)).toBe('log.bad-body')
  })

  test('is by a signing party that is not its provider, and not twice', () => {
    const words = Bookings.begin()
    expect(words.refusal(words.request(alder))).toBe('resources.bad-request')
    const requested = words.request(birch, { nonce: 'once' })
    expect(words.refusal(words.request(birch, { nonce: 'once', purpose: 'Again' }))).toBe('resources.already-requested')
    expect(words.booking(requested).purpose).toBeNull()
  })

  test('stands under the document that it names, also where it is granted after an amendment', () => {
    const words = Bookings.begin()
    const requested = words.request(birch)
    words.adopt(renamed, [alder, birch, cedar])
    expect(words.refusal(words.request(birch))).toBe('agreements.not-in-force')
    expect(words.refusal(words.grant(alder, requested))).toBeNull()
    expect(words.booking(requested).documentHash).toBe(documentHash(document))
  })
})

describe('a grant that is not of its request is inert', () => {
  test.each<[string, JsonObject]>([
    ['of more', { quantity: '2' }],
    ['of longer', { until: NOON + 3 * HOUR_MS }],
    ['of earlier', { from: START }],
    ['of another resource', { resource: { key: 'hall', provider: alder.did } }],
    ['for somebody else', { beneficiary: 'did:web:mallory.example' }],
  ])('%s', (_what, changes) => {
    const words = Bookings.begin()
    const requested = words.request(birch)
    const granted = words.grant(alder, requested, { credential: words.credential(alder, requested, changes) })
    expect(words.refusal(granted)).toBe('resources.bad-grant')
    expect(words.booking(requested).status).toBe('REQUESTED')
  })

  test('signed by another, altered after signing, or of another agreement', () => {
    const words = Bookings.begin()
    const requested = words.request(birch)
    const credential = words.credential(alder, requested)
    const forged = { ...credential, proof: words.credential(birch, requested).proof as JsonObject }
    const list = 'https://alder.example/status/1'
    const status = { ...(credential.credentialStatus as JsonObject), id: `${list}#5`, statusListIndex: '5' }
    const elsewhere = words.credential(alder, {
      ...requested,
      entry: { ...requested.entry, scope: `agr_${'a'.repeat(64)}` as never },
    })
    const refused = [forged, { ...credential, credentialStatus: status }, elsewhere].map((each) =>
      words.refusal(words.grant(alder, requested, { credential: each })),
    )
    expect(refused).toEqual(['attestations.bad-proof', 'attestations.bad-proof', 'resources.bad-grant'])
    expect(words.refusal(words.grant(alder, requested))).toBeNull()
  })

  test('it names the grants that it overlaps once each, in order', () => {
    const words = Bookings.begin()
    const requested = words.request(birch, { resource: 'hall' })
    const first = words.grant(alder, requested)
    const second = words.request(cedar, { resource: 'hall' })
    const twice = words.desk.write(
      alder,
      'booking.granted',
      { ...words.grant(alder, second).entry.body, overlaps: [first.hash, first.hash] },
      { subject: second.entry.subject },
    )
    expect(words.refusal(twice)).toBe('log.bad-body')
    const third = words.request(cedar, { resource: 'hall' })
    expect(words.refusal(words.grant(alder, third, { overlaps: [first.hash] }))).toBeNull()
    words.desk.history.expectSameInAnyOrder()
  })
})
