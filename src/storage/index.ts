/** storage: the node's store in PostgreSQL, in this process (PGlite) or on a server: one schema, one behaviour. */
export { HEAD_FILE, hasRoom, inspectStore, lockDataFolder, openStore, type StorePlace } from './data-folder.ts'
export { FolderInUseError, FolderLock } from './folder-lock.ts'
export { DamagedHeadFileError, openHeadFile } from './head-file.ts'
export { forgetRecoveryKey, hasKeyFile, type KeyFile, KeyFileError, openKeyFile } from './key-file.ts'
export { type SqlStore, StoreClosedError } from './log-store.ts'
export { NewerSchemaError } from './migrations.ts'
export { openPglite } from './pglite.ts'
export { openPostgres, UnfitServerError } from './postgres.ts'
