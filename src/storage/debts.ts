import { and, eq, gt, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { DebtPage } from '../clearing/index.ts'
import { groupBy, type Hash } from '../kernel/index.ts'
import type { StoreReader, SubjectRow } from '../node/index.ts'
import type { Handle } from './database.ts'
import { isOneOf, saveRows } from './statements.ts'
import { debts } from './tables/index.ts'

/** Debts that one statement reads. */
const DEBTS_PER_PAGE = 100_000

export function readDebts(handle: Handle): Pick<StoreReader, 'debts'> {
  return {
    debts: async (scope, { currency, scale }) => {
      const isWanted = and(eq(debts.scope, scope), eq(debts.currency, currency), eq(debts.scale, scale))
      const pages: DebtPage[] = []
      for (let last = ''; ; ) {
        const found = handle.db
          .select()
          .from(debts)
          .where(and(isWanted, gt(debts.id, last)))
        const rows = found.orderBy(debts.id).limit(DEBTS_PER_PAGE).as('page')
        const texts = handle.db.select(joined(rows)).from(rows).as('texts')
        const [page] = await handle.db.select(withHash(texts)).from(texts)
        if (page === undefined || page.last === null) return pages
        const { last: lastId, count, ...packed } = page
        pages.push(packed)
        if (count < DEBTS_PER_PAGE) return pages
        last = lastId
      }
    },
  }
}

/** Keeps the rows of debts in step with their subjects. */
export async function saveDebts(handle: Handle, rows: readonly SubjectRow[]): Promise<void> {
  const open: (typeof debts.$inferInsert)[] = []
  for (const { scope, id, index } of rows) if (index?.debt) open.push({ scope, id, ...index.debt })
  const closed = rows.filter(({ index }) => index?.debt === null)
  for (const [scope, some] of groupBy(closed, (row) => row.scope)) {
    const ids = some.map(({ id }) => id)
    await handle.db.delete(debts).where(and(eq(debts.scope, scope), isOneOf(debts.id, ids)))
  }
  await saveRows(handle.db, debts, [debts.scope, debts.id], open)
}

type Text = keyof Omit<DebtPage, 'hash'>
type Rows = Record<Exclude<Text, 'ids'> | 'id', SQLWrapper>

/** All rows in one: to read each of a million on its own takes many times as long. */
function joined(rows: Rows) {
  const list = (column: SQLWrapper, name: Text) => sql<string>`string_agg(${column}, ',')`.as(name)
  return {
    ids: list(rows.id, 'ids'),
    from: list(rows.from, 'from'),
    to: list(rows.to, 'to'),
    backward: list(sql`case when ${rows.backward} then '1' else '' end`, 'backward'),
    amount: list(rows.amount, 'amount'),
    pending: list(rows.pending, 'pending'),
    dueMs: list(sql`coalesce(${rows.dueMs}::text, '')`, 'dueMs'),
    last: sql<string | null>`max(${rows.id})`.as('last'),
    count: sql<number>`count(*)::int`.as('count'),
  }
}

function withHash(texts: Record<Text, SQL.Aliased<string>> & Record<'last' | 'count', SQLWrapper>) {
  const { ids, from, to, backward, amount, pending, dueMs, last, count } = texts
  const all = sql`concat_ws('|', ${ids}, ${from}, ${to}, ${backward}, ${amount}, ${pending}, ${dueMs})`
  const hash = sql<Hash>`encode(sha256(convert_to(${all}, 'UTF8')), 'hex')`
  const page = { ids, from, to, backward, amount, pending, dueMs, hash }
  return { ...page, last: sql<string | null>`${last}`, count: sql<number>`${count}` }
}
