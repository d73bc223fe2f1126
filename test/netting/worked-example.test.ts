import { expect, test } from 'vitest'
import {
  fewestTransfers,
  leastValueTransfers,
  netPositions,
  residualTransfers,
  SET_OFF_ALGORITHM,
  verifyNetting,
} from '../../src/netting/index.ts'
import { debts, inputText, setOffOf } from './debts.ts'

const EXAMPLE = debts('A>B 100, B>C 80, C>A 60')

test('of 100, 80 and 60 in a circle, 180 is set off and 60 remains', () => {
  expect(setOffOf(EXAMPLE)).toEqual({
    algorithm: SET_OFF_ALGORITHM,
    participants: ['A', 'B', 'C'],
    grossTotal: 240n,
    setOffTotal: 180n,
    residualTotal: 60n,
    setOffs: [
      { obligation: 'o1', amount: 60n },
      { obligation: 'o2', amount: 60n },
      { obligation: 'o3', amount: 60n },
    ],
    cycles: [{ amount: 60n, obligations: ['o1', 'o2', 'o3'] }],
    levels: [
      { party: 'A', level: 2 },
      { party: 'B', level: 1 },
      { party: 'C', level: 0 },
    ],
  })
  expect(verifyNetting(EXAMPLE, setOffOf(EXAMPLE)).ok).toBe(true)
})

test('A still pays B 40 and B still pays C 20', () => {
  expect(residualTransfers(EXAMPLE, setOffOf(EXAMPLE))).toEqual([
    { from: 'A', to: 'B', amount: 40n },
    { from: 'B', to: 'C', amount: 20n },
  ])
})

test('the net positions are −40, +20 and +20', () => {
  expect(netPositions(EXAMPLE)).toEqual([
    { party: 'A', receivable: 60n, payable: 100n, net: -40n },
    { party: 'B', receivable: 100n, payable: 80n, net: 20n },
    { party: 'C', receivable: 80n, payable: 60n, net: 20n },
  ])
})

test('new payments instead come to 40 in two transfers, by value and by number', () => {
  const plan = {
    transfers: [
      { from: 'A', to: 'B', amount: 20n },
      { from: 'A', to: 'C', amount: 20n },
    ],
    lowerBound: 2,
  }
  expect(leastValueTransfers(EXAMPLE)).toEqual(plan)
  expect(fewestTransfers(EXAMPLE)).toEqual(plan)
})

test('the input has one text, whatever its order', () => {
  const text = '["o1","A","B","100",null]\n["o2","B","C","80",null]\n["o3","C","A","60",null]'
  expect(inputText(EXAMPLE)).toBe(text)
  expect(inputText(EXAMPLE.toReversed())).toBe(text)
})

test('of the seven obligations for which 420 or 500 were published, by choice of cycles, 570 can be set off', () => {
  const seven = debts(
    'Alice>Bob 100, Bob>Eve 70, Eve>Alice 100, Charlie>Dave 100, Dave>Eve 100, Eve>Charlie 70, Bob>Charlie 100',
  )
  const { grossTotal, setOffTotal } = setOffOf(seven)
  expect([grossTotal, setOffTotal]).toEqual([640n, 570n])
  expect(residualTransfers(seven, setOffOf(seven))).toEqual([{ from: 'Bob', to: 'Charlie', amount: 70n }])
})
