import { describe, expect, test } from 'vitest'
import { resumeAgreement, suspendAgreement } from '../../src/app/agreements/commands.ts'
import { recordObligation } from '../../src/app/clearing/commands.ts'
import { cancelBooking, requestBooking, revokeBooking } from '../../src/app/resources/commands.ts'
import { chargeOpenUse } from '../../src/app/resources/usage-reactions.ts'
import { confirmUsage, disputeUsage, recordUsage, resolveUsageDispute } from '../../src/app/resources/usages.ts'
import { type Instant, ok, type Scope } from '../../src/kernel/index.ts'
import { asUsage } from '../../src/resources/index.ts'
import type { Member } from '../simulation/world.ts'
import { deliver } from '../support/exchange.ts'
import { Lending } from './charging.ts'
import { HOUR_MS } from './sharing.ts'

const DAY_MS = 24 * HOUR_MS

test('once both have signed a use, its charge stands as one confirmed debt, by nobody’s further word', async () => {
  await using lending = await Lending.found()
  const bookingId = await lending.book()
  const usageId = await lending.record(0, bookingId, { quantity: '2.50', reference: 'meter 17' })
  expect(await lending.usage(1, usageId)).toMatchObject({ status: 'RECORDED', quantity: '2.5', charge: null })
  expect(await lending.debts(0)).toEqual([])
  await lending.confirm(1, usageId)
  for (const i of [0, 1, 2]) {
    expect(await lending.debts(i)).toMatchObject([
      {
        ...{ status: 'CONFIRMED', amount: '375', currency: 'EUR', reference: usageId },
        ...{ debtor: lending.federation.did(1), creditor: lending.federation.did(0), dueDate: null },
      },
    ])
  }
  expect(await lending.problem(0, usageId)).toBeNull()
  expect(await lending.problem(1, usageId)).toBeNull()
  expect((await lending.digests()).size).toBe(1)
  // The same again changes nothing.
  await lending.confirm(1, usageId)
  expect(await lending.record(0, bookingId, { quantity: '2.5', reference: 'meter 17' })).toBe(usageId)
  expect(await lending.debts(0)).toHaveLength(1)
})

test('recording what the other side has recorded confirms it; another quantity under that reference is refused', async () => {
  await using lending = await Lending.found()
  const bookingId = await lending.book()
  const usageId = await lending.record(1, bookingId, { reference: 'meter 17' })
  const other = { bookingId, quantity: '3', reference: 'meter 17' }
  const refused = await lending.federation.refused(0, recordUsage(other, { maySignFor: true }))
  expect(refused.code).toBe('resources.reference-taken')
  const same = { bookingId, quantity: '2.0', reference: 'meter 17' }
  expect((await lending.federation.refused(0, recordUsage(same, { maySignFor: false }))).code).toBe(
    'resources.signers-only',
  )
  await lending.record(0, bookingId, { reference: 'meter 17' })
  expect(await lending.usage(2, usageId)).toMatchObject({ status: 'CONFIRMED' })
  expect(await lending.debts(2)).toMatchObject([{ status: 'CONFIRMED', amount: '300' }])
})

test('a charge that is not what the terms make it is refused, with the price as people write it', async () => {
  await using lending = await Lending.found()
  const bookingId = await lending.book()
  const usageId = await lending.record(0, bookingId, { quantity: '2.5' })
  const refusal = await lending.federation.refused(0, async (context) => {
    const scope = lending.agreementId as Scope
    const [row] = await context.tx.subjects(scope, [usageId])
    const { body } = Object.values(asUsage(row?.state ?? {}).bodies)[0] ?? {}
    if (body?.charge == null) throw new Error('it is charged')
    const dear = { ...body, reference: 'dear', charge: { ...body.charge, amount: '99999' } }
    const written = await context.write({ kind: 'usage.recorded', scope, body: dear })
    return written.ok ? ok({}) : written
  })
  expect(refusal).toMatchObject({ code: 'resources.bad-charge', message: 'by the terms 2.5 costs 3.75 EUR' })
})

test('only a signer records as user what costs something', async () => {
  await using lending = await Lending.found()
  const bookingId = await lending.book()
  const run = recordUsage({ bookingId, quantity: '1' }, { maySignFor: false })
  expect((await lending.federation.refused(1, run)).code).toBe('resources.signers-only')
  await lending.federation.do(0, run)
})

describe('by policy', () => {
  test('the user’s node confirms while the sum of all use stays within what is expected', async () => {
    await using lending = await Lending.found()
    await lending.setPolicies(1, { autoConfirmUsage: true })
    const bookingId = await lending.book({ expectedUse: '3' })
    const from = lending.federation.now - HOUR_MS + 1
    const times = [0, 1, 2].map((i) => ({
      from: (from + i * 60_000) as Instant,
      until: (from + (i + 1) * 60_000) as Instant,
    }))
    const first = await lending.record(0, bookingId, { quantity: '2', ...times[0] })
    const second = await lending.record(0, bookingId, { quantity: '1', ...times[1] })
    const third = await lending.record(0, bookingId, { quantity: '0.000001', ...times[2] })
    const statuses = await Promise.all([first, second, third].map(async (id) => (await lending.usage(1, id)).status))
    expect(statuses).toEqual(['CONFIRMED', 'CONFIRMED', 'RECORDED'])
    expect((await lending.debts(1)).map(({ amount, status }) => `${amount} ${status}`).sort()).toEqual([
      ...['150 CONFIRMED', '300 CONFIRMED'],
    ])
  })

  test.each([
    ['nothing was expected', { expectedUse: null }, []],
    ['another use may overlap in time', {}, ['second']],
  ])('it leaves to a person what is otherwise: %s', async (_name, changes, later) => {
    await using lending = await Lending.found()
    await lending.setPolicies(1, { autoConfirmUsage: true })
    const bookingId = await lending.book(changes)
    const first = await lending.record(0, bookingId, { quantity: '1' })
    const second = later.length === 0 ? first : await lending.record(0, bookingId, { quantity: '1' })
    expect((await lending.usage(1, second)).status).toBe('RECORDED')
  })

  test('nor use of what is cancelled', async () => {
    await using lending = await Lending.found()
    await lending.setPolicies(1, { autoConfirmUsage: true })
    const bookingId = await lending.book()
    await lending.federation.do(1, cancelBooking({ bookingId }))
    await lending.federation.settle()
    expect((await lending.usage(1, await lending.record(0, bookingId, { quantity: '1' }))).status).toBe('RECORDED')
  })
})

describe('an arrangement that is suspended', () => {
  test('keeps a later use from being charged until it is resumed, and the charge says so', async () => {
    await using lending = await Lending.found()
    const { federation, settlementId } = lending
    const usageId = await lending.record(0, await lending.book())
    await federation.do(2, suspendAgreement({ agreementId: settlementId, reason: 'a flood' }))
    await federation.settle()
    await federation.pass(1_000)
    await lending.confirm(1, usageId)
    expect(await lending.debts(0)).toEqual([])
    for (const i of [0, 1]) expect(await lending.problem(i, usageId)).toMatch(/SUSPENDED/)
    await federation.do(2, resumeAgreement({ agreementId: settlementId }))
    await federation.settle()
    expect(await lending.debts(0)).toMatchObject([{ status: 'CONFIRMED', amount: '300' }])
    expect(await lending.problem(0, usageId)).toBeNull()
  })

  test('takes the charge of what was confirmed before', async () => {
    await using lending = await Lending.found()
    const { federation, settlementId } = lending
    const usageId = await lending.record(0, await lending.book())
    await federation.do(1, confirmUsage({ usageId }))
    const { world } = federation
    world.clock.advance(1_000)
    await federation.do(2, suspendAgreement({ agreementId: settlementId, reason: 'a flood' }))
    // The provider hears of the suspension before it hears of the user's signature.
    const [provider, , third] = world.members as [Member, Member, Member]
    await deliver(provider, third, await world.pull(provider, third))
    await provider.node.idle()
    await federation.settle()
    expect(await lending.debts(0)).toMatchObject([{ status: 'CONFIRMED', amount: '300' }])
  })

  test('keeps a request that arrives meanwhile from being granted until it is resumed', async () => {
    await using lending = await Lending.found()
    const { federation, agreementId, settlementId } = lending
    const [from, until] = [1, 2].map((hours) => (federation.now + hours * HOUR_MS) as Instant)
    const input = { agreementId, resource: 'press', from: from as Instant, until: until as Instant, expectedUse: '1' }
    await federation.do(1, requestBooking(input, { maySignFor: true }))
    await federation.do(0, suspendAgreement({ agreementId: settlementId, reason: 'a flood' }))
    await federation.settle()
    expect(await lending.bookingStatuses(1)).toEqual(['REQUESTED'])
    await federation.do(0, resumeAgreement({ agreementId: settlementId }))
    await federation.settle()
    expect(await lending.bookingStatuses(1)).toEqual(['GRANTED'])
  })

  test('nothing that costs is requested meanwhile', async () => {
    await using lending = await Lending.found()
    const { federation, agreementId, settlementId } = lending
    await federation.do(2, suspendAgreement({ agreementId: settlementId, reason: 'a flood' }))
    await federation.settle()
    const from = (federation.now + HOUR_MS) as Instant
    const input = { agreementId, resource: 'press', from, until: (from + HOUR_MS) as Instant, expectedUse: '1' }
    expect((await federation.refused(1, requestBooking(input, { maySignFor: true }))).code).toBe(
      'clearing.not-operational',
    )
  })
})

describe('the credit limit', () => {
  test('has room for what is expected, from the request on', async () => {
    await using lending = await Lending.found('600')
    const { federation, agreementId, settlementId } = lending
    await lending.book({ expectedUse: '4' })
    const from = (federation.now + HOUR_MS) as Instant
    const input = { agreementId, resource: 'press', from, until: (from + HOUR_MS) as Instant, expectedUse: '0.01' }
    expect((await federation.refused(1, requestBooking(input, { maySignFor: true }))).code).toBe('clearing.over-limit')
    const debt = { debtor: federation.did(1), creditor: federation.did(0), amount: '1', currency: 'EUR' }
    const refused = await federation.refused(1, recordObligation({ agreementId: settlementId, ...debt }))
    expect(refused).toMatchObject({ code: 'clearing.over-limit' })
    // Another pair has its own limit.
    await federation.do(2, requestBooking(input, { maySignFor: true }))
  })

  test('keeps more than it from being charged, until there is room', async () => {
    await using lending = await Lending.found('600')
    const { federation } = lending
    const bookingId = await lending.book({ expectedUse: '4' })
    const usageId = await lending.record(0, bookingId, { quantity: '5' })
    await lending.confirm(1, usageId)
    expect(await lending.problem(0, usageId)).toMatch(/over the credit limit/)
    expect(await lending.debts(0)).toEqual([])
    await federation.do(1, disputeUsage({ usageId, reason: 'It stood still' }))
    await federation.settle()
    await federation.do(1, resolveUsageDispute({ usageId, outcome: { quantity: '4' } }))
    await federation.settle()
    await federation.do(0, resolveUsageDispute({ usageId, outcome: { quantity: '4' } }))
    await federation.settle()
    expect(await lending.debts(1)).toMatchObject([{ status: 'CONFIRMED', amount: '600' }])
    expect(await lending.problem(0, usageId)).toBeNull()
  })
})

describe('a use that is resolved otherwise after it was charged', () => {
  test.each([
    ['VOID', { void: true }, { status: 'VOID' }],
    ['less', { quantity: '0.5' }, { status: 'CONFIRMED', amount: '75' }],
    ['more', { quantity: '3' }, { status: 'CONFIRMED', amount: '450' }],
  ])('%s: both nodes resolve its debt by themselves', async (_name, outcome, expected) => {
    await using lending = await Lending.found()
    const { federation } = lending
    const usageId = await lending.record(1, await lending.book())
    await lending.confirm(0, usageId)
    expect(await lending.debts(0)).toMatchObject([{ status: 'CONFIRMED', amount: '300' }])
    await federation.do(1, disputeUsage({ usageId, reason: 'It stood still' }))
    await federation.settle()
    // The provider first: its node decides once the user agrees.
    for (const i of [0, 1]) await federation.do(i, resolveUsageDispute({ usageId, outcome }))
    await federation.settle()
    for (const i of [0, 1, 2]) expect(await lending.debts(i)).toMatchObject([expected])
    expect(await lending.problem(0, usageId)).toBeNull()
    expect((await lending.digests()).size).toBe(1)
  })
})

describe('at a FIXED price', () => {
  test('the provider’s node records each period that has begun, until the booking is cancelled', async () => {
    await using lending = await Lending.found()
    const { federation } = lending
    await lending.setPolicies(1, { autoConfirmUsage: true })
    const from = federation.now + 1
    const bookingId = await lending.book({
      resource: 'stall',
      expectedUse: null,
      until: (from + 10 * DAY_MS) as Instant,
    })
    const references = async () =>
      (await lending.usages(1)).map(({ reference, status }) => `${reference} ${status}`).sort()
    expect(await references()).toEqual(['1 CONFIRMED'])
    await federation.pass(DAY_MS)
    expect(await references()).toEqual(['1 CONFIRMED', '2 CONFIRMED'])
    await federation.pass(DAY_MS)
    await federation.do(1, cancelBooking({ bookingId }))
    await federation.settle()
    await federation.pass(5 * DAY_MS)
    expect(await references()).toEqual(['1 CONFIRMED', '2 CONFIRMED', '3 CONFIRMED'])
    expect((await lending.debts(2)).map(({ amount, status }) => `${amount} ${status}`)).toEqual([
      ...['2500 CONFIRMED', '2500 CONFIRMED', '2500 CONFIRMED'],
    ])
    expect((await lending.digests()).size).toBe(1)
  })

  test('a node that slept records them when it wakes; a revocation ends them', async () => {
    await using lending = await Lending.found()
    const { federation } = lending
    const from = federation.now + 1
    const bookingId = await lending.book({
      resource: 'stall',
      expectedUse: null,
      until: (from + 10 * DAY_MS) as Instant,
    })
    await federation.pass(3 * DAY_MS)
    expect(await lending.usages(0)).toHaveLength(4)
    await federation.do(0, revokeBooking({ bookingId, reason: 'It is broken' }))
    await federation.pass(5 * DAY_MS)
    expect(await lending.usages(0)).toHaveLength(4)
  })
})

describe('a hostile provider', () => {
  test('that records another amount as the charge, before or instead: the user’s node never signs it', async () => {
    await using lending = await Lending.found()
    const { federation, settlementId } = lending
    const usageId = await lending.record(1, await lending.book())
    const [scope, reference] = [settlementId as Scope, usageId]
    const view = await federation.view(0, settlementId)
    const forged = {
      debtor: federation.did(1),
      creditor: federation.did(0),
      amount: '30000',
      currency: 'EUR',
      dueDate: null,
    }
    const body = { ...forged, reference, documentHash: view?.documentHash ?? '' }
    const honest = { agreementId: settlementId, ...forged, reference }
    expect((await federation.refused(0, recordObligation(honest))).code).toBe('clearing.bad-input')
    await federation.do(0, async (context) => {
      const written = await context.write({ kind: 'obligation.recorded', scope, body })
      return written.ok ? { ok: true, value: {} } : written
    })
    await federation.settle()
    expect(await lending.debts(1)).toMatchObject([{ status: 'RECORDED', amount: '30000' }])
    await lending.confirm(0, usageId)
    // The honest parts of both nodes agree on what was signed.
    expect(await lending.debts(1)).toMatchObject([{ status: 'CONFIRMED', amount: '300' }])
    expect((await lending.digests()).size).toBe(1)
  })

  test('that rests a charge on a document that was never in force', async () => {
    await using lending = await Lending.found()
    const { federation, agreementId } = lending
    const bookingId = await lending.book()
    const honest = await lending.usage(0, await lending.record(0, bookingId))
    const rows = await federation
      .member(0)
      .node.store.read((reader) => reader.subjects(agreementId as Scope, [honest.id]))
    const state = rows[0]?.state as unknown as { bodies: Record<string, { body: object }> }
    const known = Object.values(state.bodies)[0]?.body as { charge: object }
    const body = { ...known, reference: 'forged', charge: { ...known.charge, documentHash: 'f'.repeat(64) } }
    await federation.do(0, async (context) => {
      const written = await context.write({ kind: 'usage.recorded', scope: agreementId as Scope, body })
      return written.ok ? { ok: true, value: {} } : written
    })
    await federation.settle()
    const forged = (await lending.usages(1)).find(({ reference }) => reference === 'forged')
    const refused = await federation.refused(1, confirmUsage({ usageId: forged?.id ?? '' }))
    expect(refused.code).toBe('resources.cannot-charge')
  })
})

test('use and a revocation that cross each other count both, and all nodes have the same books', async () => {
  await using lending = await Lending.found()
  const { federation } = lending
  const bookingId = await lending.book()
  await federation.do(1, recordUsage({ bookingId, quantity: '1', reference: 'crossing' }, { maySignFor: true }))
  await federation.do(0, revokeBooking({ bookingId, reason: 'It is broken' }))
  await federation.settle()
  const [crossing] = await lending.usages(2)
  expect(crossing).toMatchObject({ status: 'RECORDED', reference: 'crossing' })
  await lending.confirm(0, crossing?.id ?? '')
  expect(await lending.debts(2)).toMatchObject([{ status: 'CONFIRMED', amount: '150' }])
  expect((await lending.digests()).size).toBe(1)
})

test('both nodes at once, and again and again: one debt', async () => {
  await using lending = await Lending.found()
  const { federation } = lending
  const usageId = await lending.record(0, await lending.book())
  await lending.confirm(1, usageId)
  for (const i of [0, 1]) {
    await federation.do(i, async (context) => {
      await chargeOpenUse(context)
      return { ok: true, value: {} }
    })
  }
  await federation.settle()
  expect(await lending.debts(2)).toHaveLength(1)
})
