import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Did, Hash, Instant } from '../../src/kernel/index.ts'
import {
  type AdmissionPolicy,
  type Cooperative,
  cooperativeAggregate,
  HEARTBEAT_MS,
  membersOf,
  type StandingInput,
  standingOf,
  unheardOf,
  viewCooperative,
} from '../../src/registry/index.ts'
import { START } from '../support/node.ts'
import { PROFILE } from './cooperatives.ts'

const [self, alder, birch, cedar, dogwood] = ['self', 'alder', 'birch', 'cedar', 'dogwood'].map(
  (name) => `did:key:${name}` as Did,
) as [Did, Did, Did, Did, Did]
const OPEN: AdmissionPolicy = { admission: 'OPEN', minVouches: 1, allowed: [] }

function known(did: Did, vouchers: readonly Did[] = []): Cooperative {
  const vouch = { hash: 'c'.repeat(64) as Hash, seq: 1, at: START, statement: null, withdrawn: false }
  return {
    did,
    announcement: { ...PROFILE, hash: 'a'.repeat(64) as Hash, seq: 1, at: START },
    recoveryKeyHashes: {},
    vouches: Object.fromEntries(vouchers.map((by) => [by, vouch])),
  }
}

function standing(changes: Partial<StandingInput>): string {
  return standingOf({
    self,
    did: alder,
    state: known(alder),
    denied: false,
    forked: false,
    lastSeenAt: START,
    now: START,
    policy: OPEN,
    members: new Set([self]),
    ...changes,
  })
}

function members(policy: AdmissionPolicy, cooperatives: readonly Cooperative[], excluded: readonly Did[] = []): Did[] {
  return [...membersOf({ self, cooperatives, excluded: new Set(excluded), policy })].sort()
}

test.each([
  ['SELF', { did: self, denied: true, forked: true, state: null, lastSeenAt: null }],
  ['DENIED', { denied: true, forked: true, state: null, lastSeenAt: null }],
  ['FORKED', { forked: true, state: null, lastSeenAt: null }],
  ['UNADMITTED', { state: null, lastSeenAt: null }],
  ['UNADMITTED', { state: unheardOf(alder) }],
  ['UNADMITTED', { policy: { ...OPEN, admission: 'CLOSED' as const } }],
  ['STALE', { lastSeenAt: null }],
  ['MEMBER', {}],
])('R6: %s comes before all that follows it', (expected, changes) => {
  expect(standing(changes)).toBe(expected)
})

test('R6: three missed heartbeats make stale, not two, and being heard again ends it', () => {
  const seenFor = (ms: number) => standing({ lastSeenAt: START, now: (START + ms) as Instant })
  expect(seenFor(3 * HEARTBEAT_MS)).toBe('MEMBER')
  expect(seenFor(3 * HEARTBEAT_MS + 1)).toBe('STALE')
  expect(HEARTBEAT_MS).toBe(5 * 60 * 1000)
})

test('R7: open admits whoever announced itself, the allow-list its list, closed nobody', () => {
  const everybody = [known(alder), known(birch), unheardOf(cedar)]
  expect(members(OPEN, everybody)).toEqual([alder, birch, self].sort())
  expect(members({ ...OPEN, admission: 'ALLOW_LIST', allowed: [birch, cedar] }, everybody)).toEqual(
    [birch, self].sort(),
  )
  expect(members({ ...OPEN, admission: 'CLOSED', allowed: [birch] }, everybody)).toEqual([self])
})

const vouched = (minVouches: number, allowed: readonly Did[] = []): AdmissionPolicy => ({
  admission: 'VOUCHED',
  minVouches,
  allowed,
})

test('R7: whoever enough members vouch for is a member, and its vouches count from then on', () => {
  const chain = [known(alder, [self]), known(birch, [alder]), known(cedar, [birch])]
  expect(members(vouched(1), chain)).toEqual([alder, birch, cedar, self].sort())
  expect(members(vouched(2), chain)).toEqual([self])
  expect(members(vouched(2, [alder]), [...chain, known(dogwood, [self, alder])])).toEqual([alder, dogwood, self].sort())
})

test('R7: strangers cannot vouch each other in', () => {
  expect(members(vouched(1), [known(alder, [birch, cedar]), known(birch, [alder]), known(cedar, [alder])])).toEqual([
    self,
  ])
})

test('R7: whoever is denied or forked takes its vouches along', () => {
  const chain = [known(alder, [self]), known(birch, [alder])]
  expect(members(vouched(1), chain, [alder])).toEqual([self])
})

test('R7: a vouch that was withdrawn admits nobody', () => {
  const state = known(alder, [self])
  const withdrawn = { ...state.vouches[self]!, withdrawn: true }
  expect(members(vouched(1), [{ ...state, vouches: { [self]: withdrawn } }])).toEqual([self])
})

test('R7: whoever has vouches but has not announced itself is no member, nor are its vouches those of one', () => {
  const silent = { ...known(alder, [self]), announcement: null }
  expect(members(vouched(1), [silent, known(birch, [alder])])).toEqual([self])
})

test('R7: standing and membership agree, whoever vouches for whom', () => {
  const dids = [self, alder, birch, cedar, dogwood]
  const vouches = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 14 })
  fc.assert(
    fc.property(vouches, fc.integer({ min: 1, max: 3 }), fc.subarray([alder, birch, cedar]), (pairs, min, excluded) => {
      const cooperatives = dids.map((did, i) =>
        known(
          did,
          pairs.flatMap(([by, whom]) => (whom === i && by !== i ? [dids[by] as Did] : [])),
        ),
      )
      const policy = vouched(min)
      const all = membersOf({ self, cooperatives, excluded: new Set(excluded), policy })
      for (const state of cooperatives) {
        const forked = excluded.includes(state.did as (typeof excluded)[number])
        const expected = state.did === self ? 'SELF' : forked ? 'FORKED' : all.has(state.did) ? 'MEMBER' : 'UNADMITTED'
        expect(standing({ did: state.did, state, forked, policy, members: all })).toBe(expected)
      }
      const turned = membersOf({ self, cooperatives: [...cooperatives].reverse(), excluded: new Set(excluded), policy })
      expect([...turned].sort()).toEqual([...all].sort())
    }),
  )
})

test('a cooperative that was only vouched for is shown with what is certain, and nothing made up', () => {
  const seen = { standing: 'UNADMITTED', lastSeenAt: null } as const
  const silent = { ...known(alder, [cedar, birch]), announcement: null }
  expect(viewCooperative(alder, silent, seen)).toMatchObject({
    id: alder,
    known: false,
    name: null,
    multiaddrs: null,
    announcedAt: null,
    vouches: [birch, cedar].map((by) => ({ by, about: alder, at: START, statement: null })),
  })
  expect(viewCooperative(alder, null, seen)).toMatchObject({ did: alder, known: false, vouches: [] })
})

test('an announced cooperative is shown as it announced itself', () => {
  const seen = { standing: 'MEMBER', lastSeenAt: START } as const
  expect(viewCooperative(alder, known(alder), seen)).toEqual({
    ...PROFILE,
    id: alder,
    did: alder,
    known: true,
    standing: 'MEMBER',
    announcedAt: START,
    lastSeenAt: START,
    vouches: [],
  })
})

test('lists find a cooperative by name, region, capability and currency, none taken for the other', () => {
  const index = cooperativeAggregate.index?.(known(alder) as never, [])
  expect(index).toMatchObject({ phase: 'KNOWN', left: alder, tags: ['capability:bread', 'currency:EUR'] })
  expect(index?.text).toContain('Alder Bakery')
  expect(index?.text).toContain('Elbe')
  expect(cooperativeAggregate.index?.(unheardOf(alder) as never, [])).toMatchObject({ phase: 'UNKNOWN' })
})
