import { describe, expect, test } from 'vitest'
import { balanceOf, indexObligation, OPEN_TAG } from '../../src/clearing/index.ts'
import type { Hash, Instant } from '../../src/kernel/index.ts'
import { alder, birch, cedar, Ledger } from './ledger.ts'

const debt = { debtor: alder, creditor: birch, amount: 100 }
const HUGE = 2n ** 63n - 1n

function bound(amount: bigint | number = 100): Ledger {
  const ledger = Ledger.open()
  ledger.bind({ ...debt, amount })
  return ledger
}

describe('O6: payments', () => {
  test('a payment counts once the creditor has confirmed it', () => {
    const ledger = bound()
    const payment = ledger.pay(alder, debt, 40)
    expect(ledger.view(debt)).toMatchObject({ remaining: '100', awaiting: [birch.did] })
    expect(ledger.refusal(ledger.confirmPayment(alder, debt, payment))).toBe('clearing.not-a-party')
    const confirmed = ledger.confirmPayment(birch, debt, payment)
    expect(ledger.view(debt)).toMatchObject({
      status: 'CONFIRMED',
      remaining: '60',
      payments: [{ amount: '40', status: 'CONFIRMED', payer: alder.did, confirmedAt: confirmed.entry.at }],
    })
    expect(ledger.refusal(ledger.confirmPayment(birch, debt, payment))).toBe('clearing.already-confirmed')
  })

  test('paid in full it is settled; a payment confirmed twice by a fork counts once', () => {
    const here = bound()
    const payment = here.pay(alder, debt, 100)
    const there = here.split()
    here.confirmPayment(birch, debt, payment)
    there.forgive(birch, debt)
    there.confirmPayment(birch, debt, payment)
    here.hear(there)
    expect(here.view(debt)).toMatchObject({ status: 'SETTLED', remaining: '0', overpaid: '0' })
    here.desk.history.expectSameInAnyOrder()
  })

  test('what is paid too much is owed back, and a payment back settles it', () => {
    const ledger = bound()
    ledger.confirmPayment(birch, debt, ledger.pay(alder, debt, 130))
    expect(ledger.view(debt)).toMatchObject({ status: 'SETTLED', remaining: '0', overpaid: '30' })
    expect(indexObligation(ledger.state(debt) as never, []).tags).toEqual([OPEN_TAG])
    const refund = ledger.pay(birch, debt, 30)
    expect(ledger.refusal(ledger.confirmPayment(birch, debt, refund))).toBe('clearing.not-a-party')
    ledger.confirmPayment(alder, debt, refund)
    expect(ledger.view(debt)).toMatchObject({ status: 'SETTLED', remaining: '0', overpaid: '0' })
    expect(indexObligation(ledger.state(debt) as never, []).tags).toEqual([])
  })

  test('only what binds is paid, and only by its sides', () => {
    const ledger = Ledger.open()
    ledger.record(birch, debt)
    expect(ledger.refusal(ledger.pay(alder, debt, 10))).toBe('clearing.not-binding')
    ledger.confirm(alder, debt)
    expect(ledger.refusal(ledger.pay(cedar, debt, 10))).toBe('clearing.not-a-party')
    expect(ledger.refusal(ledger.pay(alder, debt, 10))).toBe(null)
  })

  test('amounts at 2^63−1 stay exact', () => {
    const huge = { ...debt, amount: HUGE }
    const ledger = bound(HUGE)
    ledger.confirmPayment(birch, huge, ledger.pay(alder, huge, HUGE))
    ledger.confirmPayment(birch, huge, ledger.pay(alder, huge, HUGE))
    expect(ledger.view(huge)).toMatchObject({ amount: String(HUGE), remaining: '0', overpaid: String(HUGE) })
    ledger.confirmPayment(birch, huge, ledger.pay(alder, huge, HUGE))
    expect(ledger.view(huge).overpaid).toBe(String(2n * HUGE))
  })
})

describe('O7: forgiveness', () => {
  test('the creditor alone forgives, whatever is left, and once', () => {
    const ledger = bound()
    ledger.confirmPayment(birch, debt, ledger.pay(alder, debt, 40))
    expect(ledger.refusal(ledger.forgive(alder, debt))).toBe('clearing.not-a-party')
    expect(ledger.refusal(ledger.forgive(birch, debt))).toBe(null)
    expect(ledger.view(debt)).toMatchObject({ status: 'FORGIVEN', remaining: '0', overpaid: '0' })
    expect(ledger.refusal(ledger.forgive(birch, debt))).toBe('clearing.already-forgiven')
  })

  test('forgiveness is no payment: what is paid later is not owed back until more than the debt was paid', () => {
    const ledger = bound()
    const payment = ledger.pay(alder, debt, 40)
    ledger.forgive(birch, debt)
    ledger.confirmPayment(birch, debt, payment)
    expect(ledger.view(debt)).toMatchObject({ status: 'FORGIVEN', remaining: '0', overpaid: '0' })
    ledger.confirmPayment(birch, debt, ledger.pay(alder, debt, 70))
    expect(ledger.view(debt)).toMatchObject({ status: 'SETTLED', remaining: '0', overpaid: '10' })
  })

  test('a claim that nobody confirmed can be forgiven', () => {
    const ledger = Ledger.open()
    ledger.record(birch, debt)
    ledger.forgive(birch, debt)
    expect(ledger.view(debt)).toMatchObject({ status: 'FORGIVEN', remaining: '0', awaiting: [] })
  })
})

describe('O8: the balance is amount − Σ forward + Σ backward, never clamped', () => {
  const setOff = (amount: bigint, cycle: number, backward = false) => ({
    subject: '',
    proposal: 'f'.repeat(64) as Hash,
    cycle,
    amount: String(amount),
    backward,
    at: 0 as Instant,
  })

  test('set-offs and payments add up in either direction and in any order', () => {
    const ledger = bound()
    ledger.confirmPayment(birch, debt, ledger.pay(alder, debt, 80))
    const rows = [setOff(60n, 0), setOff(25n, 1, true), setOff(10n, 2)]
    for (const order of [rows, rows.toReversed()]) {
      expect(balanceOf(ledger.state(debt), order)).toMatchObject({ remaining: 0n, overpaid: 25n })
    }
  })

  test('a balance beyond every single amount is exact', () => {
    const ledger = bound()
    const rows = [setOff(HUGE, 0), setOff(HUGE, 1), setOff(1n, 2)]
    expect(balanceOf(ledger.state(debt), rows).overpaid).toBe(2n * HUGE + 1n - 100n)
  })
})
