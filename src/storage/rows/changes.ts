import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { StoreReader, StoreTransaction } from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { insertRows } from '../statements.ts'
import { changes, ledger } from '../tables/index.ts'

/** The number of the ledger's one row. */
export const LEDGER_ROW = 1

type ChangeReader = Pick<StoreReader, 'changesAfter' | 'headChange' | 'changedAfter'>

export function readChanges(handle: Handle): ChangeReader {
  const headChange = async () => {
    const rows = await handle.db.select({ last: ledger.lastChange }).from(ledger).where(eq(ledger.id, LEDGER_ROW))
    return rows[0]?.last ?? 0
  }
  return {
    changesAfter: async (number, limit, subjectKind) => {
      const isMeant = subjectKind === undefined ? undefined : eq(changes.subjectKind, subjectKind)
      const found = handle.db
        .select()
        .from(changes)
        .where(and(isMeant, gt(changes.number, number)))
      return await found.orderBy(asc(changes.number)).limit(limit)
    },
    headChange,
    changedAfter: async (after) => {
      const head = await headChange()
      if (head === after) return { head, scopes: [], kinds: [] }
      const found = handle.db.selectDistinct({ scope: changes.scope, kind: changes.kind }).from(changes)
      const rows = await found.where(gt(changes.number, after)).orderBy(changes.scope, changes.kind)
      const scopes = new Set(rows.flatMap(({ scope }) => scope ?? []))
      return { head, scopes: [...scopes], kinds: [...new Set(rows.map(({ kind }) => kind))].sort() }
    },
  }
}

type ChangeWriter = Pick<StoreTransaction, 'appendChanges'>

export function writeChanges(handle: Handle): ChangeWriter {
  return {
    appendChanges: async (added) => {
      if (added.length === 0) return []
      const lastChange = sql`${ledger.lastChange} + ${added.length}`
      const counted = handle.db.update(ledger).set({ lastChange }).where(eq(ledger.id, LEDGER_ROW))
      const [{ last } = { last: 0 }] = await counted.returning({ last: ledger.lastChange })
      const numbered = added.map((change, i) => ({ ...change, number: last - added.length + 1 + i }))
      await insertRows(handle.db, changes, numbered)
      return numbered
    },
  }
}
