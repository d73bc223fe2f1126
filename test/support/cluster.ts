import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'

const PLACE = 'ROCHDALE_TEST_CLUSTER'

/**
 * Makes one empty embedded database for all node processes of a run: making one takes more than everything else that a
 * first start does. Where the nodes use a server, none is needed.
 */
export async function setup(): Promise<(() => void) | undefined> {
  if (process.env.DATABASE_URL) return undefined
  const folder = mkdtempSync(join(tmpdir(), 'rochdale-cluster-'))
  const client = await PGlite.create(join(folder, 'database'))
  await client.close()
  process.env[PLACE] = folder
  return () => rmSync(folder, { recursive: true, force: true })
}

/** Gives a new data folder a copy of that database; a folder that has one keeps it. */
export function copyCluster(dataDir: string): void {
  const folder = process.env[PLACE]
  if (folder === undefined || existsSync(join(dataDir, 'database'))) return
  cpSync(join(folder, 'database'), join(dataDir, 'database'), { recursive: true })
}
