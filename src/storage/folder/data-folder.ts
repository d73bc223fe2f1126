import { mkdir, statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { backUpBeforeMigration } from '../backup/backup.ts'
import { inspectPglite, openPglite } from '../embedded/pglite.ts'
import type { SqlStore } from '../log-store.ts'
import type { DatabaseInspection } from '../migrations.ts'
import { inspectPostgres, openPostgres } from '../server/postgres.ts'
import { FolderLock } from './folder-lock.ts'
import { DATABASE_FOLDER, type StorePlace } from './place.ts'

const LOCK_FILE = 'node.lock'
/** Bytes that a data folder's disk must have free: one segment of the database's write-ahead log. */
export const FREE_BYTES_MIN = 16 * 1024 * 1024

/** Independent of where the database is: the key and the head file are for one node at a time. */
export async function lockDataFolder(dataDir: string): Promise<FolderLock> {
  const folder = resolve(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return await FolderLock.acquire(folder, join(folder, LOCK_FILE))
}

/** Opens a node's store; before migrations change its tables, it is backed up in the data folder. */
export async function openStore({ databaseUrl, dataDir }: StorePlace): Promise<SqlStore> {
  const options = { beforeMigration: backUpBeforeMigration(dataDir) }
  return databaseUrl === null
    ? await openPglite(join(dataDir, DATABASE_FOLDER), options)
    : await openPostgres(databaseUrl, options)
}

/** Whether the disk of a data folder has enough space: without it nothing can be signed or stored. */
export async function hasRoom(dataDir: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(dataDir)
  return bavail * bsize >= FREE_BYTES_MIN
}

/** Inspects a store without changing anything; null if a start would create it. */
export async function inspectStore({ databaseUrl, dataDir }: StorePlace): Promise<DatabaseInspection | null> {
  return databaseUrl === null ? await inspectPglite(join(dataDir, DATABASE_FOLDER)) : await inspectPostgres(databaseUrl)
}
