import { chmodSync, closeSync, fdatasyncSync, fsyncSync, lstatSync, openSync, readdirSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** The mode bits of group and others. */
const OTHERS = 0o077

interface OpenFile {
  readonly nfd: number
}

type NodeOperation<Arguments extends readonly unknown[]> = (...args: Arguments) => unknown

/** The part of Emscripten's Node file system that is changed here. */
interface NodeFiles {
  tryFSOperation<T>(operation: () => T): T
  stream_ops: { fsync?: (file: OpenFile) => number }
  node_ops: {
    mknod: NodeOperation<[parent: unknown, name: unknown, mode: number, device: unknown]>
    setattr: NodeOperation<[node: unknown, attributes: { readonly mode?: number }]>
  }
}

/**
 * PGlite's files with a working fsync, readable by their user alone. PGlite's own have no fsync, so that commits would
 * survive the end of the process, but not of the machine. And Emscripten creates them with mode 0666, whatever the umask.
 */
export class SyncedFiles extends NodeFS {
  override async init(...[pg, options]: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options)
    const change = (module: unknown) => {
      const files = (module as { readonly NODEFS: NodeFiles }).NODEFS
      const { mknod, setattr } = files.node_ops
      files.node_ops.mknod = (parent, name, mode, device) => mknod(parent, name, mode & ~OTHERS, device)
      files.node_ops.setattr = (node, { mode, ...attributes }) =>
        setattr(node, mode === undefined ? attributes : { ...attributes, mode: mode & ~OTHERS })
      files.stream_ops.fsync = (file) => {
        files.tryFSOperation(() => fdatasyncSync(file.nfd))
        return 0
      }
    }
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...(emscriptenOpts.preRun ?? []), change] } }
  }
}

/** Writes a file for its user alone, atomically. */
export async function writeSecret(path: string, text: string): Promise<void> {
  const draft = `${path}.new`
  const file = await open(draft, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
  syncPath(dirname(path))
}

/** Flushes a folder with everything in it. */
export function syncTree(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) syncTree(path)
    else if (entry.isFile()) syncPath(path)
  }
  syncPath(folder)
}

/** Removes all access of group and others from a folder and everything in it. */
export function closeToOthers(folder: string): void {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  for (const path of [folder, ...names.map((name) => join(folder, name))]) {
    const entry = lstatSync(path)
    const { mode } = entry
    if (!entry.isSymbolicLink() && (mode & OTHERS) !== 0) chmodSync(path, mode & 0o7777 & ~OTHERS)
  }
}

/** Flushes one file, or the names in one folder. */
export function syncPath(path: string): void {
  const fd = openSync(path, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
