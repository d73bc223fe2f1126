import type { PGlite, Transaction } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import type { Database, WriterHandle } from '../database.ts'

/** Runs work in a transaction of a PGlite database, which begins with its first statement. */
export async function writeTransaction<T>(client: PGlite, work: (handle: WriterHandle) => Promise<T>): Promise<T> {
  const transaction = new LazyTransaction(client)
  try {
    const result = await work(transaction)
    await transaction.end(true)
    return result
  } catch (error) {
    await transaction.end(false)
    throw error
  }
}

/** Rolls a transaction back: PGlite does so when its work throws. */
class RolledBack extends Error {}

class LazyTransaction implements WriterHandle {
  readonly #client: PGlite
  readonly #db: Database
  /** The open transaction, until it is told whether to commit. */
  #open: { readonly transaction: Promise<Transaction>; readonly ended: Promise<unknown> } | null = null
  #finish: (commit: boolean) => void = () => undefined
  #hasEnded = false

  constructor(client: PGlite) {
    this.#client = client
    const statements = {
      query: async (...statement: Parameters<Transaction['query']>) => (await this.#begin()).query(...statement),
    }
    this.#db = drizzle({ client: statements as unknown as PGlite })
  }

  get hasBegun(): boolean {
    return this.#open !== null
  }

  get db(): Database {
    if (this.#hasEnded) throw new Error('the transaction has ended')
    return this.#db
  }

  run: WriterHandle['run'] = async ({ sql, params }) => {
    const client = this.hasBegun ? await this.#begin() : this.#client
    return (await client.query<Record<string, unknown>>(sql, [...params])).rows
  }

  async end(commit: boolean): Promise<void> {
    this.#hasEnded = true
    if (this.#open === null) return
    // PostgreSQL answers a commit after a failed statement with a rollback, and no error: any statement reveals that.
    const isSound = commit ? await this.#isSound() : null
    this.#finish(isSound === true)
    await this.#open.ended.catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error
    })
    if (isSound instanceof Error) throw isSound
  }

  #begin(): Promise<Transaction> {
    this.#open ??= this.#openNow()
    return this.#open.transaction
  }

  #openNow() {
    const finished = new Promise<boolean>((resolve) => {
      this.#finish = resolve
    })
    let ended: Promise<unknown> = Promise.resolve()
    const transaction = new Promise<Transaction>((resolve, reject) => {
      ended = this.#client.transaction(async (open) => {
        resolve(open)
        if (!(await finished)) throw new RolledBack('rolled back')
      })
      ended.catch(reject)
    })
    return { transaction, ended }
  }

  async #isSound(): Promise<true | Error> {
    try {
      await this.#db.execute(sql`select`)
      return true
    } catch (error) {
      return error as Error
    }
  }
}
