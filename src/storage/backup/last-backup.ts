import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeSecret } from '../folder/synced-files.ts'

const FILE = 'last-backup.json'

/** The newest backup of a data folder's database. */
export interface LastBackup {
  readonly file: string
  /** Milliseconds since 1970, UTC. */
  readonly at: number
}

export async function noteBackup(dataDir: string, last: LastBackup): Promise<void> {
  await writeSecret(join(dataDir, FILE), `${JSON.stringify(last)}\n`)
}

/** Null if none was made, as far as the data folder records. */
export async function findLastBackup(dataDir: string): Promise<LastBackup | null> {
  try {
    const { file, at } = JSON.parse(await readFile(join(dataDir, FILE), 'utf8')) as Partial<Record<string, unknown>>
    return typeof file === 'string' && typeof at === 'number' ? { file, at } : null
  } catch {
    // Then no backup is known.
    return null
  }
}
