import { describe, expect, test } from 'vitest'
import { verifyNetting } from '../../src/netting/index.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { bytesOf, debt, seeded, setOffOf, shuffled, tradeDebts } from './debts.ts'

describe('large and awkward webs', () => {
  test('one circle of thousands is one cycle, set off by its smallest debt', () => {
    const n = shortOrLong(10_000, 50_000)
    const random = seeded(1)
    const ring = Array.from({ length: n }, (_v, i) =>
      debt(i, i, (i + 1) % n, BigInt(1000 + Math.floor(random() * 1e6))),
    )
    ring[777] = debt(777, 777, 778, 999n)
    const result = setOffOf(ring)
    expect(result.cycles.map(({ amount, obligations }) => [amount, obligations.length])).toEqual([[999n, n]])
    expect(verifyNetting(ring, result).ok).toBe(true)
  })

  test('a chain of 400 that never closes sets nothing off, and its levels go down step by step', () => {
    const chain = Array.from({ length: 400 }, (_v, i) => debt(i, i, i + 1, 5n))
    const result = setOffOf(chain)
    expect(result.setOffTotal).toBe(0n)
    expect(Math.max(...result.levels.map(({ level }) => level))).toBe(400)
    expect(verifyNetting(chain, result).ok).toBe(true)
  })

  test('a chain of 400 with debts both ways nets each pair', () => {
    const random = seeded(2)
    const amounts = Array.from(
      { length: 400 },
      () => [1 + Math.floor(random() * 99), 1 + Math.floor(random() * 99)] as const,
    )
    const chain = amounts.flatMap(([there, back], i) => [
      debt(2 * i, i, i + 1, BigInt(there)),
      debt(2 * i + 1, i + 1, i, BigInt(back)),
    ])
    const pairs = amounts.reduce((sum, [there, back]) => sum + 2 * Math.min(there, back), 0)
    expect(setOffOf(chain).setOffTotal).toBe(BigInt(pairs))
    expect(verifyNetting(chain, setOffOf(chain)).ok).toBe(true)
  })

  test('a ring with short chords, where distances are long, reaches the proven optimum', () => {
    const n = shortOrLong(1000, 3000)
    const random = seeded(4)
    const amount = () => BigInt(1 + Math.floor(1e6 * random() * random() * random()))
    const chords = Array.from({ length: 3 * n }, (_v, i) => {
      const from = i % n
      const step = i < n ? 1 : 2 + Math.floor(random() * 8)
      return debt(i, from, (from + step) % n, amount())
    })
    expect(verifyNetting(chords, setOffOf(chords)).ok).toBe(true)
  })

  test('a torus, where ways are long in two directions, reaches the proven optimum', () => {
    const width = 60
    const random = seeded(12)
    const grid = Array.from({ length: 2 * width * width }, (_v, i) => {
      const [cell, isDown] = [i >> 1, i & 1]
      const [row, column] = [Math.floor(cell / width), cell % width]
      const to = isDown ? ((row + 1) % width) * width + column : row * width + ((column + 1) % width)
      return debt(i, cell, to, BigInt(1 + Math.floor(1e6 * random() * random() * random())))
    })
    expect(verifyNetting(grid, setOffOf(grid)).ok).toBe(true)
  })

  test('where everybody owes everybody, the optimum is proven too', () => {
    const random = seeded(6)
    const all = Array.from({ length: 40 * 40 }, (_v, i) =>
      debt(i, Math.floor(i / 40), i % 40, BigInt(Math.floor(random() * 1000))),
    )
    expect(verifyNetting(all, setOffOf(all)).ok).toBe(true)
  })

  test('10,000 obligations of 1,000 parties reach the proven optimum, the same bytes in any order', () => {
    const trade = tradeDebts({ parties: 1000, obligations: 10_000, seed: 7 })
    const result = setOffOf(trade)
    expect(result.setOffTotal).toBeGreaterThan(result.grossTotal / 5n)
    expect(verifyNetting(trade, result).ok).toBe(true)
    expect(bytesOf(setOffOf(shuffled(trade, 8)))).toBe(bytesOf(result))
  })
})
