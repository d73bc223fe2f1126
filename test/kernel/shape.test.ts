import { expect, test } from 'vitest'
import { z } from 'zod'
import { decodeShape, shape } from '../../src/kernel/index.ts'

test('a length that no number comes of is a wrong shape, and no error', () => {
  const length = { toString: 1, valueOf: 1 }
  for (const schema of [shape.text(10), z.string().max(64), z.array(shape.hash).max(3)]) {
    const read = decodeShape(z.strictObject({ it: schema }), { it: { length } })
    expect(!read.ok && read.refusal.code).toBe('kernel.bad-shape')
  }
})
