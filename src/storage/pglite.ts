import { existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { sql } from 'drizzle-orm'
import { drizzle, type PgliteDatabase } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { Turns } from '../node/index.ts'
import { DamagedDatabaseError, openingFault } from './damaged-database.ts'
import { FolderLock } from './folder-lock.ts'
import { type Driver, SqlStore } from './log-store.ts'
import { checkNotNewer, countMigrations, type DatabaseInspection, migrationConfig } from './migrations.ts'
import { readSnapshot } from './pglite-snapshot.ts'
import { Upkeep } from './pglite-upkeep.ts'
import { closeToOthers, SyncedFiles, syncPath, syncTree } from './synced-files.ts'

const SCHEMA = 'public'

/**
 * PGlite starts PostgreSQL with fsync off (`-F`). Here it is on, by `fsync()`: Emscripten's `fdatasync()`, PostgreSQL's
 * first choice, does nothing.
 */
const START_PARAMS = [...PGlite.defaultStartParams.filter((param) => param !== '-F'), '-c', 'wal_sync_method=fsync']

/** Opens the store inside this process, in a folder that no other process has open; makes it where there is none. */
export async function openPglite(folder: string): Promise<SqlStore> {
  const path = resolve(folder)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  const lock = await FolderLock.acquire(path)
  try {
    return await openFolder(path, lock)
  } catch (error) {
    lock[Symbol.dispose]()
    throw openingFault(path, error)
  }
}

async function openFolder(path: string, lock: FolderLock): Promise<SqlStore> {
  if (!existsSync(join(path, 'PG_VERSION'))) {
    if (existsSync(path) && readdirSync(path).length > 0) throw new DamagedDatabaseError(path)
    await createCluster(path)
  }
  closeToOthers(path)
  const client = await PGlite.create({ fs: new SyncedFiles(path), startParams: START_PARAMS })
  const driver = new PgliteDriver(client, lock)
  try {
    await driver.migrate()
    return await SqlStore.open(driver)
  } catch (error) {
    // What is damaged may not even close.
    await driver.close().catch(() => undefined)
    throw error
  }
}

/** Looks at a database in a folder that no other process has open, without changing its tables; null where there is none. */
export async function inspectPglite(folder: string): Promise<DatabaseInspection | null> {
  const path = resolve(folder)
  if (!existsSync(join(path, 'PG_VERSION'))) return null
  using _lock = await FolderLock.acquire(path)
  const client = await PGlite.create({ fs: new SyncedFiles(path), startParams: START_PARAMS }).catch(
    (error: unknown) => {
      throw openingFault(path, error)
    },
  )
  try {
    const { rows } = await client.query<{ version: string }>(`select current_setting('server_version') as version`)
    const migrations = await countMigrations(drizzle(client), SCHEMA)
    return { place: `PostgreSQL ${rows[0]?.version ?? ''} inside the process`, migrations, clockAheadMs: null }
  } finally {
    await client.close()
  }
}

class PgliteDriver implements Driver {
  readonly #client: PGlite
  readonly #lock: FolderLock
  readonly #db: PgliteDatabase<Record<string, never>>
  readonly #upkeep: Upkeep
  readonly #turns = new Turns({ max: 1, ownMax: 1 })

  constructor(client: PGlite, lock: FolderLock) {
    this.#client = client
    this.#lock = lock
    this.#db = drizzle(client)
    this.#upkeep = new Upkeep(client)
  }

  async migrate(): Promise<void> {
    await migrate(this.#db, migrationConfig(SCHEMA))
    await checkNotNewer(this.#db, SCHEMA)
  }

  // PGlite has one connection. The writer, the node's own readers and each purpose of those outside take turns at it.
  snapshot: Driver['snapshot'] = (work, lease) =>
    this.#turns.run(lease?.purpose ?? 'node', () => readSnapshot(this.#client, work), lease?.hurry)

  transaction: Driver['transaction'] = (work) =>
    this.#turns.run('writer', () =>
      this.#db.transaction(async (db) => {
        const result = await work({ db })
        // PostgreSQL answers a commit after a failed statement with a rollback, and no error: any statement tells.
        await db.execute(sql`select`)
        return result
      }),
    )

  // Nobody else can have this database open.
  announce: Driver['announce'] = async () => undefined

  async close(): Promise<void> {
    await this.#upkeep.stop()
    await this.#client.close()
    this.#lock[Symbol.dispose]()
  }
}

/** Makes an empty database beside its place and moves it there when it is whole: a start cut short leaves nothing behind. */
async function createCluster(path: string): Promise<void> {
  const draft = `${path}.new`
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft, { mode: 0o700 })
  const client = await PGlite.create(draft)
  await client.close()
  syncTree(draft)
  if (existsSync(path)) rmdirSync(path)
  renameSync(draft, path)
  syncPath(dirname(path))
}
