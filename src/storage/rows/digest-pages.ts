import { and, eq } from 'drizzle-orm'
import { decodePage, encodePage, hashOfPage } from '../../log/index.ts'
import type { DigestPageRow, StoreReader, StoreTransaction } from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { isOneOf, saveRows } from '../statements.ts'
import { digestPages, entries } from '../tables/index.ts'
import { areAbout, isInScope } from './log.ts'

export function readDigestPages({ db }: Handle): Pick<StoreReader, 'verdictsOf' | 'digestRoots' | 'digestPages'> {
  const { scope, digits } = digestPages
  return {
    verdictsOf: async (within, subjects) => {
      const { subject, hash, verdictCode } = entries
      const found = db.select({ subject, hash, code: verdictCode }).from(entries)
      return await found.where(subjects === null ? isInScope(within) : areAbout(within, subjects))
    },
    digestRoots: async (scopes) => {
      const rows = await db
        .select()
        .from(digestPages)
        .where(and(isOneOf(scope, scopes), eq(digits, '')))
      return new Map(
        rows.flatMap((row) => {
          const root = hashOfPage(decodePage(row.page))
          return root === null ? [] : [[row.scope, root] as const]
        }),
      )
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
