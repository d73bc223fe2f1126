import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(process.cwd(), 'test/fuzz/corpus')

/** The inputs that are kept for a target: those that broke it once, each with a word on how. */
export function readCorpus(name: string): Uint8Array[] {
  const path = join(FOLDER, `${name}.jsonl`)
  if (!existsSync(path)) return []
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
  return lines.map((line) => Buffer.from((JSON.parse(line) as { input: string }).input, 'base64'))
}
