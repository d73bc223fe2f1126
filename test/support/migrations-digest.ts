import { createHash } from 'node:crypto'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { migrationConfig } from '../../src/storage/migrations.ts'

/** Names the migrations: a database made by others than these is another template. */
export const MIGRATIONS_DIGEST = createHash('sha256')
  .update(
    readMigrationFiles(migrationConfig('public'))
      .map(({ hash }) => hash)
      .join(),
  )
  .digest('hex')
  .slice(0, 12)
