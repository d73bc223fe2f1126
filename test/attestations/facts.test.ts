import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attestationAggregate, issueCredential, viewAttestation, wakeOf } from '../../src/attestations/index.ts'
import { createProof } from '../../src/identity/index.ts'
import { type Instant, type JsonObject, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import { seededRandom } from '../support/history.ts'
import { START } from '../support/node.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import {
  alder,
  birch,
  cedar,
  credentialOf,
  DAY_MS,
  idOfCredential,
  issue,
  newHistory,
  revoke,
  statement,
  stateOf,
} from './statements.ts'

const TIME = '2026-01-01T00:00:00.000Z'

/** The same credential with other content, id and proof made anew by whoever signs. */
function reissued(credential: JsonObject, changes: JsonObject, signer = alder): JsonObject {
  const { proof: _proof, ...document } = { ...credential, ...changes }
  return { ...document, proof: createProof(document, signer, TIME) }
}

test('what an issuer states is there as it stated it', () => {
  const history = newHistory()
  const credential = credentialOf(alder, { evidence: ['e'.repeat(64) as never] })
  const entry = issue(history.desk(START), alder, credential)
  expect(history.refusalOf(entry)).toBeNull()
  expect(viewAttestation(stateOf(history, credential), START)).toEqual({
    id: idOfCredential(credential),
    issuer: alder.did,
    subject: birch.did,
    subjectCooperative: birch.did,
    type: 'MemberInGoodStanding',
    claims: { memberSince: 2019 },
    evidence: ['e'.repeat(64)],
    validFrom: START,
    validUntil: START + DAY_MS,
    revokedAt: null,
    revocationReason: null,
    status: 'VALID',
    credential,
  })
})

test("A1: nobody issues in another's name", () => {
  const history = newHistory()
  const foreign = issue(history.desk(START), birch, credentialOf(alder))
  expect(history.refusalOf(foreign)).toBe('attestations.not-the-issuer')
})

test("A1: a credential with somebody else's proof is refused", () => {
  const history = newHistory()
  const credential = credentialOf(alder)
  const entry = issue(history.desk(START), alder, reissued(credential, {}, birch))
  expect(history.refusalOf(entry)).toBe('attestations.bad-proof')
})

test('A1: a credential that was changed after its proof is refused', () => {
  const history = newHistory()
  const { proof } = credentialOf(alder)
  const changed = { ...credentialOf(alder, { claims: { memberSince: 1999 } }), proof: proof as JsonObject }
  expect(history.refusalOf(issue(history.desk(START), alder, changed))).toBe('attestations.bad-proof')
})

test.each([
  ['of another statement', credentialOf(alder, { claims: {} }).id],
  ['of the same statement in another scope', credentialOf(alder, {}, `agr_${'0'.repeat(64)}` as Scope).id],
  ['of the same statement by another issuer', credentialOf(birch).id],
])('A2: a credential does not take the id %s', (_name, id) => {
  const history = newHistory()
  const taken = reissued(credentialOf(alder), { id: id as string })
  expect(history.refusalOf(issue(history.desk(START), alder, taken))).toBe('attestations.wrong-id')
})

test('A3: a statement is issued once', () => {
  const history = newHistory()
  const desk = history.desk(START)
  issue(desk, alder, credentialOf(alder))
  const again = issue(desk, alder, issueCredential(statement(), PUBLIC_SCOPE, alder, (START + 1) as Instant).credential)
  expect(history.refusalOf(again)).toBe('attestations.already-issued')
})

test('A3: a revoked statement cannot be issued again', () => {
  const history = newHistory()
  const desk = history.desk(START)
  issue(desk, alder, credentialOf(alder))
  revoke(desk, alder, credentialOf(alder))
  expect(history.refusalOf(issue(desk, alder, credentialOf(alder)))).toBe('attestations.already-issued')
})

test.each([0, -1])('A4: validUntil lies after validFrom, not %i ms from it', (ms) => {
  const history = newHistory()
  const entry = issue(history.desk(START), alder, credentialOf(alder, { validUntil: (START + ms) as Instant }))
  expect(history.refusalOf(entry)).toBe('attestations.bad-validity')
})

test.each([
  ['MemberInGoodStanding', { memberSince: 'long ago' }],
  ['MemberInGoodStanding', { memberSince: '2026-13' }],
  ['MemberInGoodStanding', { role: '' }],
  ['PaymentReliability', {}],
  ['PaymentReliability', { onTimePercent: 101 }],
  ['PaymentReliability', { obligationsLate: -1 }],
  ['PaymentReliability', { amountSettled: '12.50' }],
  ['ResourceAvailability', { quantity: -1 }],
  ['ResourceAvailability', { availableFrom: {} }],
  ['GovernanceParticipation', { meetingsAttended: 'all' }],
  ['GovernanceParticipation', { offices: 'treasurer' }],
  ['Harvest', { type: 'apples' }],
  ['Harvest', { '@type': 'apples' }],
  ['Harvest', { year: { '@context': 'https://example.org' } }],
  ['Harvest', { text: 'x'.repeat(33_000) }],
  ['MemberInGoodStanding', { memberSince: '2026-02-30' }],
  ['MemberInGoodStanding', { memberSince: '2026-01-01T99:99:99Z' }],
])('A4: %s does not claim %j', (type, claims) => {
  const history = newHistory()
  const entry = issue(history.desk(START), alder, credentialOf(alder, { type, claims: claims as JsonObject }))
  expect(history.refusalOf(entry)).toBe('attestations.bad-claims')
})

test.each([
  ['MemberInGoodStanding', {}],
  ['MemberInGoodStanding', { memberSince: '2019-04', role: 'baker', hobby: ['chess'] }],
  ['PaymentReliability', { onTimePercent: 98, amountSettled: '1250000', currency: 'EUR', scale: 2 }],
  ['ResourceAvailability', { resource: 'cold room', quantity: 40, unit: 'pallets' }],
  ['ResourceAvailability', { quantity: '12 to 15', availableUntil: '2026-12-31T23:59:59Z' }],
  ['GovernanceParticipation', { meetingsHeld: 12, meetingsAttended: 11, offices: ['treasurer'] }],
  ['Harvest', { apples: { kilograms: 900 }, organic: true }],
  ['https://example.org/types#Harvest', { apples: 1 }],
])('A4: %s claims %j', (type, claims) => {
  const history = newHistory()
  const credential = credentialOf(alder, { type, claims: claims as JsonObject })
  expect(history.refusalOf(issue(history.desk(START), alder, credential))).toBeNull()
  expect(viewAttestation(stateOf(history, credential), START)).toMatchObject({ type, claims })
})

test.each([
  ['another context', { '@context': ['https://www.w3.org/ns/credentials/v2'] }],
  ['a type more', { type: ['VerifiableCredential', 'Harvest', 'Apples'] }],
  ['the general type twice', { type: ['VerifiableCredential', 'VerifiableCredential'] }],
  ['a type with a space', { type: ['VerifiableCredential', 'Good Harvest'] }],
  ['an issuer of another method', { issuer: 'did:web:alder.example' }],
  ['a member more', { name: 'Harvest' }],
  ['a date without milliseconds', { validFrom: '2026-01-01T00:00:00Z' }],
  ['a day that does not exist', { validFrom: '2026-02-30T00:00:00.000Z' }],
  ['no subject', { credentialSubject: { memberSince: 2019 } }],
  ['a subject without a DID', { credentialSubject: { id: 'birch' } }],
  ['an empty list of evidence', { evidence: [] }],
  ['evidence of another form', { evidence: [{ id: 'https://example.org', type: 'SignedEntry' }] }],
])('a credential is inert that has %s', (_name, changes) => {
  const history = newHistory()
  const entry = issue(history.desk(START), alder, reissued(credentialOf(alder), changes as JsonObject))
  expect(history.refusalOf(entry)).toBe('log.bad-body')
})

const STATUS = {
  id: 'https://alder.example/status/1#94567',
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '94567',
  statusListCredential: 'https://alder.example/status/1',
}

test('a credential may name its place in a status list of its issuer, and is found by it', () => {
  const history = newHistory()
  const credential = reissued(credentialOf(alder), { credentialStatus: STATUS })
  expect(history.refusalOf(issue(history.desk(START), alder, credential))).toBeNull()
  const index = attestationAggregate.index?.(stateOf(history, credential) as never, [])
  expect(index?.tags).toEqual(['status/1', 'status/1#94567'])
})

test.each([
  ['a place beyond the list', { statusListIndex: '131072', id: 'https://alder.example/status/1#131072' }],
  ['a number for a place', { statusListIndex: 94567 }],
  ['an id that is not its place', { id: 'https://alder.example/status/1#1' }],
  ['another purpose', { statusPurpose: 'suspension' }],
  [
    'a list of no number',
    { statusListCredential: 'https://alder.example/list', id: 'https://alder.example/list#94567' },
  ],
  ['a list at no URL', { statusListCredential: 'urn:alder/status/1', id: 'urn:alder/status/1#94567' }],
  ['a member more', { statusSize: 1 }],
])('a credential is inert whose status names %s', (_name, changes) => {
  const history = newHistory()
  const credential = reissued(credentialOf(alder), { credentialStatus: { ...STATUS, ...changes } as JsonObject })
  expect(history.refusalOf(issue(history.desk(START), alder, credential))).toBe('log.bad-body')
})

test('in public no document is named', () => {
  const history = newHistory()
  const entry = issue(history.desk(START), alder, credentialOf(alder), 'd'.repeat(64) as never)
  expect(history.refusalOf(entry)).toBe('attestations.document-misplaced')
})

test('A6: the issuer revokes, once, and for good', () => {
  const history = newHistory()
  const desk = history.desk(START)
  const credential = credentialOf(alder)
  issue(desk, alder, credential)
  const revoked = revoke(desk, alder, credential, 'left the cooperative')
  expect(history.refusalOf(revoke(desk, alder, credential))).toBe('attestations.already-revoked')
  expect(viewAttestation(stateOf(history, credential), START)).toMatchObject({
    status: 'REVOKED',
    revokedAt: revoked.entry.at,
    revocationReason: 'left the cooperative',
  })
})

test.each([
  ['its subject', birch],
  ['a stranger', cedar],
])('A6: %s cannot revoke it', (_name, author) => {
  const history = newHistory()
  const desk = history.desk(START)
  const credential = credentialOf(alder)
  issue(desk, alder, credential)
  expect(history.refusalOf(revoke(desk, author, credential))).toBe('attestations.not-the-issuer')
  expect(viewAttestation(stateOf(history, credential), START).status).toBe('VALID')
})

test('A6: what was not issued before cannot be revoked', () => {
  const history = newHistory()
  expect(history.refusalOf(revoke(history.desk(START), alder, credentialOf(alder)))).toBe('attestations.not-found')
})

test('two issues of one statement on two branches: the statement stands, every node keeps the same proof', () => {
  const history = newHistory()
  const [here, there] = [history.desk(START), history.desk(START)]
  const later = issueCredential(statement(), PUBLIC_SCOPE, alder, (START + 1) as Instant).credential
  const hashes = [issue(here, alder, credentialOf(alder)), issue(there, alder, later)].map(({ hash }) => hash)
  expect(stateOf(history, later).issued.hash).toBe(hashes.sort()[0])
  history.expectSameInAnyOrder()
})

test('two revocations on two branches: revoked, since the earlier one', () => {
  const history = newHistory()
  const here = history.desk(START)
  const credential = credentialOf(alder)
  issue(here, alder, credential)
  const there = here.split()
  revoke(here, alder, credential, 'first')
  there.now += DAY_MS
  revoke(there, alder, credential, 'second')
  expect(viewAttestation(stateOf(history, credential), START).revocationReason).toBe('first')
  history.expectSameInAnyOrder()
})

test('a forker cannot take a revocation back on another branch', () => {
  const history = newHistory()
  const here = history.desk(START)
  const credential = credentialOf(alder)
  issue(here, alder, credential)
  const there = here.split()
  revoke(here, alder, credential)
  for (let i = 0; i < 3; i++) issue(there, alder, credentialOf(alder, { claims: { memberSince: 2000 + i } }))
  expect(viewAttestation(stateOf(history, credential), START).status).toBe('REVOKED')
  history.expectSameInAnyOrder()
})

test('A7: the status follows from the dates, to the millisecond', () => {
  const history = newHistory()
  const credential = credentialOf(alder)
  issue(history.desk(START), alder, credential)
  const at = (now: number) => viewAttestation(stateOf(history, credential), now as Instant).status
  expect([START - 1, START, START + DAY_MS - 1, START + DAY_MS].map(at)).toEqual([
    'NOT_YET_VALID',
    'VALID',
    'VALID',
    'EXPIRED',
  ])
})

test('A7: without validUntil an attestation does not expire', () => {
  const history = newHistory()
  const credential = credentialOf(alder, { validUntil: null })
  issue(history.desk(START), alder, credential)
  expect(credential).not.toHaveProperty('validUntil')
  expect(viewAttestation(stateOf(history, credential), 253_402_300_799_999 as Instant).status).toBe('VALID')
})

test('a node wakes when an attestation becomes valid and when it expires, and never for a revoked one', () => {
  const history = newHistory()
  const desk = history.desk(START)
  const credential = credentialOf(alder)
  issue(desk, alder, credential)
  const wakes = [START - 1, START, START + DAY_MS].map((after) =>
    wakeOf(stateOf(history, credential), after as Instant),
  )
  expect(wakes).toEqual([
    { at: START, kind: 'attestation.valid' },
    { at: START + DAY_MS, kind: 'attestation.expired' },
    null,
  ])
  revoke(desk, alder, credential)
  expect(wakeOf(stateOf(history, credential), START)).toBeNull()
})

test('lists find an attestation by issuer, subject, type and dates', () => {
  const history = newHistory()
  const desk = history.desk(START)
  const credential = credentialOf(alder)
  issue(desk, alder, credential)
  const index = () => attestationAggregate.index?.(stateOf(history, credential) as never, [])
  expect(index()).toMatchObject({
    phase: 'VALID',
    type: 'MemberInGoodStanding',
    parties: [alder.did, birch.did],
    left: alder.did,
    right: birch.did,
    fromMs: START,
    untilMs: START + DAY_MS,
  })
  revoke(desk, alder, credential)
  expect(index()?.phase).toBe('REVOKED')
})

test('in whatever order issues and revocations arrive, forks included, every node comes to the same facts', () => {
  const credentials = [alder, birch].flatMap((issuer) =>
    [2019, 2020].map((memberSince) => credentialOf(issuer, { claims: { memberSince } })),
  )
  const step = fc.record({
    who: fc.nat(1),
    which: fc.nat(3),
    desk: fc.nat(2),
    what: fc.constantFrom('issue', 'issue', 'revoke', 'split', 'hear'),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), fc.nat(), (steps, seed) => {
      const history = newHistory()
      const first = history.desk(START)
      const desks = [first, first.split(), first.split()]
      for (const { who, which, desk, what } of steps) {
        const [at, credential] = [desks[desk] ?? first, credentials[which] ?? {}]
        const author = who === 0 ? alder : birch
        if (what === 'issue') issue(at, author, credential)
        if (what === 'revoke') revoke(at, author, credential)
        if (what === 'split') desks[desk] = at.split()
        if (what === 'hear') at.hear(desks[which % 3] ?? first)
      }
      expect(history.digest(history.shuffled(seededRandom(seed)))).toBe(history.digest())
    }),
    { numRuns: shortOrLong(25, 60) },
  )
})
