import { relative, resolve } from 'node:path'
import { printableLines } from '../kernel/index.ts'

/** Errors whose own message tells the operator, in one sentence, what to correct. */
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
  'BackupFileError',
  'DatabaseThereError',
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

const PROGRAM_FOLDER = resolve(import.meta.dirname, '../..')
const PROGRAM_PARTS: ReadonlySet<string> = new Set(['dist', 'drizzle', 'node_modules', 'package.json', 'schema', 'src'])

/** The problem of a file, if the error is about a file only. */
export function fileFault(error: unknown): string | null {
  return FILE_FAULTS[(error as NodeJS.ErrnoException).code ?? ''] ?? null
}

/** The command line's text for an error that ended it; with a stack only if it is unexpected. */
export function failureText(error: unknown): string {
  if (!(error instanceof Error)) return printableLines(String(error))
  if (TOLD.has(error.name)) return printableLines(error.message)
  const { code = '', path } = error as NodeJS.ErrnoException
  const missing = missingPart(error)
  if (missing !== null) return `${missing} is not there: the program is not whole; install it again`
  const fault = FILE_FAULTS[code]
  if (fault !== undefined)
    return `${path ?? 'the data folder'}: ${fault}; ROCHDALE_DATA_DIR names a folder that this user may write`
  return printableLines(error.stack ?? error.message)
}

/** The file or folder of the program itself that was not found. */
function missingPart({ code, path, message }: NodeJS.ErrnoException): string | null {
  const [, module = null] = /^Cannot find module '([^']+)'/.exec(message) ?? []
  const missing = code === 'ERR_MODULE_NOT_FOUND' ? module : code === 'ENOENT' ? (path ?? null) : null
  if (missing === null) return null
  const [part = ''] = relative(PROGRAM_FOLDER, missing).split(/[\\/]/)
  return PROGRAM_PARTS.has(part) ? resolve(missing) : null
}
