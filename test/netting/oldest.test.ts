import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buildGraph } from '../../src/netting/graph/graph.ts'
import { columnsOf, type NettingObligation, type SetOff, verifyNetting } from '../../src/netting/index.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { agesOf, canBeOlder, oldestByTryingAll } from './auditor.ts'
import { debt, debts, seeded, setOffOf, shuffled, tradeDebts } from './debts.ts'

const DAY_MS = 86_400_000
const JANUARY = Date.UTC(2026, 0, 31)
const FEBRUARY = Date.UTC(2026, 1, 28)

interface Web {
  readonly parties: number
  readonly debtsMax: number
  readonly amountMax: number
}

/** Few days, so that many are equal; now and then one from another century, and some without a date. */
const someDueMs = fc.oneof(
  fc.constant(null),
  fc.integer({ min: 0, max: 8 }).map((day) => JANUARY + day * DAY_MS),
  fc.integer({ min: 0, max: 9 * DAY_MS }).map((ms) => JANUARY + ms),
  fc.constantFrom(0, Date.UTC(2262, 3, 11), Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
)

function webs({ parties, debtsMax, amountMax }: Web): fc.Arbitrary<NettingObligation[]> {
  const party = fc.integer({ min: 1, max: parties }).map((i) => `p${i}`)
  const amount = fc.bigInt({ min: 0n, max: BigInt(amountMax) })
  return fc
    .array(fc.record({ debtor: party, creditor: party, amount, dueMs: someDueMs }), {
      maxLength: debtsMax,
      size: 'max',
    })
    .map((all) => all.map((obligation, i) => ({ ...obligation, id: `o${i}` })))
}

const anyWeb = fc.oneof(
  webs({ parties: 4, debtsMax: 14, amountMax: 3 }),
  webs({ parties: 6, debtsMax: 40, amountMax: 4 }),
  webs({ parties: 9, debtsMax: 40, amountMax: 1000 }),
)

function dated(text: string, ...dueMs: readonly (number | null)[]): NettingObligation[] {
  return debts(text).map((obligation, i) => ({ ...obligation, dueMs: dueMs[i] ?? null }))
}

function sharesOf({ setOffs }: SetOff): Map<string, bigint> {
  return new Map(setOffs.map(({ obligation, amount }) => [obligation, amount]))
}

function agedTotal(obligations: readonly NettingObligation[], setOff: SetOff): bigint {
  const shares = sharesOf(setOff)
  return agesOf(obligations).reduce((sum, age, i) => sum + age * (shares.get(obligations[i]!.id) ?? 0n), 0n)
}

describe('of two equally large circles', () => {
  const twoCircles = dated('A>B 100, B>C 100, C>A 100, B>D 100, D>A 100', null, JANUARY, JANUARY, FEBRUARY, FEBRUARY)

  test.each(['ABCD', 'ABDC', 'DCBA', 'CDAB', 'BADC'])('the older one is taken, whoever is called what: %s', (names) => {
    const rename = (party: string) => names['ABCD'.indexOf(party)]!
    const renamed = twoCircles.map((o) => ({ ...o, debtor: rename(o.debtor), creditor: rename(o.creditor) }))
    const result = setOffOf(renamed)
    expect(result.setOffTotal).toBe(300n)
    expect([...sharesOf(result).keys()]).toEqual(['o1', 'o2', 'o3'])
    expect(verifyNetting(renamed, result).ok).toBe(true)
  })

  test('the dated one goes before the undated one that is as large', () => {
    const old = dated('A>B 9, B>C 9, C>A 9, B>D 9, D>A 9', FEBRUARY, null, null, JANUARY, JANUARY)
    expect([...sharesOf(setOffOf(old)).keys()]).toEqual(['o1', 'o4', 'o5'])
  })

  test('a whole day makes one older, an hour of the same day does not', () => {
    const dueOf = (ms: number) => dated('A>B 9, B>C 9, C>A 9, B>D 9, D>A 9', FEBRUARY, FEBRUARY, FEBRUARY, ms, ms)
    const undated = setOffOf(dated('A>B 9, B>C 9, C>A 9, B>D 9, D>A 9'))
    expect(sharesOf(setOffOf(dueOf(FEBRUARY + 3_600_000)))).toEqual(sharesOf(undated))
    expect([...sharesOf(setOffOf(dueOf(FEBRUARY - 1))).keys()]).toEqual(['o1', 'o4', 'o5'])
    expect([...sharesOf(setOffOf(dueOf(FEBRUARY + DAY_MS))).keys()]).toEqual(['o1', 'o2', 'o3'])
  })

  test('one debt due in a distant year takes no difference away between the others', () => {
    const far = [...twoCircles, { ...twoCircles[0]!, id: 'far', debtor: 'X', dueMs: Number.MAX_SAFE_INTEGER }]
    expect([...sharesOf(setOffOf(far)).keys()]).toEqual(['o1', 'o2', 'o3'])
  })

  test('1970 goes before 2262, and the beginning of time before its end', () => {
    for (const [early, late] of [
      [0, Date.UTC(2262, 3, 11)],
      [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    ] as const) {
      const far = dated('A>B 5, B>C 5, C>A 5, B>D 5, D>A 5', null, late, late, early, early)
      expect([...sharesOf(setOffOf(far)).keys()]).toEqual(['o1', 'o4', 'o5'])
    }
  })
})

test('a larger set-off of young debts goes before a smaller one of old debts', () => {
  const web = dated('A>B 10, B>A 10, B>C 10, C>D 10, D>A 10', JANUARY, 0, FEBRUARY, FEBRUARY, FEBRUARY)
  const result = setOffOf(web)
  expect(result.setOffTotal).toBe(40n)
  expect([...sharesOf(result).keys()]).toEqual(['o1', 'o3', 'o4', 'o5'])
})

test('law: ages never change the total, and the levels prove it', () => {
  fc.assert(
    fc.property(anyWeb, (web) => {
      const result = setOffOf(web)
      expect(result.setOffTotal).toBe(setOffOf(web.map((o) => ({ ...o, dueMs: null }))).setOffTotal)
      expect(verifyNetting(web, result)).toEqual({ ok: true, value: undefined })
    }),
  )
})

test('law: of all largest set-offs that can be tried, none has older debts', () => {
  fc.assert(
    fc.property(webs({ parties: 4, debtsMax: 8, amountMax: 2 }), (web) => {
      expect(agedTotal(web, setOffOf(web))).toBe(oldestByTryingAll(web))
    }),
    { numRuns: shortOrLong(60, 150) },
  )
})

test('law: no circle of more set-off and less set-off leads to older debts', () => {
  fc.assert(
    fc.property(anyWeb, (web) => {
      expect(canBeOlder(web, sharesOf(setOffOf(web)))).toBe(false)
    }),
  )
})

test('law: the order of the input changes nothing', () => {
  fc.assert(
    fc.property(anyWeb, fc.integer(), (web, seed) => {
      expect(setOffOf(shuffled(web, seed))).toEqual(setOffOf(web))
    }),
  )
})

test('law: the three kinds of numbers make identical choices', () => {
  const shapeOf = ({ setOffs, cycles, levels }: SetOff, shift: bigint) => ({
    setOffs: setOffs.map(({ obligation, amount }) => [obligation, amount >> shift]),
    cycles: cycles.map(({ amount, obligations }) => [amount >> shift, obligations]),
    levels,
  })
  fc.assert(
    fc.property(webs({ parties: 7, debtsMax: 40, amountMax: 1000 }), (web) => {
      for (const shift of [45n, 60n]) {
        const larger = web.map((obligation) => ({ ...obligation, amount: obligation.amount << shift }))
        expect(shapeOf(setOffOf(larger), shift)).toEqual(shapeOf(setOffOf(web), 0n))
      }
    }),
  )
})

test('law: of one pair the oldest goes first, and at most one is set off in part', () => {
  fc.assert(
    fc.property(anyWeb, (web) => {
      const shares = sharesOf(setOffOf(web))
      const columns = columnsOf(web)
      const { members, memberStart, debtor } = buildGraph(columns)
      for (let arc = 0; arc < debtor.length; arc++) {
        const pair = Array.from(
          members.subarray(memberStart[arc]!, memberStart[arc + 1]!),
          (row) => web[columns.rows[row]!]!,
        )
        const firstOpen = pair.findIndex(({ id, amount }) => (shares.get(id) ?? 0n) < amount)
        if (firstOpen >= 0) expect(pair.slice(firstOpen + 1).every(({ id }) => !shares.has(id))).toBe(true)
      }
    }),
  )
})

describe('large and awkward webs', () => {
  test('300 parties with 3,000 dated obligations have none that could be older', () => {
    const trade = tradeDebts({ parties: 300, obligations: 3000, seed: 5 })
    const result = setOffOf(trade)
    expect(canBeOlder(trade, sharesOf(result))).toBe(false)
    expect(agedTotal(trade, result)).toBeGreaterThan(
      agedTotal(trade, setOffOf(trade.map((o) => ({ ...o, dueMs: null })))),
    )
  })

  test('a ring with chords, where distances are too long for phases, has none that could be older', () => {
    const random = seeded(3)
    const n = 900
    const ring = Array.from({ length: 3 * n }, (_v, i) =>
      debt(
        i,
        i % n,
        (i + (i < n ? 1 : 2 + Math.floor(8 * random()))) % n,
        BigInt(1 + Math.floor(1e5 * random() ** 3)),
        DAY_MS * Math.floor(90 * random()),
      ),
    )
    const result = setOffOf(ring)
    expect(verifyNetting(ring, result).ok).toBe(true)
    expect(canBeOlder(ring, sharesOf(result))).toBe(false)
  })
})
