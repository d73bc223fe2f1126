import { describe, expect, test } from 'vitest'
import { playFederation } from './federation.ts'

describe('a federation that clears on a bad network', () => {
  test.each([1, 2, 3, 4, 5, 16])(
    'ends with equal books and conserved amounts (seed %i)',
    { timeout: 120_000 },
    async (seed) => {
      const played = await playFederation(seed)
      expect(played.problems).toEqual([])
      expect(played.entries).toBeGreaterThan(played.size)
    },
  )
})
