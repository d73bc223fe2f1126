import { constants, type Dirent } from 'node:fs'
import { copyFile, lstat, mkdir, readdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** A file modified more recently may be modified again without a later timestamp. */
const SETTLED_MS = 2_000

/** The files of an earlier copy that need not be copied again while they are unchanged. */
export type CopiedFiles = ReadonlyMap<string, string>

/**
 * Copies a folder incrementally on an earlier copy, and removes there what is gone here. A copy made while files were
 * written becomes consistent by another one during which none was.
 */
export async function copyFiles(from: string, to: string, earlier: CopiedFiles = new Map()): Promise<CopiedFiles> {
  const copied = new Map<string, string>()
  const startMs = Date.now()
  await mkdir(to, { recursive: true, mode: 0o700 })
  const entries = await readdir(from, { recursive: true, withFileTypes: true })
  const paths = new Map(entries.map((entry) => [relative(from, join(entry.parentPath, entry.name)), entry]))
  for (const path of earlier.keys()) if (!paths.has(path)) await rm(join(to, path), { force: true })
  for (const [path, entry] of paths) {
    const stamp = await copyOne(join(from, path), join(to, path), entry, earlier.get(path), startMs)
    if (stamp !== null) copied.set(path, stamp)
  }
  return copied
}

/** The fingerprint of a settled file when it was copied; null for others, and if it is gone meanwhile. */
async function copyOne(
  from: string,
  to: string,
  entry: Dirent,
  earlier: string | undefined,
  startMs: number,
): Promise<string | null> {
  if (entry.isDirectory()) {
    await mkdir(to, { recursive: true, mode: 0o700 })
    return null
  }
  if (!entry.isFile()) return null
  try {
    const { size, mtimeMs, ctimeMs, ino } = await lstat(from)
    const stamp = [size, mtimeMs, ctimeMs, ino].join(' ')
    if (stamp !== earlier) await copyFile(from, to, constants.COPYFILE_FICLONE)
    return startMs - Math.max(mtimeMs, ctimeMs) > SETTLED_MS ? stamp : ''
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
