import { fileURLToPath } from 'node:url'
import { count, sql } from 'drizzle-orm'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { PgDialect, type PgSession } from 'drizzle-orm/pg-core'
import type { Database, PlainDatabase } from './database.ts'

export const MIGRATIONS_TABLE = 'migrations'

/** Receives a database whose tables are about to be changed, by a version with more migrations than it has. */
export type BeforeMigration = (database: PlainDatabase, migrationsRun: number) => Promise<void>

/**
 * Migrates the tables of a schema to the newest version, or by the first so many migrations. Refuses those of a newer
 * version.
 */
export async function migrate(
  database: PlainDatabase,
  { count, before = async () => undefined }: { readonly count?: number; readonly before?: BeforeMigration } = {},
): Promise<void> {
  const { db, schema } = database
  const config = migrationConfig(schema)
  const migrations = readMigrationFiles(config).slice(0, count)
  const { run } = await countMigrations(db, schema)
  if (run > 0 && run < migrations.length) await before(database, run)
  await new PgDialect().migrate(migrations, db._.session as unknown as PgSession, config)
  await checkNotNewer(db, schema)
}

/** What migrations make beside tables, and what moves with these: all runs of three characters of a text. */
export const OWN_FUNCTION = 'text_grams(text)'

/** The names of all tables that migrations have ever made. */
export function ownTables(): ReadonlySet<string> {
  const statements = readMigrationFiles(migrationConfig('public')).flatMap(({ sql }) => sql)
  return new Set(statements.flatMap((text) => /^\s*CREATE TABLE "([^"]+)"/.exec(text)?.[1] ?? []))
}

/** How Drizzle's migrators find the migrations, and where they note which ones have run. */
export function migrationConfig(schema: string) {
  const migrationsFolder = fileURLToPath(new URL('../../drizzle', import.meta.url))
  return { migrationsFolder, migrationsTable: MIGRATIONS_TABLE, migrationsSchema: schema }
}

/** The result of inspecting a database. */
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

/** For a database that was never used, none have run. */
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

/** Refuses a database with migrations that this version does not have. */
export async function checkNotNewer(db: Database, schema: string): Promise<void> {
  const { run, known } = await countMigrations(db, schema)
  if (run > known) throw new NewerSchemaError()
}
