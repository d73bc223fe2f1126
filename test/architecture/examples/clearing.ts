import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { RunningApi } from '../../api/running-node.ts'
import { GraphqlSocket } from '../../api/socket.ts'
import { leisure } from '../../federation/support/leisure.ts'
import { comment } from './agreements.ts'
import { FOLDER, hasStatus, type Nodes, run, seen, show } from './examples.ts'

/** Obligations that are disputed, paid and forgiven, so that nothing of them is left. */
export async function settle({ alder, birch }: Nodes, agreementId: string): Promise<void> {
  const record = async (amount: string, reference: string) => {
    const input = { agreementId, debtor: birch.did, creditor: alder.did, amount, currency: 'EUR', reference }
    const { id } = (await show(alder, 'mutation-record-obligation', { input })).obligation
    await seen(birch, 'query-obligation', { id }, hasStatus('RECORDED'))
    return id as string
  }
  const disputed = await record('9000', 'flour')
  await comment({ alder, birch } as Nodes, agreementId, disputed)
  await seen(birch, 'query-obligations', { filter: { awaitingMe: true } }, ({ totalCount }) => totalCount === 1)
  await show(birch, 'mutation-dispute-obligation', { input: { obligationId: disputed, reason: 'Half of it was wet' } })
  await show(birch, 'mutation-resolve-dispute', { input: { obligationId: disputed, outcome: { amount: '4500' } } })
  await seen(alder, 'query-obligation', { id: disputed }, hasStatus('DISPUTED'))
  await show(alder, 'mutation-resolve-dispute', { input: { obligationId: disputed, outcome: { amount: '4500' } } })
  const resolved = await seen(birch, 'query-obligation', { id: disputed }, hasStatus('CONFIRMED'))
  expect(resolved).toMatchObject({ amount: '4500', dispute: { by: { did: birch.did } } })
  const input = { obligationId: disputed, amount: '4500', reference: 'transfer 99' }
  const [payment] = (await show(birch, 'mutation-record-payment', { input })).payments
  await seen(alder, 'query-node', { id: payment.id }, ({ paymentStatus }) => paymentStatus === 'RECORDED')
  await show(alder, 'mutation-confirm-payment', { input: { paymentId: payment.id } })
  await seen(birch, 'query-obligation', { id: disputed }, hasStatus('SETTLED'))
  const forgiven = await record('100', 'gift')
  await show(birch, 'mutation-confirm-obligation', { input: { obligationId: forgiven } })
  await seen(alder, 'query-obligation', { id: forgiven }, hasStatus('CONFIRMED'))
  await show(alder, 'mutation-forgive-obligation', { input: { obligationId: forgiven, reason: 'After the flood' } })
  await seen(birch, 'query-obligation', { id: forgiven }, hasStatus('FORGIVEN'))
}

/** A owes B 100, B owes C 80, C owes A 60: each recorded by the debtor, confirmed by the creditor. */
export async function owe({ alder, birch, cedar }: Nodes, agreementId: string): Promise<void> {
  for (const [debtor, creditor, amount] of [
    [alder, birch, '10000'],
    [birch, cedar, '8000'],
    [cedar, alder, '6000'],
  ] as const) {
    const row = { debtor: debtor.did, creditor: creditor.did, amount, currency: 'EUR', reference: `debt ${amount}` }
    const { obligations } = await show(debtor, 'mutation-record-obligations', {
      input: { agreementId, obligations: [row] },
    })
    const ids = obligations.map(({ id }: { id: string }) => id) as string[]
    await seen(creditor, 'query-obligation', { id: ids[0] }, hasStatus('RECORDED'))
    await show(creditor, 'mutation-confirm-obligations', { input: { obligationIds: ids } })
  }
  for (const node of [alder, birch, cedar]) {
    const filter = { agreementId, status: ['CONFIRMED'] }
    await seen(node, 'query-obligations', { filter }, ({ totalCount }) => totalCount === 3)
  }
  const [total] = await show(alder, 'query-obligation-totals', { filter: { agreementId, referenceContains: 'EBT' } })
  expect(total).toMatchObject({ currency: 'EUR', count: 3, receivable: '6000', payable: '10000' })
  const [position] = await show(alder, 'query-bilateral-positions', { counterparty: birch.did })
  expect(position).toMatchObject({ payable: '10000', receivable: '0', net: '-10000', weMayStillOwe: '990000' })
  const positions = await show(cedar, 'query-net-positions', { agreementId, currency: 'EUR' })
  const nets = positions.map(({ cooperative, net }: { cooperative: { name: string }; net: string }) => [
    cooperative.name,
    net,
  ])
  expect(Object.fromEntries(nets)).toEqual({ Alder: '-4000', Birch: '2000', Cedar: '2000' })
}

export async function net({ alder, birch, cedar }: Nodes, agreementId: string): Promise<string> {
  const preview = await show(birch, 'query-netting-preview', { input: { agreementId, currency: 'EUR' } })
  expect(preview).toMatchObject({ grossTotal: '24000', setOffTotal: '18000', residualTotal: '6000', cycleCount: 1 })
  expect(preview.certificate.verified).toBe(true)
  const fewest = { agreementId, currency: 'EUR', objective: 'FEWEST_TRANSFERS' }
  expect(await show(birch, 'query-netting-preview', { input: fewest })).toMatchObject({
    residualTotal: '4000',
    transferCount: 2,
    transferLowerBound: 2,
    isFewest: true,
  })
  await followPreview(birch, { agreementId, currency: 'EUR' })
  const lines = [{ cooperative: alder.did, amount: '4000' }]
  const credited = { agreementId, currency: 'EUR', creditLines: lines }
  const withCredit = await show(birch, 'query-netting-preview-with-credit', { input: credited })
  // Alder's 40 go on to Birch, who passes on 20 of them: nothing is left.
  expect(withCredit).toMatchObject({ setOffTotal: '24000', liquidity: { drawnTotal: '4000' } })
  const propose = async () =>
    (await show(alder, 'mutation-propose-netting', { input: { agreementId, currency: 'EUR' } })).nettingRound
      .id as string
  const abandoned = await propose()
  await seen(birch, 'query-netting-round', { id: abandoned }, hasStatus('PROPOSED'))
  const { edges } = await show(alder, 'query-obligations', { filter: { debtor: alder.did, status: ['CONFIRMED'] } })
  expect((await show(alder, 'query-obligation', { id: edges[0].node.id })).reservedBy.id).toBe(abandoned)
  await show(birch, 'mutation-reject-netting', { input: { nettingRoundId: abandoned, reason: 'Not today' } })
  await seen(alder, 'query-netting-round', { id: abandoned }, ({ rejections }) => rejections.length === 1)
  await show(alder, 'mutation-abandon-netting', { input: { nettingRoundId: abandoned } })
  const id = await propose()
  for (const node of [birch, cedar]) {
    const { result } = await seen(node, 'query-netting-round', { id }, hasStatus('PROPOSED'))
    await show(node, 'mutation-accept-netting', { input: { nettingRoundId: id, resultHash: result.resultHash } })
  }
  for (const node of [alder, birch, cedar]) {
    const round = await seen(node, 'query-netting-round', { id }, hasStatus('COMMITTED'))
    expect(round).toMatchObject({ committedTotal: '18000', committedCycleCount: 1, droppedCycleCount: 0 })
    expect(round.result).toMatchObject({ setOffTotal: '18000', certificate: { verified: true } })
  }
  const answer = { id, obligationId: edges[0].node.id }
  expect((await show(cedar, 'query-netting-round-answer', answer)).answerFor).toMatchObject({
    outcome: 'COMMITTED',
    reason: 'PART',
    committed: '6000',
  })
  const before = { id: abandoned, obligationId: edges[0].node.id }
  expect((await show(cedar, 'query-netting-round-answer', before)).answerFor).toMatchObject({
    outcome: 'DROPPED',
    missing: expect.arrayContaining([
      expect.objectContaining({
        cooperative: expect.objectContaining({ name: 'Birch' }),
        rejected: true,
        reason: 'Not today',
      }),
    ]),
  })
  expect((await show(alder, 'query-self')).positions).toEqual([
    { currency: 'EUR', scale: 2, receivable: '0', payable: '4000', net: '-4000' },
  ])
  await seen(cedar, 'query-netting-rounds', { filter: { status: ['COMMITTED'] } }, ({ totalCount }) => totalCount === 1)
  return id
}

/** The stages of a preview, and what it comes to. */
async function followPreview(api: RunningApi, input: object): Promise<void> {
  const name = 'subscription-netting-previewed.graphql'
  run.add(name)
  await using socket = await GraphqlSocket.open(api.url, api.running.adminToken)
  const operation = socket.operate(readFileSync(`${FOLDER}/${name}`, 'utf8'), { input })
  for (let last = null as string | null; last !== 'DONE'; ) {
    const { nettingPreviewed } = await operation.data()
    last = nettingPreviewed.stage
    expect(nettingPreviewed.result?.setOffTotal).toBe(last === 'DONE' ? '18000' : undefined)
  }
}

/** To a creditor, oldest due first; then the books of all three are equal. */
export async function pay({ alder, birch, cedar }: Nodes, agreementId: string): Promise<void> {
  const input = { agreementId, creditor: birch.did, currency: 'EUR', amount: '1000', reference: 'transfer 100' }
  const [payment] = (await show(alder, 'mutation-record-payment', { input })).payments
  await seen(birch, 'query-node', { id: payment.id }, ({ __typename }) => __typename === 'Payment')
  await show(birch, 'mutation-confirm-payment', { input: { paymentId: payment.id } })
  await takeBack(alder, birch, agreementId)
  const { digest } = await show(alder, 'query-state-digest', { scope: agreementId })
  for (const node of [birch, cedar]) {
    await seen(node, 'query-state-digest', { scope: agreementId }, (answer) => answer.digest === digest)
  }
  const { edges } = await show(birch, 'query-log-entries', { scope: agreementId, first: 100 })
  const hash = edges.find(({ node }: { node: { kind: string } }) => node.kind === 'netting.proposed').node
    .attachments[0]
  const part = await seen(cedar, 'query-attachment-part', { scope: agreementId, hash }, (found) => found.hash === hash)
  expect(part).toMatchObject({ offset: 0, nextOffset: null })
}

/** A payment that does not come, one that is taken back, and a debt that is. */
async function takeBack(alder: RunningApi, birch: RunningApi, agreementId: string): Promise<void> {
  const input = { agreementId, creditor: birch.did, currency: 'EUR', amount: '1' }
  const [lost] = (await show(alder, 'mutation-record-payment', { input })).payments
  await seen(birch, 'query-node', { id: lost.id }, ({ __typename }) => __typename === 'Payment')
  const rejected = await show(birch, 'mutation-reject-payment', { input: { paymentId: lost.id, reason: 'No money' } })
  expect(rejected.payments).toMatchObject([{ status: 'REJECTED', reason: 'No money' }])
  const [returned] = (await show(alder, 'mutation-record-payment', { input })).payments
  const withdrawn = await show(alder, 'mutation-withdraw-payment', { input: { paymentId: returned.id } })
  expect(withdrawn.payments).toMatchObject([{ status: 'WITHDRAWN', reason: null }])
  const row = { debtor: alder.did, creditor: birch.did, amount: '5', currency: 'EUR', reference: 'written twice' }
  const [debt] = (await show(alder, 'mutation-record-obligations', { input: { agreementId, obligations: [row] } }))
    .obligations
  const back = await show(alder, 'mutation-withdraw-obligation', { input: { obligationId: debt.id, reason: 'Twice' } })
  expect(back.obligation).toMatchObject({ status: 'WITHDRAWN', remaining: '0', withdrawal: { reason: 'Twice' } })
  await seen(birch, 'query-obligation', { id: debt.id }, hasStatus('WITHDRAWN'))
}

/** A proposer that is gone before it has decided: a participant waits for it no longer. */
export async function vanish({ alder, birch, cedar }: Nodes, agreementId: string): Promise<void> {
  const row = { debtor: cedar.did, creditor: alder.did, amount: '2000', currency: 'EUR', reference: 'late' }
  const begunAt = Date.now()
  const { obligations } = await show(cedar, 'mutation-record-obligations', {
    input: { agreementId, obligations: [row] },
  })
  const [{ id }] = obligations
  await seen(alder, 'query-obligation', { id }, hasStatus('RECORDED'))
  await show(alder, 'mutation-confirm-obligation', { input: { obligationId: id } })
  await seen(cedar, 'query-obligation', { id }, hasStatus('CONFIRMED'))
  await seen(birch, 'query-obligation', { id }, hasStatus('CONFIRMED'))
  const deadline = new Date(Date.now() + leisure(Date.now() - begunAt)).toISOString()
  const proposal = await show(alder, 'mutation-propose-netting', { input: { agreementId, currency: 'EUR', deadline } })
  const nettingRoundId = proposal.nettingRound.id
  await seen(birch, 'query-netting-round', { id: nettingRoundId }, hasStatus('PROPOSED'))
  await alder.running[Symbol.asyncDispose]()
  await show(birch, 'mutation-accept-netting', { input: { nettingRoundId } })
  await show(birch, 'mutation-withdraw-acceptance', { input: { nettingRoundId, reason: 'We pay it today.' } })
  await show(birch, 'mutation-accept-netting', { input: { nettingRoundId } })
  await seen(birch, 'query-netting-round', { id: nettingRoundId }, hasStatus('EXPIRED'))
  await show(birch, 'mutation-lift-reservation', { input: { nettingRoundId } })
}
