import { expect, test } from 'vitest'
import { disputeUsage, resolveUsageDispute } from '../../src/app/resources/usages.ts'
import { type Did, decimalOf, decimalText, type Instant, type Scope } from '../../src/kernel/index.ts'
import { type UsageTotal, usageTotals } from '../../src/resources/index.ts'
import { Lending } from './charging.ts'
import { HOUR_MS } from './sharing.ts'

const DAY_MS = 24 * HOUR_MS

async function totalsAt(lending: Lending, i: number): Promise<UsageTotal[]> {
  const scope = lending.agreementId as Scope
  return usageTotals(await lending.federation.member(i).node.store.read((reader) => reader.totalsWhere({ scope })))
}

/** What all use that a node has adds up to. */
async function added(lending: Lending, i: number): Promise<string[]> {
  const sums = new Map<string, [bigint, bigint]>()
  for (const { resource, status, quantity, charge } of await lending.usages(i)) {
    if (status !== 'CONFIRMED') continue
    const [used, charged] = sums.get(resource.key) ?? [0n, 0n]
    sums.set(resource.key, [used + decimalOf(quantity), charged + BigInt(charge?.amount ?? 0)])
  }
  return [...sums].map(([key, [used, charged]]) => `${key} ${decimalText(used)} ${charged}`).sort()
}

test('totals of use are those of all use that both have signed, whatever is recorded, disputed and resolved', async () => {
  await using lending = await Lending.found()
  const { federation } = lending
  await lending.setPolicies(1, { autoConfirmUsage: true })
  const stall = await lending.book({
    ...{ resource: 'stall', expectedUse: null },
    until: (federation.now + 3 * DAY_MS) as Instant,
  })
  const press = await lending.book({ until: (federation.now + 9 * DAY_MS) as Instant, expectedUse: null })
  const expectTotals = async (expected: string[]) => {
    for (const i of [0, 1, 2]) {
      const totals = await totalsAt(lending, i)
      expect(totals.map(({ key, quantity, charged }) => `${key} ${quantity} ${charged}`)).toEqual(expected)
      expect(await added(lending, i)).toEqual(expected)
    }
  }
  await expectTotals(['stall 1 2500'])
  const [first, second] = [await lending.record(0, press, { quantity: '2.5' }), await lending.record(0, press)]
  await expectTotals(['stall 1 2500'])
  for (const usageId of [first, second]) await lending.confirm(1, usageId)
  await expectTotals(['press 4.5 675', 'stall 1 2500'])
  await federation.pass(DAY_MS)
  await expectTotals(['press 4.5 675', 'stall 2 5000'])
  for (const [usageId, outcome] of [
    [first, { quantity: '1' }],
    [second, { void: true }],
  ] as const) {
    await federation.do(1, disputeUsage({ usageId, reason: 'It stood still' }))
    for (const i of [1, 0]) {
      await federation.settle()
      await federation.do(i, resolveUsageDispute({ usageId, outcome }))
    }
    await federation.settle()
  }
  await expectTotals(['press 1 150', 'stall 2 5000'])
  const [total] = await totalsAt(lending, 2)
  const [provider, user] = [0, 1].map((i) => federation.did(i)) as [Did, Did]
  expect(total).toEqual({
    ...{ key: 'press', provider, user, quantity: '1', charged: '150', currency: 'EUR', scale: 2 },
  })
  expect(stall).toMatch(/^bkg_/)
})

test('use that is charged nothing has totals of its quantity, by resource and user', () => {
  const [left, right] = ['did:key:alder', 'did:key:birch'] as [Did, Did]
  const one = { left, right, currency: '', scale: 0, sums: { 'use/ladder/quantity': '1500000' } }
  const other = { ...one, sums: { 'use/ladder/quantity': '500000', 'use/a.b-c_1/quantity': '1' } }
  const charged = { left, right, currency: 'EUR', scale: 2, sums: { 'use/ladder/quantity': '1000000', count: '3' } }
  const none = { provider: left, user: right, charged: null, currency: null, scale: null }
  expect(usageTotals([one, charged, other])).toEqual([
    { ...none, key: 'a.b-c_1', quantity: '0.000001' },
    { ...none, key: 'ladder', quantity: '1', charged: '0', currency: 'EUR', scale: 2 },
    { ...none, key: 'ladder', quantity: '2' },
  ])
})
