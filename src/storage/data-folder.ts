import { mkdir, statfs } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { FolderLock } from './folder-lock.ts'
import type { SqlStore } from './log-store.ts'
import type { DatabaseInspection } from './migrations.ts'
import { inspectPglite, openPglite } from './pglite.ts'
import { inspectPostgres, openPostgres } from './postgres.ts'

export const HEAD_FILE = 'heads.jsonl'
export const DATABASE_FOLDER = 'database'
const LOCK_FILE = 'node.lock'
/** Bytes that a data folder's disk must have free: one segment of the database's write-ahead log. */
export const FREE_BYTES_MIN = 16 * 1024 * 1024

/** Where a node keeps its store. */
export interface StorePlace {
  readonly dataDir: string
  /** A server; null where the database is in the data folder. */
  readonly databaseUrl: string | null
}

/** Wherever the database is: the key and the head file are for one node at a time. */
export async function lockDataFolder(dataDir: string): Promise<FolderLock> {
  const folder = resolve(dataDir)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return await FolderLock.acquire(folder, join(folder, LOCK_FILE))
}

export async function openStore({ databaseUrl, dataDir }: StorePlace): Promise<SqlStore> {
  return databaseUrl === null ? await openPglite(join(dataDir, DATABASE_FOLDER)) : await openPostgres(databaseUrl)
}

/** Whether the disk of a data folder has room for what comes next: without it nothing can be signed or stored. */
export async function hasRoom(dataDir: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(dataDir)
  return bavail * bsize >= FREE_BYTES_MIN
}

/** Looks at a store without changing anything there; null where a start would make it. */
export async function inspectStore({ databaseUrl, dataDir }: StorePlace): Promise<DatabaseInspection | null> {
  return databaseUrl === null ? await inspectPglite(join(dataDir, DATABASE_FOLDER)) : await inspectPostgres(databaseUrl)
}
