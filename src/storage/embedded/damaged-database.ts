import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'

/** With less free space than this a database cannot even be opened. */
const FREE_BYTES_MIN = 16 * 1024 * 1024
/** Errors whose own message explains the cause. */
const TELLING = new Set(['FolderInUseError', 'NewerSchemaError'])

/** The embedded database cannot be opened with what is in its folder. */
export class DamagedDatabaseError extends Error {
  override readonly name = 'DamagedDatabaseError'

  constructor(path: string, cause?: unknown) {
    super(
      `${path} holds no database that can be opened: it is damaged, or was copied while a node ran. Restore it from a backup; without one, move the folder away: the node then signs nothing until its own log has come back from a peer`,
      { cause },
    )
  }
}

/** The cause why a database could not be opened. Embedded PostgreSQL only aborts, whatever the cause. */
export function openingFault(path: string, error: unknown): unknown {
  if (error instanceof Error && (TELLING.has(error.name) || typeof (error as NodeJS.ErrnoException).code === 'string'))
    return error
  if (error instanceof DamagedDatabaseError) return error
  if (isFull(dirname(path)))
    return Object.assign(new Error('no space left on device', { cause: error }), { code: 'ENOSPC', path })
  return new DamagedDatabaseError(path, error)
}

function isFull(path: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize < FREE_BYTES_MIN
  } catch {
    // Then the cause is not missing space.
    return false
  }
}
