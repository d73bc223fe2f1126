import { existsSync, renameSync, writeFileSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { EMPTY_CLUSTER_FILE } from './empty-cluster.ts'

// A step of the build: see EMPTY_CLUSTER_FILE.
if (!existsSync(EMPTY_CLUSTER_FILE)) {
  await using client = await PGlite.create()
  await client.exec('checkpoint')
  const packed = await client.dumpDataDir('gzip')
  const draft = `${EMPTY_CLUSTER_FILE}.new`
  writeFileSync(draft, new Uint8Array(await packed.arrayBuffer()))
  renameSync(draft, EMPTY_CLUSTER_FILE)
}
