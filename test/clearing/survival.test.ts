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
import { Town } from './town.ts'

const CIRCLE = [
  { from: 0, to: 1, amount: 100 },
  { from: 1, to: 2, amount: 80 },
  { from: 2, to: 0, amount: 60 },
] as const

/** One member proposes an amendment; answers the document. */
async function amend(town: Town, proposer: number, changes: Partial<AgreementDocument>): Promise<AgreementDocument> {
  const document = amendmentOf(town.document, town.member(proposer).node.signer, changes)
  const body = { document: documentJson(document), description: 'a change', proof: proofOf(town, proposer, document) }
  await town.say(proposer, 'amendment.proposed', body)
  await town.settle()
  return document
}

async function sign(town: Town, i: number, document: AgreementDocument): Promise<Hash> {
  const body = { documentHash: documentHash(document), proof: proofOf(town, i, document) }
  const signed = await town.say(i, 'amendment.signed', body)
  await town.settle()
  return signed
}

/** Puts an amendment in force. */
async function effect(
  town: Town,
  proposer: number,
  document: AgreementDocument,
  signatures: readonly Hash[],
): Promise<void> {
  const body = { documentHash: documentHash(document), signatures: [...signatures].sort() }
  await town.say(proposer, 'amendment.effected', body)
  await town.settle()
}

function proofOf(town: Town, i: number, document: AgreementDocument): JsonObject {
  return createProof(documentJson(document), town.member(i).node.signer, '2026-01-01T00:00:00Z')
}

/** The same parties but the last. */
function withoutLast(town: Town, proposer: number): Partial<AgreementDocument> {
  const { parties } = amendmentOf(town.document, town.member(proposer).node.signer)
  return { parties: parties.slice(0, -1) }
}

async function pay(town: Town, obligationId: string, payer: number, payee: number, amount: string): Promise<void> {
  const paid = await town.do(payer, recordPayment({ obligationId, amount }))
  await town.settle()
  const [paymentId = ''] = paid.paymentIds as string[]
  await town.do(payee, confirmPayment({ paymentId }))
  await town.settle()
}

describe('law 7: what binds survives', () => {
  test.each([
    ['a suspension', 'agreement.suspended', { reason: 'a flood' }],
    ['the end of the agreement', 'termination.breached', { clause: '§3', explanation: 'no cider came' }],
  ])(
    '%s: paid, netted, disputed, confirmed and forgiven as before, but nothing new is recorded',
    async (_, kind, said) => {
      await using town = await Town.found(3)
      const ids = await town.owe(...CIRCLE, { from: 0, to: 2, amount: 40 })
      const claimed = await town.do(1, town.recording({ from: 0, to: 1, amount: 7 }))
      const disputed = await town.do(1, town.recording({ from: 0, to: 1, amount: 9 }))
      await town.settle()
      const party = kind === 'termination.breached' ? { party: town.did(0) } : {}
      await town.say(1, kind, { documentHash: documentHash(town.document), ...party, ...said })
      await town.settle()
      expect((await town.refused(0, town.recording(CIRCLE[0]))).code).toBe('clearing.not-operational')
      await pay(town, ids[0] ?? '', 0, 1, '10')
      await town.propose(0)
      await town.settle()
      expect(await town.remaining(2, ids)).toEqual(['30', '20', '0', '40'])
      await town.do(0, confirmObligation({ obligationId: String(claimed.obligationId) }))
      const obligationId = String(disputed.obligationId)
      await town.do(0, disputeObligation({ obligationId, reason: 'the cider was sour' }))
      await town.settle()
      for (const i of [0, 1]) {
        await town.do(i, resolveDispute({ obligationId, outcome: { amount: '8' } }))
        await town.settle()
      }
      await town.do(2, forgiveObligation({ obligationId: ids[3] ?? '' }))
      await town.settle()
      expect(await town.remaining(1, [String(claimed.obligationId), obligationId, ids[3] ?? ''])).toEqual([
        '7',
        '8',
        '0',
      ])
    },
  )

  test('a removal: whoever left pays, is paid, and is netted until the last of its debts is settled', async () => {
    await using town = await Town.found(3)
    const ids = await town.owe(...CIRCLE)
    const document = await amend(town, 0, withoutLast(town, 0))
    await effect(town, 0, document, [await sign(town, 1, document), await sign(town, 2, document)])
    expect((await town.refused(2, town.recording(CIRCLE[2]))).class).toBe('forbidden')
    await pay(town, ids[1] ?? '', 1, 2, '10')
    const round = await town.propose(0)
    await town.settle()
    for (const i of [0, 1, 2]) {
      expect(await town.round(i, round)).toMatchObject({ status: 'COMMITTED', committedTotal: '180' })
      expect(await town.remaining(i, ids)).toEqual(['40', '10', '0'])
    }
  })

  test('an amendment that clears the currency no more: its debts are shown, paid and netted, and no new ones recorded', async () => {
    await using town = await Town.found(3)
    const ids = await town.owe(...CIRCLE)
    const terms = { currencies: [{ code: 'HOURS', scale: 1, creditLimit: '9' }], nettingPeriod: null }
    const document = await amend(town, 0, { terms } as Partial<AgreementDocument>)
    await effect(town, 0, document, [await sign(town, 1, document), await sign(town, 2, document)])
    expect((await town.refused(0, town.recording(CIRCLE[0]))).code).toBe('clearing.unknown-currency')
    const to = { agreementId: town.scope, creditor: town.did(1), currency: 'EUR' }
    const paid = await town.do(0, recordPayment({ ...to, amount: '10' }))
    await town.settle()
    await town.do(1, confirmPayment({ paymentId: String((paid.paymentIds as string[])[0]) }))
    await town.settle()
    await town.propose(2)
    await town.settle()
    for (const i of [0, 1, 2]) expect(await town.remaining(i, ids)).toEqual(['30', '20', '0'])
    expect(await town.bilateral(0, 1)).toMatchObject([
      { currency: 'HOURS', payable: '0', creditLimit: '9', weMayStillOwe: '9' },
      { currency: 'EUR', scale: 2, payable: '30', net: '-30', creditLimit: '0', weMayStillOwe: '0' },
    ])
  })

  test('an answer to a round that crosses the removal of who gave it: what was committed on it stays', async () => {
    await using town = await Town.found(4)
    const ids = await town.owe(
      { from: 1, to: 2, amount: 100 },
      { from: 2, to: 3, amount: 80 },
      { from: 3, to: 1, amount: 60 },
    )
    const document = await amend(town, 0, withoutLast(town, 0))
    const signatures: Hash[] = []
    for (const i of [1, 2, 3]) signatures.push(await sign(town, i, document))
    await town.propose(1)
    await town.settle()
    expect(await town.remaining(2, ids)).toEqual(['40', '20', '0'])
    await effect(town, 0, document, signatures)
    for (const i of [0, 1, 2, 3]) expect(await town.remaining(i, ids)).toEqual(['40', '20', '0'])
  })
})

describe('G11: whoever has signed its removal', () => {
  test('neither owes nor claims anything new until that is in force or closed, since it might not count', async () => {
    await using town = await Town.found(3)
    await town.owe(...CIRCLE)
    const document = await amend(town, 0, withoutLast(town, 0))
    await town.do(2, town.recording({ from: 2, to: 1, amount: 1 }))
    await sign(town, 2, document)
    const leaving = { code: 'clearing.leaving', class: 'conflict', message: expect.stringContaining('amd_') }
    expect(await town.refused(2, town.recording({ from: 2, to: 1, amount: 5 }))).toMatchObject(leaving)
    expect(await town.refused(1, town.recording({ from: 2, to: 1, amount: 5 }))).toMatchObject(leaving)
    expect(await town.refused(2, proposeNetting({ agreementId: town.scope, currency: 'EUR' }))).toMatchObject(leaving)
    const body = { ...town.row({ from: 2, to: 1, amount: 5, reference: 'late' }), dueDate: null }
    await town.say(2, 'obligation.recorded', { ...body, documentHash: documentHash(town.document) } as JsonObject)
    await town.settle()
    const rows = await town.member(1).node.store.read((reader) => reader.subjectsOf(town.scope, 'obligation'))
    const late = rows.find(({ index }) => index?.reference === 'late')
    expect(await town.obligation(1, late?.id)).toMatchObject({ status: 'RECORDED' })
    expect(await town.refused(1, confirmObligation({ obligationId: late?.id ?? '' }))).toMatchObject(leaving)
    await town.say(0, 'amendment.withdrawn', { documentHash: documentHash(document), reason: null })
    await town.settle()
    await town.do(1, confirmObligation({ obligationId: late?.id ?? '' }))
    await town.do(2, town.recording({ from: 2, to: 1, amount: 5 }))
  })

  test('proposes no round that others accept', async () => {
    await using town = await Town.found(3)
    await town.owe(...CIRCLE)
    for (const i of [0, 1]) await town.setPolicies(i, { autoAcceptNetting: false })
    const document = await amend(town, 0, withoutLast(town, 0))
    const nettingRoundId = await town.propose(2)
    await sign(town, 2, document)
    expect((await town.refused(1, acceptNetting({ nettingRoundId }))).code).toBe('clearing.leaving')
  })
})
