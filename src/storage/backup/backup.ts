import { mkdir, readdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { sql } from 'drizzle-orm'
import { LOG_IN_DOUBT } from '../../node/index.ts'
import type { PlainDatabase } from '../database.ts'
import { openPlainPglite } from '../embedded/pglite.ts'
import { DATABASE_FOLDER, type StorePlace } from '../folder/place.ts'
import { type BeforeMigration, countMigrations, migrate, NewerSchemaError } from '../migrations.ts'
import { OWNER } from '../rows/owner.ts'
import { openPlainPostgres } from '../server/postgres.ts'
import {
  BackupFileError,
  type BackupHeader,
  checkBackup,
  openBackup,
  type RowCounts,
  type TableLines,
  writeBackup,
} from './backup-file.ts'
import { noteBackup } from './last-backup.ts'
import { type ReplaceOptions, replaceDatabase } from './replace-database.ts'
import { countRows, dumpTables, loadTables, type RowReport, rowsOf } from './table-rows.ts'

/** How many of the newest backups made before migrations are kept in the data folder. */
const OWN_BACKUPS_MAX = 3
const OWN_BACKUPS_FOLDER = 'backups'

export interface BackUpOptions {
  /** The key file's contents, to be kept in the backup as well. */
  readonly key: object | null
  readonly overwrite: boolean
  readonly report: RowReport
}

/** Backs up a whole database into a file. */
export async function backUp(place: StorePlace, file: string, options: BackUpOptions): Promise<RowCounts> {
  await using database = await openPlain(place)
  const { run, known } = await countMigrations(database.db, database.schema)
  if (run > known) throw new NewerSchemaError()
  if (run === 0) throw new BackupFileError('there is nothing to back up: the database is empty')
  return await dumpInto(database, file, options)
}

async function dumpInto(
  database: PlainDatabase,
  file: string,
  { key, overwrite, report }: BackUpOptions,
): Promise<RowCounts> {
  const { run } = await countMigrations(database.db, database.schema)
  const header: BackupHeader = { did: await ownerIn(database), madeAt: Date.now(), migrations: run, key }
  return await dumpTables(database, report, (tables) => writeBackup(file, header, tables, { overwrite }))
}

export interface RestoreOptions extends ReplaceOptions {
  /** Examines the header before anything is changed; throws if it does not fit. */
  readonly accept: (header: BackupHeader) => void
  readonly report: RowReport
}

/** Restores the database of a place from a backup. What its key has signed since the backup is unknown from then on. */
export async function restore(
  place: StorePlace,
  file: string,
  { accept, overwrite, report }: RestoreOptions,
): Promise<{ readonly header: BackupHeader; readonly counts: RowCounts }> {
  accept((await checkBackup(file)).header)
  const { header, tables } = await openBackup(file)
  const counts = await replaceDatabase(place, { overwrite }, async (fresh) => {
    const counts = await fill(fresh, header.migrations, tables, report)
    await beginAnotherHistory(fresh)
    return counts
  })
  return { header, counts }
}

/** Copies a stopped node's database to another place: the same log, the same history. The old one stays as it is. */
export async function moveDatabase(
  from: StorePlace,
  to: StorePlace,
  { overwrite, report }: ReplaceOptions & { readonly report: RowReport },
): Promise<RowCounts> {
  await using source = await openPlain(from)
  const { run, known } = await countMigrations(source.db, source.schema)
  if (run > known) throw new NewerSchemaError()
  if (run === 0) throw new BackupFileError('there is nothing to move: the database is empty')
  return await replaceDatabase(to, { overwrite }, (fresh) =>
    dumpTables(
      source,
      () => undefined,
      (tables) => fill(fresh, run, tables, report),
    ),
  )
}

/** Backs a database up before migrations change its tables; the newest few of these backups are kept. */
export function backUpBeforeMigration(dataDir: string): BeforeMigration {
  return async (database, migrationsRun) => {
    const folder = resolve(dataDir, OWN_BACKUPS_FOLDER)
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const time = new Date().toISOString().replace(/[:.]/g, '-')
    const file = join(folder, `${time}-before-migration-${migrationsRun + 1}.backup`)
    await dumpInto(database, file, { key: null, overwrite: false, report: () => undefined })
    await noteBackup(dataDir, { file, at: Date.now() })
    const names = (await readdir(folder)).filter((name) => /-before-migration-\d+\.backup$/.test(name)).sort()
    for (const name of names.slice(0, -OWN_BACKUPS_MAX)) await rm(join(folder, name), { force: true })
  }
}

async function ownerIn({ db }: PlainDatabase): Promise<string | null> {
  const [collection, id] = OWNER
  const named = sql`select value->>'did' as did from local_records where collection = ${collection} and id = ${id}`
  return (await rowsOf<{ did: string }>(db, named))[0]?.did ?? null
}

function openPlain({ dataDir, databaseUrl }: StorePlace): Promise<PlainDatabase> {
  return databaseUrl === null ? openPlainPglite(join(dataDir, DATABASE_FOLDER)) : openPlainPostgres(databaseUrl)
}

/** Loads rows into tables of the version that they come from, checks that all are there, and brings the tables up to date. */
async function fill(
  fresh: PlainDatabase,
  migrations: number,
  tables: TableLines,
  report: RowReport,
): Promise<RowCounts> {
  const { known } = await countMigrations(fresh.db, fresh.schema)
  if (migrations > known) throw new NewerSchemaError()
  await migrate(fresh, { count: migrations })
  const counts = await loadTables(fresh, tables, report)
  const there = await countRows(fresh)
  const missing = Object.keys(counts).filter((table) => counts[table] !== there[table])
  if (missing.length > 0) throw new BackupFileError(`not every row is there after loading: ${missing.join(', ')}`)
  await migrate(fresh)
  return counts
}

/**
 * Sets a new epoch, so that old cursors are refused; nothing is signed until a peer has returned the log or an operator
 * allows it.
 */
async function beginAnotherHistory({ db }: PlainDatabase): Promise<void> {
  const [collection, id] = LOG_IN_DOUBT
  const value = JSON.stringify({ at: Date.now() })
  await db.execute(sql`update ledger set epoch = gen_random_uuid()`)
  await db.execute(sql`insert into local_records (collection, id, value) values (${collection}, ${id}, ${value}::jsonb)
    on conflict (collection, id) do update set value = excluded.value`)
}
