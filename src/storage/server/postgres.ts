import { createHash } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres, { type Sql } from 'postgres'
import type { TurnBounds } from '../../node/index.ts'
import type { PlainDatabase } from '../database.ts'
import { type Driver, SqlStore } from '../log-store.ts'
import { type BeforeMigration, countMigrations, type DatabaseInspection, migrate } from '../migrations.ts'
import { readChanges } from '../rows/changes.ts'
import { LedgerPoll } from './postgres-poll.ts'
import { type SessionOptions, SessionPool } from './postgres-sessions.ts'
import { TEXTS } from './postgres-texts.ts'

const ONE: TurnBounds = { max: 1, ownMax: 1 }
/** Concurrent read transactions, the node's own and lent ones; further ones wait. */
const READERS: TurnBounds = { max: 8, ownMax: 8 }
/** Lower than the total, so that mutations always find a session. */
const LENT: TurnBounds = { max: 8, ownMax: 6 }
/** Statement timeout of a lent snapshot, as its client may have gone. */
const LENT_STATEMENT_MS_MAX = 10_000
/** How long a process that hangs inside a transaction can block other writers. */
const IDLE_IN_TRANSACTION_MS_MAX = 5 * 60 * 1000
const VERSION_MIN = 140_000
const DEFAULT_SCHEMA = 'public'
const SCHEMA = /^[a-z_][a-z0-9_]{0,62}$/

/** The server is unsuitable as configured. */
export class UnfitServerError extends Error {
  override readonly name = 'UnfitServerError'
}

/** Opens the store in a PostgreSQL server, in a schema of its own (`public` by default), and brings its tables up to date. */
export async function openPostgres(
  url: string,
  options: { readonly schema?: string; readonly beforeMigration?: BeforeMigration } = {},
): Promise<SqlStore> {
  const schema = options.schema ?? DEFAULT_SCHEMA
  if (!SCHEMA.test(schema)) throw new UnfitServerError(`${schema} is not a plain lower-case name of a schema`)
  await prepare(url, schema, options.beforeMigration)
  const driver = new PostgresDriver(url, schema)
  try {
    const store = await SqlStore.open(driver)
    await driver.listen((head) => store.heard(head))
    return store
  } catch (error) {
    await driver.close()
    throw error
  }
}

/** Inspects a server without changing anything. */
export async function inspectPostgres(url: string): Promise<DatabaseInspection> {
  await using database = await openPlainPostgres(url)
  const { db, schema } = database
  const version = sql<string>`current_setting('server_version')`
  const nowMs = sql<string>`extract(epoch from clock_timestamp()) * 1000`
  const [server] = await db.select({ version, nowMs }).from(sql`(select) as nothing`)
  const clockAheadMs = Number(server?.nowMs ?? Date.now()) - Date.now()
  const migrations = await countMigrations(db, schema)
  return { place: `PostgreSQL ${server?.version ?? ''}`, migrations, clockAheadMs }
}

/** Opens a schema of a server as it is, with or without tables, on one connection. */
export async function openPlainPostgres(url: string, schema = DEFAULT_SCHEMA): Promise<PlainDatabase> {
  const client = postgres(url, { ...connectOptions(schema), max: 1 })
  const close = () => client.end({ timeout: 5 })
  try {
    await checkServer(client)
  } catch (error) {
    await close()
    throw explained(error, url)
  }
  return { db: drizzle(client), schema, checkpoint: async () => undefined, [Symbol.asyncDispose]: close }
}

class PostgresDriver implements Driver {
  readonly #writer: SessionPool
  readonly #readers: SessionPool
  readonly #lent: SessionPool
  readonly #listener: Sql
  readonly channel: string
  #poll: LedgerPoll | null = null

  constructor(url: string, schema: string) {
    const options = connectOptions(schema)
    this.#writer = new SessionPool(url, options, { ...ONE, begin: 'begin isolation level read committed' })
    const begin = 'begin isolation level repeatable read, read only'
    this.#readers = new SessionPool(url, options, { ...READERS, begin })
    const beginLent = `${begin}; set local statement_timeout = ${LENT_STATEMENT_MS_MAX}`
    this.#lent = new SessionPool(url, options, { ...LENT, begin: beginLent, isLent: true })
    this.#listener = postgres(url, { ...options, max: 1 })
    this.channel = `rochdale_${schema}`
  }

  snapshot: Driver['snapshot'] = (work, lease) =>
    lease === undefined ? this.#readers.transaction('node', work) : this.#lent.transaction(lease.purpose, work)

  // Read committed: what follows the ledger's lock must see what the previous writer has committed.
  transaction: Driver['transaction'] = (work) => this.#writer.transaction('node', work)

  /** `hear`: what to call with the number of the last change of a commit in any process, this one included. */
  async listen(hear: (head: number) => void): Promise<void> {
    const readHead = () => this.snapshot((handle) => readChanges(handle).headChange())
    const poll = new LedgerPoll(this.snapshot, await readHead(), hear)
    this.#poll = poll
    const notified = (last: string) => {
      poll.woken(Number(last))
      hear(Number(last))
    }
    // Also called when a lost connection is back: what was announced meanwhile is lost.
    await this.#listener.listen(this.channel, notified, () => poll.look())
  }

  readonly copyFiles: Driver['copyFiles'] = null

  async close(): Promise<void> {
    await this.#poll?.stop()
    const pools = [this.#writer, this.#readers, this.#lent]
    await Promise.all([...pools.map((pool) => pool.close()), this.#listener.end({ timeout: 0 })])
  }
}

function connectOptions(schema: string): SessionOptions {
  return {
    // The server's notices (`… already exists, skipping`) are of no interest.
    onnotice: () => undefined,
    max_lifetime: null,
    // The driver would otherwise query types first on each connection, and a connection lost at that moment ends the
    // process.
    fetch_types: false,
    types: { texts: TEXTS },
    connection: {
      application_name: 'rochdale',
      search_path: schema,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS_MAX,
      // A commit is durable when acknowledged, whatever the server's default.
      synchronous_commit: 'on',
    },
  }
}

/** Migrates; processes take turns. */
async function prepare(url: string, schema: string, before?: BeforeMigration): Promise<void> {
  try {
    await migrateSchema(url, schema, before)
  } catch (error) {
    throw explained(error, url)
  }
}

const SERVER_FAULTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'no server listens there',
  ENOTFOUND: 'there is no such host',
  EAI_AGAIN: 'its name cannot be looked up now',
  CONNECT_TIMEOUT: 'it does not answer',
  '28P01': 'the password is wrong',
  '28000': 'this user may not log in',
  '3D000': 'there is no such database; create it, encoded in UTF8',
  '42501': 'this user may not create tables there; let it own the database',
  '53300': 'it has no connection left',
  '57P03': 'it is only starting',
}

/** An error of the server or of the connection, for the operator that set the URL, without the password in it. */
function explained(error: unknown, url: string): unknown {
  const { code, message, cause } = error as Error & { readonly code?: unknown; readonly cause?: Error }
  const { code: inner, message: said } = (cause ?? {}) as Error & { readonly code?: unknown }
  const known = code ?? inner
  if (error instanceof UnfitServerError || typeof known !== 'string') return error
  const place = url.replace(/\/\/[^/?#]*@/, '//').replace(/[?#].*$/, '')
  const fault = SERVER_FAULTS[known] ?? (code === undefined ? said : message)
  return new UnfitServerError(`DATABASE_URL: ${place} cannot be used: ${fault}`, { cause: error })
}

async function migrateSchema(url: string, schema: string, before?: BeforeMigration): Promise<void> {
  // The end of the session also releases its lock.
  await using database = await openPlainPostgres(url, schema)
  await database.db.execute(sql`select pg_advisory_lock(${lockNumber(schema)}::bigint)`)
  await migrate(database, before === undefined ? {} : { before })
}

async function checkServer(client: Sql): Promise<void> {
  const [row] = await client<{ version: string; encoding: string }[]>`
    select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding`
  if (Number(row?.version) < VERSION_MIN)
    throw new UnfitServerError('the PostgreSQL server is older than version 14: use 14 or newer')
  if (row?.encoding !== 'UTF8')
    throw new UnfitServerError(`the database is encoded in ${row?.encoding}: create one with encoding 'UTF8'`)
}

function lockNumber(schema: string): string {
  return createHash('sha256').update(`rochdale migrations ${schema}`).digest().readBigInt64BE().toString()
}
