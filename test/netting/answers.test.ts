import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { explainObligations, explainParties, measureSharing, type NettingObligation } from '../../src/netting/index.ts'
import { debts, setOffOf, tradeDebts } from './debts.ts'

function reasonsOf(obligations: readonly NettingObligation[]) {
  return explainObligations(obligations, setOffOf(obligations)).map(({ reason }) => reason)
}

describe('each obligation is told why', () => {
  test('it was set off whole, in part, or not at all', () => {
    const web = debts('A>B 100, B>C 80, C>A 60, A>D 5, B>C 7, A>A 3, C>A 0')
    expect(reasonsOf(web)).toEqual(['PART', 'PART', 'WHOLE', 'NO_CIRCLE', 'OLDER_FIRST', 'WHOLE', 'NOTHING_OWED'])
  })

  test('a circle through it would have taken more from others than it brings', () => {
    const trap = debts('u>v 5, v>u 3, u>w 2, w>v 2')
    const [direct] = explainObligations(trap, setOffOf(trap))
    expect(direct).toMatchObject({ setOff: 1n, reason: 'PART' })
    expect(reasonsOf(debts('A>B 1, B>A 1, A>C 1, C>B 1, C>D 1, D>C 1'))[0]).toBe('NO_GAIN')
  })

  test('by which cycles it was taken', () => {
    const web = debts('A>B 9, B>A 4, B>C 5, C>A 5')
    const setOff = setOffOf(web)
    for (const { obligation, setOff: share, cycles } of explainObligations(web, setOff)) {
      expect(cycles.reduce((sum, c) => sum + setOff.cycles[c]!.amount, 0n)).toBe(share)
      for (const c of cycles) expect(setOff.cycles[c]!.obligations).toContain(obligation)
    }
  })
})

test('each party sees how it stood and stands, with the same net position', () => {
  const web = debts('A>B 100, B>C 80, C>A 60')
  expect(explainParties(web, setOffOf(web))).toEqual([
    {
      party: 'A',
      receivableBefore: 60n,
      payableBefore: 100n,
      receivableAfter: 0n,
      payableAfter: 40n,
      net: -40n,
      cycles: 1,
    },
    {
      party: 'B',
      receivableBefore: 100n,
      payableBefore: 80n,
      receivableAfter: 40n,
      payableAfter: 20n,
      net: 20n,
      cycles: 1,
    },
    {
      party: 'C',
      receivableBefore: 80n,
      payableBefore: 60n,
      receivableAfter: 20n,
      payableAfter: 0n,
      net: 20n,
      cycles: 1,
    },
  ])
})

describe('how evenly a set-off serves', () => {
  test('all alike, in a circle that is used up', () => {
    const web = debts('A>B 5, B>C 5, C>A 5, A>D 9')
    expect(measureSharing(explainParties(web, setOffOf(web)))).toEqual({
      parties: 3,
      served: 3,
      quartiles: [1000, 1000, 1000, 1000, 1000],
      unevenness: 0,
    })
  })

  test('some and others not', () => {
    const web = debts('A>B 5, B>A 5, C>D 5, D>E 5, B>C 1')
    expect(measureSharing(explainParties(web, setOffOf(web)))).toMatchObject({ parties: 4, served: 2, unevenness: 500 })
  })

  test('nobody, where there is nothing', () => {
    expect(measureSharing([])).toEqual({ parties: 0, served: 0, quartiles: [0, 0, 0, 0, 0], unevenness: 0 })
  })
})

test('law: reasons agree with the levels, and what is left adds up', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
      const web = tradeDebts({ parties: 12, obligations: 60, seed })
      const setOff = setOffOf(web)
      for (const { reason, setOff: share, amount, debtorLevel, creditorLevel } of explainObligations(web, setOff)) {
        const worth = 1 - debtorLevel + creditorLevel
        if (reason === 'WHOLE') expect(share).toBe(amount)
        else expect(worth).toBeLessThanOrEqual(0)
        if (reason === 'PART' || reason === 'OLDER_FIRST') expect(worth).toBe(0)
      }
      const parties = explainParties(web, setOff)
      expect(parties.reduce((sum, { payableAfter }) => sum + payableAfter, 0n)).toBe(setOff.residualTotal)
      for (const { receivableAfter, payableAfter, net } of parties) expect(receivableAfter - payableAfter).toBe(net)
    }),
    { numRuns: 30 },
  )
})
