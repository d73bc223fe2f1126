import { expect } from 'vitest'
import { hasStatus, type Nodes, seen, show } from './examples.ts'

/** Birch uses a lathe of alder's, which is charged in a clearing arrangement. */
export async function charge({ alder, birch }: Nodes, agreementId: string): Promise<void> {
  const [from, until] = [0, 3_600_000].map((ms) => new Date(Date.now() + ms).toISOString())
  const input = { agreementId, resource: 'lathe', from, until, expectedUse: '2' }
  const { booking } = await show(birch, 'mutation-request-booking', { input })
  await seen(alder, 'query-booking', { id: booking.id }, hasStatus('GRANTED'))
  const recordBy = async (node: typeof birch, quantity: string) =>
    (await show(node, 'mutation-record-usage', { input: { bookingId: booking.id, quantity } })).usage.id as string

  const usageId = await recordBy(alder, '2.5')
  const awaitingMe = { filter: { agreementId, awaitingMe: true } }
  await seen(birch, 'query-usages', awaitingMe, ({ totalCount }) => totalCount === 1)
  const { usage } = await show(birch, 'mutation-confirm-usage', { input: { usageId } })
  expect(usage).toMatchObject({ status: 'CONFIRMED', charge: { amount: '375', currency: 'EUR', scale: 2 } })
  const charged = (found: { charge: { obligation: { status: string } | null } | null }) =>
    found.charge?.obligation?.status === 'CONFIRMED'
  for (const node of [alder, birch]) {
    const view = await seen(node, 'query-usage', { id: usageId }, charged)
    expect(view).toMatchObject({ charge: { problem: null }, booking: { id: booking.id, charges: [] } })
  }

  const disputed = await recordBy(birch, '1')
  await seen(alder, 'query-usage', { id: disputed }, hasStatus('RECORDED'))
  await show(alder, 'mutation-dispute-usage', { input: { usageId: disputed, reason: 'It stood still.' } })
  await seen(birch, 'query-usage', { id: disputed }, hasStatus('DISPUTED'))
  const outcome = { usageId: disputed, outcome: { quantity: '0.5' } }
  for (const node of [alder, birch]) await show(node, 'mutation-resolve-usage-dispute', { input: outcome })
  await seen(birch, 'query-usage', { id: disputed }, hasStatus('CONFIRMED'))
  const day = 86_400_000
  const span = { from: new Date(Date.now() - day).toISOString(), until: new Date(Date.now() + day).toISOString() }
  expect(await show(birch, 'query-usage-totals', { agreementId, ...span })).toMatchObject([
    { resource: { key: 'lathe' }, quantity: '3', charged: '450', currency: 'EUR', scale: 2 },
  ])
}
