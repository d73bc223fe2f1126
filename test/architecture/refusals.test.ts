import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { REFUSAL_CODES } from '../../src/api/graphql/refusal-codes.ts'

const SOURCES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.tsx?$/.test(path) && !path.includes('generated/'))
  .map((path) => readFileSync(join('src', path), 'utf8'))
  .join('\n')

test('every refusal that the schema lists is answered somewhere', () => {
  // In the lists of refusals and of their codes, a name is followed by a colon.
  const answered = new Set([...SOURCES.matchAll(/'([a-z]+\.[a-z0-9-]+)'(?!:)/g)].map(([, code]) => code))
  expect(Object.keys(REFUSAL_CODES).filter((code) => !answered.has(code))).toEqual([])
})
