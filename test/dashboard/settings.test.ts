import { expect, test } from 'vitest'
import { checkPolicies, type PoliciesForm } from '../../src/dashboard/logic/policies.ts'
import { checkProfile, formOfProfile } from '../../src/dashboard/logic/profile.ts'
import { checkToken, EMPTY_TOKEN } from '../../src/dashboard/logic/token.ts'

const ANNOUNCED = formOfProfile({
  name: 'Alder',
  description: null,
  region: 'Lancashire',
  contact: null,
  graphqlUrl: null,
  currencies: [{ code: 'EUR', scale: 2, name: null }],
  capabilities: ['baking', 'delivery'],
})

test('of a profile only what differs is announced, and what was emptied is cleared', () => {
  const check = (changes: Partial<typeof ANNOUNCED>) => checkProfile({ ...ANNOUNCED, ...changes }, ANNOUNCED).changes
  expect(check({})).toEqual({})
  expect(check({ name: ' Alder Bakery ', region: '' })).toEqual({ name: 'Alder Bakery', region: null })
  expect(check({ capabilities: 'baking\n\nmilling' })).toEqual({ capabilities: ['baking', 'milling'] })
  expect(check({ capabilities: ' baking\n\ndelivery \n' })).toEqual({})
  const currencies = [...ANNOUNCED.currencies, { code: 'HOURS', scale: '0', name: ' Hours ' }]
  expect(check({ currencies })?.currencies).toEqual([
    { code: 'EUR', scale: 2, name: null },
    { code: 'HOURS', scale: 0, name: 'Hours' },
  ])
})

test('a profile that cannot be announced says what would be right', () => {
  const { problems, changes } = checkProfile(
    {
      ...ANNOUNCED,
      name: ' ',
      graphqlUrl: 'node.example.org',
      contact: 'x'.repeat(501),
      capabilities: 'baking\nbaking',
      currencies: [
        { code: 'EUR', scale: '2', name: '' },
        { code: 'EUR', scale: '19', name: '' },
      ],
    },
    ANNOUNCED,
  )
  expect(changes).toBeNull()
  expect(Object.keys(problems).sort()).toEqual([
    'capabilities',
    'contact',
    'currencies.1.code',
    'currencies.1.scale',
    'graphqlUrl',
    'name',
  ])
})

const POLICIES: PoliciesForm = {
  autoConfirm: 'WITHIN_LIMIT',
  autoAcceptNetting: true,
  admission: 'OPEN',
  minVouches: '1',
  allowed: [],
}

test('each change of a policy is told in a sentence before it is made', () => {
  expect(checkPolicies(POLICIES, POLICIES)).toEqual({ problem: null, changes: {}, consequences: [] })
  const changed = { ...POLICIES, autoAcceptNetting: false, admission: 'VOUCHED', minVouches: '2' } as const
  const { changes, consequences } = checkPolicies(changed, POLICIES)
  expect(changes).toEqual({ autoAcceptNetting: false, admission: 'VOUCHED', minVouches: 2 })
  expect(consequences).toEqual([
    expect.stringContaining('accepted by hand'),
    'New agreements and debts with: cooperatives for which enough members vouch.',
    'Vouches that a cooperative needs: 2.',
  ])
  expect(checkPolicies({ ...POLICIES, allowed: ['did:key:z6MkA'] }, POLICIES).changes).toEqual({
    allowed: ['did:key:z6MkA'],
  })
  expect(checkPolicies({ ...POLICIES, minVouches: '0' }, POLICIES).problem).toContain('from 1 to 1000')
})

test('a token lasts as long as was chosen, counted from when it is made', () => {
  const now = Date.parse('2026-01-01T12:00:00.000Z')
  const check = (changes: Partial<typeof EMPTY_TOKEN>) => checkToken({ ...EMPTY_TOKEN, name: 'till', ...changes }, now)
  expect(check({ lasting: '30' }).input?.expiresAt).toBe('2026-01-31T12:00:00.000Z')
  expect(check({ lasting: 'ever' }).input).toEqual({ name: 'till', role: 'VIEWER' })
  expect(Date.parse(check({ lasting: 'day', day: '2026-01-01' }).input?.expiresAt ?? '')).toBeGreaterThan(now)
  expect(check({ lasting: 'day', day: '2025-12-30' }).problems).toEqual({ day: 'This day is over.' })
  expect(check({ lasting: 'day' }).problems.day).toContain('Choose')
  expect(check({ name: ' ' })).toEqual({ problems: { name: expect.stringContaining('Name its user') }, input: null })
  expect(check({ name: 'x'.repeat(201) }).input).toBeNull()
})
