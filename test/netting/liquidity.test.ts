import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type CreditLines,
  columnsOf,
  type LiquiditySetOff,
  largestSetOffWithCredit,
  type NettingObligation,
} from '../../src/netting/index.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { debts, setOffOf } from './debts.ts'

function withCredit(obligations: readonly NettingObligation[], credit: CreditLines): LiquiditySetOff {
  const result = largestSetOffWithCredit(columnsOf(obligations), credit)
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value
}

function bigints(column: LiquiditySetOff['drawn']): bigint[] {
  return Array.from({ length: column.length }, (_v, i) => BigInt(column[i]!))
}

const CHAIN = debts('A>B 5, B>C 5, C>D 5')

describe('with credit', () => {
  test('a chain that closes no circle is cleared by what its first party draws', () => {
    const result = withCredit(CHAIN, { lines: [3n, 0n, 0n, 0n], pool: null })
    expect([result.setOffTotal, result.drawnTotal]).toEqual([9n, 3n])
    expect(bigints(result.drawn)).toEqual([3n, 0n, 0n, 0n])
    expect(bigints(result.paidIn)).toEqual([0n, 0n, 0n, 3n])
  })

  test('one more unit clears most where most debts follow', () => {
    const result = withCredit(CHAIN, { lines: [3n, 0n, 0n, 0n], pool: null })
    expect(Array.from(result.lineValues)).toEqual([3, 2, 1, 0])
    expect(result.poolValue).toBe(0)
  })

  test('a pool bounds what all draw together', () => {
    const lines = [9n, 9n, 9n, 9n]
    expect(withCredit(CHAIN, { lines, pool: 2n })).toMatchObject({ setOffTotal: 6n, drawnTotal: 2n, poolValue: 3 })
    expect(withCredit(CHAIN, { lines, pool: null })).toMatchObject({ setOffTotal: 15n, drawnTotal: 5n, poolValue: 0 })
  })

  test('nothing is drawn for what clears by itself', () => {
    const result = withCredit(debts('A>B 5, B>C 5, C>A 5'), { lines: [9n, 9n, 9n], pool: null })
    expect([result.setOffTotal, result.drawnTotal]).toEqual([15n, 0n])
  })

  test('lines that are not one for each, or below zero, are refused', () => {
    expect(largestSetOffWithCredit(columnsOf(CHAIN), { lines: [1n], pool: null }).ok).toBe(false)
    expect(largestSetOffWithCredit(columnsOf(CHAIN), { lines: [-1n, 0n, 0n, 0n], pool: null }).ok).toBe(false)
    expect(largestSetOffWithCredit(columnsOf(CHAIN), { lines: [0n, 0n, 0n, 0n], pool: -1n }).ok).toBe(false)
  })
})

const PARTIES = ['p1', 'p2', 'p3', 'p4']
const small = fc.record({
  web: fc.array(
    fc.record({
      debtor: fc.constantFrom(...PARTIES),
      creditor: fc.constantFrom(...PARTIES),
      amount: fc.bigInt({ min: 0n, max: 2n }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  lines: fc.array(fc.bigInt({ min: 0n, max: 2n }), { minLength: 4, maxLength: 4 }),
  pool: fc.option(fc.bigInt({ min: 0n, max: 3n })),
})

/** All names occur, so that there is a line for each of four. */
function webOf(some: readonly Pick<NettingObligation, 'debtor' | 'creditor' | 'amount'>[]): NettingObligation[] {
  const all = [...some, ...PARTIES.map((party) => ({ debtor: party, creditor: party, amount: 0n }))]
  return all.map((one, i) => ({ ...one, id: `o${i}`, dueMs: null }))
}

/** By trying every share of every obligation: the most, and of that the least drawn. */
function bestByTryingAll(web: readonly NettingObligation[], { lines, pool }: CreditLines): readonly [bigint, bigint] {
  const position = new Map(PARTIES.map((party) => [party, 0n]))
  let [most, least] = [0n, 0n]
  const tryFrom = (i: number, total: bigint): void => {
    const one = web[i]
    if (one === undefined) {
      const draws = PARTIES.map((party) => position.get(party)!)
      const drawn = draws.reduce((sum, draw) => (draw > 0n ? sum + draw : sum), 0n)
      if (draws.some((draw, p) => draw > lines[p]!) || (pool !== null && drawn > pool)) return
      if (total > most || (total === most && drawn < least)) [most, least] = [total, drawn]
      return
    }
    for (let share = 0n; share <= one.amount; share++) {
      position.set(one.debtor, position.get(one.debtor)! + share)
      position.set(one.creditor, position.get(one.creditor)! - share)
      tryFrom(i + 1, total + share)
      position.set(one.debtor, position.get(one.debtor)! - share)
      position.set(one.creditor, position.get(one.creditor)! + share)
    }
  }
  tryFrom(0, 0n)
  return [most, least]
}

test('law: no other set-off with this credit is larger, nor as large with less drawn', () => {
  fc.assert(
    fc.property(small, ({ web, lines, pool }) => {
      const obligations = webOf(web)
      const { setOffTotal, drawnTotal } = withCredit(obligations, { lines, pool })
      expect([setOffTotal, drawnTotal]).toEqual(bestByTryingAll(obligations, { lines, pool }))
    }),
    { numRuns: shortOrLong(80, 200) },
  )
})

test('law: a line’s or the pool’s value is what one more unit of it adds', () => {
  fc.assert(
    fc.property(small, ({ web, lines, pool }) => {
      const obligations = webOf(web)
      const before = withCredit(obligations, { lines, pool })
      for (const [p, value] of before.lineValues.entries()) {
        const more = withCredit(obligations, { lines: lines.with(p, lines[p]! + 1n), pool })
        expect(more.setOffTotal - before.setOffTotal).toBe(BigInt(value))
      }
      if (pool === null) return
      const more = withCredit(obligations, { lines, pool: pool + 1n })
      expect(more.setOffTotal - before.setOffTotal).toBe(BigInt(before.poolValue))
    }),
    { numRuns: shortOrLong(40, 100) },
  )
})

test('law: without credit it is the plain set-off, in any kind of numbers', () => {
  fc.assert(
    fc.property(small, fc.constantFrom(0n, 48n, 59n, 70n), ({ web, lines }, shift) => {
      const obligations = webOf(web).map((one) => ({ ...one, amount: one.amount << shift }))
      const none = withCredit(obligations, { lines: lines.map(() => 0n), pool: null })
      expect(none.setOffTotal).toBe(setOffOf(obligations).setOffTotal)
      const some = withCredit(obligations, { lines: lines.map((line) => line << shift), pool: null })
      const plain = withCredit(webOf(web), { lines, pool: null })
      expect([some.setOffTotal >> shift, some.drawnTotal >> shift]).toEqual([plain.setOffTotal, plain.drawnTotal])
    }),
    { numRuns: shortOrLong(25, 60) },
  )
})
