import fc from 'fast-check'
import { expect, test } from 'vitest'
import { done } from '../../src/kernel/index.ts'
import { findComponents } from '../../src/netting/graph/components.ts'
import { buildGraph } from '../../src/netting/graph/graph.ts'
import { buildNetwork, CAN_LEAVE, type Network } from '../../src/netting/graph/network.ts'
import {
  columnsOf,
  cyclesOfColumns,
  fewestTransfers,
  largestSetOffOfColumns,
  leastValueTransfers,
  type NettingObligation,
  netPositions,
  positionsOfColumns,
  residualOfColumns,
  residualTransfers,
  type SetOff,
  verifyColumnCycles,
  verifyColumns,
  verifyNetting,
} from '../../src/netting/index.ts'
import { routeDebts } from '../../src/netting/set-off/route.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { fewestByTryingAll, largestByCancelling, largestByTryingAll } from './auditor.ts'
import { inputText, setOffOf } from './debts.ts'

interface Web {
  readonly parties: number
  readonly debtsMax: number
  readonly amount: fc.Arbitrary<bigint>
}

function webs({ parties, debtsMax, amount }: Web): fc.Arbitrary<NettingObligation[]> {
  const party = fc.integer({ min: 1, max: parties }).map((i) => `p${i}`)
  const dueMs = fc.option(fc.integer({ min: 0, max: 5 }))
  const one = fc.record({ debtor: party, creditor: party, amount, dueMs })
  return fc
    .array(one, { maxLength: debtsMax, size: 'max' })
    .map((all) => all.map((obligation, i) => ({ ...obligation, id: `o${i}` })))
}

const SMALL = fc.bigInt({ min: 0n, max: 12n })
const LARGE = fc.oneof(
  SMALL,
  fc.bigInt({ min: 2n ** 53n - 2n, max: 2n ** 53n + 2n }),
  fc.bigInt({ min: 2n ** 62n, max: 2n ** 63n - 1n }),
)
const anyWeb = fc.oneof(
  webs({ parties: 5, debtsMax: 14, amount: SMALL }),
  webs({ parties: 9, debtsMax: 40, amount: SMALL }),
  webs({ parties: 9, debtsMax: 40, amount: LARGE }),
)

test('law: the set-off is as large as the largest of all that can be tried', () => {
  const tiny = webs({ parties: 4, debtsMax: 7, amount: fc.bigInt({ min: 0n, max: 3n }) })
  fc.assert(
    fc.property(tiny, (web) => {
      expect(setOffOf(web).setOffTotal).toBe(largestByTryingAll(web))
    }),
    { numRuns: shortOrLong(30, 60) },
  )
})

test('law: the set-off is as large as what cancelling circle by circle ends with', () => {
  const web = webs({ parties: 8, debtsMax: 30, amount: SMALL })
  fc.assert(
    fc.property(web, (debts) => {
      expect(setOffOf(debts).setOffTotal).toBe(largestByCancelling(debts))
    }),
  )
})

test('law: the certificate holds, for the whole and for every party by itself', () => {
  fc.assert(
    fc.property(anyWeb, (web) => {
      const result = setOffOf(web)
      expect(verifyNetting(web, result)).toEqual({ ok: true, value: undefined })
      for (const party of result.participants) {
        const own = web.filter(({ debtor, creditor }) => debtor === party || creditor === party)
        expect(isRightFor(party, own, result)).toBe(true)
      }
    }),
  )
})

test('law: the certificate of columns holds row by row, and columns say who still pays whom as objects do', () => {
  fc.assert(
    fc.property(anyWeb, (web) => {
      const columns = columnsOf(web)
      const result = largestSetOffOfColumns(columns)
      if (!result.ok) throw new Error(result.refusal.message)
      expect(verifyColumns(columns, result.value).ok).toBe(true)
      const cycles = cyclesOfColumns(columns, result.value)
      expect(cycles.ok && verifyColumnCycles(columns, result.value.shares, cycles.value)).toEqual(done)
      const { from, to, amount } = residualOfColumns(columns, result.value.shares)
      const transfers = Array.from(from, (_v, i) => ({
        from: columns.names[from[i]!]!,
        to: columns.names[to[i]!]!,
        amount: BigInt(amount[i]!),
      }))
      expect(transfers).toEqual(residualTransfers(web, setOffOf(web)))
      const { net } = positionsOfColumns(columns)
      expect(columns.names.map((_name, i) => BigInt(net[i]!))).toEqual(
        netPositions(web).map((position) => position.net),
      )
    }),
  )
})

test('law: the three kinds of numbers make identical choices', () => {
  const small = webs({ parties: 9, debtsMax: 40, amount: fc.bigInt({ min: 0n, max: 1000n }) })
  const shapeOf = ({ setOffs, cycles, levels }: SetOff, shift: bigint) => ({
    setOffs: setOffs.map(({ obligation, amount }) => [obligation, amount >> shift]),
    cycles: cycles.map(({ amount, obligations }) => [amount >> shift, obligations]),
    levels,
  })
  fc.assert(
    fc.property(small, (web) => {
      const doubles = shapeOf(setOffOf(web), 0n)
      // Up to 40 amounts of ten bits: 45 more make 2^53 likely to be passed and 2^63 impossible, 60 more pass that too.
      for (const shift of [45n, 60n]) {
        const larger = web.map((obligation) => ({ ...obligation, amount: obligation.amount << shift }))
        expect(shapeOf(setOffOf(larger), shift)).toEqual(doubles)
      }
    }),
  )
})

test('law: no net position changes, no debt grows, and none turns round', () => {
  fc.assert(
    fc.property(anyWeb, (web) => {
      const shares = new Map(setOffOf(web).setOffs.map(({ obligation, amount }) => [obligation, amount]))
      const rest = web.map((obligation) => ({
        ...obligation,
        amount: obligation.amount - (shares.get(obligation.id) ?? 0n),
      }))
      for (const [i, { amount }] of rest.entries()) expect(amount >= 0n && amount <= web[i]!.amount).toBe(true)
      const nets = (debts: readonly NettingObligation[]) => netPositions(debts).map(({ party, net }) => [party, net])
      expect(nets(rest)).toEqual(nets(web))
    }),
  )
})

test('law: the order of the input changes nothing', () => {
  const twoOrders = anyWeb.chain((web) =>
    fc.tuple(fc.constant(web), fc.shuffledSubarray(web, { minLength: web.length, maxLength: web.length })),
  )
  fc.assert(
    fc.property(twoOrders, ([one, other]) => {
      expect(setOffOf(other)).toEqual(setOffOf(one))
      expect(inputText(other)).toBe(inputText(one))
      expect(netPositions(other)).toEqual(netPositions(one))
      expect(leastValueTransfers(other)).toEqual(leastValueTransfers(one))
      expect(fewestTransfers(other)).toEqual(fewestTransfers(one))
      expect(residualTransfers(other, setOffOf(one))).toEqual(residualTransfers(one, setOffOf(one)))
    }),
  )
})

test('law: the cycles add up to the set-offs, and short ones come first', () => {
  fc.assert(
    fc.property(anyWeb, (web) => {
      const { cycles, setOffs } = setOffOf(web)
      const sums = new Map<string, bigint>()
      for (const { amount, obligations } of cycles)
        for (const id of obligations) sums.set(id, (sums.get(id) ?? 0n) + amount)
      expect(sums).toEqual(new Map(setOffs.map(({ obligation, amount }) => [obligation, amount])))
      const lengths = cycles.map(({ obligations }) => obligations.length)
      expect(lengths).toEqual(lengths.toSorted((a, b) => a - b))
    }),
  )
})

test('law: routing by phases, by exact or rough cost scaling, or by both in turns costs the same, and its levels prove it', () => {
  const routedTotal = (web: readonly NettingObligation[], phasesMax: number, unit: number): bigint => {
    const graph = buildGraph(columnsOf(web))
    const network = buildNetwork(graph, findComponents(graph))
    routeDebts(network, phasesMax, unit)
    expectProven(network)
    let total = 0n
    for (const { debtor, creditor, amount } of web) if (debtor === creditor) total += amount
    for (let arc = 0; arc < graph.debtor.length; arc++) total += BigInt(network.room[2 * arc]!)
    return graph.grossTotal - total
  }
  const expectProven = ({ nodes, start, split, slot, excess, level }: Network): void => {
    for (let v = 0; v < nodes; v++) {
      expect(excess[v]! > 0 || excess[v]! < 0).toBe(false)
      for (let s = start[v]!; s < start[v + 1]!; s++) {
        const reduced = (s < split[v]! ? 1 : -1) - level[v]! + level[slot[s]! >> 2]!
        if (slot[s]! & CAN_LEAVE) expect(reduced).toBeGreaterThanOrEqual(0)
      }
    }
  }
  fc.assert(
    fc.property(anyWeb, (web) => {
      const { residualTotal } = setOffOf(web)
      for (const phasesMax of [0, 1, 2])
        for (const unit of [1, 3, 512]) expect(routedTotal(web, phasesMax, unit)).toBe(residualTotal)
    }),
  )
})

test('law: what remains to be paid is the residual, over pairs that owed each other before', () => {
  fc.assert(
    fc.property(anyWeb, (web) => {
      const result = setOffOf(web)
      const transfers = residualTransfers(web, result)
      expect(transfers.reduce((sum, { amount }) => sum + amount, 0n)).toBe(result.residualTotal)
      const pairs = new Set(web.map(({ debtor, creditor }) => `${debtor}>${creditor}`))
      for (const { from, to, amount } of transfers) expect(amount > 0n && pairs.has(`${from}>${to}`)).toBe(true)
    }),
  )
})

test('law: both plans settle every net position at the least value with fewer transfers than parties', () => {
  fc.assert(
    fc.property(anyWeb, (web) => {
      const open = netPositions(web).filter(({ net }) => net !== 0n)
      const value = open.reduce((sum, { net }) => (net > 0n ? sum + net : sum), 0n)
      for (const { transfers, lowerBound } of [leastValueTransfers(web), fewestTransfers(web)]) {
        const settled = transfers.map(({ from, to, amount }, i) => ({
          id: `t${i}`,
          debtor: from,
          creditor: to,
          amount,
          dueMs: null,
        }))
        expect(netPositions(settled).map(({ party, net }) => [party, net])).toEqual(
          open.map(({ party, net }) => [party, net]),
        )
        expect(transfers.reduce((sum, { amount }) => sum + amount, 0n)).toBe(value)
        expect(transfers.length).toBeLessThanOrEqual(Math.max(0, open.length - 1))
        expect(transfers.length).toBeGreaterThanOrEqual(lowerBound)
      }
    }),
  )
})

test('law: among few parties no plan has fewer transfers than the fewest', () => {
  const web = webs({ parties: 8, debtsMax: 14, amount: fc.bigInt({ min: 0n, max: 4n }) })
  fc.assert(
    fc.property(web, (debts) => {
      const { transfers, lowerBound } = fewestTransfers(debts)
      expect(transfers.length).toBe(fewestByTryingAll(netPositions(debts).map(({ net }) => net)))
      expect(lowerBound).toBe(transfers.length)
    }),
  )
})

/** What one party can check by itself (N5): N1 and N4 of its own obligations, and N2 of itself. */
function isRightFor(party: string, own: readonly NettingObligation[], { setOffs, levels }: SetOff): boolean {
  const shareOf = (id: string) => setOffs.find(({ obligation }) => obligation === id)?.amount ?? 0n
  const levelOf = (name: string) => levels.find((level) => level.party === name)?.level ?? Number.NaN
  const moved = own.reduce((sum, { id, debtor, creditor }) => {
    const [out, back] = [debtor === party ? shareOf(id) : 0n, creditor === party ? shareOf(id) : 0n]
    return sum + out - back
  }, 0n)
  const areSetOffRightly = own.every(({ id, debtor, creditor, amount }) => {
    const [share, worth] = [shareOf(id), 1 - (levelOf(debtor) - levelOf(creditor))]
    return share >= 0n && share <= amount && !(worth > 0 && share < amount) && !(worth < 0 && share > 0n)
  })
  return moved === 0n && areSetOffRightly
}
