import { describe, expect, test } from 'vitest'
import { columnsOf, cyclesOfColumns, largestSetOffOfColumns, verifyColumnCycles } from '../../src/netting/index.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { debts, tradeDebts } from './debts.ts'

type Pair = readonly [from: number, to: number]

const upTo = (n: number) => Array.from({ length: n }, (_v, i) => i)

const MANY = shortOrLong(5_000, 50_000)

/** Each web with how many steps its cycles may have together. */
const WEBS: Readonly<Record<string, { readonly pairs: readonly Pair[]; readonly stepsMax: number }>> = {
  'one circle of thousands': { pairs: upTo(MANY).map((i) => [i, (i + 1) % MANY]), stepsMax: MANY },
  'a chain of 400, which closes no circle': { pairs: upTo(400).map((i) => [i, i + 1]), stepsMax: 0 },
  'a chain of 400 pairs': {
    pairs: upTo(400).flatMap((i): Pair[] => [
      [i, i + 1],
      [i + 1, i],
    ]),
    stepsMax: 800,
  },
  'everybody owing everybody': { pairs: upTo(3600).map((i) => [Math.floor(i / 60), i % 60]), stepsMax: 13_000 },
  'a star of thousands, each a pair with the middle': {
    pairs: upTo(MANY).flatMap((i): Pair[] => [
      [0, i + 1],
      [i + 1, 0],
    ]),
    stepsMax: 2 * MANY,
  },
  'two middles, each way between them over thousands of others': {
    pairs: upTo(MANY).flatMap((i): Pair[] => [
      [0, 2 + 2 * i],
      [2 + 2 * i, 1],
      [1, 3 + 2 * i],
      [3 + 2 * i, 0],
    ]),
    stepsMax: 8 * MANY,
  },
  'many obligations of each of few pairs': {
    pairs: upTo(20_000).map((i) => [i % 7, (i * 3 + 1) % 11]),
    stepsMax: 60_000,
  },
  'what 500 owe themselves, and a circle of them': {
    pairs: upTo(500).flatMap((i): Pair[] => [
      [i, i],
      [i, (i + 1) % 500],
      [i, i],
    ]),
    stepsMax: 1500,
  },
}

const KINDS = [
  ['doubles', 0n],
  ['64-bit integers', 35n],
  ['bigints', 60n],
] as const

function columnsFrom(pairs: readonly Pair[], shift: bigint) {
  const amounts = pairs.map((_pair, i) => BigInt(1000 + ((7919 * i) % 100_003)) << shift)
  return {
    parties: 1 + pairs.reduce((most, [from, to]) => Math.max(most, from, to), 0),
    debtor: Int32Array.from(pairs, ([from]) => from),
    creditor: Int32Array.from(pairs, ([, to]) => to),
    amount: shift === 0n ? Float64Array.from(amounts, Number) : amounts,
    dueMs: null,
  }
}

describe.each(Object.entries(WEBS))('the cycles of %s', (_name, { pairs, stepsMax }) => {
  test('are exactly the set-off, short ones first, and the same for every kind of numbers', () => {
    const found = KINDS.map(([, shift]) => {
      const columns = columnsFrom(pairs, shift)
      const setOff = largestSetOffOfColumns(columns)
      const cycles = setOff.ok ? cyclesOfColumns(columns, setOff.value) : setOff
      if (!setOff.ok || !cycles.ok) throw new Error('these debts can be netted')
      expect(verifyColumnCycles(columns, setOff.value.shares, cycles.value).ok).toBe(true)
      return cycles.value
    })
    const { start, rows } = found[0]!
    const lengths = Array.from(start.subarray(1), (end, c) => end - start[c]!)
    expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
    expect(rows.length).toBeLessThanOrEqual(stepsMax)
    for (const other of found) expect([other.start, other.rows]).toEqual([start, rows])
  })
})

describe('short cycles', () => {
  const lengthsOf = (text: string) => {
    const columns = columnsOf(debts(text))
    const setOff = largestSetOffOfColumns(columns)
    const cycles = setOff.ok ? cyclesOfColumns(columns, setOff.value) : setOff
    if (!cycles.ok) throw new Error(cycles.refusal.message)
    const { start, amount } = cycles.value
    return Array.from(start.subarray(1), (end, c) => [Number(amount[c]), end - start[c]!])
  }

  test('a pair is taken before any longer cycle could use it', () => {
    expect(lengthsOf('A>B 5, B>A 3, B>C 2, C>D 2, D>A 2')).toEqual([
      [3, 2],
      [2, 4],
    ])
  })

  test('a triangle is taken before a longer cycle through its parties', () => {
    expect(lengthsOf('A>B 9, B>C 9, C>A 4, C>D 5, D>E 5, E>A 5')).toEqual([
      [4, 3],
      [5, 5],
    ])
  })

  test('trade comes apart into few steps: some seven for a cycle', () => {
    const columns = columnsOf(tradeDebts({ parties: 2000, obligations: 20_000, seed: 5 }))
    const setOff = largestSetOffOfColumns(columns)
    const cycles = setOff.ok ? cyclesOfColumns(columns, setOff.value) : setOff
    expect(cycles.ok && cycles.value.rows.length / cycles.value.amount.length).toBeLessThan(7.5)
  })
})
