import { describe, expect, test } from 'vitest'
import { documentHash, documentJson } from '../../src/agreements/index.ts'
import { confirmObligation, disputeObligation, resolveDispute } from '../../src/app/clearing/commands.ts'
import { createProof } from '../../src/identity/index.ts'
import type { JsonObject } from '../../src/kernel/index.ts'
import { amendmentOf } from '../agreements/agreeing.ts'
import { Town, type TownDebt } from './town.ts'

const LIMITED = { terms: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '100' }], nettingPeriod: null } }
const OVER = { code: 'clearing.over-limit', class: 'conflict' }

/** Two members who may owe each other up to 100, and confirm nothing by themselves. */
async function twoWithinLimits(): Promise<Town> {
  const town = await Town.found(2, LIMITED as never)
  for (const i of [0, 1]) await town.setPolicies(i, { autoConfirm: 'NEVER' })
  return town
}

async function record(town: Town, by: number, debt: TownDebt): Promise<string> {
  const recorded = await town.do(by, town.recording(debt))
  await town.settle()
  return String(recorded.obligationId)
}

async function dispute(town: Town, by: number, obligationId: string): Promise<void> {
  await town.do(by, disputeObligation({ obligationId, reason: 'the cider was sour' }))
  await town.settle()
}

describe('G2: the credit limit, when a dispute comes between', () => {
  test.each([0, 1])('whoever refused an offer signs it later only within the limit (side %i)', async (refuser) => {
    await using town = await twoWithinLimits()
    const debt = { from: 0, to: 1, amount: 80, reference: 'refused' }
    const obligationId = await record(town, 1 - refuser, debt)
    await dispute(town, refuser, obligationId)
    await town.do(refuser, town.recording({ from: 0, to: 1, amount: 60 }))
    expect(await town.refused(refuser, confirmObligation({ obligationId }))).toMatchObject(OVER)
    expect(await town.refused(refuser, town.recording(debt))).toMatchObject(OVER)
    expect(await town.refused(refuser, resolveDispute({ obligationId, outcome: { uphold: true } }))).toMatchObject(OVER)
    await town.do(refuser, resolveDispute({ obligationId, outcome: { amount: '40' } }))
    expect(await town.refused(refuser, town.recording({ from: 0, to: 1, amount: 1 }))).toMatchObject(OVER)
  })

  test('no outcome of a dispute raises a debt beyond the limit, whoever proposes it', async () => {
    await using town = await twoWithinLimits()
    const obligationId = await record(town, 1, { from: 0, to: 1, amount: 80 })
    await dispute(town, 0, obligationId)
    for (const i of [0, 1]) {
      expect(await town.refused(i, resolveDispute({ obligationId, outcome: { amount: '101' } }))).toMatchObject(OVER)
    }
    await town.do(0, resolveDispute({ obligationId, outcome: { amount: '100' } }))
    await town.settle()
    await town.do(1, resolveDispute({ obligationId, outcome: { amount: '100' } }))
    await town.settle()
    expect(await town.obligation(0, obligationId)).toMatchObject({ status: 'CONFIRMED', remaining: '100' })
  })

  test('an outcome that a node has signed counts, though the other side has not agreed to it', async () => {
    await using town = await twoWithinLimits()
    const obligationId = await record(town, 1, { from: 0, to: 1, amount: 10 })
    await dispute(town, 0, obligationId)
    await town.do(0, resolveDispute({ obligationId, outcome: { amount: '70' } }))
    expect(await town.refused(0, town.recording({ from: 0, to: 1, amount: 31 }))).toMatchObject(OVER)
    await town.do(0, town.recording({ from: 0, to: 1, amount: 30 }))
  })

  test('what a node has signed itself counts beside another body that it has refused', async () => {
    await using town = await twoWithinLimits()
    const debt = { from: 0, to: 1, reference: 'crossed' }
    await town.do(0, town.recording({ ...debt, amount: 20 }))
    await town.do(1, town.recording({ ...debt, amount: 90 }))
    await town.settle()
    const [obligationId = ''] = await ids(town)
    await dispute(town, 1, obligationId)
    expect(await town.refused(1, town.recording({ from: 0, to: 1, amount: 11 }))).toMatchObject(OVER)
  })

  test('of two that are recorded at once, one is within the limit', async () => {
    await using town = await twoWithinLimits()
    const outcomes = await Promise.all(
      [60, 60].map((amount) => town.ask(0, town.recording({ from: 0, to: 1, amount }))),
    )
    expect(outcomes.map((outcome) => (outcome.ok ? 'recorded' : outcome.refusal.code)).sort()).toEqual([
      'clearing.over-limit',
      'recorded',
    ])
  })
})

describe('G1: what a new debt rests on', () => {
  test('an amount that nobody recorded is a new debt: no dispute ends so under an agreement that has ended', async () => {
    await using town = await twoWithinLimits()
    const obligationId = await record(town, 1, { from: 0, to: 1, amount: 50 })
    await dispute(town, 0, obligationId)
    const breach = { party: town.did(0), clause: '§3', explanation: 'no cider came' }
    await town.say(1, 'termination.breached', { documentHash: documentHash(town.document), ...breach })
    await town.settle()
    const more = await town.refused(1, resolveDispute({ obligationId, outcome: { amount: '51' } }))
    expect(more).toMatchObject({ code: 'clearing.not-operational' })
    await town.do(1, resolveDispute({ obligationId, outcome: { amount: '50' } }))
  })

  test.each([
    ['is only proposed', {}],
    ['the fold has refused', { version: 7 }],
  ])('a debt under an amendment that %s is confirmed by nobody', async (_which, changes) => {
    await using town = await Town.found(2)
    const { node } = town.member(0)
    const amended = amendmentOf(town.document, node.signer, changes)
    const proof = createProof(documentJson(amended), node.signer, '2026-01-01T00:00:00Z') as JsonObject
    const proposal = { document: documentJson(amended), description: 'better terms', proof }
    await town.insist(0, 'amendment.proposed', proposal)
    const row = town.row({ from: 0, to: 1, amount: 5, reference: 'r' })
    const body = { ...row, dueDate: null, documentHash: documentHash(amended) }
    await town.say(0, 'obligation.recorded', body as JsonObject)
    await town.settle()
    const [obligationId = ''] = await ids(town)
    expect(await town.obligation(1, obligationId)).toMatchObject({ status: 'RECORDED' })
    expect(await town.refused(1, confirmObligation({ obligationId }))).toMatchObject({
      code: 'clearing.document-not-in-force',
    })
  })
})

async function ids(town: Town): Promise<string[]> {
  const rows = await town.member(1).node.store.read((reader) => reader.subjectsOf(town.scope, 'obligation'))
  return rows.map(({ id }) => id)
}
