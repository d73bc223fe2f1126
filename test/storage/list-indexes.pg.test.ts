import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { LISTS } from '../../src/app/index.ts'
import type { SubjectFilter, SubjectOrder } from '../../src/node/index.ts'
import type { PlainDatabase } from '../../src/storage/database.ts'
import { openPlainPglite } from '../../src/storage/embedded/pglite.ts'
import { readModels } from '../../src/storage/rows/read-models.ts'
import { writeSubjects } from '../../src/storage/rows/subjects.ts'
import { TestFolder } from '../support/folders.ts'
import { copyMigratedDatabase } from '../support/pglite.ts'
import { ALICE, at, BOB, CAROL, scopeOf, subjectRow } from '../support/store-rows.ts'

const DEBTS = 5_000
const WINDOW = { limit: 50, fromEnd: false, after: null, before: null }
const READ_MAX = 500

const folder = new TestFolder()
let database: PlainDatabase
beforeAll(async () => {
  await copyMigratedDatabase(folder.at('database'))
  database = await openPlainPglite(folder.at('database'))
  await writeSubjects(database).saveSubjects(Array.from({ length: DEBTS }, (_, i) => debtRow(i)))
  await database.db.execute(sql`vacuum analyze subjects`)
})
afterAll(async () => {
  await database[Symbol.asyncDispose]()
  folder[Symbol.dispose]()
})

/** Every hundredth is one of few, in whatever a filter asks for. */
function debtRow(i: number) {
  const isRare = i % 100 === 0
  const parties = isRare ? [CAROL, ALICE] : [ALICE, BOB]
  const [left, right] = i % 200 === 0 ? parties.toReversed() : parties
  const text = `RE-${String(i).padStart(6, '0')}`
  return subjectRow({
    ...{ scope: scopeOf(isRare ? 'few' : 'many'), id: `obl_${i}`, aggregate: 'obligation', state: { id: text } },
    index: {
      ...{ phase: isRare ? 'RECORDED' : 'CONFIRMED', left: left ?? ALICE, right: right ?? BOB, parties },
      ...{ currency: isRare ? 'HOURS' : 'EUR', scale: 2, size: String((i * 37) % DEBTS), rest: '1' },
      ...{ reference: text, text, dueMs: at((i * 37) % DEBTS), awaiting: isRare ? [ALICE] : [] },
    },
  })
}

const ORDERS: readonly SubjectOrder[] = ['NEWEST_FIRST', 'OLDEST_FIRST', 'DUE_FIRST', 'LARGEST_FIRST']
const FILTERS: Readonly<Record<string, SubjectFilter>> = {
  all: {},
  'of an agreement': { scope: scopeOf('few') },
  'of a debtor': { left: CAROL },
  'of a creditor': { right: CAROL },
  'with a counterparty': { parties: [CAROL] },
  'in a currency': { currency: 'HOURS' },
  'in a currency that none is in': { currency: 'CHF' },
  'of a status': { statuses: ['RECORDED'] },
  'of a status that most have': { statuses: ['CONFIRMED'] },
  'due in a time': { dueFrom: at(100), dueBefore: at(150) },
  'with a reference': { reference: 'RE-000777' },
  'with the beginning of a reference': { textStart: 're-00077' },
  'whose reference contains a text': { search: '00777' },
  'whose reference contains a text that none has': { search: 'nowhere' },
  'that await us': { awaiting: ALICE },
}

test.each(ORDERS.flatMap((order) => Object.keys(FILTERS).map((name) => [name, order] as const)))(
  'of debts %s, %s, a page reads little more than it shows',
  async (name, order) => {
    const before = await rowsRead()
    await readModels(database).page(LISTS.obligations, FILTERS[name] ?? {}, WINDOW, at(0), order)
    expect((await rowsRead()) - before).toBeLessThan(READ_MAX)
  },
)

/** How many rows of subjects have been looked at so far, by whichever way. */
async function rowsRead(): Promise<number> {
  await database.db.execute(sql`select pg_stat_force_next_flush()`)
  const [row] = await database.db
    .select({ count: sql<string>`seq_tup_read + coalesce(idx_tup_fetch, 0)` })
    .from(sql`pg_stat_user_tables`)
    .where(sql`relname = 'subjects'`)
  return Number(row?.count)
}
