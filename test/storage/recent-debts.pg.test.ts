import { describe, expect, test } from 'vitest'
import { DEBTS, type DebtBook, type IndexedDebt } from '../../src/clearing/index.ts'
import type { ListingStore } from '../../src/node/index.ts'
import { openPostgres } from '../../src/storage/index.ts'
import { RecentDebts } from '../../src/storage/rows/debts.ts'
import { obligationNamed } from '../clearing/inputs.ts'
import { TestFolder } from '../support/folders.ts'
import { openFreshPglite } from '../support/pglite.ts'
import { PostgresServer, SERVER_PROGRAMS } from '../support/postgres-server.ts'
import { ALICE, BOB, scopeOf, subjectRow } from '../support/store-rows.ts'

const MONEY = { currency: 'EUR', scale: 2 }
const MIB = 1024 * 1024

function debtRow(scopeName: string, name: string, amount: string) {
  const debt: IndexedDebt = { ...MONEY, from: ALICE, to: BOB, backward: false, amount, pending: '0', dueMs: null }
  const index = { phase: 'CONFIRMED' as const, projected: { [DEBTS.name]: debt } }
  const row = subjectRow({ scope: scopeOf(scopeName), id: obligationNamed(name) })
  return { ...row, index: { ...row.index, ...index } }
}

const bookOf = (store: ListingStore, scopeName: string) =>
  store.read((reader) => reader.projected(DEBTS, scopeOf(scopeName), MONEY))

/** The same object is no second reading. */
async function readOnce(store: ListingStore): Promise<void> {
  await store.transact((tx) => tx.saveSubjects([debtRow('books', 'one', '100')]))
  const first = await bookOf(store, 'books')
  expect(first.pages).toHaveLength(1)
  await store.transact((tx) => tx.saveSubjects([debtRow('other books', 'one', '100')]))
  await expect(
    store.transact(async (tx) => {
      await tx.saveSubjects([debtRow('books', 'two', '50')])
      expect(
        (await tx.projected(DEBTS, scopeOf('books'), MONEY)).pages.reduce((sum, page) => sum + page.length, 0),
      ).toBe(2 * (first.pages[0]?.length ?? 0))
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  const again = await bookOf(store, 'books')
  expect(again).toEqual(first)
  expect(await bookOf(store, 'books')).toBe(again)
  await store.transact((tx) => tx.saveSubjects([debtRow('books', 'one', '99')]))
  const changed = await bookOf(store, 'books')
  expect(changed.version).not.toBe(first.version)
  expect(changed.pages).not.toEqual(first.pages)
  expect(await bookOf(store, 'books')).toBe(changed)
}

describe('the debts of an agreement are read again only when they have changed', () => {
  test('from the embedded database', async () => {
    using folder = new TestFolder()
    await using store = await openFreshPglite(folder.at('books'))
    await readOnce(store)
  }, 60_000)

  test.skipIf(SERVER_PROGRAMS === null)(
    'from a server',
    async () => {
      await using server = await PostgresServer.create()
      await using store = await openPostgres(server.url)
      await readOnce(store)
    },
    60_000,
  )
})

describe('books that are kept', () => {
  const book = (version: string, bytes: number): DebtBook => ({ version, parties: '', pages: [new Uint8Array(bytes)] })

  test('are found by their version only', () => {
    const recent = new RecentDebts()
    recent.remember('here', book('one', 10))
    expect(recent.find('here', 'one')?.version).toBe('one')
    expect(recent.find('here', 'two')).toBeNull()
    expect(recent.find('there', 'one')).toBeNull()
    recent.remember('here', book('two', 10))
    expect(recent.find('here', 'one')).toBeNull()
  })

  test('have 32 MiB together, the oldest goes first, and one that is larger is not kept', () => {
    const recent = new RecentDebts()
    recent.remember('one', book('one', 20 * MIB))
    recent.remember('two', book('two', 10 * MIB))
    recent.remember('two', book('newer', 12 * MIB))
    expect(recent.find('one', 'one')).not.toBeNull()
    recent.remember('three', book('three', MIB))
    expect(recent.find('one', 'one')).toBeNull()
    expect(recent.find('two', 'newer')).not.toBeNull()
    recent.remember('four', book('four', 33 * MIB))
    expect(recent.find('four', 'four')).toBeNull()
  })
})
