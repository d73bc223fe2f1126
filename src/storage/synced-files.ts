import { closeSync, fdatasyncSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { NodeFS } from '@electric-sql/pglite/nodefs'

interface OpenFile {
  readonly nfd: number
}

/** As much of Emscripten's file system over Node as is changed here. */
interface NodeFiles {
  tryFSOperation<T>(operation: () => T): T
  stream_ops: { fsync?: (file: OpenFile) => number }
}

/**
 * PGlite's files with a working fsync. Its own have none, so that PostgreSQL, told to sync, believes that it has: what
 * was committed would survive the end of the process, but not that of the machine.
 */
export class SyncedFiles extends NodeFS {
  override async init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options)
    const addSync = (module: unknown) => {
      const files = (module as { readonly NODEFS: NodeFiles }).NODEFS
      files.stream_ops.fsync = (file) => {
        files.tryFSOperation(() => fdatasyncSync(file.nfd))
        return 0
      }
    }
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), addSync] } }
  }
}

/** Puts a folder with everything in it on stable storage. */
export function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) syncTree(path)
    else if (entry.isFile()) syncPath(path)
  }
  syncPath(folder)
}

/** Puts one file, or the names in one folder, on stable storage. */
export function syncPath(path: string): void {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
