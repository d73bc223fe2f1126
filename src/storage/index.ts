/** storage: the node's store in PostgreSQL, in this process (PGlite) or on a server: one schema, one behaviour. */
export { backUp, moveDatabase, restore } from './backup/backup.ts'
export { BackupFileError, type BackupHeader, type RowCounts } from './backup/backup-file.ts'
export { findLastBackup, type LastBackup, noteBackup } from './backup/last-backup.ts'
export { DatabaseThereError } from './backup/replace-database.ts'
export { DamagedDatabaseError } from './embedded/damaged-database.ts'
export { openPglite } from './embedded/pglite.ts'
export { hasRoom, inspectStore, lockDataFolder, openStore } from './folder/data-folder.ts'
export { FolderInUseError, FolderLock } from './folder/folder-lock.ts'
export { DamagedHeadFileError, openHeadFile } from './folder/head-file.ts'
export {
  forgetRecoveryKey,
  hasKeyFile,
  type KeyFile,
  KeyFileError,
  openKeyFile,
  putKey,
  readKey,
} from './folder/key-file.ts'
export { DATABASE_FOLDER, HEAD_FILE, type StorePlace } from './folder/place.ts'
export { writeSecret } from './folder/synced-files.ts'
export { type SqlStore, StoreClosedError } from './log-store.ts'
export { NewerSchemaError } from './migrations.ts'
export { claimStore, refuseWithoutKey, StoreOwnerError } from './rows/owner.ts'
export { openPostgres, UnfitServerError } from './server/postgres.ts'
