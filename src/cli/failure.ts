/** Errors that say, in one sentence, what whoever ran a command has to put right. */
const TOLD: ReadonlySet<string> = new Set([
  'SettingsError',
  'FolderInUseError',
  'KeyFileError',
  'DamagedHeadFileError',
  'DamagedDatabaseError',
  'NewerSchemaError',
  'StoreOwnerError',
  'StoreUnavailableError',
  'UnfitServerError',
  'HttpListenError',
  'P2pListenError',
  'DebtFileError',
  'CommandError',
  'GraphqlError',
  'RebuildDiffersError',
])

const FILE_FAULTS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not use it',
  EPERM: 'this user may not use it',
  EROFS: 'the file system is read-only',
  ENOTDIR: 'a part of this path is no folder',
  EEXIST: 'this is no folder',
  EISDIR: 'this is a folder, where a file belongs',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOENT: 'a part of this path is not there',
}

/** What the command line says of an error that ended it; the stack only of one that nobody foresaw. */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (TOLD.has(error.name)) return error.message
  const { code = '', path } = error as NodeJS.ErrnoException
  const fault = FILE_FAULTS[code]
  if (fault !== undefined)
    return `${path ?? 'the data folder'}: ${fault}; ROCHDALE_DATA_DIR names a folder that this user may write`
  return error.stack ?? error.message
}
