import { describe, expect, test } from 'vitest'
import { LISTS } from '../../src/app/index.ts'
import { type ListingStore, type SubjectFilter, type SubjectOrder } from '../../src/node/index.ts'
import { openPostgres } from '../../src/storage/index.ts'
import { TestFolder } from '../support/folders.ts'
import { openFreshPglite } from '../support/pglite.ts'
import { PostgresServer, SERVER_PROGRAMS } from '../support/postgres-server.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { ALICE, at, BOB, CAROL, scopeOf, subjectRow } from '../support/store-rows.ts'

const DAY_MS = 86_400_000
const LARGEST = shortOrLong(10_000, 100_000)
const SIZES = [LARGEST / 100, LARGEST / 10, LARGEST]
const BATCH = 5_000

/** What a page or a sum may take at most on a loaded machine, in milliseconds: as long as a caller has. */
const TAKES_MS_MAX = 10_000

function debtRow(i: number) {
  const [left, right] = i % 3 === 0 ? [ALICE, BOB] : i % 3 === 1 ? [BOB, ALICE] : [CAROL, ALICE]
  const text = `RE-${String(i).padStart(6, '0')}`
  // As large as a small obligation's facts are.
  const state = { id: text, facts: 'x'.repeat(900) }
  const index = {
    ...{
      phase: i % 10 === 0 ? 'RECORDED' : 'CONFIRMED',
      left,
      right,
      parties: [left, right],
      currency: 'EUR',
      scale: 2,
    },
    ...{ reference: text, text, dueMs: (i % 5_000) * DAY_MS, size: String(i), rest: '100', tags: ['open'] },
    awaiting: i % 10 === 0 ? [ALICE] : [],
  }
  return subjectRow({ scope: scopeOf('many debts'), id: `obl_${i}`, aggregate: 'obligation', state, index })
}

async function fill(store: ListingStore, { from, to }: { readonly from: number; readonly to: number }): Promise<void> {
  for (let start = from; start < to; start += BATCH) {
    const rows = Array.from({ length: Math.min(BATCH, to - start) }, (_, i) => debtRow(start + i))
    await store.transact((tx) => tx.saveSubjects(rows))
  }
}

/** The fastest of three, in milliseconds. */
async function timed(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 3; i++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return Math.round(Math.min(...times) * 10) / 10
}

const WINDOW = { limit: 25, fromEnd: false, after: null, before: null }
const PAGES: Readonly<Record<string, [SubjectFilter, SubjectOrder]>> = {
  'all, newest first': [{}, 'NEWEST_FIRST'],
  'all, due first': [{}, 'DUE_FIRST'],
  'due on three days': [{ dueFrom: at(4_000 * DAY_MS), dueBefore: at(4_003 * DAY_MS) }, 'DUE_FIRST'],
  'by the beginning of the reference': [{ textStart: 're-0009' }, 'NEWEST_FIRST'],
  'by a part of the reference': [{ search: '00099' }, 'NEWEST_FIRST'],
  'by a part of the reference that none has': [{ search: 'inv' }, 'NEWEST_FIRST'],
  'by counterparty, due first': [{ parties: [CAROL] }, 'DUE_FIRST'],
  'what awaits us': [{ awaiting: ALICE, statuses: ['RECORDED'] }, 'NEWEST_FIRST'],
}

async function checkLists(store: ListingStore): Promise<void> {
  const table: Record<string, Record<string, number>> = {}
  for (const [i, size] of SIZES.entries()) {
    await fill(store, { from: SIZES[i - 1] ?? 0, to: size })
    const now = at(0)
    for (const [name, [filter, order]] of Object.entries(PAGES)) {
      const page = () => store.read((reader) => reader.page(LISTS.obligations, filter, WINDOW, now, order))
      const sums = () => store.read((reader) => reader.sums(LISTS.obligations, filter, ALICE, now))
      table[`${name}: page`] = { ...table[`${name}: page`], [size]: await timed(page) }
      table[`${name}: sums`] = { ...table[`${name}: sums`], [size]: await timed(sums) }
    }
  }
  console.table(table)
  for (const [name, { [LARGEST]: takes }] of Object.entries(table)) expect(takes, name).toBeLessThan(TAKES_MS_MAX)
  const start = String(LARGEST / 10 - 1).padStart(5, '0')
  const wanted = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((digit) => `RE-${start}${digit}`)
  for (const filter of [{ textStart: `re-${start}` }, { search: `E-${start}` }]) {
    const found = await store.read((reader) => reader.page(LISTS.obligations, filter, WINDOW, at(0)))
    expect(found.edges.map(({ row }) => row.index?.reference)).toEqual(wanted)
  }
  const sums = await store.read((reader) => reader.sums(LISTS.obligations, {}, ALICE, at(0)))
  expect(sums.reduce((total, sum) => total + sum.count, 0)).toBe(LARGEST)
}

describe('a list of very many debts finds by due day and reference, and sums up what it finds, in time', () => {
  test('in the embedded database', async () => {
    using folder = new TestFolder()
    await using store = await openFreshPglite(folder.at('many'))
    await checkLists(store)
  })

  test.skipIf(SERVER_PROGRAMS === null)('on a server', async () => {
    await using server = await PostgresServer.create()
    await using store = await openPostgres(server.url)
    await checkLists(store)
  })
})
