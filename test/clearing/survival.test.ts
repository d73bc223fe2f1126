import { describe, expect, test } from 'vitest'
import { type AgreementDocument, documentHash, documentJson } from '../../src/agreements/index.ts'
import {
  acceptNetting,
  confirmObligation,
  confirmPayment,
  disputeObligation,
  forgiveObligation,
  proposeNetting,
  recordPayment,
  resolveDispute,
} from '../../src/app/clearing/commands.ts'
import { createProof } from '../../src/identity/index.ts'
import type { Hash, JsonObject } from '../../src/kernel/index.ts'
import { amendmentOf } from '../agreements/agreeing.ts'
import { ClearingFederation } from './simulated-federation.ts'

const CIRCLE = [
  { from: 0, to: 1, amount: 100 },
  { from: 1, to: 2, amount: 80 },
  { from: 2, to: 0, amount: 60 },
] as const

/** One member proposes an amendment; answers the document. */
async function amend(
  federation: ClearingFederation,
  proposer: number,
  changes: Partial<AgreementDocument>,
): Promise<AgreementDocument> {
  const document = amendmentOf(federation.document, federation.member(proposer).node.signer, changes)
  const body = {
    document: documentJson(document),
    description: 'a change',
    proof: proofOf(federation, proposer, document),
  }
  await federation.say(proposer, 'amendment.proposed', body)
  await federation.settle()
  return document
}

async function sign(federation: ClearingFederation, i: number, document: AgreementDocument): Promise<Hash> {
  const body = { documentHash: documentHash(document), proof: proofOf(federation, i, document) }
  const signed = await federation.say(i, 'amendment.signed', body)
  await federation.settle()
  return signed
}

/** Puts an amendment in force. */
async function effect(
  federation: ClearingFederation,
  proposer: number,
  document: AgreementDocument,
  signatures: readonly Hash[],
): Promise<void> {
  const body = { documentHash: documentHash(document), signatures: [...signatures].sort() }
  await federation.say(proposer, 'amendment.effected', body)
  await federation.settle()
}

function proofOf(federation: ClearingFederation, i: number, document: AgreementDocument): JsonObject {
  return createProof(documentJson(document), federation.member(i).node.signer, '2026-01-01T00:00:00Z')
}

/** The same parties but the last. */
function withoutLast(federation: ClearingFederation, proposer: number): Partial<AgreementDocument> {
  const { parties } = amendmentOf(federation.document, federation.member(proposer).node.signer)
  return { parties: parties.slice(0, -1) }
}

async function pay(
  federation: ClearingFederation,
  obligationId: string,
  payer: number,
  payee: number,
  amount: string,
): Promise<void> {
  const paid = await federation.do(payer, recordPayment({ obligationId, amount }))
  await federation.settle()
  const [paymentId = ''] = paid.paymentIds as string[]
  await federation.do(payee, confirmPayment({ paymentId }))
  await federation.settle()
}

describe('law 7: what binds survives', () => {
  test.each([
    ['a suspension', 'agreement.suspended', { reason: 'a flood' }],
    ['the end of the agreement', 'termination.breached', { clause: '§3', explanation: 'no cider came' }],
  ])(
    '%s: paid, netted, disputed, confirmed and forgiven as before, but nothing new is recorded',
    async (_, kind, said) => {
      await using federation = await ClearingFederation.found(3)
      const ids = await federation.owe(...CIRCLE, { from: 0, to: 2, amount: 40 })
      const claimed = await federation.do(1, federation.recording({ from: 0, to: 1, amount: 7 }))
      const disputed = await federation.do(1, federation.recording({ from: 0, to: 1, amount: 9 }))
      await federation.settle()
      const party = kind === 'termination.breached' ? { party: federation.did(0) } : {}
      await federation.say(1, kind, { documentHash: documentHash(federation.document), ...party, ...said })
      await federation.settle()
      expect((await federation.refused(0, federation.recording(CIRCLE[0]))).code).toBe('clearing.not-operational')
      await pay(federation, ids[0] ?? '', 0, 1, '10')
      await federation.propose(0)
      await federation.settle()
      expect(await federation.remaining(2, ids)).toEqual(['30', '20', '0', '40'])
      await federation.do(0, confirmObligation({ obligationId: String(claimed.obligationId) }))
      const obligationId = String(disputed.obligationId)
      await federation.do(0, disputeObligation({ obligationId, reason: 'the cider was sour' }))
      await federation.settle()
      for (const i of [0, 1]) {
        await federation.do(i, resolveDispute({ obligationId, outcome: { amount: '8' } }))
        await federation.settle()
      }
      await federation.do(2, forgiveObligation({ obligationId: ids[3] ?? '' }))
      await federation.settle()
      expect(await federation.remaining(1, [String(claimed.obligationId), obligationId, ids[3] ?? ''])).toEqual([
        '7',
        '8',
        '0',
      ])
    },
  )

  test('a removal: whoever left pays, is paid, and is netted until the last of its debts is settled', async () => {
    await using federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE)
    const document = await amend(federation, 0, withoutLast(federation, 0))
    await effect(federation, 0, document, [await sign(federation, 1, document), await sign(federation, 2, document)])
    expect((await federation.refused(2, federation.recording(CIRCLE[2]))).class).toBe('forbidden')
    await pay(federation, ids[1] ?? '', 1, 2, '10')
    const round = await federation.propose(0)
    await federation.settle()
    for (const i of [0, 1, 2]) {
      expect(await federation.round(i, round)).toMatchObject({ status: 'COMMITTED', committedTotal: '180' })
      expect(await federation.remaining(i, ids)).toEqual(['40', '10', '0'])
    }
  })

  test('an amendment that clears the currency no more: its debts are shown, paid and netted, and no new ones recorded', async () => {
    await using federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE)
    const terms = { currencies: [{ code: 'HOURS', scale: 1, creditLimit: '9' }], nettingPeriod: null }
    const document = await amend(federation, 0, { terms } as Partial<AgreementDocument>)
    await effect(federation, 0, document, [await sign(federation, 1, document), await sign(federation, 2, document)])
    expect((await federation.refused(0, federation.recording(CIRCLE[0]))).code).toBe('clearing.unknown-currency')
    const to = { agreementId: federation.scope, creditor: federation.did(1), currency: 'EUR' }
    const paid = await federation.do(0, recordPayment({ ...to, amount: '10' }))
    await federation.settle()
    await federation.do(1, confirmPayment({ paymentId: String((paid.paymentIds as string[])[0]) }))
    await federation.settle()
    await federation.propose(2)
    await federation.settle()
    for (const i of [0, 1, 2]) expect(await federation.remaining(i, ids)).toEqual(['30', '20', '0'])
    expect(await federation.bilateral(0, 1)).toMatchObject([
      { currency: 'HOURS', payable: '0', creditLimit: '9', weMayStillOwe: '9' },
      { currency: 'EUR', scale: 2, payable: '30', net: '-30', creditLimit: '0', weMayStillOwe: '0' },
    ])
  })

  test('an answer to a round that crosses the removal of who gave it: what was committed on it stays', async () => {
    await using federation = await ClearingFederation.found(4)
    const ids = await federation.owe(
      { from: 1, to: 2, amount: 100 },
      { from: 2, to: 3, amount: 80 },
      { from: 3, to: 1, amount: 60 },
    )
    const document = await amend(federation, 0, withoutLast(federation, 0))
    const signatures: Hash[] = []
    for (const i of [1, 2, 3]) signatures.push(await sign(federation, i, document))
    await federation.propose(1)
    await federation.settle()
    expect(await federation.remaining(2, ids)).toEqual(['40', '20', '0'])
    await effect(federation, 0, document, signatures)
    for (const i of [0, 1, 2, 3]) expect(await federation.remaining(i, ids)).toEqual(['40', '20', '0'])
  })
})

describe('G11: whoever has signed its removal', () => {
  test('neither owes nor claims anything new until that is in force or closed, since it might not count', async () => {
    await using federation = await ClearingFederation.found(3)
    await federation.owe(...CIRCLE)
    const document = await amend(federation, 0, withoutLast(federation, 0))
    await federation.do(2, federation.recording({ from: 2, to: 1, amount: 1 }))
    await sign(federation, 2, document)
    const leaving = { code: 'clearing.leaving', class: 'conflict', message: expect.stringContaining('amd_') }
    expect(await federation.refused(2, federation.recording({ from: 2, to: 1, amount: 5 }))).toMatchObject(leaving)
    expect(await federation.refused(1, federation.recording({ from: 2, to: 1, amount: 5 }))).toMatchObject(leaving)
    expect(
      await federation.refused(2, proposeNetting({ agreementId: federation.scope, currency: 'EUR' })),
    ).toMatchObject(leaving)
    const body = { ...federation.row({ from: 2, to: 1, amount: 5, reference: 'late' }), dueDate: null }
    await federation.say(2, 'obligation.recorded', {
      ...body,
      documentHash: documentHash(federation.document),
    } as JsonObject)
    await federation.settle()
    const rows = await federation
      .member(1)
      .node.store.read((reader) => reader.subjectsOf(federation.scope, 'obligation'))
    const late = rows.find(({ index }) => index?.reference === 'late')
    expect(await federation.obligation(1, late?.id)).toMatchObject({ status: 'RECORDED' })
    expect(await federation.refused(1, confirmObligation({ obligationId: late?.id ?? '' }))).toMatchObject(leaving)
    await federation.say(0, 'amendment.withdrawn', { documentHash: documentHash(document), reason: null })
    await federation.settle()
    await federation.do(1, confirmObligation({ obligationId: late?.id ?? '' }))
    await federation.do(2, federation.recording({ from: 2, to: 1, amount: 5 }))
  })

  test('proposes no round that others accept', async () => {
    await using federation = await ClearingFederation.found(3)
    await federation.owe(...CIRCLE)
    for (const i of [0, 1]) await federation.setPolicies(i, { autoAcceptNetting: false })
    const document = await amend(federation, 0, withoutLast(federation, 0))
    const nettingRoundId = await federation.propose(2)
    await sign(federation, 2, document)
    expect((await federation.refused(1, acceptNetting({ nettingRoundId }))).code).toBe('clearing.leaving')
  })
})
