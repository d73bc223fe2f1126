import { describe, expect, test } from 'vitest'
import {
  type Cycle,
  type NettingObligation,
  type ObligationSetOff,
  type SetOff,
  verifyNetting,
} from '../../src/netting/index.ts'
import { debt, debts, setOffOf, tradeDebts } from './debts.ts'

const EXAMPLE = debts('A>B 100, B>C 80, C>A 60')
const RIGHT = setOffOf(EXAMPLE)
const TRAP = debts('u>v 5, v>u 3, u>w 2, w>v 2')

/** A result with these set-offs and cycles, totals that fit, and the levels of the right result unless others are given. */
function claim(
  obligations: readonly NettingObligation[],
  setOffs: readonly ObligationSetOff[],
  cycles: readonly Cycle[],
  levels = setOffOf(obligations).levels,
): SetOff {
  const setOffTotal = setOffs.reduce((sum, { amount }) => sum + amount, 0n)
  const right = setOffOf(obligations)
  return { ...right, setOffs, cycles, levels, setOffTotal, residualTotal: right.grossTotal - setOffTotal }
}

function reason(obligations: readonly NettingObligation[], setOff: SetOff): string | null {
  const result = verifyNetting(obligations, setOff)
  return result.ok ? null : `${result.refusal.code}: ${result.refusal.message}`
}

function amounts(amount: bigint): ObligationSetOff[] {
  return EXAMPLE.map(({ id }) => ({ obligation: id, amount }))
}

describe('a whole result is refused with the reason', () => {
  test('when more could be set off', () => {
    const less = claim(EXAMPLE, amounts(50n), [{ amount: 50n, obligations: ['o1', 'o2', 'o3'] }])
    expect(reason(EXAMPLE, less)).toBe(
      'netting.not-largest: the levels prove only that at most 180 can be set off, not 150',
    )
  })

  test('when the pair was netted first and the way round forgotten', () => {
    const trapped = claim(
      TRAP,
      [
        { obligation: 'o1', amount: 3n },
        { obligation: 'o2', amount: 3n },
      ],
      [{ amount: 3n, obligations: ['o1', 'o2'] }],
    )
    expect(reason(TRAP, trapped)).toMatch(/^netting.not-largest/)
    const levels = setOffOf(TRAP).levels.map(({ party }) => ({ party, level: 0 }))
    expect(reason(TRAP, { ...trapped, levels })).toMatch(/^netting.not-largest: .* at most 12 /)
  })

  test('when a net position would change', () => {
    const text = '80 set off from B to C, as a text in circulation has it'
    const wrong = claim(EXAMPLE, [amounts(60n)[0]!, { obligation: 'o2', amount: 80n }, amounts(60n)[2]!], RIGHT.cycles)
    expect(reason(EXAMPLE, wrong), text).toMatch(
      /^netting.not-conserved: the net position of B would (rise|fall) by 20/,
    )
  })

  test('when more is set off than is owed, or nothing, or less than nothing', () => {
    for (const amount of [61n, 0n, -60n]) {
      expect(reason(EXAMPLE, claim(EXAMPLE, amounts(amount), RIGHT.cycles))).toMatch(
        /^netting.amount-out-of-range: .* obligation o/,
      )
    }
  })

  test('when it sets off what nobody owes', () => {
    const more = claim(EXAMPLE, [...amounts(60n), { obligation: 'o9', amount: 1n }], RIGHT.cycles)
    expect(reason(EXAMPLE, more)).toBe('netting.unknown-obligation: there is no obligation o9')
    const cycles = [...RIGHT.cycles, { amount: 1n, obligations: ['o9'] }]
    expect(reason(EXAMPLE, { ...RIGHT, cycles })).toMatch(/^netting.unknown-obligation: a cycle names o9/)
  })

  test('when set-offs are out of order or given twice', () => {
    expect(reason(EXAMPLE, { ...RIGHT, setOffs: amounts(60n).toReversed() })).toMatch(/^netting.unordered-set-offs/)
    const twice = [amounts(60n)[0]!, ...amounts(60n)]
    expect(reason(EXAMPLE, { ...RIGHT, setOffs: twice })).toMatch(/^netting.unordered-set-offs: the set-off of o1/)
  })

  test('when a total is wrong', () => {
    expect(reason(EXAMPLE, { ...RIGHT, grossTotal: 241n })).toMatch(/^netting.wrong-total: the gross total is 240/)
    expect(reason(EXAMPLE, { ...RIGHT, setOffTotal: 181n })).toMatch(/^netting.wrong-total: the set-offs add up to 180/)
    expect(reason(EXAMPLE, { ...RIGHT, residualTotal: 61n })).toMatch(/^netting.wrong-total: the residual total is 60/)
  })

  test('when a cycle does not close', () => {
    const cycles = [{ amount: 60n, obligations: ['o2', 'o1', 'o3'] }]
    expect(reason(EXAMPLE, { ...RIGHT, cycles })).toBe(
      'netting.broken-cycle: in cycle 0, o2 is owed to C, who does not owe o1',
    )
  })

  test('when a cycle is empty, of nothing, or passes somebody twice', () => {
    expect(reason(EXAMPLE, { ...RIGHT, cycles: [{ amount: 60n, obligations: [] }] })).toMatch(/cycle 0 is empty/)
    const nothing = [...RIGHT.cycles, { amount: 0n, obligations: ['o1', 'o2', 'o3'] }]
    expect(reason(EXAMPLE, { ...RIGHT, cycles: nothing })).toMatch(/cycle 1 is empty/)
    const eight = debts('A>B 5, B>A 5, A>C 5, C>A 5')
    const both = claim(
      eight,
      eight.map(({ id }) => ({ obligation: id, amount: 5n })),
      [{ amount: 5n, obligations: ['o1', 'o2', 'o3', 'o4'] }],
    )
    expect(reason(eight, both)).toBe('netting.broken-cycle: cycle 0 passes A twice')
  })

  test('when the cycles do not add up to the set-offs', () => {
    const cycles = [{ amount: 59n, obligations: ['o1', 'o2', 'o3'] }]
    expect(reason(EXAMPLE, { ...RIGHT, cycles })).toBe(
      'netting.cycles-do-not-add-up: the cycles take 59 of obligation o1, the set-off takes 60',
    )
  })

  test('when participants or levels are not those of the parties', () => {
    expect(reason(EXAMPLE, { ...RIGHT, participants: ['A', 'C', 'B'] })).toMatch(/^netting.wrong-participants/)
    expect(reason(EXAMPLE, { ...RIGHT, participants: ['A', 'B'] })).toMatch(/^netting.wrong-participants/)
    expect(reason(EXAMPLE, { ...RIGHT, levels: RIGHT.levels.toReversed() })).toMatch(/^netting.wrong-levels/)
    const broken = RIGHT.levels.map(({ party }) => ({ party, level: 0.5 }))
    expect(reason(EXAMPLE, { ...RIGHT, levels: broken })).toMatch(/^netting.wrong-levels: the level of A/)
    const flat = RIGHT.levels.map(({ party }) => ({ party, level: 0 }))
    expect(reason(EXAMPLE, { ...RIGHT, levels: flat })).toMatch(/^netting.not-largest: .* at most 240 /)
  })

  test('when the obligations are not those that were netted', () => {
    expect(reason(debts('A>B 100, B>C 80, C>A 61'), RIGHT)).toMatch(/^netting.wrong-total/)
    expect(reason([...EXAMPLE, EXAMPLE[0]!], RIGHT)).toMatch(/^netting.duplicate-obligation/)
    expect(reason([debt(1, 1, 2, -5n)], RIGHT)).toMatch(/^netting.negative-amount/)
    for (const dueMs of [Number.NaN, 0.5, Number.POSITIVE_INFINITY])
      expect(reason([debt(1, 1, 2, 5n, dueMs)], RIGHT)).toMatch(/^netting.bad-due-date/)
  })
})

test('no single unit can be moved in a large result without being noticed', () => {
  const trade = tradeDebts({ parties: 30, obligations: 200, seed: 11 })
  const right = setOffOf(trade)
  for (const [i, share] of right.setOffs.entries()) {
    for (const unit of [1n, -1n]) {
      const setOffs = right.setOffs.with(i, { ...share, amount: share.amount + unit })
      expect(reason(trade, { ...right, setOffs, setOffTotal: right.setOffTotal + unit })).not.toBe(null)
    }
  }
})
