import { describe, expect, test } from 'vitest'
import {
  type EndingFacts,
  endingSentences,
  endOf,
  renewalText,
  type TermFacts,
} from '../../src/dashboard/logic/agreements/ending.ts'

const [alder, birch, cedar] = ['Alder', 'Birch', 'Cedar'].map((name) => ({ did: `did:key:${name}`, name })) as [
  { did: string; name: string },
  { did: string; name: string },
  { did: string; name: string },
]
const reading = { locale: 'en-GB', timeZone: 'UTC' }
const day = (month: number, date: number) => new Date(Date.UTC(2027, month - 1, date)).toISOString()

type Termination = NonNullable<EndingFacts['termination']>

const TERMINATION: Termination = {
  cause: 'MUTUAL_CONSENT',
  explanation: null,
  clause: null,
  effectiveAt: day(3, 1),
  noticeRunsFrom: null,
  acknowledgedBy: [],
  by: alder,
  breachedBy: null,
  awaiting: [],
  consentedBy: [],
}

function told(changes: Partial<Termination>, status: EndingFacts['status'] = 'ACTIVE'): string {
  const roles = ['PROPOSER', 'COUNTERPARTY', 'GUARANTOR'] as const
  const parties: EndingFacts['parties'] = [alder, birch, cedar].map((cooperative, i) => ({
    cooperative,
    role: roles[i] ?? 'WITNESS',
    signedVersion: 1,
  }))
  return endingSentences(
    { status, noticeDays: 30, parties, termination: { ...TERMINATION, ...changes } },
    reading,
  ).join(' ')
}

describe('the end of an agreement', () => {
  test('by consent says who has consented and who has not yet', () => {
    expect(told({ consentedBy: [alder], awaiting: [birch, cedar] })).toBe(
      'Alder has consented to its end; Birch and Cedar have not yet. It ends when all signing parties have consented.',
    )
    expect(told({ consentedBy: [alder, birch, cedar], by: null }, 'TERMINATED')).toBe(
      'All signing parties consented to its end. It ended on 1 Mar 2027.',
    )
  })

  test('by notice is noticeDays after it began to run, and says since when it runs', () => {
    const running = { cause: 'WITHDRAWAL', noticeRunsFrom: day(1, 30), acknowledgedBy: [birch, cedar] } as const
    expect(told(running)).toBe(
      'Alder gave notice. The notice of 30 days runs since 30 Jan 2027: the agreement ends on 1 Mar 2027.',
    )
  })

  test('by a notice that too few have acknowledged is an estimate, and says who is missing', () => {
    const waiting = { cause: 'WITHDRAWAL', effectiveAt: day(3, 31), acknowledgedBy: [cedar] } as const
    expect(told(waiting)).toContain('the nodes of 2 of 2 other signing parties have acknowledged it')
    expect(told(waiting)).toContain('Cedar so far')
    expect(told(waiting)).toContain('As it is now, the agreement would end on 31 Mar 2027')
  })

  test('by notice comes sooner when all consent', () => {
    const both = { cause: 'WITHDRAWAL', noticeRunsFrom: day(1, 30), consentedBy: [alder], awaiting: [birch] } as const
    expect(told(both)).toContain('Alder has consented to its end; Birch has not yet. It ends sooner, when all')
  })

  test('for breach names who broke which clause', () => {
    const breach = { cause: 'BREACH', breachedBy: birch, clause: '4', explanation: 'Unpaid since May' } as const
    expect(told(breach, 'TERMINATED')).toBe(
      'Ended for breach (Alder). Breach by Birch: 4. Explanation: “Unpaid since May”. It ended on 1 Mar 2027.',
    )
  })
})

describe('the renewal of an agreement', () => {
  const yearly: TermFacts = {
    status: 'ACTIVE',
    expiryDate: day(6, 1),
    autoRenewal: { period: 'P1Y', maxRenewals: 3, renewed: 1 },
    termination: null,
  }
  const notice = (effectiveAt: string) => ({ cause: 'WITHDRAWAL', effectiveAt }) as const

  test('is told with how many are left', () => {
    expect(renewalText(yearly, reading)).toBe('renews automatically for 1 year (1 of at most 3 renewals so far)')
    expect(renewalText({ ...yearly, autoRenewal: { period: 'P1Y', maxRenewals: 3, renewed: 3 } })).toBe(
      'no renewal is left',
    )
    expect(renewalText({ ...yearly, autoRenewal: null })).toBe(null)
  })

  test('does not come where a notice ends the agreement before', () => {
    expect(renewalText({ ...yearly, termination: notice(day(6, 1)) }, reading)).toBe(
      'does not renew: the notice ends it on 1 Jun 2027',
    )
    expect(renewalText({ ...yearly, termination: notice(day(6, 2)) }, reading)).toBe(
      'renews automatically for 1 year (1 of at most 3 renewals so far), until the notice ends the agreement on 2 Jun 2027',
    )
    expect(renewalText({ ...yearly, status: 'TERMINATED' })).toBe('does not renew: the agreement has ended')
  })
})

describe('the day on which an agreement ends', () => {
  const ends = (status: string, expiryDate: string | null, termination: TermFacts['termination']) =>
    endOf({ status, expiryDate, termination })
  const notice = { cause: 'WITHDRAWAL', effectiveAt: day(3, 1) } as const
  const consent = { cause: 'MUTUAL_CONSENT', effectiveAt: '9999-12-31T23:59:59.999Z' } as const

  test.each([
    ['of its term', ends('ACTIVE', day(6, 1), null), day(6, 1)],
    ['of none', ends('ACTIVE', null, null), null],
    ['of a notice before its term', ends('ACTIVE', day(6, 1), notice), day(3, 1)],
    ['of a notice without a term', ends('SUSPENDED', null, notice), day(3, 1)],
    ['of its term before a notice', ends('ACTIVE', day(2, 1), notice), day(2, 1)],
    ['of no consent that is still awaited', ends('ACTIVE', null, consent), null],
    ['on which it ended', ends('TERMINATED', day(6, 1), { ...consent, effectiveAt: day(1, 5) }), day(1, 5)],
  ])('is that %s', (_which, end, expected) => {
    expect(end).toBe(expected)
  })
})
