import { expect, test } from 'vitest'
import type { DebtFactsFragment } from '../../src/dashboard/generated/operations.ts'
import {
  confirmableOf,
  debtFilter,
  isConfirmable,
  isDay,
  isOverdue,
  sumsOfSelected,
} from '../../src/dashboard/logic/clearing/debt-filter.ts'

const SELF = 'did:self'
const TODAY = '2027-01-31'
const filter = (query: Record<string, string>) => debtFilter(query, SELF, TODAY)

test('an address without a filter asks for all debts, and what it does not know is left out', () => {
  expect(filter({})).toEqual({})
  expect(filter({ status: 'NONE', due: 'never', side: 'both', awaiting: 'no', reference: ' ' })).toEqual({})
})

test('each filter of an address is one of the API', () => {
  expect(
    filter({
      ...{ status: 'SETTLED', awaiting: 'yes', side: 'debtor', currency: 'EUR', agreement: 'agr_1' },
      ...{ counterparty: 'did:birch', reference: ' RE-1 ' },
    }),
  ).toEqual({
    ...{ status: ['SETTLED'], awaitingMe: true, debtor: SELF, currency: 'EUR', agreementId: 'agr_1' },
    ...{ counterparty: 'did:birch', referenceContains: 'RE-1' },
  })
})

test.each([
  ['overdue', { dueBefore: '2027-01-31T00:00:00.000Z' }],
  ['7', { dueFrom: '2027-01-31T00:00:00.000Z', dueBefore: '2027-02-08T00:00:00.000Z' }],
  ['30', { dueFrom: '2027-01-31T00:00:00.000Z', dueBefore: '2027-03-03T00:00:00.000Z' }],
  ['2027-02-28', { dueBefore: '2027-03-01T00:00:00.000Z' }],
])('due %s: whole calendar days, the last one included, of what is owed', (due, days) => {
  expect(filter({ due })).toEqual({ status: ['CONFIRMED'], ...days })
  expect(filter({ due, status: 'RECORDED' })).toEqual({ status: ['RECORDED'], ...days })
})

test.each(['2027-02-30', '2027-13-01', '31.01.2027', '2027-1-1', ''])('%j is no day', (text) => {
  expect(isDay(text)).toBe(false)
})

test('a debt is overdue from the day after its due day on, as long as it is owed', () => {
  const owed = (dueDate: string | null) => isOverdue({ status: 'CONFIRMED', dueDate }, TODAY)
  expect([owed('2027-01-30T00:00:00.000Z'), owed('2027-01-31T00:00:00.000Z'), owed(null)]).toEqual([true, false, false])
  expect(isOverdue({ status: 'SETTLED', dueDate: '2027-01-30T00:00:00.000Z' }, TODAY)).toBe(false)
  expect(isOverdue({ status: 'RECORDED', dueDate: '2027-01-30T00:00:00.000Z' }, TODAY)).toBe(false)
})

test('of a filtered list, what waits for our confirmation; of one that holds no such debt, nothing', () => {
  expect(confirmableOf(filter({ currency: 'EUR' }))).toEqual({
    currency: 'EUR',
    awaitingMe: true,
    status: ['RECORDED'],
  })
  expect(confirmableOf(filter({ status: 'RECORDED' })).status).toEqual(['RECORDED'])
  expect(confirmableOf(filter({ due: 'overdue' })).status).toEqual([])
})

const party = (did: string) => ({ did, name: null })
const OTHER = party('did:other')
const US = party(SELF)

function debt(changes: Partial<DebtFactsFragment>): DebtFactsFragment {
  return {
    ...{ id: 'obl_1', amount: '100', remaining: '100', overpaid: '0', currency: 'EUR', scale: 2, reference: null },
    ...{ status: 'RECORDED', dueDate: null, recordedAt: '2027-01-01T00:00:00.000Z' },
    ...{ agreement: { id: 'agr_1', title: 'Clearing' }, debtor: US, creditor: OTHER, recordedBy: OTHER },
    ...changes,
  }
}

test('we confirm what the other side has recorded with us, and nothing else', () => {
  const confirmable = (changes: Partial<DebtFactsFragment>) => isConfirmable(debt(changes), SELF)
  expect(confirmable({})).toBe(true)
  expect(confirmable({ recordedBy: US })).toBe(false)
  expect(confirmable({ status: 'CONFIRMED' })).toBe(false)
  expect(confirmable({ debtor: party('did:third') })).toBe(false)
})

test('what is selected is summed up for each currency and side, however much it is', () => {
  const huge = String(2n ** 63n - 1n)
  const sums = sumsOfSelected(
    [
      debt({ remaining: huge }),
      debt({ remaining: huge }),
      debt({ debtor: OTHER, creditor: US }),
      debt({ currency: 'CHF' }),
    ],
    SELF,
  )
  expect(sums).toEqual([
    { currency: 'EUR', scale: 2, receivable: '100', payable: String(2n ** 64n - 2n) },
    { currency: 'CHF', scale: 2, receivable: '0', payable: '100' },
  ])
})
