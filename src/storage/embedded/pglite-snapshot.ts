import type { PGlite, Transaction } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import type { Handle } from '../database.ts'
import { StatementQueue } from './statement-queue.ts'

/** Reads in one snapshot of a PGlite database, one statement at a time. */
export async function readSnapshot<T>(database: PGlite, work: (handle: Handle) => Promise<T>): Promise<T> {
  return await database.transaction(async (transaction) => {
    await transaction.exec('set transaction isolation level repeatable read, read only')
    const queue = new StatementQueue()
    const client = {
      query: (...statement: Parameters<Transaction['query']>) => queue.run(() => transaction.query(...statement)),
    }
    try {
      return await work({ db: drizzle({ client: client as unknown as PGlite }) })
    } finally {
      await queue.end()
    }
  })
}
