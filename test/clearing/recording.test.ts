import { describe, expect, test } from 'vitest'
import { documentHash } from '../../src/agreements/index.ts'
import {
  confirmObligation,
  disputeObligation,
  forgiveObligation,
  type RowsRefusal,
  recordObligation,
  recordObligations,
  recordPayment,
  resolveDispute,
} from '../../src/app/clearing/commands.ts'
import { type Instant, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { encodeEntry, sealEntry } from '../../src/log/index.ts'
import { ingest } from '../support/ingest.ts'
import { START } from '../support/node.ts'
import { ClearingFederation } from './simulated-federation.ts'

const LIMITED = { terms: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '100' }], nettingPeriod: null } }
const ofRows = (refusal: unknown) => (refusal as RowsRefusal).errors

describe('G1: recording', () => {
  test('a debt needs an agreement in operation, two of its parties, one of its currencies, and an amount', async () => {
    await using federation = await ClearingFederation.found(3, { effectiveDate: START + 86_400_000 } as never)
    const debt = { from: 0, to: 1, amount: 5 }
    expect(await federation.refused(0, federation.recording(debt))).toMatchObject({ code: 'clearing.not-operational' })
    await federation.pass(86_400_000)
    expect(await federation.refused(0, federation.recording({ ...debt, amount: 0 }))).toMatchObject({
      code: 'clearing.zero-amount',
    })
    expect(await federation.refused(0, federation.recording({ ...debt, to: 0 }))).toMatchObject({
      code: 'clearing.self-obligation',
    })
    expect(await federation.refused(2, federation.recording(debt))).toMatchObject({
      code: 'clearing.not-a-party',
      class: 'forbidden',
    })
    const pounds = await federation.refused(0, federation.recording({ ...debt, currency: 'GBP' }))
    expect(pounds).toMatchObject({
      code: 'clearing.unknown-currency',
      message: expect.stringContaining('use one of EUR'),
    })
    expect(await federation.refused(0, federation.recording({ ...debt, amount: '1e3' }))).toMatchObject({
      class: 'invalid',
    })
    expect((await federation.ask(0, federation.recording(debt))).ok).toBe(true)
  })

  test('a reference names one debt: said again it changes nothing, with other terms it is taken', async () => {
    await using federation = await ClearingFederation.found(2)
    const debt = { from: 0, to: 1, amount: 5, reference: 'invoice 7' }
    const [id] = await federation.owe(debt)
    const entries = () => federation.member(0).node.store.read((reader) => reader.entryCount(federation.scope))
    const before = await entries()
    expect(await federation.do(0, federation.recording(debt))).toEqual({ obligationId: id })
    expect(await entries()).toBe(before)
    expect(await federation.refused(0, federation.recording({ ...debt, amount: 6 }))).toMatchObject({
      code: 'clearing.reference-taken',
    })
    expect(await federation.refused(1, federation.recording({ ...debt, amount: 6 }))).toMatchObject({
      code: 'clearing.reference-taken',
    })
  })

  test('a missing reference is made unique', async () => {
    await using federation = await ClearingFederation.found(2)
    const [first, second] = await federation.owe({ from: 0, to: 1, amount: 5 }, { from: 0, to: 1, amount: 5 })
    expect(first).not.toBe(second)
  })

  test.each([' ', '\u200b\u202e'])(
    'a reference that shows nothing, %j, is refused: of a debt and of a payment',
    async (reference) => {
      await using federation = await ClearingFederation.found(2)
      const { scope: agreementId } = federation
      const row = federation.row({ from: 0, to: 1, amount: 5, reference })
      const recorded = await federation.refused(0, recordObligation({ agreementId, ...row }))
      expect(recorded).toMatchObject({ code: 'clearing.bad-input', message: expect.stringContaining('visible') })
      const [obligationId = ''] = await federation.owe({ from: 0, to: 1, amount: 5 })
      const paid = await federation.refused(0, recordPayment({ obligationId, amount: '5', reference }))
      expect(paid).toMatchObject({ code: 'clearing.bad-input', message: expect.stringContaining('visible') })
    },
  )

  test('recording what the other side has recorded confirms it', async () => {
    await using federation = await ClearingFederation.found(2)
    await federation.setPolicies(1, { autoConfirm: 'NEVER' })
    const debt = { from: 0, to: 1, amount: 5, reference: 'invoice 7' }
    const [id] = await federation.owe(debt)
    expect(await federation.obligation(1, id)).toMatchObject({ status: 'RECORDED', awaiting: [federation.did(1)] })
    await federation.do(1, federation.recording(debt))
    await federation.settle()
    expect(await federation.obligation(0, id)).toMatchObject({ status: 'CONFIRMED' })
  })

  test('whoever may not sign does not confirm by recording', async () => {
    await using federation = await ClearingFederation.found(2)
    await federation.setPolicies(1, { autoConfirm: 'NEVER' })
    const debt = { from: 0, to: 1, amount: 5, reference: 'invoice 7' }
    const [id] = await federation.owe(debt)
    const input = { agreementId: federation.scope, ...federation.row(debt) }
    const refused = await federation.refused(1, recordObligation(input, { mayConfirm: false }))
    expect(refused).toMatchObject({ code: 'clearing.signers-only', class: 'forbidden' })
    const rows = { agreementId: federation.scope, obligations: [federation.row(debt)] }
    expect(await federation.refused(1, recordObligations(rows, { mayConfirm: false }))).toMatchObject({
      code: 'clearing.bad-rows',
    })
    expect(await federation.obligation(1, id)).toMatchObject({ status: 'RECORDED' })
  })

  test('a batch is recorded whole, or not at all with every bad row told', async () => {
    await using federation = await ClearingFederation.found(2)
    const rows = [
      federation.row({ from: 0, to: 1, amount: 5, reference: 'a' }),
      federation.row({ from: 0, to: 1, amount: 0, reference: 'b' }),
      federation.row({ from: 0, to: 1, amount: 7, reference: 'a' }),
      federation.row({ from: 0, to: 0, amount: 7 }),
    ]
    const refusal = await federation.refused(0, recordObligations({ agreementId: federation.scope, obligations: rows }))
    expect(refusal).toMatchObject({ code: 'clearing.bad-rows', class: 'invalid' })
    expect(ofRows(refusal).map(({ index, code }) => [index, code])).toEqual([
      [1, 'clearing.zero-amount'],
      [2, 'clearing.reference-taken'],
      [3, 'clearing.self-obligation'],
    ])
    const good = await federation.do(
      0,
      recordObligations({ agreementId: federation.scope, obligations: rows.slice(0, 1) }),
    )
    await federation.settle()
    const [id] = good.obligationIds as string[]
    expect(await federation.obligation(1, id)).toMatchObject({ status: 'CONFIRMED', reference: 'a' })
  })
})

describe('G2: the credit limit', () => {
  test('counts what is signed and not yet confirmed, and a batch’s own rows', async () => {
    await using federation = await ClearingFederation.found(2, LIMITED as never)
    await federation.setPolicies(1, { autoConfirm: 'NEVER' })
    await federation.do(0, federation.recording({ from: 0, to: 1, amount: 60 }))
    expect(await federation.refused(0, federation.recording({ from: 0, to: 1, amount: 41 }))).toMatchObject({
      code: 'clearing.over-limit',
      message: expect.stringMatching(
        /may owe did:key:\w+ at most 1\.00 EUR .*; 0\.40 EUR of that is left, and this adds 0\.41 EUR$/,
      ),
    })
    const rows = [20, 20, 1].map((amount) => federation.row({ from: 0, to: 1, amount }))
    const refusal = await federation.refused(0, recordObligations({ agreementId: federation.scope, obligations: rows }))
    expect(ofRows(refusal).map(({ index, code }) => [index, code])).toEqual([[2, 'clearing.over-limit']])
    await federation.do(0, federation.recording({ from: 0, to: 1, amount: 40 }))
    expect((await federation.ask(1, federation.recording({ from: 1, to: 0, amount: 100 }))).ok).toBe(true)
  })

  test('offers that cross beyond the limit are confirmed by nobody until one is refused', async () => {
    await using federation = await ClearingFederation.found(2, LIMITED as never)
    const owed = await federation.do(0, federation.recording({ from: 0, to: 1, amount: 80 }))
    const claimed = await federation.do(1, federation.recording({ from: 0, to: 1, amount: 50 }))
    await federation.settle()
    expect(await federation.obligation(1, owed.obligationId)).toMatchObject({ status: 'RECORDED' })
    const over = await federation.refused(0, confirmObligation({ obligationId: String(claimed.obligationId) }))
    expect(over.code).toBe('clearing.over-limit')
    await federation.do(1, forgiveObligation({ obligationId: String(claimed.obligationId) }))
    await federation.do(1, confirmObligation({ obligationId: String(owed.obligationId) }))
    await federation.settle()
    expect(await federation.obligation(0, owed.obligationId)).toMatchObject({ status: 'CONFIRMED' })
  })
})

describe('G3: confirming by itself', () => {
  test('a node takes what it is owed, and never signs a debt', async () => {
    await using federation = await ClearingFederation.found(2)
    const [owed] = await federation.owe({ from: 0, to: 1, amount: 5 })
    const claim = await federation.do(1, federation.recording({ from: 0, to: 1, amount: 6 }))
    await federation.settle()
    expect(await federation.obligation(0, owed)).toMatchObject({ status: 'CONFIRMED' })
    expect(await federation.obligation(0, claim.obligationId)).toMatchObject({
      status: 'RECORDED',
      awaiting: [federation.did(0)],
    })
    await federation.do(0, confirmObligation({ obligationId: String(claim.obligationId) }))
    await federation.do(0, confirmObligation({ obligationId: String(claim.obligationId) }))
    await federation.settle()
    expect(await federation.obligation(1, claim.obligationId)).toMatchObject({ status: 'CONFIRMED' })
  })
})

describe('G3: confirming by itself, when it becomes possible', () => {
  test('what came while the agreement was suspended is confirmed when it is resumed', async () => {
    await using federation = await ClearingFederation.found(2)
    const document = documentHash(federation.document)
    const suspension = await federation.say(1, 'agreement.suspended', { documentHash: document, reason: 'a flood' })
    const owed = await federation.do(0, federation.recording({ from: 0, to: 1, amount: 5 }))
    await federation.settle()
    expect(await federation.obligation(1, owed.obligationId)).toMatchObject({ status: 'RECORDED' })
    await federation.say(1, 'agreement.resumed', { suspension })
    await federation.settle()
    expect(await federation.obligation(0, owed.obligationId)).toMatchObject({ status: 'CONFIRMED' })
  })
})

describe('G4: nothing new with whoever has forked a log', () => {
  test('a forker is neither charged nor credited until an operator lifts the ban', async () => {
    await using federation = await ClearingFederation.found(2)
    const { node } = federation.member(1)
    const forked = ['one thing', 'another thing'].map((statement) => {
      const entry = {
        v: 1,
        author: node.self,
        scope: PUBLIC_SCOPE,
        seq: 1,
        prev: null,
        at: START as Instant,
        kind: 'cooperative.vouched',
        subject: federation.did(0),
        after: [],
        body: { did: federation.did(0), statement },
      } as const
      const unsigned = encodeEntry(entry)
      if (!unsigned.ok) throw new Error(unsigned.refusal.message)
      return sealEntry(unsigned.value, node.signer)
    })
    await ingest(federation.member(0).node, forked)
    const refusal = await federation.refused(0, federation.recording({ from: 0, to: 1, amount: 5 }))
    expect(refusal).toMatchObject({ code: 'node.forker', message: expect.stringContaining('liftForkBan') })
    await federation
      .member(0)
      .node.store.transact((tx) => tx.putLocal('fork-ban-lifted', federation.did(1), { branches: 1 }))
    expect((await federation.ask(0, federation.recording({ from: 0, to: 1, amount: 5 }))).ok).toBe(true)
  })
})

describe('G5: disputes between nodes', () => {
  test('whichever side speaks first, the dispute ends when both have said the same', async () => {
    for (const [first, second] of [
      [0, 1],
      [1, 0],
    ] as const) {
      await using federation = await ClearingFederation.found(2)
      const claim = await federation.do(1, federation.recording({ from: 0, to: 1, amount: 100 }))
      const obligationId = String(claim.obligationId)
      await federation.settle()
      await federation.do(0, disputeObligation({ obligationId, reason: 'half of it was missing' }))
      await federation.settle()
      await federation.do(first, resolveDispute({ obligationId, outcome: { amount: '50' } }))
      await federation.settle()
      expect(await federation.obligation(second, obligationId)).toMatchObject({
        status: 'DISPUTED',
        awaiting: [federation.did(second)],
      })
      await federation.do(second, resolveDispute({ obligationId, outcome: { amount: '50' } }))
      await federation.settle()
      for (const i of [0, 1]) {
        expect(await federation.obligation(i, obligationId)).toMatchObject({
          status: 'CONFIRMED',
          amount: '50',
          remaining: '50',
          dispute: { resolution: '50' },
        })
      }
    }
  })

  test('an outcome is exactly one of three', async () => {
    await using federation = await ClearingFederation.found(2)
    const [obligationId = ''] = await federation.owe({ from: 0, to: 1, amount: 5 })
    for (const outcome of [{}, { uphold: true, void: true }, { uphold: false }, { amount: '0' }]) {
      expect(await federation.refused(0, resolveDispute({ obligationId, outcome }))).toMatchObject({ class: 'invalid' })
    }
    const undisputed = await federation.refused(0, resolveDispute({ obligationId, outcome: { void: true } }))
    expect(undisputed.code).toBe('clearing.no-dispute')
  })
})
