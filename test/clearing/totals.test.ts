import { expect, test } from 'vitest'
import { indexObligation, type OpenSum, obligationTotals } from '../../src/clearing/index.ts'
import { alder, birch, Ledger } from './ledger.ts'

const debt = { debtor: alder, creditor: birch, amount: 100 }

test('the index of an obligation holds what is open of it, below zero where it was overpaid', () => {
  const ledger = Ledger.open()
  ledger.bind(debt)
  const rest = () => indexObligation(ledger.state(debt) as never, []).rest
  expect(rest()).toBe('100')
  ledger.confirmPayment(birch, debt, ledger.pay(alder, debt, 130))
  expect(rest()).toBe('-30')
})

test('a total keeps apart what binds and what is to be confirmed, and counts an overpayment for who gets it back', () => {
  const sum = (more: Partial<OpenSum>): OpenSum => ({
    ...{ currency: 'EUR', scale: 2, phase: 'CONFIRMED', side: 'left', count: 1, above: '0', below: '0' },
    ...more,
  })
  const totals = obligationTotals([
    sum({ above: '100', count: 2 }),
    sum({ side: 'right', above: '40' }),
    sum({ phase: 'SETTLED', below: '7' }),
    sum({ phase: 'SETTLED', side: 'right', below: '3' }),
    sum({ phase: 'RECORDED', above: '5' }),
    sum({ phase: 'DISPUTED', side: 'right', above: '6' }),
    sum({ side: null, above: '1000', count: 9 }),
    sum({ currency: 'CHF', side: 'right', above: '1' }),
  ])
  const nothing = { receivable: '0', payable: '0', unconfirmedReceivable: '0', unconfirmedPayable: '0' }
  expect(totals).toEqual([
    { ...nothing, currency: 'CHF', scale: 2, count: 1, receivable: '1' },
    {
      ...{ currency: 'EUR', scale: 2, count: 16, receivable: '47', payable: '103' },
      ...{ unconfirmedReceivable: '6', unconfirmedPayable: '5' },
    },
  ])
})
