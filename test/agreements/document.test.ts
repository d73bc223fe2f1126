import { describe, expect, test } from 'vitest'
import {
  type AgreementDocument,
  checkChange,
  decodeDocument,
  documentHash,
  documentJson,
  endOfTerm,
  finalExpiry,
  proposerOf,
  renewalsBy,
  signingParties,
} from '../../src/agreements/index.ts'
import { sha256 } from '../../src/identity/index.ts'
import { canonicalBytes, type Instant, type JsonObject } from '../../src/kernel/index.ts'
import { RULE_SET } from '../../src/log/index.ts'
import { alder, birch, cedar, DAY_MS, firstDocument, roles, START } from './agreeing.ts'

const FREE = { model: 'NONE', amount: null, currency: null, scale: null, period: null, unit: null }

function resource(changes: JsonObject): JsonObject {
  const given = { kind: 'van', description: null, provider: birch.did, quantity: null, unit: null, compensation: FREE }
  return { type: 'RESOURCE_SHARING', terms: { resources: [{ ...given, ...changes }] } }
}

function recordType(name: string): JsonObject {
  return { name, description: null, schema: { properties: {} }, authors: ['PROPOSER'], consent: 'NONE' }
}

const date = (text: string) => Date.parse(text) as Instant

function refusalOf(changes: JsonObject): string | null {
  const decoded = decodeDocument({ ...documentJson(firstDocument()), ...changes })
  return decoded.ok ? null : `${decoded.refusal.code}: ${decoded.refusal.message}`
}

describe('a document', () => {
  test('reads back as it was written, and its hash is plain SHA-256 of its canonical bytes', () => {
    const document = firstDocument()
    const decoded = decodeDocument(documentJson(document))
    expect(decoded).toEqual({ ok: true, value: document })
    expect(documentHash(document)).toBe(sha256(canonicalBytes(documentJson(document))))
  })

  test('has exactly one proposer', () => {
    expect(refusalOf({ parties: roles([alder, 'COUNTERPARTY'], [birch, 'COUNTERPARTY']) })).toContain('bad-parties')
    expect(refusalOf({ parties: roles([alder, 'PROPOSER'], [birch, 'PROPOSER']) })).toContain('bad-parties')
  })

  test('needs two who sign: a witness only reads', () => {
    expect(refusalOf({ parties: roles([alder, 'PROPOSER']) })).toContain('at least two')
    expect(refusalOf({ parties: roles([alder, 'PROPOSER'], [birch, 'WITNESS']) })).toContain('at least two')
    const parties = roles([alder, 'PROPOSER'], [birch, 'GUARANTOR'], [cedar, 'WITNESS'])
    expect(refusalOf({ parties })).toBeNull()
    expect(signingParties(firstDocument({ parties }))).toEqual([alder.did, birch.did])
    expect(proposerOf(firstDocument({ parties }))).toBe(alder.did)
  })

  test('names no cooperative twice', () => {
    const parties = roles([alder, 'PROPOSER'], [birch, 'COUNTERPARTY'], [birch, 'WITNESS'])
    expect(refusalOf({ parties })).toContain('twice')
  })

  test('is version 1 exactly where it has no base', () => {
    expect(refusalOf({ version: 2 })).toContain('bad-document')
    expect(refusalOf({ base: 'a'.repeat(64) })).toContain('bad-document')
    expect(refusalOf({ version: 2, base: 'a'.repeat(64) })).toBeNull()
  })

  test('names the first public entry of each party; documents of rule set 1 are read without', () => {
    const nameless = firstDocument().parties.map(({ did, role }) => ({ did, role }))
    expect(refusalOf({ parties: nameless })).toContain('firstEntry')
    expect(refusalOf({ parties: nameless.map((party) => ({ ...party, firstEntry: null })) })).toContain('firstEntry')
    expect(refusalOf({ parties: nameless, ruleSet: 1 })).toBeNull()
  })

  test.each<[string, JsonObject]>([
    ['title', { title: ' ' }],
    ['title', { title: '\u001b\u0007' }],
    ['title', { title: '\u202e\u200b' }],
    ['kind', resource({ kind: '\u3164' })],
    ['unit', resource({ unit: '\u2800' })],
    ['quantity', resource({ quantity: '\ufeff' })],
    ['attestation type', { type: 'MUTUAL_RECOGNITION', terms: { attestationTypes: ['\u00a0'] } }],
    ['name', { type: 'CUSTOM', terms: { name: '\t', terms: {} } }],
    ['type of records', { type: 'CUSTOM', terms: { name: 'hub', terms: {}, recordTypes: [recordType('\u200d')] } }],
  ])('has a %s that shows something; one of rule set 5 is read without', (_what, changes) => {
    expect(refusalOf({ ...changes, ruleSet: RULE_SET })).toMatch(
      /bad-document: ".+" is no name: at least one character is visible/,
    )
    expect(refusalOf({ ...changes, ruleSet: 5 })).toBeNull()
  })

  test('expires after it begins, and renews only what expires', () => {
    expect(refusalOf({ effectiveDate: START + 5, expiryDate: START + 5 })).toContain('bad-dates')
    expect(refusalOf({ effectiveDate: START + 5, expiryDate: START + 6 })).toBeNull()
    expect(refusalOf({ autoRenewal: { period: 'P1Y', maxRenewals: null } })).toContain('bad-dates')
  })

  test.each<[string, JsonObject]>([
    ['a field that is missing', { title: null }],
    ['a field that nobody knows', { colour: 'green' }],
    ['a later rule set', { ruleSet: RULE_SET + 1 }],
    ['a duration that is none', { expiryDate: START, autoRenewal: { period: 'a year', maxRenewals: 1 } }],
    ['negative notice', { noticeDays: -1 }],
    ['a title beyond bounds', { title: 'x'.repeat(201) }],
    ['a number that cannot be signed', { type: 'CUSTOM', terms: { name: 'ours', terms: { share: 0.5 } } }],
  ])('is refused for %s', (_what, changes) => {
    expect(refusalOf(changes)).toContain('agreements.bad-document')
  })
})

describe('terms', () => {
  const compensation = FREE
  const press = {
    kind: 'cider press',
    description: null,
    provider: birch.did,
    quantity: null,
    unit: null,
    compensation,
  }

  const keyed = { ...press, key: 'press-1', approval: 'BY_PROVIDER', settlementId: null }

  test.each<[string, JsonObject]>([
    ['a resource that can be booked', { type: 'RESOURCE_SHARING', terms: { resources: [keyed, press] } }],
    [
      'a resource with a booking window',
      { type: 'RESOURCE_SHARING', terms: { resources: [{ ...keyed, bookingWindow: 'P90D' }] } },
    ],
    ['half a press', { type: 'RESOURCE_SHARING', terms: { resources: [{ ...keyed, quantity: '0.5' }] } }],
    ['a resource lent for nothing', { type: 'RESOURCE_SHARING', terms: { resources: [press] } }],
    [
      'a resource at a price per use',
      {
        type: 'RESOURCE_SHARING',
        terms: {
          resources: [
            {
              ...press,
              compensation: {
                ...compensation,
                model: 'PER_USE',
                amount: '500',
                currency: 'EUR',
                scale: 2,
                unit: 'day',
              },
            },
          ],
        },
      },
    ],
    [
      'clearing in an own unit, netted weekly',
      {
        type: 'CLEARING_ARRANGEMENT',
        terms: { currencies: [{ code: 'HOURS', scale: 0, creditLimit: '40' }], nettingPeriod: 'P7D' },
      },
    ],
    ['recognition', { type: 'MUTUAL_RECOGNITION', terms: { attestationTypes: ['MemberInGoodStanding'] } }],
    ['votes that weigh the same', { type: 'JOINT_GOVERNANCE', terms: { quorum: 50, threshold: 67, weights: [] } }],
    [
      'weighted votes',
      { type: 'JOINT_GOVERNANCE', terms: { quorum: 0, threshold: 1, weights: [{ party: birch.did, weight: 3 }] } },
    ],
    [
      'terms of their own making',
      { type: 'CUSTOM', terms: { name: 'beekeeping', terms: { hives: 3, deep: { a: [] } } } },
    ],
  ])('%s can be agreed', (_what, changes) => {
    expect(refusalOf(changes)).toBeNull()
  })

  test('without keys read on as they were signed', () => {
    const old = {
      ...firstDocument(),
      type: 'RESOURCE_SHARING',
      terms: { resources: [{ ...press, quantity: 'a few' }] },
    }
    const decoded = decodeDocument(old)
    expect(decoded.ok && documentHash(decoded.value)).toBe(sha256(canonicalBytes(old as JsonObject)))
  })

  test.each([
    ['keeps its thing', { description: 'oak', quantity: '2', approval: 'AUTOMATIC' }, null],
    ['is not given to another provider', { provider: alder.did }, 'agreements.bad-terms'],
    ['is not given to another thing', { kind: 'mill' }, 'agreements.bad-terms'],
    ['keeps the unit in which it is counted', { unit: 'hours' }, 'agreements.bad-terms'],
    ['may be left out', { key: 'press-2', kind: 'mill' }, null],
  ])('a key %s', (_what, changes, code) => {
    const sharing = (resource: object) =>
      ({ ...firstDocument(), type: 'RESOURCE_SHARING', terms: { resources: [resource] } }) as AgreementDocument
    const checked = checkChange(sharing(keyed), sharing({ ...keyed, ...changes }))
    expect(checked.ok ? null : checked.refusal.code).toBe(code)
  })

  test('of their own making are kept to the last key, whatever its name', () => {
    const terms = { name: 'ours', terms: JSON.parse('{"__proto__":{"a":1},"b":2}') }
    const document = { ...firstDocument(), type: 'CUSTOM', terms } as AgreementDocument
    const decoded = decodeDocument(documentJson(document))
    expect(decoded.ok && documentHash(decoded.value)).toBe(documentHash(document))
  })

  test.each<[string, JsonObject]>([
    [
      'a booking window of no time',
      { type: 'RESOURCE_SHARING', terms: { resources: [{ ...keyed, bookingWindow: 'P0D' }] } },
    ],
    [
      'a booking window without a key',
      { type: 'RESOURCE_SHARING', terms: { resources: [{ ...press, bookingWindow: 'P90D' }] } },
    ],
    ['one key for two resources', { type: 'RESOURCE_SHARING', terms: { resources: [keyed, keyed] } }],
    [
      'a key without an approval',
      { type: 'RESOURCE_SHARING', terms: { resources: [{ ...press, key: 'press-1', settlementId: null }] } },
    ],
    [
      'an approval without a key',
      { type: 'RESOURCE_SHARING', terms: { resources: [{ ...press, approval: 'AUTOMATIC' }] } },
    ],
    ...['a few', '0', '1.0000001', '1'.repeat(30), '-1'].map((quantity): [string, JsonObject] => [
      `${quantity} of what can be booked`,
      { type: 'RESOURCE_SHARING', terms: { resources: [{ ...keyed, quantity }] } },
    ]),
    [
      'what a witness would have to grant',
      {
        type: 'RESOURCE_SHARING',
        parties: roles([alder, 'PROPOSER'], [cedar, 'COUNTERPARTY'], [birch, 'WITNESS']),
        terms: { resources: [keyed] },
      },
    ],
    ['nothing shared', { type: 'RESOURCE_SHARING', terms: { resources: [] } }],
    [
      'a provider who is no party',
      { type: 'RESOURCE_SHARING', terms: { resources: [{ ...press, provider: cedar.did }] } },
    ],
    [
      'a price where none is paid',
      {
        type: 'RESOURCE_SHARING',
        terms: { resources: [{ ...press, compensation: { ...compensation, amount: '5' } }] },
      },
    ],
    [
      'a fixed price without period',
      {
        type: 'RESOURCE_SHARING',
        terms: {
          resources: [
            { ...press, compensation: { ...compensation, model: 'FIXED', amount: '5', currency: 'EUR', scale: 2 } },
          ],
        },
      },
    ],
    ['no currency', { type: 'CLEARING_ARRANGEMENT', terms: { currencies: [], nettingPeriod: null } }],
    [
      'a currency twice',
      {
        type: 'CLEARING_ARRANGEMENT',
        terms: {
          currencies: [
            { code: 'EUR', scale: 2, creditLimit: '1' },
            { code: 'EUR', scale: 2, creditLimit: '2' },
          ],
          nettingPeriod: null,
        },
      },
    ],
    [
      'a limit that is no amount',
      {
        type: 'CLEARING_ARRANGEMENT',
        terms: { currencies: [{ code: 'EUR', scale: 2, creditLimit: '10.5' }], nettingPeriod: null },
      },
    ],
    ['terms of another type', { type: 'MUTUAL_RECOGNITION', terms: { quorum: 1, threshold: 1, weights: [] } }],
    ['a quorum above all', { type: 'JOINT_GOVERNANCE', terms: { quorum: 101, threshold: 1, weights: [] } }],
    [
      'a weight for a stranger',
      { type: 'JOINT_GOVERNANCE', terms: { quorum: 1, threshold: 1, weights: [{ party: cedar.did, weight: 1 }] } },
    ],
    [
      'weights of nothing',
      { type: 'JOINT_GOVERNANCE', terms: { quorum: 1, threshold: 1, weights: [{ party: birch.did, weight: 0 }] } },
    ],
    ['recognition of nothing', { type: 'MUTUAL_RECOGNITION', terms: { attestationTypes: [] } }],
  ])('%s cannot', (_what, changes) => {
    expect(refusalOf(changes)).toContain('agreements.bad-terms')
  })
})

describe('the expiry date', () => {
  const renewing = (expiry: string, period: string, maxRenewals: number | null): AgreementDocument =>
    firstDocument({ expiryDate: date(expiry), autoRenewal: { period, maxRenewals } })

  test('moves by the period counted from the original date, clamped to the end of the month', () => {
    const monthly = renewing('2026-01-31T00:00:00Z', 'P1M', null)
    expect([1, 2, 3, 13].map((n) => new Date(endOfTerm(monthly, n) ?? 0).toISOString().slice(0, 10))).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2027-02-28',
    ])
  })

  test('has been renewed as often as terms have ended, and no more often than agreed', () => {
    const twice = renewing('2026-01-31T00:00:00Z', 'P1M', 2)
    const count = (now: string) => renewalsBy(twice, date(now))
    expect(count('2026-01-30T23:59:59.999Z')).toBe(0)
    expect(count('2026-01-31T00:00:00Z')).toBe(1)
    expect(count('2026-02-28T00:00:00Z')).toBe(2)
    expect(count('2029-01-01T00:00:00Z')).toBe(2)
    expect(finalExpiry(twice)).toBe(date('2026-03-31T00:00:00Z'))
  })

  test('is never final where renewals have no end, however short the period and however far the clock', () => {
    const secondly = renewing('2026-01-01T00:00:00Z', 'PT1S', null)
    expect(finalExpiry(secondly)).toBeNull()
    expect(renewalsBy(secondly, (START + 100 * 365 * DAY_MS) as Instant)).toBe(100 * 365 * 86_400 + 1)
    expect(renewalsBy(secondly, date('9999-12-31T23:59:59.999Z'))).toBeGreaterThan(0)
  })

  test('is final at once where nothing renews it', () => {
    expect(finalExpiry(renewing('2026-01-31T00:00:00Z', 'P1M', 0))).toBe(date('2026-01-31T00:00:00Z'))
    expect(finalExpiry(firstDocument())).toBeNull()
    expect(renewalsBy(firstDocument(), START)).toBe(0)
  })
})
