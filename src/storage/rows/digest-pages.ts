import { and, eq } from 'drizzle-orm'
import { decodePage, encodePage } from '../../log/index.ts'
import type { DigestPageRow, StoreReader, StoreTransaction } from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { isOneOf, saveRows } from '../statements.ts'
import { digestPages, entries } from '../tables/index.ts'
import { areAbout, isInScope } from './log.ts'

export function readDigestPages({ db }: Handle): Pick<StoreReader, 'verdictsOf' | 'rootPages' | 'digestPages'> {
  const { scope, digits } = digestPages
  return {
    verdictsOf: async (within, subjects) => {
      const { subject, hash, verdictCode } = entries
      const found = db.select({ subject, hash, code: verdictCode }).from(entries)
      return await found.where(subjects === null ? isInScope(within) : areAbout(within, subjects))
    },
    rootPages: async (scopes) => {
      const rows = await db
        .select()
        .from(digestPages)
        .where(and(isOneOf(scope, scopes), eq(digits, '')))
      return rows.map((row) => ({ ...row, page: decodePage(row.page) }))
    },
    digestPages: async (within, wanted) => {
      const rows = await db
        .select()
        .from(digestPages)
        .where(and(eq(scope, within), isOneOf(digits, wanted)))
      return rows.map((row) => ({ ...row, page: decodePage(row.page) }))
    },
  }
}

export function writeDigestPages({ db }: Handle): Pick<StoreTransaction, 'saveDigestPages'> {
  const key = [digestPages.scope, digestPages.digits]
  return {
    saveDigestPages: async (rows) => saveRows(db, digestPages, key, rows.map(toPageRow)),
  }
}

export function toPageRow(row: DigestPageRow): typeof digestPages.$inferInsert {
  return { ...row, page: encodePage(row.page) }
}
