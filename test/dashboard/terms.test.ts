import { readFileSync } from 'node:fs'
import { buildSchema, coerceInputValue, type GraphQLInputType } from 'graphql'
import { describe, expect, test } from 'vitest'
import { keyOf, kindTyped } from '../../src/dashboard/logic/agreements/bookable.ts'
import { differences } from '../../src/dashboard/logic/agreements/difference.ts'
import { checkDraft, type DraftForm, emptyDraft, emptyResource } from '../../src/dashboard/logic/agreements/draft.ts'
import { EMPTY_RECORD_TYPE, EXAMPLE_RECORD_TYPE } from '../../src/dashboard/logic/agreements/record-types.ts'

const SELF = `did:key:z6Mk${'a'.repeat(44)}`
const BIRCH = `did:key:z6Mk${'b'.repeat(44)}`
const schema = buildSchema(readFileSync('schema/federation.graphql', 'utf8'))
const START: DraftForm = { ...emptyDraft(SELF), title: 'Ours', parties: [{ did: BIRCH, role: 'COUNTERPARTY' }] }
const check = (form: Partial<DraftForm>) => checkDraft({ ...START, ...form }, { self: SELF, locale: 'en', nowMs: 0 })

describe('a resource that can be booked', () => {
  const van = {
    ...emptyResource(BIRCH),
    kind: 'Delivery van',
    quantity: '2,5',
    bookable: { key: 'delivery-van', approval: 'AUTOMATIC', settlementId: null, bookingWindow: 'P90D' },
  } as const
  const sharing = (...resources: DraftForm['resources']) => check({ type: 'RESOURCE_SHARING', resources })

  test('has a key made of what it is, which follows what one types until it is written by hand', () => {
    expect([keyOf('Delivery van'), keyOf(' Çrème brûlée №7! '), keyOf('грузовик')]).toEqual([
      'delivery-van',
      'creme-brulee-no7',
      '',
    ])
    expect(keyOf(`${'x'.repeat(63)} y`)).toHaveLength(63)
    expect(kindTyped(van, 'Delivery van 2').bookable?.key).toBe('delivery-van-2')
    expect(kindTyped({ ...van, bookable: { ...van.bookable, key: 'van' } }, 'Lorry').bookable?.key).toBe('van')
    expect(kindTyped({ ...van, bookable: null }, 'Lorry')).toEqual({ kind: 'Lorry', bookable: null })
  })

  test('becomes what the API takes, with its quantity as a number', () => {
    const { input, problems } = sharing(van)
    expect(problems).toEqual({})
    expect(input?.terms.resourceSharing?.resources[0]).toMatchObject({
      key: 'delivery-van',
      approval: 'AUTOMATIC',
      settlementId: null,
      bookingWindow: 'P90D',
      quantity: '2.5',
    })
    coerceInputValue(input, schema.getType('CreateDraftInput') as GraphQLInputType)
    expect(sharing({ ...van, bookable: null, quantity: 'about twenty' }).problems).toEqual({})
  })

  test('is told what is missing or wrong', () => {
    const price = { model: 'PER_USE', amount: '1', currency: 'EUR', per: 'hour' } as const
    expect(sharing({ ...van, quantity: 'some' }).problems['resources.0.quantity']).toMatch(/greater than 0/)
    expect(sharing({ ...van, quantity: '0' }).problems['resources.0.quantity']).toMatch(/greater than 0/)
    expect(sharing({ ...van, bookable: { ...van.bookable, key: '-' } }).problems['resources.0.key']).toMatch(/letters/)
    expect(sharing(van, van).problems['resources.1.key']).toMatch(/Another resource/)
    expect(sharing({ ...van, ...price }).problems['resources.0.settlementId']).toMatch(/clearing arrangement/)
    const charged = { ...van.bookable, settlementId: `agr_${'0'.repeat(64)}` }
    expect(sharing({ ...van, ...price, bookable: charged }).problems).toEqual({})
    const agreed = { ...START, type: 'RESOURCE_SHARING', resources: [{ ...van, ...price }] } as const
    const change = checkDraft({ ...agreed, noticeDays: '1' }, { self: SELF, locale: 'en', nowMs: 0, kept: agreed })
    expect(change.problems, 'it was agreed on without').toEqual({})
    const witnesses = check({
      type: 'RESOURCE_SHARING',
      resources: [{ ...van, provider: SELF.replaceAll('a', 'c') }],
      parties: [...START.parties, { did: SELF.replaceAll('a', 'c'), role: 'WITNESS' }],
    })
    expect(witnesses.problems['resources.0.provider']).toMatch(/witness/)
  })
})

describe('types of records', () => {
  const custom = (...recordTypes: DraftForm['recordTypes']) =>
    check({ type: 'CUSTOM', customName: 'Food hub', recordTypes })

  test('become what the API takes; free terms are not needed beside them', () => {
    const { input, problems } = custom(EXAMPLE_RECORD_TYPE)
    expect(problems).toEqual({})
    expect(input?.terms.custom).toMatchObject({
      name: 'Food hub',
      terms: {},
      recordTypes: [{ name: 'delivery', authors: ['PROPOSER', 'COUNTERPARTY', 'GUARANTOR'], consent: 'ONE' }],
    })
    coerceInputValue(input, schema.getType('CreateDraftInput') as GraphQLInputType)
    expect(custom().problems.customTerms).toMatch(/at least one term/)
  })

  test.each([
    ['{', /no JSON/],
    ['[]', /object of JSON/],
    [
      '{ "properties": { "price": { "type": "float64" } } }',
      /fractions are written as strings at "\/properties\/price"/,
    ],
    ['{ "type": "string" }', /A record is an object/],
    ['{ "ref": "x" }', /no definition/i],
  ])('with the schema %s are wrong, and it is said why', (text, problem) => {
    expect(custom({ ...EXAMPLE_RECORD_TYPE, schema: text }).problems['recordTypes.0.schema']).toMatch(problem)
  })

  test('have a name each, and somebody who adds them', () => {
    const { problems } = custom(EMPTY_RECORD_TYPE, EXAMPLE_RECORD_TYPE, { ...EXAMPLE_RECORD_TYPE, authors: [] })
    expect(problems).toEqual({
      'recordTypes.0.name': 'Name what is recorded, for example “delivery”.',
      'recordTypes.2.name': 'Another type has this name.',
      'recordTypes.2.authors': 'Choose at least one.',
    })
  })
})

test('differences of versions tell of bookings, of how long votes take, and of types of records', () => {
  const resource = { kind: 'van', provider: BIRCH, quantity: null, unit: null, compensation: { model: 'NONE' } }
  const type = {
    name: 'delivery',
    description: null,
    schema: { properties: {} },
    authors: ['PROPOSER'],
    consent: 'ONE',
  }
  const before = { terms: { minimumPeriod: 'PT1H', resources: [resource], recordTypes: [] } }
  const bookable = { key: 'van', approval: 'AUTOMATIC', settlementId: null, bookingWindow: 'P90D' }
  const after = { terms: { minimumPeriod: 'P1D', resources: [{ ...resource, ...bookable }], recordTypes: [type] } }
  expect(differences(before, after).map(({ what, before: was, after: is }) => [what, was, is])).toEqual([
    ['Voting takes at least', '1 hour', '1 day'],
    ['van: Booked as', null, 'van'],
    ['van: Bookings are granted', null, 'Automatically, where it is free'],
    ['van: Booked at most this far ahead', null, '90 days'],
    ['delivery: What it holds', null, '{"properties":{}}'],
    ['delivery: Who may add it', null, 'Proposer'],
    ['delivery: Consent', null, 'Confirmed by one other signing party'],
  ])
})
