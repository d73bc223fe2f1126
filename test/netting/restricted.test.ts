import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dealingPairs,
  fewestTransfers,
  fewestTransfersAmong,
  leastValueAmong,
  type NetPosition,
  netPositions,
  type Pair,
  type TransferPlan,
} from '../../src/netting/index.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { debts, setOffOf, shuffled, tradeDebts } from './debts.ts'

type Plan = typeof leastValueAmong
const PLANS: readonly Plan[] = [leastValueAmong, fewestTransfersAmong]

function at(nets: Readonly<Record<string, number>>): NetPosition[] {
  return Object.entries(nets).map(([party, net]) => ({ party, receivable: 0n, payable: 0n, net: BigInt(net) }))
}

/** `AB BC` as pairs. */
function pairs(text: string): Pair[] {
  return text.split(' ').map((pair) => [pair[0]!, pair[1]!] as const)
}

function planned(plan: Plan, positions: readonly NetPosition[], allowed: readonly Pair[]): TransferPlan {
  const result = plan(positions, allowed)
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value
}

function written({ transfers }: TransferPlan): string[] {
  return transfers.map(({ from, to, amount }) => `${from}>${to} ${amount}`)
}

function value({ transfers }: TransferPlan): bigint {
  return transfers.reduce((sum, { amount }) => sum + amount, 0n)
}

describe('plans over allowed pairs', () => {
  test('who may not pay its creditor pays through those in between', () => {
    for (const plan of PLANS) {
      expect(written(planned(plan, at({ A: -5, C: 5 }), pairs('AB BC')))).toEqual(['A>B 5', 'B>C 5'])
    }
  })

  test('the worked example: the pairs that deal with each other are all pairs, so that 40 in two transfers does it', () => {
    const obligations = debts('A>B 100, B>C 80, C>A 60')
    const plan = planned(leastValueAmong, netPositions(obligations), dealingPairs(obligations))
    expect(written(plan)).toEqual(['A>B 20', 'A>C 20'])
    expect(plan.lowerBound).toBe(2)
  })

  test('few transfers may move more than the least value', () => {
    const positions = at({ A: -3, B: -3, C: 4, D: 2 })
    const allowed = pairs('AC BC AD BD')
    expect(value(planned(leastValueAmong, positions, allowed))).toBe(6n)
    const fewest = planned(fewestTransfersAmong, at({ A: -2, B: -2, C: 2, D: 2, E: 0 }), pairs('AE BE CE DE AC BD'))
    expect(written(fewest)).toEqual(['A>C 2', 'B>D 2'])
    expect(fewest.lowerBound).toBe(2)
  })

  test('pairs that leave somebody with a debt and nobody to pay are refused, and the reason says who', () => {
    for (const plan of PLANS) {
      expect(plan(at({ A: -5, B: 3, C: 2 }), pairs('AB'))).toMatchObject({
        ok: false,
        refusal: {
          code: 'netting.cannot-settle',
          message:
            'the allowed pairs connect A, B to no other party, and together they owe more than they are owed: allow more pairs',
        },
      })
      expect(plan(at({ A: -5, B: 5 }), []).ok).toBe(false)
    }
  })

  test('where nobody owes on balance nobody pays', () => {
    for (const plan of PLANS)
      expect(plan([], pairs('AB'))).toEqual({ ok: true, value: { transfers: [], lowerBound: 0 } })
  })

  test('trade of two hundred: a forest of transfers, no more than the least value needs, and above the bound', () => {
    const obligations = tradeDebts({ parties: 200, obligations: 1_500, seed: 7 })
    const positions = netPositions(obligations)
    const allowed = dealingPairs(obligations)
    const least = planned(leastValueAmong, positions, allowed)
    const fewest = planned(fewestTransfersAmong, positions, allowed)
    // What a largest set-off leaves is a routing over these pairs too.
    expect(value(least)).toBeLessThanOrEqual(setOffOf(obligations).residualTotal)
    expect(value(fewest)).toBeGreaterThanOrEqual(value(least))
    const paying = new Set(fewest.transfers.flatMap(({ from, to }) => [from, to])).size
    expect(fewest.transfers.length).toBeLessThan(paying)
    expect(fewest.transfers.length).toBeLessThanOrEqual(least.transfers.length)
    expect(fewest.lowerBound).toBeGreaterThanOrEqual(fewestTransfers(obligations).lowerBound)
    expect(fewest.transfers.length).toBeGreaterThanOrEqual(fewest.lowerBound)
    for (const plan of PLANS) {
      expect(planned(plan, shuffled(positions, 3), shuffled(allowed, 4))).toEqual(planned(plan, positions, allowed))
    }
  })
})

const NAMES = ['A', 'B', 'C', 'D', 'E']
const ALL_PAIRS = NAMES.flatMap((one, i) => NAMES.slice(i + 1).map((other) => [one, other] as const))

/** Positions that add up to nothing, and some of all pairs. */
const small = fc.record({
  nets: fc
    .array(fc.integer({ min: -4, max: 4 }), { minLength: NAMES.length - 1, maxLength: NAMES.length - 1 })
    .map((nets) => [...nets, -nets.reduce((sum, net) => sum + net, 0)]),
  allowed: fc.subarray(ALL_PAIRS),
  seed: fc.nat(),
})

/** The flow over a forest of pairs is the only one there is; null where the pairs close a circle or cannot settle. */
function flowOver(nets: readonly number[], forest: readonly Pair[]): number[] | null {
  const rest = new Map(NAMES.map((name, i) => [name, nets[i]!]))
  const flows: number[] = []
  const open = new Set(forest)
  for (let hasLeaf = true; hasLeaf && open.size > 0; ) {
    hasLeaf = false
    for (const pair of open) {
      const degree = (name: string) => [...open].filter((other) => other.includes(name)).length
      const leaf = pair.find((name) => degree(name) === 1)
      if (leaf === undefined) continue
      const other = pair[0] === leaf ? pair[1] : pair[0]
      flows.push(Math.abs(rest.get(leaf)!))
      rest.set(other, rest.get(other)! + rest.get(leaf)!)
      rest.set(leaf, 0)
      open.delete(pair)
      hasLeaf = true
    }
  }
  return open.size > 0 || [...rest.values()].some((net) => net !== 0) ? null : flows
}

/** Tries every forest: an optimum of either kind is among them. */
function bruteForce(nets: readonly number[], allowed: readonly Pair[]) {
  let best = null as { readonly value: number; readonly transfers: number } | null
  for (let mask = 0; mask < 1 << allowed.length; mask++) {
    const flows = flowOver(
      nets,
      allowed.filter((_pair, i) => mask & (1 << i)),
    )
    if (flows === null) continue
    const [sum, used] = [flows.reduce((total, flow) => total + flow, 0), flows.filter((flow) => flow > 0).length]
    best = { value: Math.min(best?.value ?? sum, sum), transfers: Math.min(best?.transfers ?? used, used) }
  }
  return best
}

describe('laws of plans over allowed pairs', () => {
  const positionsOf = (nets: readonly number[]) => at(Object.fromEntries(NAMES.map((name, i) => [name, nets[i]!])))

  test('everybody ends with its net position settled, and only allowed pairs pay each other', () => {
    fc.assert(
      fc.property(small, ({ nets, allowed }) => {
        for (const plan of PLANS) {
          const result = plan(positionsOf(nets), allowed)
          if (!result.ok) continue
          const rest = new Map(NAMES.map((name, i) => [name, BigInt(nets[i]!)]))
          for (const { from, to, amount } of result.value.transfers) {
            expect(amount > 0n).toBe(true)
            expect(allowed.some((pair) => pair.includes(from) && pair.includes(to))).toBe(true)
            rest.set(from, rest.get(from)! + amount)
            rest.set(to, rest.get(to)! - amount)
          }
          expect([...rest.values()].every((net) => net === 0n)).toBe(true)
        }
      }),
    )
  })

  test('no plan moves less, or takes fewer transfers, and what cannot be settled is refused', () => {
    fc.assert(
      fc.property(small, ({ nets, allowed }) => {
        const best = bruteForce(nets, allowed)
        const [least, fewest] = PLANS.map((plan) => plan(positionsOf(nets), allowed))
        expect([least!.ok, fewest!.ok]).toEqual([best !== null, best !== null])
        if (best === null || !least!.ok || !fewest!.ok) return
        expect(value(least!.value)).toBe(BigInt(best.value))
        expect(fewest!.value.transfers).toHaveLength(best.transfers)
        expect(fewest!.value.lowerBound).toBe(best.transfers)
        expect(least!.value.lowerBound).toBeLessThanOrEqual(least!.value.transfers.length)
      }),
      { numRuns: shortOrLong(30, 60) },
    )
  })

  test('the order and the direction in which pairs and positions are given change nothing', () => {
    fc.assert(
      fc.property(small, ({ nets, allowed, seed }) => {
        const turned = allowed.map(([one, other], i) =>
          (seed >> i) & 1 ? ([other, one] as const) : ([one, other] as const),
        )
        for (const plan of PLANS) {
          const asGiven = plan(positionsOf(nets), allowed)
          expect(plan(shuffled(positionsOf(nets), seed), shuffled([...turned, ...allowed], seed))).toEqual(asGiven)
        }
      }),
    )
  })
})
