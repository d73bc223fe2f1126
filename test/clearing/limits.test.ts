import { describe, expect, test } from 'vitest'
import { documentHash, documentJson } from '../../src/agreements/index.ts'
import { confirmObligation, disputeObligation, resolveDispute } from '../../src/app/clearing/commands.ts'
import { createProof } from '../../src/identity/index.ts'
import type { JsonObject } from '../../src/kernel/index.ts'
import { amendmentOf } from '../agreements/agreeing.ts'
import { ClearingFederation, type SimulatedDebt } from './simulated-federation.ts'

const LIMITED = { terms: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '100' }], nettingPeriod: null } }
const OVER = { code: 'clearing.over-limit', class: 'conflict' }

/** Two members who may owe each other up to 100, and confirm nothing by themselves. */
async function twoWithinLimits(): Promise<ClearingFederation> {
  const federation = await ClearingFederation.found(2, LIMITED as never)
  for (const i of [0, 1]) await federation.setPolicies(i, { autoConfirm: 'NEVER' })
  return federation
}

async function record(federation: ClearingFederation, by: number, debt: SimulatedDebt): Promise<string> {
  const recorded = await federation.do(by, federation.recording(debt))
  await federation.settle()
  return String(recorded.obligationId)
}

async function dispute(federation: ClearingFederation, by: number, obligationId: string): Promise<void> {
  await federation.do(by, disputeObligation({ obligationId, reason: 'the cider was sour' }))
  await federation.settle()
}

describe('G2: the credit limit, when a dispute comes between', () => {
  test.each([0, 1])('whoever refused an offer signs it later only within the limit (side %i)', async (refuser) => {
    await using federation = await twoWithinLimits()
    const debt = { from: 0, to: 1, amount: 80, reference: 'refused' }
    const obligationId = await record(federation, 1 - refuser, debt)
    await dispute(federation, refuser, obligationId)
    await federation.do(refuser, federation.recording({ from: 0, to: 1, amount: 60 }))
    expect(await federation.refused(refuser, confirmObligation({ obligationId }))).toMatchObject(OVER)
    expect(await federation.refused(refuser, federation.recording(debt))).toMatchObject(OVER)
    expect(
      await federation.refused(refuser, resolveDispute({ obligationId, outcome: { uphold: true } })),
    ).toMatchObject(OVER)
    await federation.do(refuser, resolveDispute({ obligationId, outcome: { amount: '40' } }))
    expect(await federation.refused(refuser, federation.recording({ from: 0, to: 1, amount: 1 }))).toMatchObject(OVER)
  })

  test('no outcome of a dispute raises a debt beyond the limit, whoever proposes it', async () => {
    await using federation = await twoWithinLimits()
    const obligationId = await record(federation, 1, { from: 0, to: 1, amount: 80 })
    await dispute(federation, 0, obligationId)
    for (const i of [0, 1]) {
      expect(await federation.refused(i, resolveDispute({ obligationId, outcome: { amount: '101' } }))).toMatchObject(
        OVER,
      )
    }
    await federation.do(0, resolveDispute({ obligationId, outcome: { amount: '100' } }))
    await federation.settle()
    await federation.do(1, resolveDispute({ obligationId, outcome: { amount: '100' } }))
    await federation.settle()
    expect(await federation.obligation(0, obligationId)).toMatchObject({ status: 'CONFIRMED', remaining: '100' })
  })

  test('an outcome that a node has signed counts, though the other side has not agreed to it', async () => {
    await using federation = await twoWithinLimits()
    const obligationId = await record(federation, 1, { from: 0, to: 1, amount: 10 })
    await dispute(federation, 0, obligationId)
    await federation.do(0, resolveDispute({ obligationId, outcome: { amount: '70' } }))
    expect(await federation.refused(0, federation.recording({ from: 0, to: 1, amount: 31 }))).toMatchObject(OVER)
    await federation.do(0, federation.recording({ from: 0, to: 1, amount: 30 }))
  })

  test('what a node has signed itself counts beside another body that it has refused', async () => {
    await using federation = await twoWithinLimits()
    const debt = { from: 0, to: 1, reference: 'crossed' }
    await federation.do(0, federation.recording({ ...debt, amount: 20 }))
    await federation.do(1, federation.recording({ ...debt, amount: 90 }))
    await federation.settle()
    const [obligationId = ''] = await ids(federation)
    await dispute(federation, 1, obligationId)
    expect(await federation.refused(1, federation.recording({ from: 0, to: 1, amount: 11 }))).toMatchObject(OVER)
  })

  test('of two that are recorded at once, one is within the limit', async () => {
    await using federation = await twoWithinLimits()
    const outcomes = await Promise.all(
      [60, 60].map((amount) => federation.ask(0, federation.recording({ from: 0, to: 1, amount }))),
    )
    expect(outcomes.map((outcome) => (outcome.ok ? 'recorded' : outcome.refusal.code)).sort()).toEqual([
      'clearing.over-limit',
      'recorded',
    ])
  })
})

describe('G1: what a new debt rests on', () => {
  test('an amount that nobody recorded is a new debt: no dispute ends so under an agreement that has ended', async () => {
    await using federation = await twoWithinLimits()
    const obligationId = await record(federation, 1, { from: 0, to: 1, amount: 50 })
    await dispute(federation, 0, obligationId)
    const breach = { party: federation.did(0), clause: '§3', explanation: 'no cider came' }
    await federation.say(1, 'termination.breached', { documentHash: documentHash(federation.document), ...breach })
    await federation.settle()
    const more = await federation.refused(1, resolveDispute({ obligationId, outcome: { amount: '51' } }))
    expect(more).toMatchObject({ code: 'clearing.not-operational' })
    await federation.do(1, resolveDispute({ obligationId, outcome: { amount: '50' } }))
  })

  test.each([
    ['is only proposed', {}],
    ['the fold has refused', { version: 7 }],
  ])('a debt under an amendment that %s is confirmed by nobody', async (_which, changes) => {
    await using federation = await ClearingFederation.found(2)
    const { node } = federation.member(0)
    const amended = amendmentOf(federation.document, node.signer, changes)
    const proof = createProof(documentJson(amended), node.signer, '2026-01-01T00:00:00Z') as JsonObject
    const proposal = { document: documentJson(amended), description: 'better terms', proof }
    await federation.insist(0, 'amendment.proposed', proposal)
    const row = federation.row({ from: 0, to: 1, amount: 5, reference: 'r' })
    const body = { ...row, dueDate: null, documentHash: documentHash(amended) }
    await federation.say(0, 'obligation.recorded', body as JsonObject)
    await federation.settle()
    const [obligationId = ''] = await ids(federation)
    expect(await federation.obligation(1, obligationId)).toMatchObject({ status: 'RECORDED' })
    expect(await federation.refused(1, confirmObligation({ obligationId }))).toMatchObject({
      code: 'clearing.document-not-in-force',
    })
  })
})

async function ids(federation: ClearingFederation): Promise<string[]> {
  const rows = await federation.member(1).node.store.read((reader) => reader.subjectsOf(federation.scope, 'obligation'))
  return rows.map(({ id }) => id)
}
