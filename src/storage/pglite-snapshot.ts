import { setImmediate } from 'node:timers/promises'
import type { PGlite, Transaction } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import type { Handle } from './database.ts'

/** Somebody reads on in a snapshot that has ended. */
export class SnapshotEndedError extends Error {
  override readonly name = 'SnapshotEndedError'

  constructor() {
    super('the snapshot has ended')
  }
}

/**
 * Reads in one snapshot of a PGlite database. Each statement is given to the database only when the one before it is
 * done, and none once `work` has ended, however many were asked for at once: PGlite would do them all before the end of
 * the transaction. Between two of them everything else that waits gets its turn.
 */
export async function readSnapshot<T>(client: PGlite, work: (handle: Handle) => Promise<T>): Promise<T> {
  return await client.transaction(async (transaction) => {
    await transaction.exec('set transaction isolation level repeatable read, read only')
    const statements = new Statements(transaction)
    try {
      return await work({ db: drizzle({ client: statements as unknown as PGlite }) })
    } finally {
      await statements.end()
    }
  })
}

/** The part of a client that Drizzle uses. */
class Statements {
  readonly #transaction: Transaction
  #last: Promise<unknown> = Promise.resolve()
  #ended = false

  constructor(transaction: Transaction) {
    this.#transaction = transaction
  }

  query(...statement: Parameters<Transaction['query']>): Promise<unknown> {
    const result = this.#last.then(async () => {
      if (this.#ended) throw new SnapshotEndedError()
      const rows = await this.#transaction.query(...statement)
      await setImmediate()
      return rows
    })
    this.#last = result.catch(() => undefined)
    return result
  }

  /** Waits for the statement under way; the others fail. */
  async end(): Promise<void> {
    this.#ended = true
    await this.#last
  }
}
