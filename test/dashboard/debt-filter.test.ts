import { expect, test } from 'vitest'
import { debtFilter, isDay, isOverdue } from '../../src/dashboard/logic/debt-filter.ts'

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
    ...{ counterparty: 'did:birch', referenceStartsWith: 'RE-1' },
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
