import { expect, test } from 'vitest'
import type { DebtQuery } from '../../src/dashboard/generated/operations.ts'
import { debtStanding, payableBy } from '../../src/dashboard/logic/clearing/payable.ts'

type Debt = NonNullable<DebtQuery['obligation']>

const [ALDER, BIRCH] = ['Alder', 'Birch'].map((name) => ({ did: `did:${name}`, name })) as [
  Debt['debtor'],
  Debt['debtor'],
]

function payment(payer: Debt['debtor'], amount: string, status: Debt['payments'][number]['status'] = 'RECORDED') {
  const payee = payer === ALDER ? BIRCH : ALDER
  return { id: `pay_${amount}`, amount, status, payer, payee, reference: null, recordedAt: '', reason: null }
}

function owing(changes: Partial<Debt>): Debt {
  const facts = { remaining: '0', overpaid: '0', status: 'CONFIRMED', payments: [], debtor: ALDER, creditor: BIRCH }
  return { ...facts, ...changes } as unknown as Debt
}

test('what we have said to have paid is not left to be paid', () => {
  const payments = [payment(ALDER, '700'), payment(ALDER, '100', 'REJECTED'), payment(ALDER, '50', 'CONFIRMED')]
  const debt = owing({ remaining: '1000', payments: payments as unknown as Debt['payments'] })
  expect(payableBy(ALDER.did, debt)).toMatchObject({ isRepayment: false, payee: BIRCH, pending: 700n, left: 300n })
  expect(payableBy(BIRCH.did, debt)).toBeNull()
  expect(payableBy('did:Cedar', debt)).toBeNull()
})

test('a creditor pays back what it was paid too much, whatever the debtor has paid', () => {
  const payments = [payment(ALDER, '1300', 'CONFIRMED'), payment(BIRCH, '200')] as unknown as Debt['payments']
  const debt = owing({ status: 'SETTLED', overpaid: '1300', payments })
  expect(payableBy(BIRCH.did, debt)).toMatchObject({ isRepayment: true, payee: ALDER, owed: 1300n, left: 1100n })
  expect(payableBy(ALDER.did, debt)).toBeNull()
})

test('a settled debt of which too much was paid is told as overpaid; another status says more', () => {
  expect(debtStanding(owing({ status: 'SETTLED' }))).toBe('SETTLED')
  expect(debtStanding(owing({ status: 'SETTLED', overpaid: '1300' }))).toBe('OVERPAID')
  expect(debtStanding(owing({ status: 'VOID', overpaid: '1300' }))).toBe('VOID')
})
