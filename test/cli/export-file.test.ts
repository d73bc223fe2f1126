import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readExport } from '../../src/cli/export/export-file.ts'
import { TestFolder } from '../support/folders.ts'

const OPEN_FILES = '/proc/self/fd'
const READS = 20
const HEADER =
  '{"export":{"format":"rochdale-export","version":1,"scope":"public","by":"did:key:z6Mk","at":"2027-01-01T00:00:00Z"}}'

test.skipIf(!existsSync(OPEN_FILES)).each([
  ['begins otherwise', 'no export\n'.repeat(20_000)],
  ['has a header of another version', `${HEADER.replace('1,', '2,')}\n${'x\n'.repeat(100_000)}`],
  ['has a line that is none', `${HEADER}\nnot JSON\n${'x\n'.repeat(100_000)}`],
])('a file that %s is closed when it has been refused', async (_, text) => {
  using folder = new TestFolder()
  writeFileSync(folder.at('export.jsonl'), text)
  const before = readdirSync(OPEN_FILES).length
  for (let i = 0; i < READS; i++) await readExport(folder.at('export.jsonl')).catch(() => null)
  await expect.poll(() => readdirSync(OPEN_FILES).length).toBeLessThan(before + READS / 2)
})
