import { existsSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { PlainDatabase } from '../database.ts'
import { openPlainPglite } from '../embedded/pglite.ts'
import { FolderLock } from '../folder/folder-lock.ts'
import { DATABASE_FOLDER, type StorePlace } from '../folder/place.ts'
import { syncPath, syncTree } from '../folder/synced-files.ts'
import { MIGRATIONS_TABLE, OWN_FUNCTION, ownTables } from '../migrations.ts'
import { openPlainPostgres } from '../server/postgres.ts'
import { countRows, rowsOf } from './table-rows.ts'

/** Schema on a server in which a database is built before it is moved to its place. */
const STAGING_SCHEMA = 'rochdale_staging'
/** A used database has rows in one of these. */
const USED_TABLES = ['entries', 'subjects', 'local_records'] as const

/** A database exists already where one was to be created. */
export class DatabaseThereError extends Error {
  override readonly name = 'DatabaseThereError'

  constructor(where: string) {
    super(`${where} holds a database already, and nothing was changed: add --force to replace it`)
  }
}

export interface ReplaceOptions {
  /** Replace an existing database. */
  readonly overwrite: boolean
}

/** Builds a database beside its place and moves it there when `fill` is done: until then the existing one is unchanged. */
export async function replaceDatabase<T>(
  { dataDir, databaseUrl }: StorePlace,
  options: ReplaceOptions,
  fill: (fresh: PlainDatabase) => Promise<T>,
): Promise<T> {
  return databaseUrl === null
    ? await replaceEmbedded(join(dataDir, DATABASE_FOLDER), options, fill)
    : await replaceOnServer(databaseUrl, options, fill)
}

async function replaceEmbedded<T>(
  folder: string,
  { overwrite }: ReplaceOptions,
  fill: (fresh: PlainDatabase) => Promise<T>,
): Promise<T> {
  if (existsSync(folder) && !overwrite) throw new DatabaseThereError(folder)
  using _lock = await FolderLock.acquire(folder)
  const [fresh, old] = [`${folder}.fresh`, `${folder}.old`]
  rmSync(fresh, { recursive: true, force: true })
  try {
    const filled = await fillFolder(fresh, fill)
    syncTree(fresh)
    rmSync(old, { recursive: true, force: true })
    if (existsSync(folder)) renameSync(folder, old)
    renameSync(fresh, folder)
    syncPath(dirname(folder))
    rmSync(old, { recursive: true, force: true })
    return filled
  } finally {
    rmSync(fresh, { recursive: true, force: true })
  }
}

async function fillFolder<T>(folder: string, fill: (fresh: PlainDatabase) => Promise<T>): Promise<T> {
  await using database = await openPlainPglite(folder)
  const filled = await fill(database)
  await database.checkpoint()
  return filled
}

async function replaceOnServer<T>(
  url: string,
  { overwrite }: ReplaceOptions,
  fill: (fresh: PlainDatabase) => Promise<T>,
): Promise<T> {
  await using current = await openPlainPostgres(url)
  if (!overwrite && (await isUsed(current))) throw new DatabaseThereError('DATABASE_URL')
  const staging = sql.identifier(STAGING_SCHEMA)
  await current.db.execute(sql`drop schema if exists ${staging} cascade`)
  await current.db.execute(sql`create schema ${staging}`)
  try {
    const filled = await fillSchema(url, fill)
    await current.db.transaction(async (db) => {
      const tables = sql`select table_name::text as name from information_schema.tables where table_schema = ${STAGING_SCHEMA}`
      for (const name of [...ownTables(), MIGRATIONS_TABLE])
        await db.execute(sql`drop table if exists ${sql.identifier(current.schema)}.${sql.identifier(name)}`)
      const ownFunction = sql.raw(OWN_FUNCTION)
      await db.execute(sql`drop function if exists ${sql.identifier(current.schema)}.${ownFunction}`)
      await db.execute(sql`alter function ${staging}.${ownFunction} set schema ${sql.identifier(current.schema)}`)
      for (const { name } of await rowsOf<{ name: string }>(db, tables))
        await db.execute(
          sql`alter table ${staging}.${sql.identifier(name)} set schema ${sql.identifier(current.schema)}`,
        )
    })
    return filled
  } finally {
    await current.db.execute(sql`drop schema if exists ${staging} cascade`)
  }
}

async function fillSchema<T>(url: string, fill: (fresh: PlainDatabase) => Promise<T>): Promise<T> {
  await using fresh = await openPlainPostgres(url, STAGING_SCHEMA)
  return await fill(fresh)
}

async function isUsed(database: PlainDatabase): Promise<boolean> {
  const counts = await countRows(database)
  return USED_TABLES.some((table) => (counts[table] ?? 0) > 0)
}
