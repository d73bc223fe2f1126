import { expect, test } from 'vitest'
import { CLAIMS, checkClaims } from '../../src/attestations/claims.ts'
import {
  ATTESTATION_TYPE,
  type Checked,
  checksOf,
  claimLabel,
  claimText,
  type KnownType,
  trustWord,
  typeText,
} from '../../src/dashboard/logic/attestations/attestation.ts'
import {
  CLAIM_FIELDS,
  checkIssue,
  claimLines,
  emptyIssue,
  type IssueForm,
  OWN_TYPE,
} from '../../src/dashboard/logic/attestations/claims.ts'
import type { JsonObject } from '../../src/kernel/index.ts'

const SUBJECT = 'did:key:z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH'
const TYPES = Object.keys(CLAIMS) as KnownType[]

function issue(changes: Partial<IssueForm>) {
  return checkIssue(
    { ...emptyIssue(SUBJECT), ...changes },
    { locale: 'en-GB', nowMs: Date.parse('2026-01-01T12:00:00.000Z') },
  )
}

test('there is a form for each type that the node knows, with a field for each claim that it checks', () => {
  expect(Object.keys(ATTESTATION_TYPE)).toEqual(TYPES)
  for (const type of TYPES) {
    expect(CLAIM_FIELDS[type].map(({ name }) => name)).toEqual(Object.keys(CLAIMS[type].shape))
  }
})

const EXAMPLE = {
  date: '2019-05',
  text: 'two vans',
  percent: '98',
  count: '120',
  amount: '1,234.5',
  currency: 'EUR',
  scale: '2',
  texts: 'Chair\n\nTreasurer',
} as const

test.each(TYPES)('what the form of %s makes is what the node takes', (type) => {
  const claims = Object.fromEntries(CLAIM_FIELDS[type].map(({ name, kind }) => [name, EXAMPLE[kind]]))
  const { problems, input } = issue({ type, claims })
  expect(problems).toEqual({})
  expect(checkClaims(type, input?.claims as JsonObject)).toMatchObject({ ok: true })
  expect(Object.keys(input?.claims ?? {})).toEqual(CLAIM_FIELDS[type].map(({ name }) => name))
  const { claims: empty = {} } = issue({ type }).input ?? {}
  expect(checkClaims(type, empty as JsonObject).ok).toBe(type !== 'PaymentReliability')
})

test('amounts are read to the last digit, and their currency goes with them only', () => {
  const type = 'PaymentReliability'
  const { input } = issue({ type, claims: { amountSettled: '1,234.5', currency: 'EUR', scale: '2' } })
  expect(input?.claims).toEqual({ amountSettled: '123450', currency: 'EUR', scale: 2 })
  expect(issue({ type, claims: { currency: 'EUR', scale: '2' } })).toEqual({
    problems: { 'claims.onTimePercent': 'State at least one of these.' },
    input: null,
  })
  const { problems } = issue({ type, claims: { amountSettled: '1.005', scale: '2' } })
  expect(problems).toEqual({
    'claims.amountSettled': 'Write at most 2 digits after the decimal mark.',
    'claims.currency': expect.stringContaining('2 to 16 letters'),
  })
})

test.each([
  ['1999', true],
  ['2019-02-28', true],
  ['2019-02-30', false],
  ['2019-13', false],
  ['05/2019', false],
  ['0999', false],
])('the date %s is right: %s', (memberSince, right) => {
  expect(issue({ claims: { memberSince } }).input !== null).toBe(right)
})

test('what cannot be is said while one types', () => {
  const type = 'GovernanceParticipation'
  const claims = { meetingsHeld: '3', meetingsAttended: '4', periodFrom: '2024-06', periodUntil: '2023' }
  expect(issue({ type, claims }).problems).toEqual({
    'claims.meetingsHeld': 'These are fewer than were attended.',
    'claims.periodUntil': 'This is before the start.',
  })
  expect(issue({ validUntil: '2025-12-30' }).problems.validUntil).toMatch(/This day is over/)
  expect(issue({ type, claims: { periodFrom: '2024-06', periodUntil: '2024' } }).problems).toEqual({})
  expect(issue({ subject: 'Birch' }).problems).toEqual({ subject: expect.stringContaining('did:key:z6Mk') })
  expect(issue({ validFrom: '2026-02-01', validUntil: '2026-01-31' }).problems).toHaveProperty('validUntil')
  expect(issue({ evidence: 'abc' }).problems).toHaveProperty('evidence')
})

test('a type of our own states whatever has a name', () => {
  const own = (ownType: string, ...rows: [string, string][]) =>
    issue({ type: OWN_TYPE, ownType, ownClaims: rows.map(([name, value]) => ({ name, value })) })
  const { input } = own('OrganicFarming', ['farm', 'Lower Mill'], ['', ''])
  expect(input).toEqual({ subject: SUBJECT, type: 'OrganicFarming', claims: { farm: 'Lower Mill' } })
  expect(own('Organic farming').problems).toHaveProperty('ownType')
  expect(own('VerifiableCredential').problems).toHaveProperty('ownType')
  expect(own('PaymentReliability').problems.ownType).toContain('Payment reliability')
  expect(own('A', ['id', 'x'], ['farm', ''], ['', 'x'], ['b', '1'], ['b', '2']).problems).toEqual({
    'own.0': expect.stringContaining('choose another'),
    'own.1': 'Enter a value.',
    'own.2': 'Enter a name.',
    'own.3': 'This name is used twice.',
    'own.4': 'This name is used twice.',
  })
})

test('times of validity are whole days here, and a hash of an entry is evidence', () => {
  const hash = 'a'.repeat(64)
  const { input } = issue({
    validFrom: '2026-01-01',
    validUntil: '2026-01-01',
    evidence: `${hash}\n`,
    agreementId: 'agr_1',
  })
  expect(input).toMatchObject({ evidence: [hash], agreementId: 'agr_1' })
  expect(Date.parse(input?.validUntil ?? '') - Date.parse(input?.validFrom ?? '')).toBe(86_400_000 - 1)
})

const CHECKED: Checked = {
  status: 'VALID',
  problem: null,
  statusProblem: null,
  statusAsOf: null,
  issuer: SUBJECT,
  issuerCooperative: { name: 'Alder' },
  issuerTrust: { weight: 0.5, explanation: 'its issuer is recognised' },
  validFrom: '2026-01-01T00:00:00.000Z',
  validUntil: null,
  unchecked: [],
  attestation: { revokedAt: null, revocationReason: null },
}

function told(changes: Partial<Checked>) {
  const circumstances = { nowMs: Date.parse('2026-03-01T00:00:00Z'), locale: 'en-GB', timeZone: 'UTC' }
  return checksOf({ ...CHECKED, ...changes }, circumstances).map(
    ({ about, result, text }) => `${about} ${result}: ${text}`,
  )
}

test('each check of a credential is told in plain words', () => {
  expect(told({})).toEqual([
    'Signature holds: Signed by Alder, unchanged.',
    'Time holds: Valid since 1 Jan 2026, 00:00, no end date.',
    'Revocation holds: Our node holds it, and its issuer has not revoked it.',
    'Issuer holds: Counts half: its issuer is recognised.',
  ])
  const revoked = { revokedAt: '2026-02-01T00:00:00.000Z', revocationReason: 'Left' }
  expect(told({ attestation: revoked })[2]).toBe(
    'Revocation fails: Its issuer revoked it on 1 Feb 2026, 00:00: “Left”.',
  )
  expect(told({ attestation: null })[2]).toContain('ask its issuer')
  expect(told({ attestation: null, statusAsOf: '2026-02-28T12:00:00.000Z' })[2]).toBe(
    'Revocation holds: Its issuer’s status list does not revoke it, as of 28 Feb 2026, 12:00.',
  )
  expect(told({ attestation: null, status: 'UNCHECKED', statusProblem: 'nobody answers' })[2]).toBe(
    'Revocation unknown: The revocation status could not be read. Nobody answers.',
  )
  expect(told({ attestation: null, status: 'REVOKED', statusProblem: 'its issuer has revoked it: x' })[2]).toBe(
    'Revocation fails: Its issuer has revoked it: x.',
  )
  expect(told({ status: 'UNSUPPORTED', problem: 'this is a presentation' })).toEqual([
    'Signature unknown: This is a presentation.',
  ])
  expect(told({ problem: 'the signature is not valid' })[0]).toContain('The signature is not valid.')
  expect(told({ validUntil: '2026-02-01T00:00:00.000Z' })[1]).toBe('Time fails: Expired on 1 Feb 2026, 00:00.')
  expect(told({ validFrom: '2026-04-01T00:00:00.000Z' })[1]).toContain('Valid only from 1 Apr 2026')
  expect(told({ unchecked: ['credentialStatus'] })[4]).toContain('“credentialStatus”')
  expect(told({ issuerTrust: { weight: 0, explanation: 'nobody knows it' } })[3]).toMatch(/^Issuer unknown/)
})

test('types, claims and weights have words', () => {
  expect(typeText('PaymentReliability')).toBe('Payment reliability')
  expect(typeText('https://example.org/Own')).toBe('https://example.org/Own')
  expect(claimLabel('onTimePercent')).toBe('On time percent')
  expect(claimText(['Chair', 'Clerk'])).toBe('Chair, Clerk')
  expect(claimText({ a: 1 })).toBe('{"a":1}')
  expect(trustWord({ weight: 1, explanation: '' }).text).toBe('Counts fully')
  expect(trustWord({ weight: 0, explanation: '' }).text).toBe('Does not count here')
})

test('what is stated is told in the words of the form, money as money', () => {
  const claims = { scale: 2, currency: 'EUR', note: 'x', amountSettled: '1234500', onTimePercent: 98, periodFrom: 2019 }
  expect(claimLines('PaymentReliability', claims, 'en-GB')).toEqual([
    ['Period from', '2019'],
    ['Paid on time', '98 %'],
    ['Amount settled', '12,345.00 EUR'],
    ['Note', 'x'],
  ])
  expect(claimLines('PaymentReliability', { amountSettled: '5', scale: 2 }, 'en-GB')).toEqual([
    ['Amount settled', '5'],
    ['Decimal digits', '2'],
  ])
  expect(claimLines('OrganicFarming', { farmName: 'Lower Mill' })).toEqual([['Farm name', 'Lower Mill']])
})
