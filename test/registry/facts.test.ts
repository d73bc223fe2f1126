import fc from 'fast-check'
import { expect, test } from 'vitest'
import { vouchersOf } from '../../src/registry/index.ts'
import { seededRandom } from '../support/history.ts'
import { START } from '../support/node.ts'
import { shortOrLong } from '../support/short-or-long.ts'
import {
  alder,
  announce,
  birch,
  cedar,
  newHistory,
  PROFILE,
  RECOVERY,
  stateOf,
  vouch,
  withdraw,
} from './cooperatives.ts'

test('R1: a cooperative announces itself, and nobody announces another', () => {
  const history = newHistory()
  const desk = history.desk(START)
  announce(desk, alder)
  const foreign = desk.write(
    birch,
    'cooperative.announced',
    { ...PROFILE, name: 'Not Alder', recoveryKeyHash: RECOVERY },
    { subject: alder.did },
  )
  expect(history.refusalOf(foreign)).toBe('log.wrong-subject')
  expect(stateOf(history, alder).announcement?.name).toBe('Alder Bakery')
})

test('R2: the newest announcement counts whole, by its number and not by its claim of when', () => {
  const history = newHistory()
  const desk = history.desk(START)
  announce(desk, alder, { region: 'Elbe', capabilities: ['bread', 'rolls'] })
  announce(desk, alder, { region: null, capabilities: [] })
  const { announcement } = stateOf(history, alder)
  expect(announcement).toMatchObject({ seq: 2, region: null, capabilities: [] })
  history.expectSameInAnyOrder()
})

test('R2: where a forked log has two announcements of one number, every node takes the same one', () => {
  const history = newHistory()
  const here = history.desk(START)
  announce(here, alder)
  const there = here.split()
  const [one, other] = [announce(here, alder, { name: 'One' }), announce(there, alder, { name: 'Other' })]
  const greater = one.hash > other.hash ? one : other
  expect(stateOf(history, alder).announcement?.hash).toBe(greater.hash)
  history.expectSameInAnyOrder()
})

test('R2: of two branches, the announcement with the greater number counts', () => {
  const history = newHistory()
  const here = history.desk(START)
  announce(here, alder)
  const there = here.split()
  announce(here, alder, { name: 'Short branch' })
  announce(there, alder, { name: 'Long branch' })
  announce(there, alder, { name: 'Longer branch' })
  expect(stateOf(history, alder).announcement?.name).toBe('Longer branch')
  history.expectSameInAnyOrder()
})

test.each([
  ['the first entry without a recovery key', false, null],
  ['a later entry with one', true, RECOVERY],
])('R3: refused: %s', (_name, isLater, recoveryKeyHash) => {
  const history = newHistory()
  const desk = history.desk(START)
  if (isLater) announce(desk, alder)
  const misplaced = announce(desk, alder, { name: 'Changed', recoveryKeyHash })
  expect(history.refusalOf(misplaced)).toBe('registry.recovery-key-misplaced')
})

test('R3: forking the first entry does not replace the recovery key: both stay on record', () => {
  const history = newHistory()
  const first = announce(history.desk(START), alder)
  const stolen = history.desk(START).write(alder, 'cooperative.announced', {
    ...PROFILE,
    recoveryKeyHash: 'b'.repeat(64),
  })
  expect(stateOf(history, alder).recoveryKeyHashes).toEqual({
    [first.hash]: RECOVERY,
    [stolen.hash]: 'b'.repeat(64),
  })
  history.expectSameInAnyOrder()
})

test('R4: a cooperative vouches for others, known or not, and not for itself', () => {
  const history = newHistory()
  const desk = history.desk(START)
  announce(desk, alder)
  vouch(desk, alder, birch, 'good bread')
  expect(history.refusalOf(vouch(desk, alder, alder))).toBe('registry.self-vouch')
  expect(stateOf(history, birch)).toMatchObject({
    did: birch.did,
    announcement: null,
    vouches: { [alder.did]: { statement: 'good bread', withdrawn: false } },
  })
})

test('R4: vouching again replaces the statement', () => {
  const history = newHistory()
  const desk = history.desk(START)
  vouch(desk, alder, birch, 'good bread')
  vouch(desk, alder, birch, 'better bread')
  expect(stateOf(history, birch).vouches[alder.did]?.statement).toBe('better bread')
  history.expectSameInAnyOrder()
})

test('R4: vouches of different cooperatives do not touch each other', () => {
  const history = newHistory()
  const [here, there] = [history.desk(START), history.desk(START)]
  vouch(here, alder, cedar)
  vouch(there, birch, cedar)
  withdraw(here, alder, cedar)
  expect(vouchersOf(stateOf(history, cedar).vouches)).toEqual([birch.did])
  history.expectSameInAnyOrder()
})

test.each([
  ['one that was never given', 0],
  ['one that is withdrawn already', 1],
])('R5: no vouch to withdraw: %s', (_name, withdrawals) => {
  const history = newHistory()
  const desk = history.desk(START)
  if (withdrawals > 0) vouch(desk, alder, birch)
  for (let i = 0; i < withdrawals; i++) withdraw(desk, alder, birch)
  expect(history.refusalOf(withdraw(desk, alder, birch))).toBe('registry.no-vouch')
})

test("R5: nobody withdraws another's vouch", () => {
  const history = newHistory()
  const desk = history.desk(START)
  vouch(desk, alder, cedar)
  expect(history.refusalOf(withdraw(desk, birch, cedar))).toBe('registry.no-vouch')
  expect(vouchersOf(stateOf(history, cedar).vouches)).toEqual([alder.did])
})

test('R5: a forker that withdraws on one branch does not keep its voice on another of the same length', () => {
  const history = newHistory()
  const here = history.desk(START)
  vouch(here, alder, birch)
  const there = here.split()
  withdraw(here, alder, birch)
  // Whatever the hashes come to: of several statements at the same number, none outweighs the withdrawal.
  for (const statement of ['a', 'b', 'c', 'd']) vouch(there.split(), alder, birch, statement)
  expect(vouchersOf(stateOf(history, birch).vouches)).toEqual([])
  history.expectSameInAnyOrder()
})

test.each([
  ['an unknown field', { note: 'x' }],
  ['an unknown field with the name of the prototype', JSON.parse('{"__proto__":"x"}')],
  ['a field that is missing', { region: undefined }],
  ['an empty name', { name: '' }],
  ['a name that is too long', { name: 'n'.repeat(201) }],
  ['an address that is no URL', { graphqlUrl: 'alder.example' }],
  ['an address of another protocol', { graphqlUrl: 'javascript:alert(1)' }],
  ['an address without a host', { graphqlUrl: 'https:///graphql' }],
  ['an address twice', { multiaddrs: ['/ip4/192.0.2.7/tcp/1', '/ip4/192.0.2.7/tcp/1'] }],
  ['something that is no multiaddr', { multiaddrs: ['192.0.2.7:4001'] }],
  ['too many addresses', { multiaddrs: Array.from({ length: 33 }, (_, i) => `/ip4/192.0.2.7/tcp/${i}`) }],
  [
    'a currency twice with different scales',
    { currencies: [2, 3].map((scale) => ({ code: 'EUR', scale, name: null })) },
  ],
  ['a currency with a scale beyond 18', { currencies: [{ code: 'EUR', scale: 19, name: null }] }],
  ['a currency of one letter', { currencies: [{ code: 'E', scale: 2, name: null }] }],
  ['a capability twice', { capabilities: ['bread', 'bread'] }],
  ['an empty capability', { capabilities: [''] }],
])('an announcement is inert that holds %s', (_name, changes: Record<string, unknown>) => {
  const history = newHistory()
  const body = Object.fromEntries(
    Object.entries({ ...PROFILE, recoveryKeyHash: RECOVERY, ...changes }).filter(([, value]) => value !== undefined),
  )
  const entry = history.desk(START).write(alder, 'cooperative.announced', body as never, { subject: alder.did })
  expect(history.refusalOf(entry)).toBe('log.bad-body')
})

test('in whatever order a mix of words arrives, forks included, every node comes to the same facts', () => {
  const signers = [alder, birch, cedar]
  const step = fc.record({
    who: fc.nat(2),
    whom: fc.nat(2),
    desk: fc.nat(2),
    what: fc.constantFrom('announce', 'vouch', 'withdraw', 'split', 'hear'),
  })
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 14 }), fc.nat(), (steps, seed) => {
      const history = newHistory()
      const first = history.desk(START)
      const desks = [first, first.split(), first.split()]
      steps.forEach(({ who, whom, desk, what }, i) => {
        const [at, author, about] = [desks[desk], signers[who], signers[whom]]
        if (at === undefined || author === undefined || about === undefined) throw new Error('no such index')
        if (what === 'announce') announce(at, author, { name: `Name ${i}` })
        if (what === 'vouch') vouch(at, author, about, `statement ${i}`)
        if (what === 'withdraw') withdraw(at, author, about)
        if (what === 'split') desks[desk] = at.split()
        if (what === 'hear') at.hear(desks[whom] ?? first)
      })
      expect(history.digest(history.shuffled(seededRandom(seed)))).toBe(history.digest())
    }),
    { numRuns: shortOrLong(50, 150) },
  )
})
