import { describe, expect, test } from 'vitest'
import { DebtStatus } from '../../src/dashboard/components/domain/debt-status.tsx'
import { IssuerTrust } from '../../src/dashboard/components/domain/issuer-trust.tsx'
import type { PaymentStatus } from '../../src/dashboard/generated/enums.ts'
import { tell } from '../../src/dashboard/logic/happenings.ts'
import { CommonTerms, TermsText } from '../../src/dashboard/views/agreements/terms.tsx'
import { NettingResult } from '../../src/dashboard/views/clearing/netting/result.tsx'
import { DebtTable } from '../../src/dashboard/views/clearing/obligations/debts.tsx'
import { ALDER, BIRCH, textOf } from './rendered.tsx'

type Row = Parameters<typeof DebtTable>[0]['rows'][number]

const EUR = { currency: 'EUR', scale: 2 }

function debt(changes: Partial<Row> = {}): Row {
  return {
    ...{ id: 'obl_1', amount: '12050', remaining: '12050', overpaid: '0', reference: 'RE-1', dueDate: null, ...EUR },
    ...{ status: 'CONFIRMED', recordedAt: '2027-01-01T00:00:00.000Z', agreement: { id: 'agr_1', title: 'Clearing' } },
    ...{ debtor: BIRCH, creditor: ALDER, recordedBy: ALDER, dispute: null, payments: [] },
    ...changes,
  }
}

function payment(payer: Row['debtor'], status: PaymentStatus = 'RECORDED'): Row['payments'][number] {
  return { id: `pay_${payer.name}`, amount: '4000', status, payer, payee: payer === ALDER ? BIRCH : ALDER }
}

describe('the status of a debt in a list', () => {
  test('where a payment waits for us is that payment, with its own figure', () => {
    const told = textOf(<DebtStatus debt={debt({ payments: [payment(BIRCH)] })} />)
    expect(told).toBe('To be confirmed a payment of 40.00 EUR from Birch')
  })

  test('where a payment waits for the other side is the debt’s own, and says so', () => {
    const ours = debt({ debtor: ALDER, creditor: BIRCH, payments: [payment(ALDER)] })
    expect(textOf(<DebtStatus debt={ours} />)).toBe('Owed a payment of 40.00 EUR waits for Birch')
    const answered = debt({ payments: [payment(BIRCH, 'CONFIRMED'), payment(BIRCH, 'REJECTED')] })
    expect(textOf(<DebtStatus debt={answered} />)).toBe('Owed')
  })

  test('shows a dispute also of what both sides have signed', () => {
    expect(textOf(<DebtStatus debt={debt({ dispute: { resolvedAt: null } })} />)).toBe('Owed Disputed')
    expect(textOf(<DebtStatus debt={debt({ dispute: { resolvedAt: '2027-01-02T00:00:00.000Z' } })} />)).toBe('Owed')
  })

  test('what is open of a debt that is not owed yet says why; no column calls that owed', () => {
    const rows = (['CONFIRMED', 'RECORDED', 'DISPUTED'] as const).map((status) => debt({ id: status, status }))
    const selection = { ids: new Set<string>() } as unknown as Parameters<typeof DebtTable>[0]['selection']
    const table = textOf(<DebtTable rows={rows} today="2027-01-01" selection={selection} />)
    expect(table).toMatch(/Who owes To whom Amount Open Reference Due Status/)
    expect(table).toContain('120.50 EUR 120.50 EUR RE-1 – Owed')
    expect(table).toContain('120.50 EUR 120.50 EUR not confirmed RE-1 – To be confirmed')
    expect(table).toContain('120.50 EUR 120.50 EUR disputed RE-1 – Disputed')
  })
})

describe('a netting', () => {
  const result = {
    ...{ resultHash: 'a'.repeat(64), obligationCount: 3, participantCount: 3, transferCount: 1, ...EUR },
    ...{ grossTotal: '24000', setOffTotal: '18000', residualTotal: '6000', netPositions: [], transfers: [] },
    certificate: { verified: true },
  } as unknown as Parameters<typeof NettingResult>[0]['result']

  test('that came about says what was netted and what is left', () => {
    const told = textOf(<NettingResult result={result} />)
    expect(told).toContain('Owed, in 3 debts 240.00 EUR Netted 180.00 EUR Left to pay, in 1 payment 60.00 EUR')
    expect(told).toContain('Verified: this is the largest possible set-off.')
    expect(told).toContain('Netting does not change anybody’s net position.')
  })

  test('that did not come about says what would have been', () => {
    const told = textOf(<NettingResult result={result} isProposal />)
    expect(told).toContain('Would have been netted 180.00 EUR Would have been left to pay, in 1 payment 60.00 EUR')
    expect(told).not.toMatch(/(?<!been )netted 180| Netted/)
  })
})

describe('terms in prose', () => {
  const parties = [ALDER, BIRCH].map((cooperative) => ({ cooperative }))
  const prose = (terms: object) => textOf(<TermsText of={{ description: null, parties, terms } as never} />)

  test('name a resource, and how much of it there is', () => {
    const compensation = { model: 'NONE', amount: null, currency: null, scale: null, period: null, unit: null }
    const van = { key: null, kind: 'delivery van', description: null, provider: BIRCH.did, quantity: '1', unit: 'van' }
    const told = prose({ __typename: 'ResourceSharingTerms', resources: [{ ...van, compensation }] })
    expect(told).toMatch(/^Birch provides the delivery van \(1 van\), free of charge\.$/i)
  })

  test('give the limit of a pair', () => {
    const currencies = [{ code: 'EUR', scale: 2, creditLimit: '500000' }]
    const told = prose({ __typename: 'ClearingArrangementTerms', currencies, nettingPeriod: 'P7D' })
    expect(told).toContain('In EUR, each party may owe any other at most 5,000.00 EUR.')
    expect(told).toContain('Netting is proposed automatically every')
  })

  test('without dates hold from the last signature, without end', () => {
    const none = { effectiveDate: null, expiryDate: null, autoRenewal: null, noticeDays: 30, governingLaw: null }
    const told = textOf(<CommonTerms of={{ ...none, disputeResolution: null, additionalTerms: null }} />)
    expect(told).toContain('In force from the last signature, no end date')
    expect(told).toContain('A party may leave with 30 days of notice.')
  })
})

test('an issuer recognised under an agreement counts half by default, and where to change it is a link', () => {
  const explanation = 'its issuer is recognised for OrganicFarming; this counts half by default'
  expect(textOf(<IssuerTrust of={{ weight: 0.5, explanation }} issuer={BIRCH} />)).toBe(
    `Counts half ${explanation}; change it under Birch`,
  )
  expect(textOf(<IssuerTrust of={{ weight: 1, explanation: 'this node issued it itself' }} issuer={ALDER} />)).toBe(
    'Counts fully this node issued it itself',
  )
})

test.each([
  ['agreement.activated', ' is now active'],
  ['obligation.set-off', ' was netted'],
  ['netting.abandoned', 'The netting round  ended without a result'],
  ['usage.charged', 'The use of  was charged'],
])('%s is told without an author', (kind, sentence) => {
  expect(tell({ kind, author: BIRCH }).join('')).toBe(sentence)
})
