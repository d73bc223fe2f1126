import { expect, test } from 'vitest'
import { OVERBOOKED, OVERBOOKED_ROWS_MAX } from '../../src/api/bookings/overbooked.ts'
import type { Instant, Json } from '../../src/kernel/index.ts'
import type { StoreReader, SubjectRow } from '../../src/node/index.ts'
import { asBooking, type BookingState, bookingAggregate, viewBooking } from '../../src/resources/index.ts'
import { alder, birch } from '../agreements/agreeing.ts'
import { Bookings, document, HOUR_MS, NOON } from '../resources/sharing.ts'
import { MemoryStore } from '../support/memory-store.ts'

/** So many bookings of 40 seats by a provider that grants them all: the n-th begins n milliseconds after noon. */
function granted(count: number, quantity: string): { states: BookingState[]; rows: SubjectRow[] } {
  const words = Bookings.begin()
  const requested = words.request(birch, { resource: 'hall', quantity })
  words.grant(alder, requested)
  const state = asBooking(words.desk.history.state<Json>(requested.entry.subject))
  const [[hash, request] = ['', undefined]] = Object.entries(state.requests)
  if (request === undefined) throw new Error('a request')
  const states = Array.from({ length: count }, (_, i) => {
    const from = (NOON + i) as Instant
    const asked = { ...request, from, until: (from + HOUR_MS) as Instant }
    return { ...state, id: `bkg_${String(i).padStart(64, '0')}`, requests: { [hash]: asked } }
  })
  const rows = states.map((each) => ({
    ...{ scope: document.agreementId, id: each.id, aggregate: bookingAggregate.name, tips: [], wakeAt: null },
    ...{ state: each as unknown as Json, index: bookingAggregate.index?.(each, []) ?? null },
  }))
  return { states, rows }
}

test('which bookings of a page are overbooked is told by one look at what overlaps them', async () => {
  const { states, rows } = granted(3_000, '0.02')
  const store = new MemoryStore()
  await store.transact((tx) => tx.saveSubjects(rows))
  const page = [0, 1_000, 2_500].map((i) => viewBooking(states[i] as BookingState, NOON))
  let read = 0
  const overbooked = await store.read((reader) => {
    const counting: Pick<StoreReader, 'subjectsOverlapping'> = {
      subjectsOverlapping: async (...asked) => {
        const found = await reader.subjectsOverlapping(...asked)
        read += found.length
        return found
      },
    }
    return OVERBOOKED.load({ reader: counting, now: NOON } as never, page)
  })
  // 0.02 seats each: from the 2,001st on more than 40 are taken.
  expect(page.map((booking) => overbooked.get(booking))).toEqual([true, true, true])
  expect(read).toBe(3_000)
  expect(read).toBeLessThanOrEqual(OVERBOOKED_ROWS_MAX)
  const few = granted(2_000, '0.02')
  const other = new MemoryStore()
  await other.transact((tx) => tx.saveSubjects(few.rows))
  const fitting = few.states.slice(0, 50).map((state) => viewBooking(state, NOON))
  const within = await other.read((reader) => OVERBOOKED.load({ reader, now: NOON } as never, fitting))
  expect(new Set(within.values())).toEqual(new Set([false]))
})
