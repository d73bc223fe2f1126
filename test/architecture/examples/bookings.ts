import { expect } from 'vitest'
import { agree } from './agreements.ts'
import { hasStatus, type Nodes, seen, show } from './examples.ts'

const HOUR_MS = 3_600_000
const NONE = { model: 'NONE' }
const PRICE = { model: 'PER_USE', amount: '150', currency: 'EUR', scale: 2, unit: 'hour' }

/** Alder lends a van and a hall; answers the agreement. */
export async function share(nodes: Nodes, settlementId: string): Promise<string> {
  const { alder, birch, cedar } = nodes
  const thing = { provider: alder.did, compensation: NONE }
  const lathe = { provider: alder.did, key: 'lathe', kind: 'lathe', approval: 'AUTOMATIC', compensation: PRICE }
  const resources = [
    { ...thing, key: 'van-1', kind: 'van', quantity: '1', settlementId },
    { ...lathe, settlementId },
    { ...thing, key: 'hall', kind: 'hall', quantity: '40', unit: 'seats', approval: 'AUTOMATIC' },
  ]
  const agreementId = await agree(nodes, 'Lending', { resourceSharing: { resources } }, [birch.did, cedar.did])
  const from = new Date(Date.now() + HOUR_MS).toISOString()
  const until = new Date(Date.now() + 2 * HOUR_MS).toISOString()
  const input = { agreementId, resource: 'van-1', from, until }
  const requestBy = async (node: typeof birch, more: object = {}) =>
    (await show(node, 'mutation-request-booking', { input: { ...input, ...more } })).booking.id as string

  const [granted, declined] = [
    await requestBy(birch, { beneficiary: 'did:web:birch.example:ada' }),
    await requestBy(cedar),
  ]
  const awaitingMe = { filter: { agreementId, awaitingMe: true } }
  await seen(alder, 'query-bookings', awaitingMe, ({ totalCount }) => totalCount === 2)
  const { booking } = await show(alder, 'mutation-grant-booking', { input: { bookingId: granted } })
  expect(booking).toMatchObject({ status: 'GRANTED', grant: { credentialSubject: { resource: 'van-1' } } })
  await show(alder, 'mutation-decline-booking', { input: { bookingId: declined, reason: 'It is lent' } })
  const view = await seen(cedar, 'query-booking', { id: granted }, hasStatus('GRANTED'))
  expect(view).toMatchObject({ overbooked: false, resource: { key: 'van-1', settlement: { id: settlementId } } })
  await seen(cedar, 'query-booking', { id: declined }, hasStatus('DECLINED'))
  const slots = await show(cedar, 'query-resource-calendar', { agreementId, resource: 'van-1', from, until })
  expect(slots).toMatchObject([{ from, until, booked: '1', free: '0', bookings: [{ id: granted }] }])

  await show(birch, 'mutation-cancel-booking', { input: { bookingId: granted, reason: 'It rains' } })
  // The provider's node frees it by itself.
  await seen(
    cedar,
    'query-resource-calendar',
    { agreementId, resource: 'van-1', from, until },
    ([slot]) => slot.free === '1',
  )
  const seats = await requestBy(cedar, { resource: 'hall', quantity: '2' })
  await seen(cedar, 'query-booking', { id: seats }, hasStatus('GRANTED'))
  await show(alder, 'mutation-revoke-booking', { input: { bookingId: seats, reason: 'The roof leaks' } })
  await seen(cedar, 'query-booking', { id: seats }, hasStatus('REVOKED'))
  expect(await show(cedar, 'query-node', { id: seats })).toMatchObject({ __typename: 'Booking' })
  return agreementId
}
