import { and, asc, eq } from 'drizzle-orm'
import type { StoreReader, StoreTransaction } from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { saveRows } from '../statements.ts'
import { localRecords } from '../tables/index.ts'

type LocalReader = Pick<StoreReader, 'local' | 'locals'>

export function readLocals(handle: Handle): LocalReader {
  return {
    local: async (collection, id) => {
      const condition = and(eq(localRecords.collection, collection), eq(localRecords.id, id))
      const rows = await handle.db.select({ value: localRecords.value }).from(localRecords).where(condition)
      return rows[0]?.value ?? null
    },
    locals: async (collection) => {
      const found = handle.db.select().from(localRecords).where(eq(localRecords.collection, collection))
      return new Map((await found.orderBy(asc(localRecords.id))).map(({ id, value }) => [id, value]))
    },
  }
}

type LocalWriter = Pick<StoreTransaction, 'putLocal' | 'deleteLocal'>

export function writeLocals(handle: Handle): LocalWriter {
  return {
    putLocal: async (collection, id, value) =>
      saveRows(handle.db, localRecords, [localRecords.collection, localRecords.id], [{ collection, id, value }]),
    deleteLocal: async (collection, id) => {
      const condition = and(eq(localRecords.collection, collection), eq(localRecords.id, id))
      await handle.db.delete(localRecords).where(condition)
    },
  }
}
