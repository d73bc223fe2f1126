import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TAR_GZIP = 'application/x-gzip'

/** An empty database as this version of PGlite initialises it, packed by the build: to unpack it takes a fraction of the time. */
export const EMPTY_CLUSTER_FILE = fileURLToPath(
  new URL(`../../../dist/empty-cluster-${versionOfPglite()}.tgz`, import.meta.url),
)

/** The packed empty database, or null where the build has packed none of this version. */
export async function readEmptyCluster(): Promise<Blob | null> {
  try {
    return new Blob([await readFile(EMPTY_CLUSTER_FILE)], { type: TAR_GZIP })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

function versionOfPglite(): string {
  const main = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  return JSON.parse(readFileSync(join(dirname(main), '../package.json'), 'utf8')).version
}
