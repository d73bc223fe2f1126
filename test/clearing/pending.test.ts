import { describe, expect, test } from 'vitest'
import { acceptNetting, confirmPayment, recordPayment, withdrawPayment } from '../../src/app/clearing/commands.ts'
import { debtsAsOf } from '../../src/app/clearing/cutoff.ts'
import {
  balanceOf,
  debtBook,
  debtsOfFacts,
  obligationsOf,
  PENDING_MS_MAX,
  pendingIn,
  readDebts,
  readInput,
} from '../../src/clearing/index.ts'
import type { Instant } from '../../src/kernel/index.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import { alder, birch, type Debt, EUR, Ledger } from './ledger.ts'
import { ClearingFederation, MINUTE_MS } from './simulated-federation.ts'

const MOST = String(2n ** 63n - 1n)
const CIRCLE = [
  { from: 0, to: 1, amount: 1_200 },
  { from: 1, to: 2, amount: 1_200 },
  { from: 2, to: 0, amount: 1_200 },
] as const

describe('R5: what a pending payment keeps out of netting', () => {
  function owed(amount: number) {
    const ledger = Ledger.open()
    const debt: Debt = { debtor: alder, creditor: birch, amount }
    ledger.bind(debt)
    const kept = (asOf: number | null = null) =>
      balanceOf(ledger.state(debt), ledger.setOffs(), asOf as Instant | null).pendingForward
    return { ledger, debt, kept }
  }

  test('is its amount, for seven days', () => {
    const { ledger, debt, kept } = owed(100)
    const { at } = ledger.pay(alder, debt, 30).entry
    expect(kept()).toBe(30n)
    expect(kept(at + PENDING_MS_MAX)).toBe(30n)
    expect(kept(at + PENDING_MS_MAX + 1)).toBe(0n)
  })

  test('is nothing where it is above what is owed, alone or after those before it', () => {
    const { ledger, debt, kept } = owed(100)
    ledger.pay(alder, debt, 2n ** 63n - 1n)
    expect(kept()).toBe(0n)
    ledger.pay(alder, debt, 70)
    ledger.pay(alder, debt, 40)
    expect(kept()).toBe(70n)
    ledger.pay(alder, debt, 30)
    expect(kept()).toBe(100n)
  })

  test('is not renewed by another payment of the same', () => {
    const { ledger, debt, kept } = owed(100)
    const { at } = ledger.pay(alder, debt, 100).entry
    ledger.desk.now = at + PENDING_MS_MAX
    const again = ledger.pay(alder, debt, 100)
    expect(kept(again.entry.at + 1)).toBe(0n)
  })

  test('is not renewed by withdrawing it and paying again; a corrected one counts at once', () => {
    const { ledger, debt, kept } = owed(100)
    const first = ledger.pay(alder, debt, 100)
    ledger.withdrawPayment(alder, debt, first)
    const again = ledger.pay(alder, debt, 90)
    expect(kept(again.entry.at)).toBe(90n)
    expect(kept(first.entry.at + PENDING_MS_MAX + 1)).toBe(0n)
    expect(again.entry.at + PENDING_MS_MAX).toBeGreaterThan(first.entry.at + PENDING_MS_MAX + 1)
  })

  test('that is rejected is nothing, and it stands in the way of no other', () => {
    const { ledger, debt, kept } = owed(100)
    const first = ledger.pay(alder, debt, 100)
    ledger.rejectPayment(birch, debt, first)
    const { at } = ledger.pay(alder, debt, 100).entry
    expect(kept(at + PENDING_MS_MAX)).toBe(100n)
  })

  test('of two payments each has its own seven days', () => {
    const { ledger, debt, kept } = owed(100)
    const first = ledger.pay(alder, debt, 60)
    ledger.desk.now = first.entry.at + PENDING_MS_MAX - MINUTE_MS
    const second = ledger.pay(alder, debt, 40)
    expect(kept(first.entry.at + PENDING_MS_MAX)).toBe(100n)
    expect(kept(first.entry.at + PENDING_MS_MAX + 1)).toBe(40n)
    expect(kept(second.entry.at + PENDING_MS_MAX + 1)).toBe(0n)
  })

  test('ends when it is confirmed, and then the rest is owed', () => {
    const { ledger, debt, kept } = owed(100)
    const payment = ledger.pay(alder, debt, 70)
    ledger.confirmPayment(birch, debt, payment)
    expect(kept()).toBe(0n)
    ledger.pay(alder, debt, 40)
    expect(kept()).toBe(0n)
  })

  test('of what is owed back, the same holds the other way', () => {
    const { ledger, debt } = owed(100)
    ledger.confirmPayment(birch, debt, ledger.pay(alder, debt, 150))
    const { at } = ledger.pay(birch, debt, 50).entry
    ledger.pay(birch, debt, 50)
    const backward = (asOf: number) => balanceOf(ledger.state(debt), [], asOf as Instant).pendingBackward
    expect(backward(at)).toBe(50n)
    expect(backward(at + PENDING_MS_MAX + 1)).toBe(0n)
  })
})

describe('a debtor that says it has paid more than can be paid', () => {
  test('keeps none of its debts out of a round, and both sides see the payment', async () => {
    await using federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE)
    for (const [i, id] of ids.entries()) await federation.do(i, recordPayment({ obligationId: id, amount: MOST }))
    await federation.settle()
    const round = await federation.propose(0)
    await federation.settle()
    for (const i of [0, 1, 2]) {
      expect(await federation.round(i, round)).toMatchObject({ status: 'COMMITTED', committedTotal: '3600' })
      const { payments, remaining } = await federation.obligation(i, ids[0])
      expect([payments[0]?.amount, payments[0]?.status, remaining]).toEqual([MOST, 'RECORDED', '0'])
    }
  })

  test('a payment of all that is owed keeps it out for a week and no longer, whatever is recorded meanwhile', async () => {
    await using federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE)
    await federation.do(0, recordPayment({ obligationId: ids[0] ?? '', amount: '1200' }))
    await federation.settle()
    await expect(federation.propose(1)).rejects.toThrow('clearing.nothing-to-net')
    await federation.pass(PENDING_MS_MAX - 10 * MINUTE_MS)
    await federation.do(0, recordPayment({ obligationId: ids[0] ?? '', amount: '1200' }))
    await federation.settle()
    await expect(federation.propose(1)).rejects.toThrow('clearing.nothing-to-net')
    await federation.pass(11 * MINUTE_MS)
    const round = await federation.propose(1)
    await federation.settle()
    expect(await federation.round(0, round)).toMatchObject({ status: 'COMMITTED', committedTotal: '3600' })
  })

  test('the clock of the inputs is the round’s, never that of the node that checks them', async () => {
    await using federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE)
    await federation.setPolicies(2, { autoAcceptNetting: false })
    const { paymentIds } = await federation.do(0, recordPayment({ obligationId: ids[0] ?? '', amount: '200' }))
    await federation.settle()
    await federation.pass(PENDING_MS_MAX - MINUTE_MS)
    const round = await federation.propose(0)
    await federation.settle()
    // The payment has been pending for too long by now, but had not when the round took stock.
    await federation.pass(2 * MINUTE_MS)
    await federation.do(2, acceptNetting({ nettingRoundId: round }))
    await federation.settle()
    expect(await federation.round(1, round)).toMatchObject({ status: 'COMMITTED', committedTotal: '3000' })
    await federation.do(0, withdrawPayment({ paymentId: (paymentIds as string[])[0] ?? '' }))
  })

  test('what is confirmed late is owed back', async () => {
    await using federation = await ClearingFederation.found(3)
    const ids = await federation.owe(...CIRCLE)
    const { paymentIds } = await federation.do(0, recordPayment({ obligationId: ids[0] ?? '', amount: '1200' }))
    await federation.settle()
    await federation.pass(PENDING_MS_MAX + MINUTE_MS)
    await federation.propose(1)
    await federation.settle()
    await federation.do(1, confirmPayment({ paymentId: (paymentIds as string[])[0] ?? '' }))
    await federation.settle()
    expect(await federation.obligation(0, ids[0])).toMatchObject({
      status: 'SETTLED',
      remaining: '0',
      overpaid: '1200',
    })
  })
})

test('many pending payments are found and read anew in reasonable time', () => {
  const count = shortOrLong(8_000, 100_000)
  const id = (i: number) => `obl_${i.toString(16).padStart(64, '0')}`
  const row = (i: number, pending: string) => {
    return { id: id(i), from: alder.did, to: birch.did, backward: false, amount: '5', pending, dueMs: null }
  }
  const book = debtBook(Array.from({ length: count }, (_, i) => row(i, i % 2 === 0 ? '5' : '0')))
  const outdated = pendingIn(book)
  expect(outdated).toHaveLength(count / 2)
  const instead = debtBook(Array.from({ length: count / 2 }, (_, i) => row(2 * i, '0')))
  const debts = { book, outdated, instead }
  expect(readDebts(debts).ids.length).toBe(count * 32)
  expect(obligationsOf(readInput({ debts, participants: null, reserved: new Set() }))).toHaveLength(count)
})

test('inputs as of an instant are those of the facts at it', async () => {
  await using federation = await ClearingFederation.found(3)
  const ids = await federation.owe(...CIRCLE)
  await federation.do(0, recordPayment({ obligationId: ids[0] ?? '', amount: '200' }))
  const { store } = federation.member(0).node
  const { now } = federation.world.clock
  for (const [asOf, gross] of [
    [now, 3_400n],
    [now + PENDING_MS_MAX + 1, 3_600n],
  ] as const) {
    const debts = await store.read((reader) => debtsAsOf(reader, federation.scope, EUR, asOf as Instant))
    const read = obligationsOf(readInput({ debts, participants: null, reserved: new Set() }))
    expect(read.reduce((sum, { amount }) => sum + amount, 0n)).toBe(gross)
  }
  expect(pendingIn(debtsOfFacts([], EUR))).toEqual([])
})
