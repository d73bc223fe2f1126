import { describe, expect, test } from 'vitest'
import {
  confirmObligation,
  confirmPayment,
  recordPayment,
  rejectPayment,
  withdrawObligation,
  withdrawPayment,
} from '../../src/app/clearing/commands.ts'
import type { Hash } from '../../src/kernel/index.ts'
import { EntryWriter } from '../support/entry-writer.ts'
import { ingest } from '../support/ingest.ts'
import { ClearingFederation, MINUTE_MS } from './simulated-federation.ts'

const LIMITED = { terms: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '100' }], nettingPeriod: null } }
const SIGNER = { maySignFor: true }

async function twoWithinLimits(): Promise<ClearingFederation> {
  const federation = await ClearingFederation.found(2, LIMITED as never)
  for (const i of [0, 1]) await federation.setPolicies(i, { autoConfirm: 'NEVER' })
  return federation
}

describe('a debt that is withdrawn', () => {
  test('counts against the limit until the log of the other side shows that it has seen that', async () => {
    await using federation = await twoWithinLimits()
    const recorded = await federation.do(0, federation.recording({ from: 0, to: 1, amount: 80 }))
    await federation.settle()
    const obligationId = String(recorded.obligationId)
    await federation.do(0, withdrawObligation({ obligationId }, SIGNER))
    expect(await federation.refused(0, federation.recording({ from: 0, to: 1, amount: 30 }))).toMatchObject({
      code: 'clearing.over-limit',
    })
    await federation.settle()
    await federation.do(1, federation.recording({ from: 1, to: 0, amount: 1 }))
    await federation.settle()
    await federation.do(0, federation.recording({ from: 0, to: 1, amount: 30 }))
    expect(await federation.refused(1, confirmObligation({ obligationId }))).toMatchObject({
      code: 'clearing.withdrawn',
    })
    for (const i of [0, 1]) expect(await federation.obligation(i, obligationId)).toMatchObject({ status: 'WITHDRAWN' })
  })

  test('withdrawn again it stays as it is; recorded again it is an offer anew', async () => {
    await using federation = await twoWithinLimits()
    const debt = { from: 0, to: 1, amount: 40, reference: 'cider' }
    const obligationId = String((await federation.do(0, federation.recording(debt))).obligationId)
    for (let i = 0; i < 2; i++) await federation.do(0, withdrawObligation({ obligationId }, SIGNER))
    expect(await federation.do(0, federation.recording(debt))).toEqual({ obligationId })
    await federation.settle()
    await federation.do(1, confirmObligation({ obligationId }))
    await federation.settle()
    expect(await federation.obligation(0, obligationId)).toMatchObject({ status: 'CONFIRMED', remaining: '40' })
    expect(await federation.refused(0, withdrawObligation({ obligationId }, SIGNER))).toMatchObject({
      code: 'clearing.already-signed',
    })
  })

  test('is withdrawn by who recorded it alone, and what we owe by a signer', async () => {
    await using federation = await twoWithinLimits()
    const recorded = await federation.do(0, federation.recording({ from: 0, to: 1, amount: 80 }))
    await federation.settle()
    const obligationId = String(recorded.obligationId)
    expect(await federation.refused(0, withdrawObligation({ obligationId }, { maySignFor: false }))).toMatchObject({
      code: 'clearing.signers-only',
      class: 'forbidden',
    })
    expect(await federation.refused(1, withdrawObligation({ obligationId }, SIGNER))).toMatchObject({
      code: 'clearing.nothing-to-withdraw',
    })
  })
})

describe('what a log shows that its author had seen', () => {
  test('is the newest of everybody but of forkers, however many branches two others have made', async () => {
    await using federation = await ClearingFederation.found(4)
    const last = async (i: number) => {
      const { store, self } = federation.member(i).node
      const [tip] = await store.read((reader) => reader.logTips([federation.scope], [self]))
      return (await store.read((reader) => reader.entries(tip === undefined ? [] : [tip.hash])))[0] ?? null
    }
    const words = (n: number) => ({
      kind: 'obligation.forgiven',
      subject: `obl_${String(n).padStart(64, '0')}`,
      body: { obligationId: `obl_${String(n).padStart(64, '0')}`, reason: null },
      at: federation.world.clock.now + 4 * MINUTE_MS,
    })
    const forker = new EntryWriter(federation.member(2).node.signer, federation.scope)
    const base = await last(2)
    const branches = Array.from({ length: 100 }, (_, i) => forker.fork(base).write(words(i))).sort((a, b) =>
      a.hash < b.hash ? -1 : 1,
    )
    const naming = new EntryWriter(federation.member(3).node.signer, federation.scope, await last(3))
    const named = naming.write({ ...words(200), after: branches.map(({ hash }) => hash) })
    await federation.do(1, federation.recording({ from: 1, to: 2, amount: 5 }))
    const offer = await last(1)
    await federation.settle([0, 1])
    const more = Array.from({ length: 100 }, (_, i) => forker.fork(branches[i] ?? null).write(words(300 + i)))
    const { node } = federation.member(0)
    const before = (await last(0))?.entry.seq ?? 0
    await ingest(node, [named, ...branches, ...more])
    await federation.do(0, federation.recording({ from: 0, to: 3, amount: 5 }))
    const own = [{ author: node.self, afterSeq: before }]
    const { entries } = await node.store.read((reader) => reader.logsAfter(federation.scope, own, 0, 100))
    const after = new Set(entries.flatMap(({ entry }) => entry.after))
    expect([offer, named].map((entry) => after.has(entry?.hash as Hash))).toEqual([true, true])
    expect([...branches, ...more].filter(({ hash }) => after.has(hash))).toEqual([])
  })
})

describe('a payment', () => {
  test('that is rejected or withdrawn keeps nothing out of netting', async () => {
    await using federation = await ClearingFederation.found(3)
    const ids = await federation.owe(
      { from: 0, to: 1, amount: 100 },
      { from: 1, to: 2, amount: 80 },
      { from: 2, to: 0, amount: 60 },
    )
    const [ab = '', bc = ''] = ids
    const pay = async (payer: number, obligationId: string) => {
      const paid = await federation.do(payer, recordPayment({ obligationId, amount: '80' }))
      await federation.settle()
      return String((paid.paymentIds as string[])[0])
    }
    const [false_, mistaken] = [await pay(0, ab), await pay(1, bc)]
    const rejecting = rejectPayment({ paymentId: false_, reason: 'nothing came' })
    for (let i = 0; i < 2; i++) await federation.do(1, rejecting)
    await federation.do(1, withdrawPayment({ paymentId: mistaken }))
    await federation.settle()
    expect(await federation.refused(2, confirmPayment({ paymentId: mistaken }))).toMatchObject({
      code: 'clearing.withdrawn',
    })
    await federation.propose(0)
    await federation.settle()
    for (const i of [0, 1, 2]) expect(await federation.remaining(i, ids)).toEqual(['40', '20', '0'])
  })
})
