import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { type NettingObligation, type SetOff, verifyNetting } from '../../src/netting/index.ts'
import { bytesOf, debt, debts, inputText, setOffOf, tradeDebts } from './debts.ts'

describe('small webs of debts', () => {
  test('nothing owed is nothing set off', () => {
    const none = setOffOf([])
    expect(none).toMatchObject({ participants: [], grossTotal: 0n, setOffTotal: 0n, cycles: [], levels: [] })
    expect(verifyNetting([], none).ok).toBe(true)
  })

  test('debts of nothing name their parties and set nothing off', () => {
    const zeros = debts('A>B 0, B>A 0, B>B 0')
    expect(setOffOf(zeros)).toMatchObject({ participants: ['A', 'B'], setOffTotal: 0n, setOffs: [], cycles: [] })
    expect(verifyNetting(zeros, setOffOf(zeros)).ok).toBe(true)
  })

  test('what somebody owes himself is set off whole, as a cycle of one', () => {
    const own = debts('A>A 7, A>B 5, A>A 2')
    const result = setOffOf(own)
    expect(result.setOffTotal).toBe(9n)
    expect(result.cycles).toEqual([
      { amount: 7n, obligations: ['o1'] },
      { amount: 2n, obligations: ['o3'] },
    ])
    expect(verifyNetting(own, result).ok).toBe(true)
  })

  test('netting the pair first is a trap: the two ways round together clear 8, not 6', () => {
    const trap = debts('u>v 5, v>u 3, u>w 2, w>v 2')
    expect(setOffOf(trap).setOffTotal).toBe(8n)
    expect(verifyNetting(trap, setOffOf(trap)).ok).toBe(true)
  })

  test('debts that close no circle stay as they are', () => {
    const tree = debts('A>B 5, B>C 5, A>C 5, D>A 1')
    const result = setOffOf(tree)
    expect(result.setOffTotal).toBe(0n)
    expect(result.levels.map(({ level }) => level)).toEqual([2, 1, 0, 3])
    expect(verifyNetting(tree, result).ok).toBe(true)
  })

  test('of several obligations of a pair the oldest goes first, undated ones last, and at most one in part', () => {
    const parallel: NettingObligation[] = [
      { id: 'late', debtor: 'A', creditor: 'B', amount: 10n, dueMs: 300 },
      { id: 'undated', debtor: 'A', creditor: 'B', amount: 10n, dueMs: null },
      { id: 'early-2', debtor: 'A', creditor: 'B', amount: 10n, dueMs: 100 },
      { id: 'early-1', debtor: 'A', creditor: 'B', amount: 10n, dueMs: 100 },
      { id: 'back', debtor: 'B', creditor: 'A', amount: 25n, dueMs: null },
    ]
    expect(setOffOf(parallel).setOffs).toEqual([
      { obligation: 'back', amount: 25n },
      { obligation: 'early-1', amount: 10n },
      { obligation: 'early-2', amount: 10n },
      { obligation: 'late', amount: 5n },
    ])
  })

  test('short cycles come first', () => {
    const lengths = setOffOf(tradeDebts({ parties: 60, obligations: 600, seed: 3 })).cycles.map(
      (c) => c.obligations.length,
    )
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
    expect(lengths[0]).toBe(2)
  })

  test('names sort by their UTF-8 bytes, where an emoji comes after U+FFFD', () => {
    const names = debts('😀>\uFFFD 1, \uFFFD>é 1, é>z 1, z>Z 1, Z>😀 1')
    expect(setOffOf(names).participants).toEqual(['Z', 'z', 'é', '\uFFFD', '😀'])
    expect(setOffOf(names).setOffTotal).toBe(5n)
    expect(verifyNetting(names, setOffOf(names)).ok).toBe(true)
  })
})

describe('amounts of any size', () => {
  test.each([
    ['2^53', 2n ** 53n],
    ['2^62', 2n ** 62n],
    ['2^63', 2n ** 63n],
    ['2^64', 2n ** 64n],
    ['2^80', 2n ** 80n],
  ])('a unit more or less around %s is neither lost nor gained', (_name, amount) => {
    for (const unit of [-1n, 0n, 1n]) {
      const ring = [debt(1, 1, 2, amount + unit), debt(2, 2, 3, amount), debt(3, 3, 1, amount + 1n)]
      const least = unit < 0n ? amount - 1n : amount
      expect(setOffOf(ring).setOffTotal).toBe(3n * least)
      expect(verifyNetting(ring, setOffOf(ring)).ok).toBe(true)
    }
  })

  test('single amounts of 2^63 − 1 add up beyond 2^64', () => {
    const max = 2n ** 63n - 1n
    const both = Array.from({ length: 10 }, (_v, i) => debt(i, i % 2, 1 - (i % 2), max))
    expect(setOffOf(both)).toMatchObject({ grossTotal: 10n * max, setOffTotal: 10n * max, residualTotal: 0n })
    expect(verifyNetting(both, setOffOf(both)).ok).toBe(true)
  })

  test('the small and the large path of numbers make identical choices', () => {
    const small = tradeDebts({ parties: 80, obligations: 800, seed: 5 })
    const large = small.map((obligation) => ({ ...obligation, amount: obligation.amount << 50n }))
    const grown = (result: SetOff): SetOff => ({
      ...result,
      grossTotal: result.grossTotal << 50n,
      setOffTotal: result.setOffTotal << 50n,
      residualTotal: result.residualTotal << 50n,
      setOffs: result.setOffs.map((share) => ({ ...share, amount: share.amount << 50n })),
      cycles: result.cycles.map((cycle) => ({ ...cycle, amount: cycle.amount << 50n })),
    })
    expect(setOffOf(small).grossTotal).toBeLessThan(2n ** 63n)
    expect(setOffOf(large).grossTotal).toBeGreaterThan(2n ** 64n)
    expect(setOffOf(large)).toEqual(grown(setOffOf(small)))
  })
})

test('the algorithm gives for this input these bytes; a change of them is a new version of its name', () => {
  const trade = tradeDebts({ parties: 300, obligations: 3000, seed: 9 })
  expect(digest(inputText(trade))).toMatchInlineSnapshot(
    `"e9c4874372394a6e0856a7c9fb008afa65fad1bdb514d03ec74af9a3bef46e1b"`,
  )
  expect(digest(bytesOf(setOffOf(trade)))).toMatchInlineSnapshot(
    `"0131bf1e05878a04c171aa9502c6e81835a8242c54a398dcf6ce761508f77ed7"`,
  )
})

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
