import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/pglite'
import { Turns } from '../../node/index.ts'
import type { PlainDatabase } from '../database.ts'
import { FolderLock } from '../folder/folder-lock.ts'
import { closeToOthers, SyncedFiles, syncPath, syncTree } from '../folder/synced-files.ts'
import { type Driver, SqlStore } from '../log-store.ts'
import { type BeforeMigration, countMigrations, type DatabaseInspection, migrate } from '../migrations.ts'
import { copyFiles } from './copied-files.ts'
import { DamagedDatabaseError, openingFault } from './damaged-database.ts'
import { unpackEmptyCluster } from './empty-cluster.ts'
import { readSnapshot } from './pglite-snapshot.ts'
import { writeTransaction } from './pglite-transaction.ts'
import { Upkeep } from './pglite-upkeep.ts'

const SCHEMA = 'public'

/**
 * PGlite starts PostgreSQL with fsync off (`-F`). Here it is on, by `fsync()`: Emscripten's `fdatasync()`, PostgreSQL's
 * first choice, does nothing.
 */
const START_PARAMS = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
  // All of it is resident from the start on. With PostgreSQL's 128 MB, a read by key took a tenth less.
  ...['-c', 'shared_buffers=32MB'],
]

/** Opens the store inside this process, in a folder that no other process has open; creates it if absent. */
export async function openPglite(
  folder: string,
  { beforeMigration }: { readonly beforeMigration?: BeforeMigration } = {},
): Promise<SqlStore> {
  const { path, client, lock } = await openClient(folder)
  const driver = new PgliteDriver(path, client, lock)
  try {
    await migrate(driver.plain, beforeMigration === undefined ? {} : { before: beforeMigration })
    return await SqlStore.open(driver)
  } catch (error) {
    // A damaged database may not even close.
    await driver.close().catch(() => undefined)
    throw openingFault(path, error)
  }
}

/** Opens the database in a folder as it is, with or without tables; creates it if absent. */
export async function openPlainPglite(folder: string): Promise<PlainDatabase> {
  const { client, lock } = await openClient(folder)
  return {
    ...plainOf(client),
    [Symbol.asyncDispose]: async () => {
      await client.close()
      lock[Symbol.dispose]()
    },
  }
}

function plainOf(client: PGlite): Omit<PlainDatabase, typeof Symbol.asyncDispose> {
  return {
    db: drizzle(client),
    schema: SCHEMA,
    checkpoint: async () => {
      await client.exec('checkpoint')
    },
  }
}

interface OpenClient {
  readonly path: string
  readonly client: PGlite
  readonly lock: FolderLock
}

async function openClient(folder: string): Promise<OpenClient> {
  const path = resolve(folder)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const lock = await FolderLock.acquire(path)
  try {
    return { path, client: await openFolder(path), lock }
  } catch (error) {
    lock[Symbol.dispose]()
    throw openingFault(path, error)
  }
}

async function openFolder(path: string): Promise<PGlite> {
  if (!existsSync(join(path, 'PG_VERSION'))) {
    if (existsSync(path) && readdirSync(path).length > 0) throw new DamagedDatabaseError(path)
    await createCluster(path)
  }
  closeToOthers(path)
  return await PGlite.create({ fs: new SyncedFiles(path), startParams: START_PARAMS })
}

/** Inspects the database in a folder that no other process has open, without changing its tables; null if absent. */
export async function inspectPglite(folder: string): Promise<DatabaseInspection | null> {
  const path = resolve(folder)
  if (!existsSync(join(path, 'PG_VERSION'))) return null
  await using database = await openPlainPglite(path)
  const { db, schema } = database
  const [server] = await db
    .select({ version: sql<string>`current_setting('server_version')` })
    .from(sql`(select) as nothing`)
  const migrations = await countMigrations(db, schema)
  return { place: `PostgreSQL ${server?.version ?? ''} inside the process`, migrations, clockAheadMs: null }
}

class PgliteDriver implements Driver {
  readonly #path: string
  readonly #client: PGlite
  readonly #lock: FolderLock
  readonly #upkeep: Upkeep
  readonly #turns = new Turns({ max: 1, ownMax: 1 })

  constructor(path: string, client: PGlite, lock: FolderLock) {
    this.#path = path
    this.#client = client
    this.#lock = lock
    this.#upkeep = new Upkeep(client)
  }

  get plain(): PlainDatabase {
    return { ...plainOf(this.#client), [Symbol.asyncDispose]: async () => undefined }
  }

  // PGlite has one connection. The writer, the node's own readers and each external purpose take turns at it.
  snapshot: Driver['snapshot'] = (work, lease) =>
    this.#turns.run(lease?.purpose ?? 'node', () => readSnapshot(this.#client, work), lease?.hurry)

  transaction: Driver['transaction'] = (work) => this.#turns.run('writer', () => writeTransaction(this.#client, work))

  // No other process can have this database open.
  readonly channel = null

  /**
   * Copies most while the node writes, and then, with writers paused, what has changed: the result is as after a crash,
   * from which PostgreSQL recovers.
   */
  copyFiles: Driver['copyFiles'] = async (folder) => {
    await this.#turns.run('copy', () => this.#client.exec('checkpoint'))
    const early = await copyFiles(this.#path, folder)
    await this.#turns.run('copy', () => this.#client.runExclusive(() => copyFiles(this.#path, folder, early)))
  }

  async close(): Promise<void> {
    await this.#upkeep.stop()
    await this.#client.close()
    this.#lock[Symbol.dispose]()
  }
}

/** Creates an empty database beside its place and renames it when complete: an interrupted start leaves nothing behind. */
async function createCluster(path: string): Promise<void> {
  const draft = `${path}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  if (!(await unpackEmptyCluster(draft))) await (await PGlite.create(draft)).close()
  syncTree(draft)
  if (existsSync(path)) rmdirSync(path)
  renameSync(draft, path)
  syncPath(dirname(path))
}
