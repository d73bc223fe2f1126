import { readFileSync } from 'node:fs'
import { buildSchema, coerceInputValue, type GraphQLInputType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { amendedDocument } from '../../src/dashboard/logic/agreements/amended.ts'
import { differences } from '../../src/dashboard/logic/agreements/difference.ts'
import { checkDraft, type DraftForm, emptyDraft, emptyResource } from '../../src/dashboard/logic/agreements/draft.ts'
import { tell } from '../../src/dashboard/logic/happenings.ts'

const SELF = `did:key:z6Mk${'a'.repeat(44)}`
const BIRCH = `did:key:z6Mk${'b'.repeat(44)}`
const circumstances = { self: SELF, locale: 'en', nowMs: Date.parse('2026-11-30T12:00:00.000Z') }
const schema = buildSchema(readFileSync('schema/federation.graphql', 'utf8'))
const START: DraftForm = { ...emptyDraft(SELF), title: 'Ours', parties: [{ did: BIRCH, role: 'COUNTERPARTY' }] }

const FORMS: readonly (readonly [name: string, form: Partial<DraftForm>, terms: object])[] = [
  [
    'clearing',
    { currencies: [{ code: 'EUR', scale: '2', limit: '5,000' }], nettingPeriod: 'P1M' },
    { clearingArrangement: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '500000' }], nettingPeriod: 'P1M' } },
  ],
  [
    'sharing',
    {
      type: 'RESOURCE_SHARING',
      resources: [
        { ...emptyResource(BIRCH), kind: 'van', model: 'PER_USE', amount: '12.50', currency: 'EUR', per: 'hour' },
      ],
    },
    {
      resourceSharing: {
        resources: [
          {
            kind: 'van',
            description: null,
            provider: BIRCH,
            quantity: null,
            unit: null,
            compensation: { model: 'PER_USE', amount: '1250', currency: 'EUR', scale: 2, unit: 'hour' },
          },
        ],
      },
    },
  ],
  [
    'recognition',
    { type: 'MUTUAL_RECOGNITION', attestationTypes: 'MemberInGoodStanding\n\nSkill, PaymentReliability' },
    { mutualRecognition: { attestationTypes: ['MemberInGoodStanding', 'Skill', 'PaymentReliability'] } },
  ],
  [
    'governance',
    { type: 'JOINT_GOVERNANCE', weights: { [BIRCH]: '3' } },
    {
      jointGovernance: {
        quorum: 50,
        threshold: 51,
        weights: [
          { party: SELF, weight: 1 },
          { party: BIRCH, weight: 3 },
        ],
        minimumPeriod: 'P1D',
      },
    },
  ],
  [
    'custom',
    { type: 'CUSTOM', customName: 'Allotment', customTerms: 'water: from the well\nkeys: hang at: the door' },
    { custom: { name: 'Allotment', terms: { water: 'from the well', keys: 'hang at: the door' } } },
  ],
]

describe('a proposal that is filled in', () => {
  test.each(FORMS)('of %s becomes what the API takes', (_name, form, terms) => {
    const { problems, input } = checkDraft({ ...START, ...form }, circumstances)
    expect(problems).toEqual({})
    expect(input?.terms).toEqual(terms)
    coerceInputValue(input, schema.getType('CreateDraftInput') as GraphQLInputType)
  })

  test('keeps dates as whole days of the one who types', () => {
    const dates = { effectiveDate: '2027-01-01', expiryDate: '2027-12-31', renewal: 'P1Y' }
    const { input } = checkDraft({ ...START, ...FORMS[2]?.[1], ...dates }, circumstances)
    expect(input?.effectiveDate).toBe(new Date(2027, 0, 1).toISOString())
    expect(input?.expiryDate).toBe(new Date(2027, 11, 31, 23, 59, 59, 999).toISOString())
    expect(input?.autoRenewal).toEqual({ period: 'P1Y', maxRenewals: null })
  })
})

test('today is not over, and a change keeps the dates that have been agreed', () => {
  const clearing = { currencies: [{ code: 'EUR', scale: '2', limit: '1' }] }
  const problemsOf = (dates: Partial<DraftForm>, kept = {}) =>
    Object.keys(checkDraft({ ...START, ...clearing, ...dates }, { ...circumstances, kept }).problems)
  expect(problemsOf({ effectiveDate: '2026-11-30', signBefore: '2026-11-30' })).toEqual([])
  const begun = { effectiveDate: '2025-01-01' }
  expect(problemsOf(begun, begun)).toEqual([])
  expect(problemsOf({ effectiveDate: '2025-01-02' }, begun)).toEqual(['effectiveDate'])
})

describe('what is missing or wrong', () => {
  test.each<[string, Partial<DraftForm>, RegExp]>([
    ['title', { title: ' ' }, /title/],
    ['parties', { parties: [] }, /at least one/],
    ['parties', { parties: [{ did: BIRCH, role: 'WITNESS' }] }, /that signs/],
    ['parties.0', { parties: [{ did: 'birch', role: 'COUNTERPARTY' }] }, /did:key:z6Mk/],
    ['parties.0', { parties: [{ did: SELF, role: 'COUNTERPARTY' }] }, /already/],
    ['currencies.0.code', {}, /2 to 16 letters/],
    ['currencies.0.limit', {}, /Write an amount/],
    ['currencies.0.scale', { currencies: [{ code: 'EUR', scale: '19', limit: '1' }] }, /0 to 18/],
    ['expiryDate', { effectiveDate: '2027-02-01', expiryDate: '2027-01-01' }, /a day after/],
    ['effectiveDate', { effectiveDate: '2026-11-28' }, /This day is over/],
    ['expiryDate', { expiryDate: '2026-11-28' }, /This day is over/],
    ['signBefore', { signBefore: '2026-11-28' }, /can no longer be signed/],
    ['renewal', { renewal: 'P1Y' }, /needs an end date/],
    ['noticeDays', { noticeDays: 'many' }, /from 0 to 3650/],
    ['resources.0.kind', { type: 'RESOURCE_SHARING' }, /Name the resource/],
    ['quorum', { type: 'JOINT_GOVERNANCE', quorum: '101' }, /percentage/],
    ['threshold', { type: 'JOINT_GOVERNANCE', weights: { [SELF]: '0', [BIRCH]: '0' } }, /greater than zero/],
    ['attestationTypes', { type: 'MUTUAL_RECOGNITION' }, /at least one/],
    ['customTerms', { type: 'CUSTOM', customName: 'x', customTerms: 'no colon' }, /name: what is agreed/],
  ])('in %s is told beside the field, and nothing is sent', (field, form, problem) => {
    const { problems, input } = checkDraft({ ...START, ...form }, circumstances)
    expect(problems[field]).toMatch(problem)
    expect(input).toBeNull()
  })
})

describe('an amendment is told as what it alters', () => {
  const reading = { names: new Map([[BIRCH, 'Birch']]), locale: 'en-GB' }

  test('before it is signed, from what stands in the form', () => {
    const { input } = checkDraft({ ...START, currencies: [{ code: 'EUR', scale: '2', limit: '5' }] }, circumstances)
    const terms = { currencies: [{ code: 'EUR', scale: 2, creditLimit: '100' }], nettingPeriod: null }
    const before = { title: 'Ours', noticeDays: 30, expiryDate: Date.UTC(2027, 0, 1), terms }
    const after = amendedDocument(before, { ...(input && { terms: input.terms }), expiryDate: null, noticeDays: 60 })
    expect(differences(before, after, reading).map(({ what, after: then }) => [what, then])).toEqual([
      ['Days of notice', '60'],
      ['Ends on', null],
      ['EUR: Credit limit between two parties', '5.00 EUR'],
    ])
    expect(differences(before, amendedDocument(before, {}), reading)).toEqual([])
  })

  test('in the words of the form: amounts as money, instants as days, spans as such, parties by name', () => {
    const document = (creditLimit: string, expiryDate: number | null, provider: string) => ({
      version: expiryDate === null ? 1 : 2,
      title: 'Clearing',
      terms: { currencies: [{ code: 'EUR', scale: 2, creditLimit }], provider },
      expiryDate,
      autoRenewal: expiryDate === null ? null : { period: 'P1Y', maxRenewals: null },
    })
    const begin = new Date(2027, 4, 1).getTime()
    expect(differences(document('50000', null, SELF), document('90000', begin, BIRCH), reading)).toEqual([
      { what: 'EUR: Credit limit between two parties', before: '500.00 EUR', after: '900.00 EUR' },
      { what: 'Provided by', before: SELF, after: 'Birch' },
      { what: 'Ends on', before: null, after: '1 May 2027' },
      { what: 'Renews automatically for', before: null, after: '1 year' },
    ])
  })

  test('who proposes it is not a part of it, and an entry that moved in its list has not changed', () => {
    const parties = [
      { did: BIRCH, role: 'COUNTERPARTY' },
      { did: SELF, role: 'PROPOSER' },
    ]
    const before = { parties, terms: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '1' }] } }
    const after = {
      parties: [
        { did: SELF, role: 'COUNTERPARTY' },
        { did: BIRCH, role: 'PROPOSER' },
      ],
      terms: {
        currencies: [
          { code: 'HOURS', scale: 0, creditLimit: '40' },
          { code: 'EUR', scale: 2, creditLimit: '1' },
        ],
      },
    }
    expect(differences(before, after, reading)).toEqual([
      { what: 'HOURS: Decimal places', before: null, after: '0' },
      { what: 'HOURS: Credit limit between two parties', before: null, after: '40 HOURS' },
    ])
  })

  test('nothing hides behind another thing of the same name', () => {
    const van = (quantity: string) => ({ kind: 'van', provider: BIRCH, quantity })
    expect(
      differences(
        { title: 'Ours', terms: { resources: [van('1'), van('2')] } },
        { title: 'Ours', terms: { resources: [van('1'), van('3')] } },
        reading,
      ),
    ).toEqual([{ what: 'van (2): Quantity', before: '2', after: '3' }])
    const own = (title: string) => ({ title: 'Ours', terms: { name: 'Song', terms: { title } } })
    expect(differences(own('one'), own('two'))).toEqual([{ what: '“title”', before: 'one', after: 'two' }])
  })
})

test('every kind of change is told as a sentence, also one of a later version', () => {
  const author = { did: BIRCH, name: 'Birch' }
  expect(tell({ kind: 'agreement.signed', author })).toEqual(['Birch signed the agreement ', ''])
  expect(tell({ kind: 'obligation.set-off', author: null })).toEqual(['', ' was netted'])
  expect(tell({ kind: 'draft.created', author: null })).toEqual(['We created the draft ', ''])
  expect(tell({ kind: 'agreement.sung-about', author })).toEqual(['Birch agreement: sung about ', ''])
})
