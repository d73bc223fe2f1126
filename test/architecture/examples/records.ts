import { expect } from 'vitest'
import { agree } from './agreements.ts'
import { hasStatus, type Nodes, seen, show } from './examples.ts'

const visit = {
  name: 'visit',
  schema: { properties: { guests: { type: 'uint8' }, at: { type: 'timestamp' } } },
}

/** What the parties record under an agreement of their own. */
export async function record(nodes: Nodes): Promise<void> {
  const { alder, birch } = nodes
  const terms = { custom: { name: 'Guests', terms: {}, recordTypes: [visit] } }
  const agreementId = await agree(nodes, 'Who visits', terms, [birch.did])
  const add = async (reference: string) => {
    const payload = { guests: 3, at: '2026-11-30T12:00:00Z' }
    const input = { agreementId, type: 'visit', payload, reference }
    return (await show(alder, 'mutation-add-record', { input })).record.id as string
  }
  const [confirmed, disputed] = [await add('V-17'), await add('V-18')]
  const mine = { filter: { agreementId, type: 'visit', awaitingMe: true } }
  await seen(birch, 'query-records', mine, ({ totalCount }) => totalCount === 2)
  expect((await show(birch, 'mutation-confirm-record', { input: { recordId: confirmed } })).record.status).toBe(
    'CONFIRMED',
  )
  await show(birch, 'mutation-dispute-record', { input: { recordId: disputed, reason: 'Two came' } })
  await seen(alder, 'query-record', { id: disputed }, hasStatus('DISPUTED'))
  await show(alder, 'mutation-withdraw-record', { input: { recordId: disputed, reason: 'So it was' } })
  const { dispute, reason } = await seen(birch, 'query-record', { id: disputed }, hasStatus('WITHDRAWN'))
  expect({ reason, resolution: dispute.resolution }).toEqual({ reason: 'So it was', resolution: 'withdrawn' })
  const { author, agreement, awaiting } = await seen(alder, 'query-record', { id: confirmed }, hasStatus('CONFIRMED'))
  expect([author.did, agreement.id, awaiting]).toEqual([alder.did, agreementId, []])
  expect(
    (await show(birch, 'query-records', { filter: { author: alder.did, status: ['CONFIRMED'] } })).totalCount,
  ).toBe(1)
  expect((await show(birch, 'query-records', { filter: { reference: 'V-18' } })).totalCount).toBe(1)
}
