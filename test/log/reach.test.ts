import fc from 'fast-check'
import { expect, test } from 'vitest'
import { eachReached, joined, NO_REACH, type Reach, reachAt, reachOfOne } from '../../src/log/reach.ts'

const slots = fc.oneof(fc.nat(20), fc.nat(5000), fc.nat(2_000_000))
const numbers = fc.array(fc.tuple(slots, fc.integer({ min: 1, max: 9 })), { maxLength: 30 })

function greatest(pairs: readonly (readonly [number, number])[]): Map<number, number> {
  const greatest = new Map<number, number>()
  for (const [slot, number] of pairs) greatest.set(slot, Math.max(number, greatest.get(slot) ?? 0))
  return greatest
}

function reachOf(pairs: readonly (readonly [number, number])[]): Reach {
  return pairs.reduce((reach, [slot, number]) => joined(reach, reachOfOne(slot, number)), NO_REACH)
}

function listed(reach: Reach): Map<number, number> {
  const found = new Map<number, number>()
  eachReached(reach, (slot, number) => found.set(slot, number))
  return found
}

test('a join has the greater number of both at each slot, and changes neither', () => {
  fc.assert(
    fc.property(numbers, numbers, (some, others) => {
      const [a, b] = [reachOf(some), reachOf(others)]
      const both = joined(a, b)
      expect(listed(both)).toEqual(greatest([...some, ...others]))
      expect([listed(a), listed(b)]).toEqual([greatest(some), greatest(others)])
      for (const [slot] of [...some, ...others]) {
        expect(reachAt(both, slot)).toBe(greatest([...some, ...others]).get(slot))
        expect(reachAt(a, slot)).toBe(greatest(some).get(slot) ?? 0)
      }
    }),
  )
})

test('a reach that is joined with what it holds is the same one, so that it takes no memory', () => {
  fc.assert(
    fc.property(numbers, fc.nat(29), (pairs, some) => {
      const whole = reachOf(pairs)
      expect(joined(whole, reachOf(pairs.slice(0, some)))).toBe(whole)
    }),
  )
})
