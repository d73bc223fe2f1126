import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { openPlainPglite } from '../../src/storage/embedded/pglite.ts'
import { openPglite } from '../../src/storage/index.ts'
import { migrate } from '../../src/storage/migrations.ts'
import { MIGRATIONS_DIGEST } from './migrations-digest.ts'

const packageFile = new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url)
const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly version: string }

const DUMP_FILE = 'database.tar'

/** Opens a new store. */
export async function openFreshPglite(folder: string) {
  await copyMigratedDatabase(folder)
  return await openPglite(folder)
}

/** A database without tables. Making one takes seconds, so it is made once for this machine, and copied. */
export async function copyEmptyDatabase(folder: string): Promise<void> {
  const template = await templateFolder(`rochdale-test-pglite-${version}`, async (draft) => {
    await (await PGlite.create(draft)).close()
  })
  cpSync(template, folder, { recursive: true })
}

/** An empty database in memory, made from a dump of one. */
export async function openEmptyPglite(): Promise<PGlite> {
  const template = await templateFolder(`rochdale-test-pglite-${version}-dump`, async (draft) => {
    await using pg = await PGlite.create()
    const dump = await pg.dumpDataDir('none')
    writeFileSync(join(draft, DUMP_FILE), new Uint8Array(await dump.arrayBuffer()))
  })
  return await PGlite.create({ loadDataDir: new Blob([readFileSync(join(template, DUMP_FILE))]) })
}

/** A database as the migrations make it, in which no store was opened yet. */
export async function copyMigratedDatabase(folder: string): Promise<void> {
  const template = await templateFolder(`rochdale-test-pglite-${version}-${MIGRATIONS_DIGEST}`, async (draft) => {
    await copyEmptyDatabase(draft)
    await using database = await openPlainPglite(draft)
    await migrate(database)
  })
  cpSync(template, folder, { recursive: true })
}

async function templateFolder(name: string, make: (draft: string) => Promise<void>): Promise<string> {
  const template = join(tmpdir(), `${name}-${userInfo().uid}`)
  if (existsSync(template)) return template
  const draft = mkdtempSync(`${template}-`)
  await make(draft)
  try {
    renameSync(draft, template)
  } catch (error) {
    // Another test has been faster.
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(template)) throw error
  }
  return template
}
