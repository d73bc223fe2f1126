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

/** The database was made by a newer version, whose tables this one does not know. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError'

  constructor() {
    super('the database was made by a newer version of this program: run that version, or restore a backup')
  }
}

/** Refuses a database that has seen migrations which this version does not have. */
export async function checkNotNewer(db: Database, schema: string): Promise<void> {
  const table = sql`${sql.identifier(schema)}.${sql.identifier(MIGRATIONS_TABLE)}`
  const rows = await db.select({ run: count() }).from(table)
  if ((rows[0]?.run ?? 0) > readMigrationFiles(migrationConfig(schema)).length) throw new NewerSchemaError()
}
