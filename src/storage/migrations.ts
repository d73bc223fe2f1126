import { fileURLToPath } from 'node:url'
import { count, sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Database } from './database.ts'

const MIGRATIONS_TABLE = 'migrations'

/** How Drizzle's migrators find the migrations, and where they note which ones have run. */
export function migrationConfig(schema: string) {
  const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url))
  return { migrationsFolder, migrationsTable: MIGRATIONS_TABLE, migrationsSchema: schema }
}

/** A database as it is found. */
export interface DatabaseInspection {
  /** What it is. */
  readonly place: string
  readonly migrations: MigrationCount
  /** How far its clock is ahead of this process's; null where it is the same clock. */
  readonly clockAheadMs: number | null
}

/** Migrations that a database has seen, and those that this version has. */
export interface MigrationCount {
  readonly run: number
  readonly known: number
}

/** Of a database that was never used, none have run. */
export async function countMigrations(db: Database, schema: string): Promise<MigrationCount> {
  const table = sql`${sql.identifier(schema)}.${sql.identifier(MIGRATIONS_TABLE)}`
  const named = `${schema}.${MIGRATIONS_TABLE}`
  const found = await db
    .select({ name: sql<string | null>`to_regclass(${named})::text` })
    .from(sql`(select) as nothing`)
  const isThere = (found[0]?.name ?? null) !== null
  const rows = isThere ? await db.select({ run: count() }).from(table) : []
  return { run: rows[0]?.run ?? 0, known: readMigrationFiles(migrationConfig(schema)).length }
}

/** The database was made by a newer version, whose tables this one does not know. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError'

  constructor() {
    super('the database was made by a newer version of this program: run that version, or restore a backup')
  }
}

/** Refuses a database that has seen migrations which this version does not have. */
export async function checkNotNewer(db: Database, schema: string): Promise<void> {
  const { run, known } = await countMigrations(db, schema)
  if (run > known) throw new NewerSchemaError()
}
