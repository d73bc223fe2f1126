import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LISTS } from '../../src/app/subjects.ts'
import type { SubjectIndex } from '../../src/log/index.ts'
import {
  decodePage,
  type ListingStore,
  type PageRequest,
  type SubjectFilter,
  type SubjectList,
  type SubjectOrder,
  type SubjectRow,
} from '../../src/node/index.ts'
import { ALICE, at, BOB, CAROL, newChange, scopeOf, subjectRow } from '../support/store-rows.ts'

const NOW = at(1_000)
const SCOPE = scopeOf('lists')
const OTHER = scopeOf('other lists')

/** Lists over the subjects of a store, newest first. The suite fills the store that it is given. */
export function describeReadModels(name: string, make: () => Promise<ListingStore>): void {
  describe(name, () => {
    let store: ListingStore
    beforeAll(async () => {
      store = await make()
      await store.transact((tx) => tx.saveSubjects([...AGREEMENTS, ...COOPERATIVES, ...OBLIGATIONS, ...OTHERS]))
    })
    afterAll(() => store[Symbol.asyncDispose]())
    describeFilters(() => store)
    describePages(() => store)
    describeSums(() => store)
    describeOrders(() => store)
    describeChangePages(() => store)
  })
}

function row(aggregate: string, id: string, index: SubjectIndex | null, scope = SCOPE): SubjectRow {
  return subjectRow({ scope, id, aggregate, state: { id }, index })
}

/** Longer than what is indexed for search. */
const LONG_TEXT = `${'Grain '.repeat(50)}and bread`
const AGREEMENTS = [
  row('agreement', 'active', { phase: 'ACTIVE', type: 'CUSTOM', parties: [ALICE, BOB] }),
  row('agreement', 'ends later', { phase: 'ACTIVE', untilMs: 1_001, parties: [ALICE] }),
  row('agreement', 'ends now', { phase: 'ACTIVE', untilMs: 1_000, parties: [BOB, CAROL] }),
  row('agreement', 'suspended until then', { phase: 'SUSPENDED', untilMs: 900 }),
  row('agreement', 'proposed', { phase: 'PROPOSED', untilMs: 900, awaiting: [BOB, CAROL] }),
  row('agreement', 'terminated', { phase: 'TERMINATED', untilMs: 10, text: LONG_TEXT }),
  row('draft', 'draft', { phase: 'DRAFT', type: 'CUSTOM' }),
  row('agreement', 'nothing counted', null),
]
const COOPERATIVES = [
  row('cooperative', 'did:a', { phase: 'ANNOUNCED', text: 'Bäckerei ÖKO Ring', tags: ['repair', 'EUR'] }),
  row('cooperative', 'did:b', { phase: 'ANNOUNCED', text: '100% Seed_Bank', tags: ['seeds', 'CHF', 'EUR'] }),
  row('cooperative', 'did:c', { phase: 'ANNOUNCED', text: null }),
]
const OBLIGATIONS = [
  row('obligation', 'first', {
    phase: 'CONFIRMED',
    left: ALICE,
    right: BOB,
    currency: 'EUR',
    reference: 'inv-1',
    dueMs: 5,
  }),
  row('obligation', 'second', { phase: 'RECORDED', left: BOB, right: ALICE, currency: 'CHF', awaiting: [ALICE] }),
  row('obligation', 'elsewhere', { phase: 'CONFIRMED', left: ALICE, right: BOB, currency: 'EUR', dueMs: 6 }, OTHER),
]
const OTHERS = [
  row('round', 'open', { phase: 'PROPOSED', untilMs: 1_001 }),
  row('round', 'expired', { phase: 'PROPOSED', untilMs: 999 }),
  row('round', 'committed', { phase: 'COMMITTED', untilMs: 999 }),
  row('booking', 'asked', { phase: 'REQUESTED', fromMs: 900, untilMs: 1_001, awaiting: [ALICE] }),
  row('booking', 'asked in vain', { phase: 'REQUESTED', fromMs: 800, untilMs: 1_000, awaiting: [ALICE] }),
  row('booking', 'granted', { phase: 'GRANTED', fromMs: 1_001, untilMs: 1_100 }),
  row('booking', 'enjoyed', { phase: 'GRANTED', fromMs: 800, untilMs: 999 }),
  row('booking', 'cancelled', { phase: 'CANCELLED', fromMs: 800, untilMs: 999 }),
  row('attestation', 'always', { phase: 'ISSUED', type: 'x', left: ALICE, right: BOB }),
  row('attestation', 'not yet', { phase: 'ISSUED', fromMs: 1_001 }),
  row('attestation', 'just begun', { phase: 'ISSUED', fromMs: 1_000, untilMs: 1_001 }),
  row('attestation', 'over', { phase: 'ISSUED', untilMs: 1_000 }),
  row('attestation', 'revoked', { phase: 'REVOKED' }),
]

function windowOf(request: PageRequest) {
  const window = decodePage(request)
  if (!window.ok) throw new Error(window.refusal.message)
  return window.value
}

async function idsIn(store: ListingStore, list: SubjectList, filter: SubjectFilter): Promise<string[]> {
  const page = await store.read((reader) => reader.page(list, filter, windowOf({}), NOW))
  expect(await store.read((reader) => reader.count(list, filter, NOW))).toBe(page.edges.length)
  return page.edges.map((edge) => edge.row.id)
}

function describeFilters(store: () => ListingStore): void {
  const { agreements, cooperatives, obligations, nettingRounds, attestations, bookings } = LISTS

  test.each<[string, SubjectList, SubjectFilter, string[]]>([
    [
      'agreements and drafts, newest first, but none of which nothing counted',
      agreements,
      {},
      ['draft', 'terminated', 'proposed', 'suspended until then', 'ends now', 'ends later', 'active'],
    ],
    ['an agreement is active until its end', agreements, { statuses: ['ACTIVE'] }, ['ends later', 'active']],
    [
      'from its end on an agreement is terminated, without an entry that says so',
      agreements,
      { statuses: ['TERMINATED'] },
      ['terminated', 'suspended until then', 'ends now'],
    ],
    ['the end of suspended ones too', agreements, { statuses: ['SUSPENDED'] }, []],
    ['several statuses', agreements, { statuses: ['PROPOSED', 'DRAFT'] }, ['draft', 'proposed']],
    [
      'all but some statuses',
      agreements,
      { exceptStatuses: ['TERMINATED', 'DRAFT'] },
      ['proposed', 'ends later', 'active'],
    ],
    ['no status at all', agreements, { statuses: [] }, []],
    ['a type', agreements, { types: ['CUSTOM', 'NONE'] }, ['draft', 'active']],
    ['a party', agreements, { parties: [BOB] }, ['ends now', 'active']],
    ['two parties', agreements, { parties: [BOB, ALICE] }, ['active']],
    ['whom it waits for', agreements, { awaiting: CAROL }, ['proposed']],
    [
      'whom it does not wait for',
      agreements,
      { exceptAwaiting: CAROL, exceptStatuses: ['TERMINATED'] },
      ['draft', 'ends later', 'active'],
    ],
    ['what ends before', agreements, { untilBefore: at(900) }, ['terminated']],
    ['an open round', nettingRounds, { statuses: ['PROPOSED'] }, ['open']],
    ['a round past its deadline', nettingRounds, { statuses: ['EXPIRED'] }, ['expired']],
    ['a round that was committed in time', nettingRounds, { statuses: ['COMMITTED'] }, ['committed']],
    ['text in whatever letter case', cooperatives, { search: 'öko r' }, ['did:a']],
    ['text with the characters of patterns', cooperatives, { search: '0% seed_' }, ['did:b']],
    ['an underscore is not any character', cooperatives, { search: 'B_ckerei' }, []],
    ['a long text', agreements, { search: 'GRAIN and' }, ['terminated']],
    ['more than it holds', agreements, { search: 'grain or' }, []],
    ['almost all of a long text', agreements, { search: LONG_TEXT.slice(1) }, ['terminated']],
    ['a tag', cooperatives, { tags: ['EUR'] }, ['did:b', 'did:a']],
    ['two tags', cooperatives, { tags: ['EUR', 'seeds'] }, ['did:b']],
    ['chosen ones', cooperatives, { ids: ['did:c', 'did:a', 'did:x'] }, ['did:c', 'did:a']],
    ['all but chosen ones', cooperatives, { exceptIds: ['did:c'] }, ['did:b', 'did:a']],
    ['a scope', obligations, { scope: SCOPE }, ['second', 'first']],
    [
      'debtor, creditor and currency',
      obligations,
      { left: ALICE, right: BOB, currency: 'EUR' },
      ['elsewhere', 'first'],
    ],
    ['a reference', obligations, { reference: 'inv-1' }, ['first']],
    ['what is due before', obligations, { dueBefore: at(6) }, ['first']],
    ['what is due from an instant on', obligations, { dueFrom: at(5) }, ['elsewhere', 'first']],
    ['what is due between two', obligations, { dueFrom: at(6), dueBefore: at(7) }, ['elsewhere']],
    ['the beginning of a text in whatever letter case', cooperatives, { textStart: 'bäCKerei ö' }, ['did:a']],
    ['not what stands later in it', cooperatives, { textStart: 'ÖKO' }, []],
    ['a beginning with the characters of patterns', cooperatives, { textStart: '100%' }, ['did:b']],
    ['a beginning that is no longer than it', cooperatives, { textStart: `100% Seed_Bank${'x'.repeat(99)}` }, []],
    ['what waits for somebody', obligations, { awaiting: ALICE, statuses: ['RECORDED'] }, ['second']],
    ['phases that end in different ways', bookings, { statuses: ['LAPSED'] }, ['asked in vain']],
    ['both of them', bookings, { statuses: ['ENDED', 'REQUESTED'] }, ['enjoyed', 'asked']],
    ['all but what has ended', bookings, { exceptStatuses: ['ENDED', 'LAPSED'] }, ['cancelled', 'granted', 'asked']],
    ['what still waits for somebody', bookings, { awaiting: ALICE }, ['asked']],
    ['what waits no more', bookings, { exceptAwaiting: ALICE }, ['cancelled', 'enjoyed', 'granted', 'asked in vain']],
    ['what begins between two instants', bookings, { fromSince: at(1_000), fromBefore: at(1_001) }, []],
    ['what overlaps a time', bookings, { untilAfter: at(999), fromBefore: at(1_001) }, ['asked in vain', 'asked']],
    ['valid at an instant', attestations, { validAt: NOW }, ['revoked', 'just begun', 'always']],
    ['not revoked', attestations, { validAt: NOW, exceptStatuses: ['REVOKED'] }, ['just begun', 'always']],
    ['issuer and subject', attestations, { left: ALICE, right: BOB, types: ['x'] }, ['always']],
  ])('a list knows %s', async (_, list, filter, ids) => {
    expect(await idsIn(store(), list, filter)).toEqual(ids)
  })

  test('a row in a list is the subject as it is stored', async () => {
    const page = await store().read((reader) => reader.page(cooperatives, { ids: ['did:b'] }, windowOf({}), NOW))
    const [same] = await store().read((reader) => reader.subjects(SCOPE, ['did:b']))
    expect(page.edges.map((edge) => edge.row)).toEqual([same])
  })
}

function describeSums(store: () => ListingStore): void {
  const LIST = { aggregates: ['summed'] }
  const HUGE = String(2n ** 63n - 1n)
  const debt = (left: string, right: string, rest: string, more: Partial<SubjectIndex> = {}): SubjectIndex => {
    return { phase: 'CONFIRMED', left, right, rest, currency: 'EUR', scale: 2, ...more }
  }

  test('what is open of a list is summed up for each currency, status and side, and never rounded', async () => {
    const indexes = [
      debt(ALICE, BOB, HUGE),
      debt(ALICE, CAROL, HUGE),
      debt(ALICE, CAROL, '-5'),
      debt(BOB, ALICE, '7', { phase: 'RECORDED' }),
      debt(BOB, CAROL, '9'),
      debt(BOB, ALICE, '3', { currency: 'HOURS', scale: 0 }),
      { phase: 'CONFIRMED' },
    ]
    const rows = indexes.map((index, i) => row('summed', `sum-${i}`, index))
    await store().transact((tx) => tx.saveSubjects(rows))
    const sumsOf = (filter: SubjectFilter) => store().read((reader) => reader.sums(LIST, filter, ALICE, NOW))
    const eur = { currency: 'EUR', scale: 2, phase: 'CONFIRMED' }
    const hours = { currency: 'HOURS', scale: 0, phase: 'CONFIRMED', side: 'right', count: 1, above: '3', below: '0' }
    expect(await sumsOf({})).toEqual([
      { ...eur, side: 'left', count: 3, above: String(2n ** 64n - 2n), below: '5' },
      { ...eur, side: null, count: 1, above: '9', below: '0' },
      { ...eur, phase: 'RECORDED', side: 'right', count: 1, above: '7', below: '0' },
      hours,
    ])
    expect(await sumsOf({ currency: 'HOURS' })).toEqual([hours])
  })
}

function describePages(store: () => ListingStore): void {
  const LIST = { aggregates: ['paged'] }
  const MINE = { currency: 'EUR' }
  const pageOf = async (request: PageRequest) => {
    const page = await store().read((reader) => reader.page(LIST, MINE, windowOf(request), NOW))
    const ids = page.edges.map((edge) => edge.row.id).join('')
    return { ids, cursors: page.edges.map(({ cursor }) => cursor), ...page }
  }
  beforeAll(async () => {
    const index = (i: number) => ({ phase: 'X', currency: i % 2 === 0 ? 'EUR' : 'CHF' })
    const rows = [...'abcdefghijklmn'].map((id, i) => row('paged', id, index(i)))
    await store().transact((tx) => tx.saveSubjects(rows))
  })

  test('pages forward cover the list, each row once, and say where they end', async () => {
    const first = await pageOf({ first: 3 })
    expect([first.ids, first.hasPreviousPage, first.hasNextPage]).toEqual(['mki', false, true])
    const second = await pageOf({ first: 3, after: first.cursors.at(-1) })
    expect([second.ids, second.hasPreviousPage, second.hasNextPage]).toEqual(['gec', true, true])
    const third = await pageOf({ first: 3, after: second.cursors.at(-1) })
    expect([third.ids, third.hasPreviousPage, third.hasNextPage]).toEqual(['a', true, false])
    const beyond = await pageOf({ first: 3, after: third.cursors.at(-1) })
    expect([beyond.ids, beyond.hasPreviousPage, beyond.hasNextPage]).toEqual(['', true, false])
  })

  test('pages backward run in the same order, from the end', async () => {
    const last = await pageOf({ last: 3 })
    expect([last.ids, last.hasPreviousPage, last.hasNextPage]).toEqual(['eca', true, false])
    const before = await pageOf({ last: 3, before: last.cursors[0] })
    expect([before.ids, before.hasPreviousPage, before.hasNextPage]).toEqual(['kig', true, true])
    const start = await pageOf({ last: 3, before: before.cursors[0] })
    expect([start.ids, start.hasPreviousPage, start.hasNextPage]).toEqual(['m', false, true])
  })

  test('both cursors bound a page, and the list counts the same whatever the page', async () => {
    const all = await pageOf({ first: 100 })
    const between = await pageOf({ first: 100, after: all.cursors[1], before: all.cursors[4] })
    expect(between.ids).toBe('ig')
    const none = await pageOf({ first: 0 })
    expect([none.ids, none.hasNextPage]).toEqual(['', true])
    expect(await store().read((reader) => reader.count(LIST, MINE, NOW))).toBe(7)
  })

  test('a row keeps its place when it changes, and new rows come before it', async () => {
    const before = await pageOf({ first: 2 })
    await store().transact((tx) =>
      tx.saveSubjects([
        row('paged', 'a', { phase: 'Y', currency: 'EUR' }),
        row('paged', 'z', { phase: 'X', currency: 'EUR' }),
      ]),
    )
    expect((await pageOf({ first: 100 })).ids).toBe('zmkigeca')
    expect((await pageOf({ first: 2, after: before.cursors[1] })).ids).toBe('ig')
  })

  test.each<[PageRequest, string]>([
    [{ first: 101 }, 'lists.bad-page-size'],
    [{ first: -1 }, 'lists.bad-page-size'],
    [{ first: 1.5 }, 'lists.bad-page-size'],
    [{ first: 1, last: 1 }, 'lists.bad-page-size'],
    [{ after: 'nonsense' }, 'lists.bad-cursor'],
    [{ before: Buffer.from('row:0').toString('base64url') }, 'lists.bad-cursor'],
  ])('%j is refused', (request, code) => {
    const window = decodePage(request)
    expect(window.ok ? null : window.refusal.code).toBe(code)
  })

  test('fifty rows are the default, from whichever end', () => {
    expect(windowOf({})).toEqual({ limit: 50, fromEnd: false, after: null, before: null })
    expect(windowOf({ last: null, first: null, after: null }).limit).toBe(50)
    expect(windowOf({ last: 100 })).toMatchObject({ limit: 100, fromEnd: true })
  })
}

function describeOrders(store: () => ListingStore): void {
  const LIST = { aggregates: ['sorted'] }
  const pageOf = async (order: SubjectOrder, request: PageRequest) => {
    const { edges, ...more } = await store().read((reader) => reader.page(LIST, {}, windowOf(request), NOW, order))
    return { ids: edges.map((edge) => edge.row.id).join(''), cursors: edges.map(({ cursor }) => cursor), ...more }
  }
  beforeAll(async () => {
    const rows = [
      row('sorted', 'p', { phase: 'X', size: '9', dueMs: 30 }),
      row('sorted', 'q', { phase: 'X', size: '100', dueMs: -5 }),
      row('sorted', 'r', { phase: 'X', size: '100' }),
      row('sorted', 's', { phase: 'X', dueMs: 30 }),
      row('sorted', 't', { phase: 'X', size: '123456789012345678901234567890' }),
    ]
    await store().transact((tx) => tx.saveSubjects(rows))
  })

  test.each<[SubjectOrder, string]>([
    ['NEWEST_FIRST', 'tsrqp'],
    ['OLDEST_FIRST', 'pqrst'],
    ['DUE_FIRST', 'qpsrt'],
    ['LARGEST_FIRST', 'trqps'],
  ])('%s is an order in which pages run forward and backward', async (order, ids) => {
    expect((await pageOf(order, {})).ids).toBe(ids)
    const first = await pageOf(order, { first: 2 })
    const second = await pageOf(order, { first: 2, after: first.cursors.at(-1) })
    const third = await pageOf(order, { first: 2, after: second.cursors.at(-1) })
    expect([first.ids, second.ids, third.ids].join('')).toBe(ids)
    expect([first, second, third].map(({ hasPreviousPage, hasNextPage }) => [hasPreviousPage, hasNextPage])).toEqual([
      [false, true],
      [true, true],
      [true, false],
    ])
    const before = await pageOf(order, { last: 2, before: third.cursors[0] })
    expect([before.ids, before.hasPreviousPage, before.hasNextPage]).toEqual([second.ids, true, true])
    expect((await pageOf(order, { last: 2 })).ids).toBe(ids.slice(-2))
  })
}

function describeChangePages(store: () => ListingStore): void {
  test('changes are paged by kind of subject and scope, and say how far they have looked', async () => {
    const scope = scopeOf('change pages')
    const kinds = ['AGREEMENT', 'OBLIGATION', 'AGREEMENT', 'PEER', 'AGREEMENT'] as const
    const start = await store().read((reader) => reader.headChange())
    await store().transact((tx) =>
      tx.appendChanges(
        kinds.map((subjectKind, i) => newChange({ subjectKind, subject: `${i}`, scope: i < 4 ? scope : null })),
      ),
    )
    await store().read(async (reader) => {
      const page = async (filter: object) => {
        const { changes, hasNextPage, through } = await reader.changesPage({ after: start, limit: 2, ...filter })
        return [changes.map(({ subject }) => subject).join(''), hasNextPage, through - start]
      }
      expect(await page({})).toEqual(['01', true, 2])
      expect(await page({ after: start + 2, limit: 9 })).toEqual(['234', false, 5])
      expect(await page({ subjectKinds: ['AGREEMENT'] })).toEqual(['02', true, 3])
      expect(await page({ subjectKinds: ['AGREEMENT'], scope })).toEqual(['02', false, 5])
      expect(await page({ subjectKinds: ['AGREEMENT', 'PEER'], after: start + 3 })).toEqual(['34', false, 5])
      expect(await page({ subjectKinds: ['ATTESTATION'] })).toEqual(['', false, 5])
      expect(await page({ after: start + 99 })).toEqual(['', false, 99])
      const latest = async (filter: object) => {
        const { changes, hasOlder } = await reader.latestChanges({ before: null, limit: 2, ...filter })
        return [changes.map(({ subject }) => subject).join(''), hasOlder]
      }
      expect(await latest({})).toEqual(['34', true])
      expect(await latest({ before: start + 4 })).toEqual(['12', true])
      expect(await latest({ subjectKinds: ['AGREEMENT'], scope })).toEqual(['02', false])
    })
  })
}
