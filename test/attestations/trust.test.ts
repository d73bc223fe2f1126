import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  assessTrust,
  OWN_WEIGHT,
  RECOGNISED_WEIGHT,
  type TrustEdge,
  type TrustInput,
} from '../../src/attestations/index.ts'
import type { Did, Hash, Instant } from '../../src/kernel/index.ts'
import { START, signerNumber } from '../support/node.ts'
import { alder, attested, birch, cedar, DAY_MS } from './statements.ts'

const self = signerNumber(9).did
const REVOKED = { hash: 'b'.repeat(64) as Hash, at: START, reason: null }

function edges(weights: Readonly<Record<Did, number>>): ReadonlyMap<Did, TrustEdge> {
  return new Map(Object.entries(weights).map(([issuer, weight]) => [issuer as Did, { weight, note: null }]))
}

function assess(changes: Partial<TrustInput>) {
  return assessTrust({
    self,
    subject: birch.did,
    type: null,
    attestations: [],
    edges: new Map(),
    recognitions: [],
    now: START,
    ...changes,
  })
}

test('of whom nobody says anything, nothing is known', () => {
  expect(assess({})).toEqual({ subject: birch.did, score: 0, parts: [] })
})

test('one attestation is worth the weight of its issuer', () => {
  const { score, parts } = assess({ attestations: [attested(alder)], edges: edges({ [alder.did]: 0.8 }) })
  expect(score).toBe(0.8)
  expect(parts).toEqual([
    {
      attestationId: attested(alder).id,
      issuerWeight: 0.8,
      contribution: 0.8,
      recognisedUnder: [],
      explanation: 'this node gives its issuer the weight 0.8',
    },
  ])
})

test('two issuers leave less doubt than one: 1 − 0.2 × 0.5 = 0.9', () => {
  const { score, parts } = assess({
    attestations: [attested(cedar), attested(alder)],
    edges: edges({ [alder.did]: 0.8, [cedar.did]: 0.5 }),
  })
  expect(score).toBe(0.9)
  expect(parts.map(({ contribution }) => contribution)).toEqual([0.8, 0.1])
})

test('T5: issuers of equal weight stand in the order of their DIDs, one issuer’s statements in that of their ids', () => {
  const attestations = [alder, cedar].flatMap((issuer) =>
    [2017, 2018, 2019].map((memberSince) => attested(issuer, { claims: { memberSince } })),
  )
  const weights = edges({ [alder.did]: 0.5, [cedar.did]: 0.5 })
  const expected = [alder, cedar]
    .sort((a, b) => (a.did < b.did ? -1 : 1))
    .flatMap((issuer) =>
      attestations
        .filter(({ issued }) => issued.credential.issuer === issuer.did)
        .map(({ id }) => id)
        .sort(),
    )
  const { parts } = assess({ attestations, edges: weights })
  expect(parts.map(({ attestationId }) => attestationId)).toEqual(expected)
  expect(parts.map(({ contribution }) => contribution)).toEqual([0.5, 0, 0, 0.25, 0, 0])
})

test.each([
  ['revoked', attested(alder, {}, REVOKED), START],
  ['expired', attested(alder), START + DAY_MS],
  ['not yet valid', attested(alder), START - 1],
])('T1: an attestation that is %s counts nothing', (_name, attestation, now) => {
  const input = { attestations: [attestation], edges: edges({ [alder.did]: 1 }), now: now as Instant }
  expect(assess(input)).toMatchObject({ score: 0, parts: [] })
})

test('T1: a hundred statements by one issuer are worth one', () => {
  const attestations = Array.from({ length: 100 }, (_, i) => attested(alder, { claims: { memberSince: 1900 + i } }))
  const { score, parts } = assess({ attestations, edges: edges({ [alder.did]: 0.3 }) })
  expect(score).toBe(0.3)
  expect(parts).toHaveLength(100)
  expect(parts.filter(({ contribution }) => contribution > 0)).toHaveLength(1)
  expect(parts[1]?.explanation).toBe('another attestation by the same issuer counts already')
})

test('attestations about others, and of types not asked for, are passed over', () => {
  const attestations = [
    attested(alder, { subject: cedar.did }),
    attested(alder, { type: 'Harvest', claims: {} }),
    attested(alder),
  ]
  const weights = edges({ [alder.did]: 1 })
  expect(assess({ attestations, edges: weights }).parts).toHaveLength(2)
  expect(assess({ attestations, edges: weights, type: 'Harvest' }).parts).toHaveLength(1)
  expect(assess({ attestations, edges: weights, type: 'PaymentReliability' }).score).toBe(0)
})

const recognitions = [
  { agreementId: 'agr_2', parties: [self, alder.did], attestationTypes: ['MemberInGoodStanding'] },
  {
    agreementId: 'agr_1',
    parties: [self, alder.did, cedar.did],
    attestationTypes: ['MemberInGoodStanding', 'Harvest'],
  },
]

test('T3: without an edge, an issuer weighs what an agreement lends it, and the answer names the agreements', () => {
  const { score, parts } = assess({ attestations: [attested(alder)], recognitions })
  expect(score).toBe(RECOGNISED_WEIGHT)
  expect(parts[0]).toMatchObject({ issuerWeight: RECOGNISED_WEIGHT, recognisedUnder: ['agr_1', 'agr_2'] })
})

test('T3: recognition is for the types that the agreement lists, and for its parties', () => {
  const payment = { type: 'PaymentReliability', claims: {} }
  expect(assess({ attestations: [attested(alder, payment)], recognitions })).toMatchObject({
    score: 0,
    parts: [{ issuerWeight: 0, recognisedUnder: [] }],
  })
  const stranger = signerNumber(7)
  expect(assess({ attestations: [attested(stranger)], recognitions }).score).toBe(0)
})

test('T3: what others recognise among themselves lends nothing here', () => {
  const theirs = [{ agreementId: 'agr_3', parties: [alder.did, cedar.did], attestationTypes: ['MemberInGoodStanding'] }]
  expect(assess({ attestations: [attested(alder)], recognitions: theirs })).toMatchObject({
    score: 0,
    parts: [{ recognisedUnder: [] }],
  })
})

test('T2: an edge of 0 outweighs a recognition, which is still named', () => {
  const { score, parts } = assess({
    attestations: [attested(alder)],
    edges: edges({ [alder.did]: 0 }),
    recognitions,
  })
  expect(score).toBe(0)
  expect(parts[0]?.recognisedUnder).toEqual(['agr_1', 'agr_2'])
})

test("T3: this node's own statements weigh 1, unless it has set another weight for itself", () => {
  const attestations = [attested(alder)]
  expect(assess({ self: alder.did, attestations }).score).toBe(OWN_WEIGHT)
  expect(assess({ self: alder.did, attestations, edges: edges({ [alder.did]: 0.2 }) }).score).toBe(0.2)
})

test('T4: a cooperative does not add to the trust in itself, however much it is trusted', () => {
  const { score, parts } = assess({
    attestations: [attested(birch, { subject: birch.did })],
    edges: edges({ [birch.did]: 1 }),
  })
  expect(score).toBe(0)
  expect(parts[0]?.explanation).toBe('a cooperative does not add to the trust in itself')
})

test('T5, T6: contributions sum to the score, which lies between 0 and 1 and does not depend on any order', () => {
  const issuers = [alder, birch, cedar, signerNumber(4), signerNumber(5)]
  const about = signerNumber(6).did
  const pool = issuers.flatMap((issuer) =>
    [2018, 2019].map((memberSince) => attested(issuer, { subject: about, claims: { memberSince } })),
  )
  const weights = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 })
  fc.assert(
    fc.property(fc.shuffledSubarray(pool), weights, (attestations, given) => {
      const input = {
        subject: about,
        attestations,
        edges: edges(Object.fromEntries(issuers.map(({ did }, i) => [did, given[i] ?? 0]))),
      }
      const answer = assess(input)
      const heard = new Set(attestations.map(({ issued }) => issued.credential.issuer))
      const doubt = issuers.reduce((left, { did }, i) => (heard.has(did) ? left * (1 - (given[i] ?? 0)) : left), 1)
      expect(answer.score).toBeCloseTo(1 - doubt, 9)
      expect(answer.parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(answer.score, 9)
      expect(answer.score).toBeGreaterThanOrEqual(0)
      expect(answer.score).toBeLessThanOrEqual(1)
      expect(assess({ ...input, attestations: [...attestations].reverse() })).toEqual(answer)
    }),
  )
})
