import { constants, type Dirent } from 'node:fs'
import { copyFile, lstat, mkdir, readdir, rm } from 'node:fs/promises'
import { join, relative } from 'node:path'

/** A file that was written so lately may be written again without a later time. */
const SETTLED_MS = 2_000

/** The files of an earlier copy that need not be copied again while they are as they were. */
export type CopiedFiles = ReadonlyMap<string, string>

/**
 * Copies a folder, without what an earlier copy there has already, and removes there what is gone here. A copy that was
 * made while files were written is whole after another one during which none was.
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

/** What a settled file was when it was copied; null for others, and where it is gone meanwhile. */
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
