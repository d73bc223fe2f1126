import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The vectors of a file under `test/vectors`, one a line. */
export function readVectors<T>(path: string): T[] {
  const text = readFileSync(join(import.meta.dirname, '../vectors', path), 'utf8')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T)
}
