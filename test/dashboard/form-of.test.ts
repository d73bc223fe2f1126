import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readCustomTerms, writeCustomTerms } from '../../src/dashboard/logic/agreements/custom-terms.ts'
import { checkDraft } from '../../src/dashboard/logic/agreements/draft.ts'
import { changesOf, formOf } from '../../src/dashboard/logic/agreements/form-of.ts'
import { typed } from '../../src/dashboard/logic/clearing/result.ts'
import { anyCharacter } from '../support/any-character.ts'

const SELF = `did:key:z6Mk${'a'.repeat(44)}`
const BIRCH = `did:key:z6Mk${'b'.repeat(44)}`
type Agreement = Parameters<typeof formOf>[0]

const COMMON = {
  id: 'agr_1',
  title: 'Ours',
  description: 'As agreed',
  parties: [
    { role: 'COUNTERPARTY', signedVersion: 1, cooperative: { did: SELF, name: 'Alder' } },
    { role: 'PROPOSER', signedVersion: 1, cooperative: { did: BIRCH, name: 'Birch' } },
  ],
  effectiveDate: null,
  // Made through the API, at an hour that no date field holds.
  expiryDate: '2027-12-31T10:30:00.000Z',
  signBefore: null,
  noticeDays: 14,
  autoRenewal: { period: 'P1Y', maxRenewals: 3, renewed: 0 },
  governingLaw: 'Scots law',
  disputeResolution: null,
  additionalTerms: null,
}

const CLEARING = {
  ...COMMON,
  type: 'CLEARING_ARRANGEMENT',
  terms: {
    __typename: 'ClearingArrangementTerms',
    currencies: [{ code: 'EUR', scale: 2, creditLimit: '123456789' }],
    nettingPeriod: 'PT10M',
  },
} as unknown as Agreement

const TERMS: readonly (readonly [type: string, terms: object])[] = [
  ['CLEARING_ARRANGEMENT', CLEARING.terms],
  [
    'RESOURCE_SHARING',
    {
      __typename: 'ResourceSharingTerms',
      resources: [
        {
          key: 'van-1',
          approval: 'AUTOMATIC',
          settlement: { id: 'agr_2' },
          kind: 'van',
          description: 'electric',
          provider: BIRCH,
          quantity: '2',
          unit: 'days',
          compensation: { model: 'FIXED', amount: '500', currency: 'EUR', scale: 2, period: 'P7D', unit: null },
        },
      ],
    },
  ],
  ['MUTUAL_RECOGNITION', { __typename: 'MutualRecognitionTerms', attestationTypes: ['Skill', 'Other'] }],
  [
    'JOINT_GOVERNANCE',
    {
      __typename: 'JointGovernanceTerms',
      quorum: 40,
      threshold: 60,
      weights: [{ party: BIRCH, weight: 5 }],
      minimumPeriod: null,
    },
  ],
  [
    'CUSTOM',
    {
      __typename: 'CustomTerms',
      name: 'Allotment',
      custom: { water: 'from: the well' },
      recordTypes: [
        {
          name: 'harvest',
          description: null,
          schema: { properties: { grams: { type: 'uint32' } } },
          authors: ['GUARANTOR', 'PROPOSER'],
          consent: 'ALL',
        },
      ],
    },
  ],
]

const check = (form: Parameters<typeof checkDraft>[0]) => checkDraft(form, { self: SELF, locale: 'en', nowMs: 0 })

describe('an agreement in the form in which it is changed', () => {
  test.each(TERMS)('of the type %s is as it was, until somebody types', (type, terms) => {
    const form = formOf({ ...CLEARING, type, terms } as Agreement, SELF, 'en')
    const { problems, input } = check(form)
    expect(problems).toEqual({})
    expect(input && changesOf(check(form), input)).toEqual({})
  })

  test('keeps the bound of renewals when only their period is changed, and lets it be edited', () => {
    const before = formOf(CLEARING, SELF, 'en')
    const renewalOf = (changes: Partial<typeof before>) => check({ ...before, ...changes }).input?.autoRenewal
    expect(renewalOf({ renewal: 'P6M' })).toEqual({ period: 'P6M', maxRenewals: 3 })
    expect(renewalOf({ maxRenewals: '' })).toEqual({ period: 'P1Y', maxRenewals: null })
    expect(renewalOf({ maxRenewals: '0' })).toEqual({ period: 'P1Y', maxRenewals: 0 })
    expect(check({ ...before, maxRenewals: 'often' }).problems.maxRenewals).toMatch(/0 to 10000/)
  })

  test('takes every currency and limit that the API takes', () => {
    const currencies = [{ code: 'hours', scale: 0, creditLimit: '0' }]
    const terms = { ...CLEARING.terms, currencies }
    const { problems, input } = check(formOf({ ...CLEARING, terms } as Agreement, SELF, 'en'))
    expect(problems).toEqual({})
    expect(input?.terms.clearingArrangement?.currencies).toEqual(currencies)
  })

  test('keeps what its types of records say, and how long votes take, when something else of its terms is changed', () => {
    const termsOf = (type: string, changes: object) => {
      const terms = TERMS.find(([name]) => name === type)?.[1]
      const form = formOf({ ...CLEARING, type, terms } as Agreement, SELF, 'en')
      return check({ ...form, ...changes }).input?.terms
    }
    expect(termsOf('CUSTOM', { customTerms: 'water: rain' })?.custom).toEqual({
      name: 'Allotment',
      terms: { water: 'rain' },
      recordTypes: [
        {
          name: 'harvest',
          description: null,
          schema: { properties: { grams: { type: 'uint32' } } },
          authors: ['GUARANTOR', 'PROPOSER'],
          consent: 'ALL',
        },
      ],
    })
    expect(termsOf('JOINT_GOVERNANCE', { quorum: '10' })?.jointGovernance).not.toHaveProperty('minimumPeriod')
    expect(termsOf('JOINT_GOVERNANCE', { minimumPeriod: 'P7D' })?.jointGovernance).toMatchObject({
      minimumPeriod: 'P7D',
    })
  })

  test('gives free terms back exactly as they were, whatever they are', () => {
    const terms = fc.dictionary(
      fc.string({ unit: anyCharacter, minLength: 1 }),
      fc.oneof(fc.jsonValue(), fc.string()),
      {
        minKeys: 1,
      },
    )
    fc.assert(
      fc.property(terms, (custom) => {
        expect(readCustomTerms(writeCustomTerms(custom))).toEqual(typed(JSON.parse(JSON.stringify(custom))))
      }),
    )
  })

  test('sends only what has been changed: nobody signs a date that moved by itself', () => {
    const before = formOf(CLEARING, SELF, 'en')
    const now = { ...before, noticeDays: '60', currencies: [{ code: 'EUR', scale: '2', limit: '2,000,000' }] }
    const { input } = check(now)
    expect(input && changesOf(check(before), input)).toEqual({
      noticeDays: 60,
      terms: {
        clearingArrangement: {
          currencies: [{ code: 'EUR', scale: 2, creditLimit: '200000000' }],
          nettingPeriod: 'PT10M',
        },
      },
    })
  })
})
