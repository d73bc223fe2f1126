import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres, { type Options, type PostgresType, type Sql } from 'postgres'
import { type TurnBounds, Turns } from '../../node/index.ts'
import type { PreparedStatement, WriterHandle } from '../database.ts'
import { StatementQueue } from '../embedded/statement-queue.ts'

export type SessionOptions = Options<Record<string, PostgresType>>

/** The connection was lost: the transaction is rolled back, unless it was being committed at that moment. */
export class ConnectionLostError extends Error {
  override readonly name = 'ConnectionLostError'

  constructor() {
    super('the connection to the PostgreSQL server was lost')
  }
}

/** A statement failed, and the transaction's caller ignored that. */
export class TransactionFailedError extends Error {
  override readonly name = 'TransactionFailedError'

  constructor() {
    super('a statement of the transaction failed: all of it is undone')
  }
}

/**
 * One connection, with one transaction at a time. The driver's own `begin` is not used: if a connection is lost inside it,
 * it writes to the closed socket, which ends the process; and it reconnects for the next transaction, into which
 * statements of the lost one still run. Here a lost connection is never used again, and a transaction that has ended
 * accepts no more statements.
 */
class Session {
  readonly #client: Sql
  /** Gives a statement to the connection at once. */
  readonly #send: Sql['unsafe']
  readonly #db: PostgresJsDatabase<Record<string, never>>
  #lost = false
  #queue = new StatementQueue()

  /** `isLent`: for lent snapshots, whose statements run one by one. */
  constructor(url: string, options: SessionOptions, isLent: boolean) {
    this.#client = postgres(url, { ...options, max: 1, onclose: () => this.#lose() })
    // An error that is not the server's comes from the connection. It is noticed here before all other listeners: between
    // a socket's error and its close, a further statement would wait indefinitely.
    const unsafe = this.#client.unsafe.bind(this.#client)
    this.#send = (...statement) => {
      const query = unsafe(...statement)
      query.catch((error: unknown) => error instanceof postgres.PostgresError || this.#lose())
      return query as never
    }
    this.#client.unsafe = isLent ? (...statement) => this.#inTurn(() => this.#send(...statement)) : this.#send
    this.#db = drizzle(this.#client)
  }

  get lost(): boolean {
    return this.#lost
  }

  /** Begins with the first statement; work that issues none costs none. */
  async transaction<T>(begin: string, work: (handle: WriterHandle) => Promise<T>): Promise<T> {
    this.#queue = new StatementQueue()
    const transaction = new SessionTransaction(this, this.#db, begin)
    try {
      const result = await this.#perform(transaction, work)
      if (transaction.hasBegun) await this.#commit()
      return result
    } catch (error) {
      if (transaction.hasBegun) await this.#rollback()
      throw error
    }
  }

  /** Begins a transaction: statements that follow at once are sent behind it. */
  begin(begin: string): void {
    // Where it fails, so does what follows on the same connection.
    this.#send(begin).catch(() => undefined)
  }

  async run({ sql, params }: PreparedStatement): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return await this.#send(sql, [...params], { prepare: true })
  }

  async #perform<T>(transaction: SessionTransaction, work: (handle: WriterHandle) => Promise<T>): Promise<T> {
    try {
      return await work(transaction)
    } finally {
      transaction.end()
      await this.#queue.end()
    }
  }

  async close(): Promise<void> {
    await this.#client.end({ timeout: this.#lost ? 0 : CLOSE_SECONDS_MAX })
  }

  /** A query as Drizzle uses one: awaited, or asked for the values of its rows. */
  #inTurn(send: () => ReturnType<Sql['unsafe']>): never {
    const queue = this.#queue
    const query = {
      // biome-ignore lint/suspicious/noThenProperty: Drizzle awaits it.
      then: (...handlers: Parameters<Promise<unknown>['then']>) => queue.run(() => send()).then(...handlers),
      values: () => queue.run(() => send().values()),
    }
    return query as never
  }

  #lose(): void {
    this.#lost = true
  }

  async #commit(): Promise<void> {
    if (this.#lost) throw new ConnectionLostError()
    // PostgreSQL answers a commit after a failed statement with a rollback, and no error.
    const { command } = await this.#send('commit')
    if (command !== 'COMMIT') throw new TransactionFailedError()
  }

  async #rollback(): Promise<void> {
    if (this.#lost) return
    try {
      await this.#send('rollback')
    } catch {
      // A connection that cannot even roll back is not used again; the server rolls back.
      this.#lose()
    }
  }
}

const CLOSE_SECONDS_MAX = 5

class SessionTransaction implements WriterHandle {
  readonly #session: Session
  readonly #db: PostgresJsDatabase<Record<string, never>>
  readonly #begin: string
  #hasBegun = false
  #open = true

  constructor(session: Session, db: PostgresJsDatabase<Record<string, never>>, begin: string) {
    this.#session = session
    this.#db = db
    this.#begin = begin
  }

  get hasBegun(): boolean {
    return this.#hasBegun
  }

  get db(): PostgresJsDatabase<Record<string, never>> {
    this.#check()
    if (!this.#hasBegun) this.#session.begin(this.#begin)
    this.#hasBegun = true
    return this.#db
  }

  run: WriterHandle['run'] = (statement) => {
    this.#check()
    return this.#session.run(statement)
  }

  #check(): void {
    if (this.#session.lost) throw new ConnectionLostError()
    if (!this.#open) throw new Error('the transaction has ended')
  }

  end(): void {
    this.#open = false
  }
}

/** A small pool of sessions; transactions take turns by owner. */
export class SessionPool {
  readonly #make: () => Session
  readonly #begin: string
  readonly #idle: Session[] = []
  readonly #turns: Turns

  constructor(
    url: string,
    options: SessionOptions,
    pool: TurnBounds & { readonly begin: string; readonly isLent?: boolean },
  ) {
    this.#make = () => new Session(url, options, pool.isLent ?? false)
    this.#begin = pool.begin
    this.#turns = new Turns(pool)
  }

  transaction<T>(owner: string, work: (handle: WriterHandle) => Promise<T>): Promise<T> {
    return this.#turns.run(owner, async () => {
      const session = this.#take()
      try {
        return await session.transaction(this.#begin, work)
      } finally {
        this.#idle.push(session)
      }
    })
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((session) => session.close()))
  }

  /** An idle session that is not lost, or a new one. */
  #take(): Session {
    for (let idle = this.#idle.pop(); idle !== undefined; idle = this.#idle.pop()) {
      if (!idle.lost) return idle
      // A lost session needs no orderly close.
      idle.close().catch(() => undefined)
    }
    return this.#make()
  }
}
