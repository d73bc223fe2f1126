import { and, eq, getTableColumns, or, type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import type { StoreReader, StoreTransaction, TotalFilter } from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { saveRows } from '../statements.ts'
import { totals } from '../tables/index.ts'

const { scope, left, right, currency, scale } = totals

export function readTotals({ db }: Handle): Pick<StoreReader, 'totals' | 'totalsWhere'> {
  return {
    totals: async (within, keys) => {
      const named = sql`json_to_recordset(${JSON.stringify(keys)}::json)
        as named("left" text collate "C", "right" text collate "C", currency text collate "C", scale integer)`
      const isNamed = and(
        eq(scope, within),
        sql`${left} = named."left" and ${right} = named."right"`,
        sql`${currency} = named.currency and ${scale} = named.scale`,
      )
      const found = db.select(getTableColumns(totals)).from(named as never)
      return await found.innerJoin(totals, isNamed)
    },
    totalsWhere: async (filter) => {
      const found = db.select().from(totals).where(matching(filter))
      return await found.orderBy(scope, left, right, currency, scale)
    },
  }
}

export function writeTotals({ db }: Handle): Pick<StoreTransaction, 'saveTotals'> {
  return { saveTotals: (rows) => saveRows(db, totals, [scope, left, right, currency, scale], rows) }
}

function matching(filter: TotalFilter): SQL | undefined {
  const isAt = (column: SQLWrapper, wanted: string | undefined) =>
    wanted === undefined ? undefined : sql`${column} = ${wanted}`
  return and(
    isAt(scope, filter.scope),
    isAt(left, filter.left),
    isAt(right, filter.right),
    isAt(currency, filter.currency),
    ...(filter.parties ?? []).map((party) => or(isAt(left, party), isAt(right, party))),
  )
}
