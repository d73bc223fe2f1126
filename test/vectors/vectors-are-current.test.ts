import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { allVectors, jsonLines } from './make.ts'

test.each(Object.entries(allVectors()))(
  '%s is what make.ts writes: nothing that was signed has changed',
  (path, vectors) => {
    expect(readFileSync(join(import.meta.dirname, path), 'utf8')).toBe(jsonLines(vectors))
  },
)
