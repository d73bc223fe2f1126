import { describe, expect, test } from 'vitest'
import { forgiveObligation, recordObligation, withdrawObligation } from '../../src/app/clearing/commands.ts'
import { cancelBooking, requestBooking } from '../../src/app/resources/commands.ts'
import type { Instant } from '../../src/kernel/index.ts'
import { Lending } from './charging.ts'
import { HOUR_MS } from './sharing.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * HOUR_MS

describe('what a limit has kept from being granted', () => {
  /** A request that the first member's node does not grant: it has recorded a debt of which the second had not heard. */
  async function kept(lending: Lending): Promise<{ readonly bookingId: string; readonly obligationId: string }> {
    const { federation, agreementId, settlementId } = lending
    const debt = { debtor: federation.did(1), creditor: federation.did(0), amount: '500', currency: 'EUR' }
    const { obligationId } = await federation.do(0, recordObligation({ agreementId: settlementId, ...debt }))
    const from = (federation.now + HOUR_MS) as Instant
    const input = { agreementId, resource: 'press', from, until: (from + 9 * HOUR_MS) as Instant, expectedUse: '2' }
    const { bookingId } = await federation.do(1, requestBooking(input, { maySignFor: true }))
    await federation.settle()
    await federation.pass(MINUTE_MS)
    expect(await lending.bookingStatuses(1)).toEqual(['REQUESTED'])
    return { bookingId: String(bookingId), obligationId: String(obligationId) }
  }

  test('is granted as soon as a debt is forgiven', async () => {
    await using lending = await Lending.found('600')
    const { obligationId } = await kept(lending)
    await lending.federation.do(0, forgiveObligation({ obligationId }))
    await lending.federation.settle()
    expect(await lending.bookingStatuses(1)).toEqual(['GRANTED'])
    expect((await lending.digests()).size).toBe(1)
  })

  test('is granted once the debtor’s log shows that it has seen the withdrawal of a debt', async () => {
    await using lending = await Lending.found('600')
    const { federation, settlementId } = lending
    const { obligationId } = await kept(lending)
    await federation.do(0, withdrawObligation({ obligationId, reason: 'A mistake' }, { maySignFor: true }))
    await federation.settle()
    expect(await lending.bookingStatuses(1)).toEqual(['REQUESTED'])
    const debt = { debtor: federation.did(1), creditor: federation.did(2), amount: '1', currency: 'EUR' }
    await federation.do(1, recordObligation({ agreementId: settlementId, ...debt }))
    await federation.settle()
    expect(await lending.bookingStatuses(1)).toEqual(['GRANTED'])
  })

  test('is granted as soon as another booking is cancelled, but not when one is only answered', async () => {
    await using lending = await Lending.found('950')
    const { federation } = lending
    const first = await lending.book({ expectedUse: '1' })
    const other = await lending.book({ expectedUse: '2', until: (federation.now + 9 * HOUR_MS) as Instant })
    const debt = { debtor: federation.did(1), creditor: federation.did(0), amount: '300', currency: 'EUR' }
    await federation.do(0, recordObligation({ agreementId: lending.settlementId, ...debt }))
    const from = (federation.now + HOUR_MS) as Instant
    const input = { agreementId: lending.agreementId, resource: 'press', from, until: (from + HOUR_MS) as Instant }
    await federation.do(1, requestBooking({ ...input, expectedUse: '2' }, { maySignFor: true }))
    await federation.settle()
    expect((await lending.bookingStatuses(0)).sort()).toEqual(['GRANTED', 'GRANTED', 'REQUESTED'])
    await lending.record(0, first, { quantity: '1' })
    expect((await lending.bookingStatuses(0)).sort()).toEqual(['GRANTED', 'GRANTED', 'REQUESTED'])
    await federation.do(1, cancelBooking({ bookingId: other }))
    await federation.settle()
    expect((await lending.bookingStatuses(1)).sort()).toEqual(['CANCELLED', 'GRANTED', 'GRANTED'])
  })
})

test('what could not be charged counts against the limit, however long ago it was booked', async () => {
  await using lending = await Lending.found('600')
  const { federation, agreementId } = lending
  const usageId = await lending.record(0, await lending.book({ expectedUse: '4' }), { quantity: '5' })
  await lending.confirm(1, usageId)
  await federation.pass(200 * DAY_MS)
  const from = (federation.now + HOUR_MS) as Instant
  const input = { agreementId, resource: 'press', from, until: (from + HOUR_MS) as Instant, expectedUse: '0.01' }
  expect((await federation.refused(1, requestBooking(input, { maySignFor: true }))).code).toBe('clearing.over-limit')
})
