import { describe, expect, test } from 'vitest'
import {
  type ColumnSetOff,
  columnsOf,
  cyclesOfColumns,
  largestSetOffOfColumns,
  type NettingColumns,
  positionsOfColumns,
  residualOfColumns,
  verifyColumnCycles,
  verifyColumns,
} from '../../src/netting/index.ts'
import { debts } from './debts.ts'

const EXAMPLE: NettingColumns = {
  parties: 3,
  debtor: Int32Array.of(0, 1, 2, 1),
  creditor: Int32Array.of(1, 2, 0, 2),
  amount: Float64Array.of(100, 40, 60, 40),
  dueMs: Float64Array.of(5, 5, 5, 1),
}

function netted(columns: NettingColumns): ColumnSetOff {
  const result = largestSetOffOfColumns(columns)
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value
}

function codeOf(result: { readonly ok: true } | { readonly ok: false; readonly refusal: { readonly code: string } }) {
  return result.ok ? null : result.refusal.code
}

describe('obligations as columns', () => {
  test('are netted without an object for each', () => {
    const { shares, setOffTotal, residualTotal, levels } = netted(EXAMPLE)
    expect(shares).toEqual(Float64Array.of(60, 20, 60, 40))
    expect([setOffTotal, residualTotal]).toEqual([180n, 60n])
    expect(Array.from(levels)).toEqual([2, 1, 0])
  })

  test('come apart into cycles of rows', () => {
    const cycles = cyclesOfColumns(EXAMPLE, netted(EXAMPLE))
    expect(cycles).toMatchObject({ ok: true, value: { start: Int32Array.of(0, 3, 6) } })
    expect(cycles.ok && Array.from(cycles.value.rows)).toEqual([0, 3, 2, 0, 1, 2])
    expect(codeOf(cyclesOfColumns(EXAMPLE, netted(EXAMPLE), { cycleStepsMax: 5 }))).toBe('netting.too-many-steps')
    expect(codeOf(cyclesOfColumns(EXAMPLE, netted(EXAMPLE), { cycleStepsMax: 6 }))).toBe(null)
  })

  test('need no dates: then earlier rows go first', () => {
    expect(netted({ ...EXAMPLE, dueMs: null }).shares).toEqual(Float64Array.of(60, 40, 60, 20))
  })

  test('say who still pays whom, and where everybody stands', () => {
    const self = { debtor: Int32Array.of(0, 1, 2, 1, 2), creditor: Int32Array.of(1, 2, 0, 2, 2) }
    const columns = { ...EXAMPLE, ...self, amount: Float64Array.of(100, 40, 60, 40, 9), dueMs: null }
    expect(residualOfColumns(columns, netted(columns).shares)).toEqual({
      from: Int32Array.of(0, 1),
      to: Int32Array.of(1, 2),
      amount: Float64Array.of(40, 20),
    })
    expect(positionsOfColumns(columns)).toEqual({
      receivable: Float64Array.of(60, 100, 89),
      payable: Float64Array.of(100, 80, 69),
      net: Float64Array.of(-40, 20, 20),
    })
  })

  test.each([
    ['columns of unequal length', { creditor: Int32Array.of(1) }, 'netting.unequal-columns'],
    ['a party that there is not', { debtor: Int32Array.of(0, 1, 3, 1) }, 'netting.unknown-party'],
    ['a party below zero', { debtor: Int32Array.of(0, 1, -1, 1) }, 'netting.unknown-party'],
    ['an amount below zero', { amount: Float64Array.of(1, -1, 1, 1) }, 'netting.negative-amount'],
    ['half a unit', { amount: Float64Array.of(1, 0.5, 1, 1) }, 'netting.negative-amount'],
    ['an amount that is no number', { amount: Float64Array.of(1, Number.NaN, 1, 1) }, 'netting.negative-amount'],
    ['a date that is none', { dueMs: Float64Array.of(1, Number.NaN, 1, 1) }, 'netting.bad-due-date'],
  ])('are refused with %s', (_name, change, code) => {
    expect(codeOf(largestSetOffOfColumns({ ...EXAMPLE, ...change }))).toBe(code)
  })

  test('are refused where they are more than the bound', () => {
    expect(codeOf(largestSetOffOfColumns(EXAMPLE, { obligationsMax: 3 }))).toBe('netting.too-many-obligations')
    expect(codeOf(largestSetOffOfColumns(EXAMPLE, { obligationsMax: 4 }))).toBe(null)
  })
})

describe('a set-off of columns is refused', () => {
  const right = netted(EXAMPLE)
  test.each([
    [
      'when less is set off',
      { shares: Float64Array.of(59, 19, 59, 40), setOffTotal: 177n, residualTotal: 63n },
      'netting.not-largest',
    ],
    ['when more is set off than is owed', { shares: Float64Array.of(60, 20, 61, 40) }, 'netting.amount-out-of-range'],
    [
      'when a net position would move',
      { shares: Float64Array.of(60, 21, 60, 40), setOffTotal: 181n, residualTotal: 59n },
      'netting.not-conserved',
    ],
    ['when a total is wrong', { setOffTotal: 181n }, 'netting.wrong-total'],
    ['when its levels prove nothing', { levels: Int32Array.of(0, 0, 0) }, 'netting.not-largest'],
    ['when a level is missing', { levels: Int32Array.of(2, 1) }, 'netting.unequal-columns'],
  ])('%s', (_name, change, code) => {
    expect(codeOf(verifyColumns(EXAMPLE, { ...right, ...change }))).toBe(code)
  })

  test('with bigints as with doubles', () => {
    const large = columnsOf(debts('A>B 100, B>C 80, C>A 60').map((one) => ({ ...one, amount: one.amount << 60n })))
    const setOff = netted(large)
    expect(verifyColumns(large, setOff).ok).toBe(true)
    const shares = [0, 1, 2].map((row) => BigInt(setOff.shares[row] ?? 0) + (row === 1 ? 1n : 0n))
    const totals = { setOffTotal: setOff.setOffTotal + 1n, residualTotal: setOff.residualTotal - 1n }
    expect(codeOf(verifyColumns(large, { ...setOff, ...totals, shares }))).toBe('netting.not-conserved')
  })
})

describe('cycles of columns are refused', () => {
  const { shares } = netted(EXAMPLE)
  const right = {
    amount: Float64Array.of(40, 20),
    start: Int32Array.of(0, 3, 6),
    rows: Int32Array.of(0, 3, 2, 0, 1, 2),
  }
  test.each([
    ['never where they are right', {}, null],
    ['when one takes nothing', { amount: Float64Array.of(40, 0) }, 'netting.broken-cycle'],
    ['when one has no row', { start: Int32Array.of(0, 0, 6) }, 'netting.broken-cycle'],
    ['when a row is owed to somebody else', { rows: Int32Array.of(0, 2, 3, 0, 1, 2) }, 'netting.broken-cycle'],
    [
      'when a party comes twice',
      { amount: Float64Array.of(20), start: Int32Array.of(0, 6), rows: Int32Array.of(0, 3, 2, 0, 1, 2) },
      'netting.broken-cycle',
    ],
    ['when they do not add up', { amount: Float64Array.of(40, 19) }, 'netting.cycles-do-not-add-up'],
  ])('%s', (_name, change, code) => {
    const cycles = { ...right, ...change }
    expect(codeOf(verifyColumnCycles(EXAMPLE, shares, cycles))).toBe(code)
    const large = { ...cycles, amount: Array.from(cycles.amount, (amount) => BigInt(amount) << 60n) }
    const bigints = Array.from(shares as Float64Array, (share) => BigInt(share) << 60n)
    expect(codeOf(verifyColumnCycles(EXAMPLE, bigints, large))).toBe(code)
  })
})
