import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { openPglite } from '../../src/storage/index.ts'

const packageFile = new URL('../../node_modules/@electric-sql/pglite/package.json', import.meta.url)
const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { readonly version: string }

/** Opens a new store. */
export async function openFreshPglite(folder: string) {
  await copyEmptyDatabase(folder)
  return await openPglite(folder)
}

/** Making a database takes seconds, so it is made once for this machine, empty, and copied. */
export async function copyEmptyDatabase(folder: string): Promise<void> {
  cpSync(await templateFolder(), folder, { recursive: true })
}

async function templateFolder(): Promise<string> {
  const template = join(tmpdir(), `rochdale-test-pglite-${version}`)
  if (existsSync(template)) return template
  const draft = mkdtempSync(`${template}-`)
  await (await PGlite.create(draft)).close()
  try {
    renameSync(draft, template)
  } catch (error) {
    // Another test has been faster.
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(template)) throw error
  }
  return template
}
