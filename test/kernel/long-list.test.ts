import fc from 'fast-check'
import { expect, test } from 'vitest'
import { itemsOf, longList } from '../../src/kernel/index.ts'

test('any slice of a long list is that slice of the list', () => {
  const length = fc.integer({ min: 0, max: 3_500 })
  fc.assert(
    fc.property(length, fc.nat(4_000), fc.nat(4_000), (count, from, upTo) => {
      const items = Array.from({ length: count }, (_, i) => ({ i, text: `“${i}”` }))
      expect(itemsOf(longList(items), from, upTo)).toEqual(items.slice(from, upTo))
      expect(itemsOf(longList(items))).toEqual(items)
    }),
    { numRuns: 30 },
  )
})
