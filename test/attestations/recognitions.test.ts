import fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentHash } from '../../src/agreements/index.ts'
import {
  credentialHash,
  type KnownBasis,
  type RecognitionStatus,
  recognitionAggregate,
  recognitionWake,
  type Surroundings,
  viewRecognition,
} from '../../src/attestations/index.ts'
import type { Instant } from '../../src/kernel/index.ts'
import { alder, amendmentOf, birch, cedar, dogwood, elm } from '../agreements/agreeing.ts'
import { START } from '../support/node.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import {
  document,
  grant,
  grantedBody,
  member,
  newWords,
  PARTIES,
  recognitionOf,
  withdrawRecognition,
} from './recognising.ts'
import { credentialOf } from './statements.ts'

const HOUR_MS = 60 * 60 * 1000

test('a host recognises a member of another party, and the entry has no claim', () => {
  const words = newWords()
  const { hash: decision } = words.conclude(document, PARTIES)
  const body = grantedBody(decision, { role: 'guest at the mill' })
  const entry = grant(words, alder, body)
  expect(words.refusal(entry)).toBeNull()
  const { nonce: _nonce, documentHash: _hash, decision: _decision, ...granted } = body
  expect(recognitionOf(words, entry)).toEqual({
    id: entry.entry.subject,
    agreement: document.agreementId,
    host: alder.did,
    granted: { ...granted, hash: entry.hash, at: entry.entry.at },
    withdrawn: null,
  })
  expect(entry.entry.subject).toMatch(/^rcg_[0-9a-f]{64}$/)
  expect(Object.keys(body).sort()).toEqual([
    'attestation',
    'attestationType',
    'decision',
    'documentHash',
    'holderProved',
    'home',
    'member',
    'nonce',
    'role',
    'until',
  ])
  words.desk.history.expectSameInAnyOrder()
})

test('R1–R3: what no party may recognise is inert', () => {
  const words = newWords()
  const { hash: decision } = words.conclude(document, PARTIES)
  const by = (host: typeof alder, changes: Parameters<typeof grantedBody>[1] = {}) =>
    words.refusal(grant(words, host, grantedBody(decision, changes)))
  expect(by(birch)).toBe('attestations.not-recognised')
  expect(by(alder, { home: elm.did })).toBe('attestations.not-recognised')
  expect(by(alder, { home: dogwood.did })).toBe('attestations.not-recognised')
  expect(by(alder, { attestationType: 'PaymentReliability' })).toBe('attestations.not-recognised')
  expect(by(dogwood)).toBe('attestations.not-a-party')
  expect(by(elm)).toBe('attestations.not-a-party')
  expect(by(alder, { until: START as Instant })).toBe('attestations.bad-validity')
  const atOnce = (words.desk.now + 60_000) as Instant
  expect(by(alder, { until: atOnce })).toBe('attestations.bad-validity')
  expect(by(alder, { decision: 'd'.repeat(64) as never })).toBe('agreements.not-in-force')
  expect(by(cedar)).toBeNull()
  words.desk.history.expectSameInAnyOrder()
})

test('R1: nothing is recognised before the agreement is in force, nor under a document that is no longer in force', () => {
  const words = newWords()
  words.propose(alder, document)
  const early = words.split()
  const signed = [words.sign(birch, document), words.sign(cedar, document)]
  const { hash: decision } = words.activate(alder, document, signed)
  expect(words.refusal(grant(early, birch, grantedBody(decision, { home: alder.did })))).toBe('agreements.not-in-force')
  const behind = words.split()
  const narrower = amendmentOf(document, alder, { terms: { attestationTypes: ['Harvest'] } } as never)
  const later = words.adopt(narrower, PARTIES).hash
  const concurrent = grant(behind, birch, grantedBody(decision, { home: alder.did }))
  words.hear(behind)
  expect(words.refusal(concurrent)).toBeNull()
  expect(words.refusal(grant(words, cedar, grantedBody(decision)))).toBe('agreements.not-in-force')
  const changed = { documentHash: documentHash(narrower), decision: later }
  expect(words.refusal(grant(words, cedar, grantedBody(decision, changed)))).toBe('attestations.not-recognised')
  const harvest = { ...changed, attestationType: 'Harvest' }
  expect(words.refusal(grant(words, cedar, grantedBody(decision, harvest)))).toBeNull()
  words.desk.history.expectSameInAnyOrder()
})

test('a host that has signed its own removal recognises nobody beside it', () => {
  const words = newWords()
  const { hash: decision } = words.conclude(document, PARTIES)
  const without = amendmentOf(document, alder, { parties: document.parties.filter(({ did }) => did !== cedar.did) })
  words.amend(alder, without)
  const before = grant(words, cedar, grantedBody(decision, { nonce: 'before' }))
  const signed = [words.sign(birch, without), words.sign(cedar, without)]
  const leaving = words.split()
  const after = grant(leaving, cedar, grantedBody(decision, { nonce: 'after' }))
  const undone = withdrawRecognition(leaving, cedar, before.entry.subject)
  words.effect(alder, without, signed)
  words.hear(leaving)
  expect([before, after, undone].map((entry) => words.refusal(entry))).toEqual([null, 'log.author-removed', null])
  words.desk.history.expectSameInAnyOrder()
})

test('R4: the host alone withdraws, once', () => {
  const words = newWords()
  const { hash: decision } = words.conclude(document, PARTIES)
  const entry = grant(words, alder, grantedBody(decision))
  const id = entry.entry.subject
  expect(words.refusal(withdrawRecognition(words, birch, id))).toBe('attestations.not-the-host')
  const first = withdrawRecognition(words, alder, id, 'moved away')
  expect(words.refusal(first)).toBeNull()
  expect(words.refusal(withdrawRecognition(words, alder, id))).toBe('attestations.already-withdrawn')
  const unknown = `rcg_${'0'.repeat(64)}`
  expect(words.refusal(withdrawRecognition(words, alder, unknown))).toBe('attestations.recognition-not-found')
  expect(view(words, entry)).toMatchObject({ status: 'WITHDRAWN', reason: 'moved away', endedAt: first.entry.at })
  words.desk.history.expectSameInAnyOrder()
})

test('a host that forks its log has granted once what it grants twice, and has withdrawn where one branch says so', () => {
  const words = newWords()
  const { hash: decision } = words.conclude(document, PARTIES)
  const other = words.split()
  const body = grantedBody(decision)
  const twice = [grant(words, alder, body), grant(other, alder, body)]
  other.desk.now += HOUR_MS
  const late = withdrawRecognition(other, alder, twice[0]?.entry.subject ?? '', 'late')
  const soon = withdrawRecognition(words, alder, twice[0]?.entry.subject ?? '', 'soon')
  words.hear(other)
  expect([...twice, late, soon].map((entry) => words.refusal(entry))).toEqual([null, null, null, null])
  const state = recognitionOf(words, soon)
  expect(state.granted.hash).toBe(twice.map(({ hash }) => hash).sort()[0])
  expect(state.withdrawn?.reason).toBe('soon')
  words.desk.history.expectSameInAnyOrder()
})

const basis: KnownBasis = {
  issuer: birch.did,
  subjects: [member.did],
  types: ['MemberInGoodStanding'],
  validUntil: null,
  revokedAt: null,
}
const NOW = (START + 10 * HOUR_MS) as Instant

function view(
  words: ReturnType<typeof newWords>,
  entry: ReturnType<typeof grant>,
  surroundings: Partial<Surroundings> = {},
) {
  return viewRecognition(recognitionOf(words, entry), { agreementEndsAt: null, basis, ...surroundings }, NOW)
}

test.each<[string, Partial<Surroundings>, RecognitionStatus, string | null, number | null]>([
  ['nothing', {}, 'ACTIVE', null, null],
  ['neither attestation nor credential here', { basis: null }, 'ACTIVE', null, null],
  ['a revocation', { basis: { ...basis, revokedAt: at(2) } }, 'LAPSED', 'the attestation was revoked', at(2)],
  [
    'an expired attestation',
    { basis: { ...basis, validUntil: at(3) } },
    'LAPSED',
    'the attestation has expired',
    at(3),
  ],
  [
    'an attestation that expires at once',
    { basis: { ...basis, validUntil: NOW } },
    'LAPSED',
    'the attestation has expired',
    NOW,
  ],
  ['an attestation that expires later', { basis: { ...basis, validUntil: at(11) } }, 'ACTIVE', null, null],
  ['the end of the agreement', { agreementEndsAt: at(4) }, 'LAPSED', 'the agreement has ended', at(4)],
  ['a notice that runs', { agreementEndsAt: at(12) }, 'ACTIVE', null, null],
  ['its own date', { agreementEndsAt: at(9) }, 'EXPIRED', null, at(8)],
  [
    'two ends: the earlier',
    { agreementEndsAt: at(4), basis: { ...basis, validUntil: at(3) } },
    'LAPSED',
    'the attestation has expired',
    at(3),
  ],
  [
    'an attestation by another',
    { basis: { ...basis, issuer: cedar.did } },
    'LAPSED',
    'the attestation states something else',
    null,
  ],
  [
    'an attestation of another',
    { basis: { ...basis, subjects: [alder.did] } },
    'LAPSED',
    'the attestation states something else',
    null,
  ],
  [
    'an attestation of another type',
    { basis: { ...basis, types: ['Harvest'] } },
    'LAPSED',
    'the attestation states something else',
    null,
  ],
])('R5–R8: with %s', (what, surroundings, status, lapsedBecause, endedAt) => {
  const words = newWords()
  const { hash: decision } = words.conclude(document, PARTIES)
  const entry = grant(words, alder, grantedBody(decision, { until: what === 'its own date' ? at(8) : null }))
  const shown = view(words, entry, surroundings)
  expect(shown).toMatchObject({ status, lapsedBecause, reason: null })
  if (status !== 'LAPSED' || endedAt !== null) expect(shown.endedAt).toBe(endedAt)
  else expect(shown.endedAt).toBe(entry.entry.at)
})

test('R6: what was revoked before it was granted ends when it was granted', () => {
  const words = newWords()
  const { hash: decision } = words.conclude(document, PARTIES)
  const entry = grant(words, alder, grantedBody(decision))
  expect(view(words, entry, { basis: { ...basis, revokedAt: START } })).toMatchObject({
    status: 'LAPSED',
    endedAt: entry.entry.at,
  })
})

test('the periodic check tells when a recognition ends by its date, and lists find it by host, home and member', () => {
  const words = newWords()
  const { hash: decision } = words.conclude(document, PARTIES)
  const hash = credentialHash(credentialOf(birch))
  const entry = grant(words, alder, grantedBody(decision, { until: at(8), attestation: hash }))
  const state = recognitionOf(words, entry)
  expect(recognitionWake(state, at(7))).toEqual({ at: at(8), kind: 'recognition.expired' })
  expect(recognitionWake(state, at(8))).toBeNull()
  expect(recognitionAggregate.index?.(state, [])).toMatchObject({
    phase: 'ACTIVE',
    left: birch.did,
    right: alder.did,
    tags: [hash, member.did],
    untilMs: at(8),
  })
  expect(view(words, entry).attestationId).toBeNull()
  withdrawRecognition(words, alder, entry.entry.subject)
  expect(recognitionWake(recognitionOf(words, entry), at(7))).toBeNull()
})

/** One step of a history: who speaks at which desk, and of which of three recognitions. */
const stepArbitrary = fc.record({
  desk: fc.nat(2),
  who: fc.constantFrom(alder, alder, alder, birch, dogwood),
  what: fc.constantFrom('grant', 'grant', 'withdraw', 'withdraw', 'hear', 'suspend', 'consent'),
  which: fc.nat(2),
  home: fc.constantFrom(birch, birch, birch, elm),
  type: fc.constantFrom('Harvest', 'Harvest', 'PaymentReliability'),
})

test('any order of delivery of any history, honest, mistaken or forked, gives the same state and verdicts', () => {
  const counted = new Map<string, number>()
  fc.assert(
    fc.property(
      fc.array(stepArbitrary, { minLength: 5, maxLength: 25 }),
      fc.array(fc.nat(), { minLength: 2, maxLength: 2 }),
      (steps, orders) => {
        const first = newWords()
        const { hash: decision } = first.conclude(document, PARTIES)
        const desks = [first, first.split(), first.split()] as const
        const granted: string[] = []
        for (const { desk, who, what, which, home, type } of steps) {
          const words = desks[desk] ?? first
          if (what === 'hear') words.hear(desks[which] ?? first)
          if (what === 'suspend') words.suspend(who, document)
          if (what === 'consent') words.consent(who, document)
          if (what === 'grant') {
            const body = grantedBody(decision, { nonce: String(which), home: home.did, attestationType: type })
            granted.push(grant(words, who, body).entry.subject)
          }
          if (what === 'withdraw')
            withdrawRecognition(
              words,
              who,
              granted[which % Math.max(1, granted.length)] ?? `rcg_${'0'.repeat(64)}`,
              `${which}`,
            )
        }
        first.desk.history.expectSameInAnyOrder(orders)
        for (const entry of first.desk.history.sealed) {
          const verdict = first.refusal(entry) ?? entry.entry.kind
          counted.set(verdict, (counted.get(verdict) ?? 0) + 1)
        }
      },
    ),
    { numRuns: shortOrLong(20, 60), seed: 5 },
  )
  for (const kind of [
    'recognition.granted',
    'recognition.withdrawn',
    'attestations.already-recognised',
    'attestations.not-the-host',
  ])
    expect(counted.get(kind) ?? 0, kind).toBeGreaterThan(0)
})

function at(hours: number): Instant {
  return (START + hours * HOUR_MS) as Instant
}
