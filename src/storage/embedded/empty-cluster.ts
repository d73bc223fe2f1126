import { existsSync, readFileSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'

const TAR_BLOCK_BYTES = 512
/** The type of a folder's header (POSIX ustar, as PGlite packs). */
const TAR_FOLDER = '5'

/** An empty database as this version of PGlite initialises it, packed by the build: to unpack it takes a fraction of the time. */
export const EMPTY_CLUSTER_FILE = fileURLToPath(
  new URL(`../../../dist/empty-cluster-${versionOfPglite()}.tgz`, import.meta.url),
)

/** Unpacks the empty database into a folder that is there; false where the build has packed none of this version. */
export async function unpackEmptyCluster(folder: string): Promise<boolean> {
  if (!existsSync(EMPTY_CLUSTER_FILE)) return false
  const tar = gunzipSync(await readFile(EMPTY_CLUSTER_FILE))
  for (let at = 0; tar[at]; ) {
    const field = (from: number, to: number) => tar.toString('latin1', at + from, at + to).replace(/\0.*/s, '')
    const path = join(folder, field(345, 500), field(0, 100))
    const end = at + TAR_BLOCK_BYTES + Number.parseInt(field(124, 136), 8)
    if (field(156, 157) === TAR_FOLDER) await mkdir(path, { recursive: true, mode: 0o700 })
    else await writeFile(path, tar.subarray(at + TAR_BLOCK_BYTES, end), { mode: 0o600 })
    at = Math.ceil(end / TAR_BLOCK_BYTES) * TAR_BLOCK_BYTES
  }
  return true
}

function versionOfPglite(): string {
  const main = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  return JSON.parse(readFileSync(join(dirname(main), '../package.json'), 'utf8')).version
}
