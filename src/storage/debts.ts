import { and, eq, gt, type SQLWrapper, sql } from 'drizzle-orm'
import { type DebtLists, debtColumns } from '../clearing/index.ts'
import { type Did, groupBy, type Instant } from '../kernel/index.ts'
import type { StoreReader, SubjectRow } from '../node/index.ts'
import type { Handle } from './database.ts'
import { isOneOf, saveRows } from './statements.ts'
import { debts } from './tables/index.ts'

/** Debts that one statement reads. */
const DEBTS_PER_READ = 100_000

export function readDebts(handle: Handle): Pick<StoreReader, 'debts'> {
  return {
    debts: async (scope, { currency, scale }) => {
      const isWanted = and(eq(debts.scope, scope), eq(debts.currency, currency), eq(debts.scale, scale))
      const lists: DebtLists = { ids: [], from: [], to: [], backward: [], amount: [], pending: [], dueMs: [] }
      for (let last = ''; ; last = lists.ids.at(-1) ?? last) {
        const found = handle.db
          .select()
          .from(debts)
          .where(and(isWanted, gt(debts.id, last)))
        const page = found.orderBy(debts.id).limit(DEBTS_PER_READ).as('page')
        const [packed] = await handle.db.select(pack(page)).from(page)
        if (packed === undefined || packed.ids === null) return debtColumns(lists)
        unpack(packed, lists)
        if (lists.ids.length % DEBTS_PER_READ > 0) return debtColumns(lists)
      }
    },
  }
}

/** Keeps the rows of debts in step with their subjects. */
export async function saveDebts(handle: Handle, rows: readonly SubjectRow[]): Promise<void> {
  const open: (typeof debts.$inferInsert)[] = []
  for (const { scope, id, index } of rows) if (index?.debt) open.push({ scope, id, ...index.debt })
  for (const [scope, closed] of groupBy(
    rows.filter(({ index }) => index?.debt === null),
    (row) => row.scope,
  )) {
    const ids = closed.map(({ id }) => id)
    await handle.db.delete(debts).where(and(eq(debts.scope, scope), isOneOf(debts.id, ids)))
  }
  await saveRows(handle.db, debts, [debts.scope, debts.id], open)
}

type Page = Record<'id' | 'from' | 'to' | 'backward' | 'amount' | 'pending' | 'dueMs', SQLWrapper>
type Packed = Record<Exclude<keyof DebtLists, 'backward'> | 'backward', string | null>

/** All rows of a page in one: to read each of a million rows on its own takes many times as long. */
function pack(page: Page) {
  const joined = (column: SQLWrapper) => sql<string | null>`string_agg(${column}, ',')`
  return {
    ids: joined(page.id),
    from: joined(page.from),
    to: joined(page.to),
    backward: joined(sql`case when ${page.backward} then '1' else '' end`),
    amount: joined(page.amount),
    pending: joined(page.pending),
    dueMs: joined(sql`coalesce(${page.dueMs}::text, '')`),
  }
}

function unpack(packed: Packed, lists: DebtLists): void {
  const each = (name: keyof Packed, take: (text: string) => void) => {
    for (const text of (packed[name] ?? '').split(',')) take(text)
  }
  each('ids', (text) => lists.ids.push(text))
  each('from', (text) => lists.from.push(text as Did))
  each('to', (text) => lists.to.push(text as Did))
  each('backward', (text) => lists.backward.push(text === '1'))
  each('amount', (text) => lists.amount.push(text))
  each('pending', (text) => lists.pending.push(text))
  each('dueMs', (text) => lists.dueMs.push(text === '' ? null : (Number(text) as Instant)))
}
