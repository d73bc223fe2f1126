import { describe, expect, test } from 'vitest'
import {
  fewestTransfers,
  leastValueTransfers,
  type NettingObligation,
  netPositions,
  residualTransfers,
  type TransferPlan,
} from '../../src/netting/index.ts'
import { debt, debts, seeded, setOffOf, shuffled, tradeDebts } from './debts.ts'

/** Debts that leave the parties p1, p2 … with these net positions: each owes to, or is owed by, a party `hub`. */
function withNets(nets: readonly number[]): NettingObligation[] {
  return nets.map((net, i) => ({
    id: `o${i + 1}`,
    debtor: net < 0 ? `p${i + 1}` : 'hub',
    creditor: net < 0 ? 'hub' : `p${i + 1}`,
    amount: BigInt(Math.abs(net)),
    dueMs: null,
  }))
}

function total({ transfers }: TransferPlan): bigint {
  return transfers.reduce((sum, { amount }) => sum + amount, 0n)
}

describe('the fewest transfers', () => {
  test('nobody owes on balance, so nobody pays', () => {
    const ring = debts('A>B 5, B>C 5, C>A 5')
    expect(fewestTransfers(ring)).toEqual({ transfers: [], lowerBound: 0 })
    expect(leastValueTransfers(ring)).toEqual({ transfers: [], lowerBound: 0 })
    expect(fewestTransfers([])).toEqual({ transfers: [], lowerBound: 0 })
  })

  test('equal and opposite positions settle pair by pair', () => {
    const plan = fewestTransfers(withNets([-7, -5, 5, 7]))
    expect(plan).toEqual({
      transfers: [
        { from: 'p1', to: 'p4', amount: 7n },
        { from: 'p2', to: 'p3', amount: 5n },
      ],
      lowerBound: 2,
    })
  })

  test('two groups of three take four transfers where names alone would take five', () => {
    const nets = withNets([-10, -9, 4, 6, 2, 7])
    expect(fewestTransfers(nets).transfers).toHaveLength(4)
    expect(fewestTransfers(nets).lowerBound).toBe(4)
    expect(leastValueTransfers(withNets([-10, -9, 4, 7, 6, 2])).transfers).toHaveLength(5)
  })

  test('eighteen positions are parted in the best way: six groups of three', () => {
    const triples = Array.from({ length: 6 }, (_v, k) => [-(3 ** k + 3 ** (k + 6)), 3 ** k, 3 ** (k + 6)]).flat()
    const plan = fewestTransfers(withNets(shuffled(triples, 1)))
    expect(plan.transfers).toHaveLength(12)
    expect(plan.lowerBound).toBe(12)
  })

  test('beyond eighteen, pairs, triples and quadruples are still found', () => {
    const triples = Array.from({ length: 12 }, (_v, k) => [-(3 ** k + 3 ** (k + 12)), 3 ** k, 3 ** (k + 12)]).flat()
    const plan = fewestTransfers(withNets(shuffled(triples, 2)))
    expect(plan.transfers).toHaveLength(24)
    expect(plan.lowerBound).toBe(24)
    const quadruples = Array.from({ length: 8 }, (_v, k) => [-(7 ** k), -(7 ** k) * 4, 7 ** k * 2, 7 ** k * 3]).flat()
    expect(fewestTransfers(withNets(shuffled(quadruples, 3))).transfers).toHaveLength(24)
  })

  test('a thousand parties pay the least value, with fewer transfers than parties and never below the bound', () => {
    const trade = tradeDebts({ parties: 1000, obligations: 10_000, seed: 7 })
    const open = netPositions(trade).filter(({ net }) => net !== 0n)
    const fewest = fewestTransfers(trade)
    const least = leastValueTransfers(trade)
    const value = open.reduce((sum, { net }) => (net > 0n ? sum + net : sum), 0n)
    expect([total(fewest), total(least)]).toEqual([value, value])
    expect(fewest.transfers.length).toBeLessThan(least.transfers.length)
    expect(least.transfers.length).toBeLessThan(open.length)
    expect(fewest.transfers.length).toBeGreaterThanOrEqual(fewest.lowerBound)
    expect(fewestTransfers(shuffled(trade, 4))).toEqual(fewest)
  })

  test('amounts beyond 2^64 are settled to the unit', () => {
    const max = 2n ** 63n - 1n
    const random = seeded(5)
    const large = Array.from({ length: 60 }, (_v, i) =>
      debt(i, i % 7, (i * 3 + 1) % 5, max - BigInt(Math.floor(random() * 9))),
    )
    const value = netPositions(large).reduce((sum, { net }) => (net > 0n ? sum + net : sum), 0n)
    expect(value).toBeGreaterThan(2n ** 64n)
    expect(total(fewestTransfers(large))).toBe(value)
    expect(total(leastValueTransfers(large))).toBe(value)
  })
})

test('net positions count what somebody owes himself on both sides', () => {
  expect(netPositions(debts('A>A 7, A>B 5'))).toEqual([
    { party: 'A', receivable: 7n, payable: 12n, net: -5n },
    { party: 'B', receivable: 5n, payable: 0n, net: 5n },
  ])
})

test('what remains of several obligations of a pair is one transfer', () => {
  const parallel = debts('A>B 10, A>B 10, B>A 5, A>A 3')
  expect(residualTransfers(parallel, setOffOf(parallel))).toEqual([{ from: 'A', to: 'B', amount: 15n }])
})
