import { afterAll, beforeAll, expect, test } from 'vitest'
import { agreementAggregate } from '../../src/agreements/index.ts'
import type { Instant, Json } from '../../src/kernel/index.ts'
import { indexOf } from '../../src/log/index.ts'
import type { SubjectRow } from '../../src/node/index.ts'
import { asBooking, type BookingState, bookingAggregate } from '../../src/resources/index.ts'
import { alder, birch } from '../agreements/agreeing.ts'
import { Bookings, document, HOUR_MS } from '../resources/sharing.ts'
import { RunningApi } from './running-node.ts'

const DAY_MS = 24 * HOUR_MS

let api: RunningApi
beforeAll(async () => {
  api = await RunningApi.start()
})
afterAll(() => api[Symbol.asyncDispose]())

const feed = (resource: string, authorization: string | null, agreementId = `agr_${'0'.repeat(64)}`) =>
  fetch(`${api.url}/calendars/${agreementId}/${resource}.ics`, {
    headers: authorization === null ? {} : { authorization },
  })

test('a calendar is refused without a token, and where there is none', async () => {
  const authorization = `Bearer ${api.running.adminToken}`
  for (const wrong of [null, 'Basic', `Basic ${Buffer.from('anyone:wrong').toString('base64')}`]) {
    const answer = await feed('van-1', wrong)
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Basic /)])
  }
  expect((await feed('van-1', authorization)).status).toBe(404)
  expect((await feed('van-1', authorization, 'public')).status).toBe(404)
})

test('a calendar has all bookings of a busy resource, and says where it ends if there are more than 10,000', async () => {
  const authorization = `Bearer ${api.running.adminToken}`
  const now = Date.now()
  const span = (370 * DAY_MS) / 10_000
  // A hundred were over 30 days ago.
  const fromOf = (i: number) => (now - (i < 100 ? 31 * DAY_MS : 30 * DAY_MS - (i - 100) * (span / 2))) as Instant
  await saveBookings(10_101, fromOf)
  const cut = await (await feed('van-1', authorization, document.agreementId)).text()
  expect(cut.match(/BEGIN:VEVENT/g)).toHaveLength(10_001)
  expect(cut.replaceAll('\r\n ', '')).toMatch(/^SUMMARY:From here on bookings are missing: .* at most 10000\r$/m)
  expect(cut).toContain('X-WR-CALDESC')
  await api.running.node.store.transact((tx) => tx.deleteSubject(document.agreementId, idOf(5_000)))
  const whole = await (await feed('van-1', authorization, document.agreementId)).text()
  expect(whole.match(/BEGIN:VEVENT/g)).toHaveLength(10_000)
  expect(new Set(whole.match(/^UID:.*$/gm)).size).toBe(10_000)
  expect(whole).not.toContain('missing')
}, 180_000)

const idOf = (i: number) => `bkg_${String(i).padStart(64, '0')}`

/** Granted bookings of the van, an hour each, past the log: the rows of one, at other times. */
async function saveBookings(count: number, fromOf: (i: number) => Instant): Promise<void> {
  const words = Bookings.begin()
  const { entry } = words.grant(alder, words.request(birch))
  const { history } = words.desk
  const scope = document.agreementId
  const row = (
    id: string,
    aggregate: typeof agreementAggregate | typeof bookingAggregate,
    state: Json,
  ): SubjectRow => ({
    ...{ scope, id, aggregate: aggregate.name, state, tips: [], wakeAt: null, index: indexOf(aggregate, state, []) },
  })
  const like = asBooking(history.fold(entry.subject).state)
  const rows = Array.from({ length: count }, (_, i) => {
    const id = idOf(i)
    return row(id, bookingAggregate, { ...like, id, requests: at(like, fromOf(i)) } as unknown as Json)
  })
  const { store } = api.running.node
  await store.transact((tx) => tx.saveSubjects([row(scope, agreementAggregate, history.fold(scope).state)]))
  for (let i = 0; i < rows.length; i += 5_000) await store.transact((tx) => tx.saveSubjects(rows.slice(i, i + 5_000)))
}

function at({ requests }: BookingState, from: Instant): BookingState['requests'] {
  return Object.fromEntries(
    Object.entries(requests).map(([hash, fact]) => [hash, { ...fact, from, until: (from + HOUR_MS) as Instant }]),
  )
}
