import { expect, test } from 'vitest'
import { explain, sentence } from '../../src/dashboard/logic/advice.ts'
import { concerns } from '../../src/dashboard/logic/changes.ts'
import { calendarDay, dayOf, durationText, relativeTime } from '../../src/dashboard/logic/moments.ts'
import { cutAtDids } from '../../src/dashboard/logic/node-text.ts'
import { readRoute, takeToken, writeRoute } from '../../src/dashboard/logic/route.ts'
import { AGREEMENT_STATUS, enumerate, nameOf, wordFor } from '../../src/dashboard/logic/words.ts'

test('an address is read back as it was written, whatever stands in it', () => {
  const path = ['cooperatives', 'did:key:z6Mk/ü?']
  const query = { status: 'ACTIVE', note: 'a&b=c' }
  expect(readRoute(writeRoute(path, query))).toEqual({ path, query })
  expect(writeRoute([], { status: '' })).toBe('/')
  expect(readRoute('/a//b/')).toEqual({ path: ['a', 'b'], query: {} })
  expect(readRoute('/%E0%A4%A')).toEqual({ path: ['%E0%A4%A'], query: {} })
})

test('the token is taken out of the fragment, and the rest of the address stays', () => {
  expect(takeToken('http://here/agreements?x=1#token=tok_a')).toEqual({ token: 'tok_a', rest: '/agreements?x=1' })
  expect(takeToken('http://here/#token=')).toEqual({ token: null, rest: '/' })
  expect(takeToken('http://here/#other')).toEqual({ token: null, rest: '/' })
})

test('a query is read anew for changes of what it shows, and of its own agreement only', () => {
  const watch = { kinds: ['OBLIGATION'], scope: 'agr_1' } as const
  expect(concerns(watch, { subjectKind: 'OBLIGATION', scope: 'agr_1' })).toBe(true)
  expect(concerns(watch, { subjectKind: 'OBLIGATION', scope: 'agr_2' })).toBe(false)
  expect(concerns(watch, { subjectKind: 'AGREEMENT', scope: 'agr_1' })).toBe(false)
  expect(concerns({ kinds: ['AGREEMENT'], scope: 'agr_1' }, { subjectKind: 'AGREEMENT', scope: null })).toBe(true)
  expect(concerns({ kinds: ['OBLIGATION'] }, { subjectKind: 'OBLIGATION', scope: 'agr_2' })).toBe(true)
})

test('times and durations are told in words', () => {
  const now = Date.parse('2026-01-31T12:00:00.000Z')
  expect(relativeTime('2026-01-31T11:57:00.000Z', now, 'en')).toBe('3 minutes ago')
  expect(relativeTime('2026-02-02T12:00:00.000Z', now, 'en')).toBe('in 2 days')
  expect(relativeTime('2026-01-31T11:59:58.000Z', now, 'en')).toBe('just now')
  expect([durationText('P1M'), durationText('P1Y6M'), durationText('PT10M'), durationText('?')]).toEqual([
    '1 month',
    '1 year 6 months',
    '10 minutes',
    '?',
  ])
})

test('an error is told with the message of the API and with what to do', () => {
  const refused = (refusal: string, message = 'no') =>
    explain({ graphQLErrors: [{ message, extensions: { code: 'CONFLICT', refusal } }] })
  expect(refused('agreements.already-said', 'Birch has signed this')).toEqual({
    messages: ['Birch has signed this.'],
    advice: expect.stringContaining('It has changed meanwhile'),
  })
  expect(explain({ graphQLErrors: [], networkError: new Error('x') }).messages).toEqual(['The node does not answer.'])
  expect(explain({ graphQLErrors: [{ message: 'new', extensions: { code: 'FROM_A_LATER_VERSION' } }] }).advice).toMatch(
    /operator/,
  )
})

test('only where somebody else may have been first is the present state to be looked at', () => {
  const advice = (refusal: string) =>
    explain({ graphQLErrors: [{ message: 'no', extensions: { code: 'CONFLICT', refusal } }] }).advice
  expect(advice('clearing.already-confirmed')).toMatch(/changed meanwhile/)
  expect(advice('clearing.over-limit')).toMatch(/smaller amount.*higher limit/)
  expect(advice('node.forker')).toBe(null)
})

test('the DIDs in a message are found, also the one that it begins with', () => {
  const [alder, birch] = ['A', 'B'].map((letter) => `did:key:z6Mk${letter.repeat(44)}`)
  expect(cutAtDids(sentence(`${alder} may owe ${birch} at most 1.00 EUR`))).toEqual([
    '',
    alder,
    ' may owe ',
    birch,
    ' at most 1.00 EUR.',
  ])
  expect(cutAtDids('nothing here')).toEqual(['nothing here'])
})

test('names are listed as people list them; who has none is told by a part of the DID', () => {
  expect(enumerate(['A'])).toBe('A')
  expect(enumerate(['A', 'B', 'C'])).toBe('A, B and C')
  expect(enumerate(['A', 'B', 'C', 'D', 'E'])).toBe('A, B, C and 2 more')
  expect(nameOf({ did: 'did:key:z6MkexampleABCDEF', name: null })).toBe('did:key:z6Mk…ABCDEF')
})

test('a status of a later version is still shown', () => {
  expect(wordFor(AGREEMENT_STATUS, 'HALF_SIGNED')).toEqual({ text: 'half signed', tone: 'plain' })
})

test('a due day is the same day in every time zone', () => {
  expect(calendarDay('2027-01-31T00:00:00.000Z', 'en')).toBe('Jan 31, 2027')
  expect(calendarDay('2027-01-31', 'de')).toBe('31.01.2027')
})

test('a deadline within a day says the time and its zone; one at the edge of a day the day alone', () => {
  const [end, start] = ['2026-12-31T23:59:59.999Z', '2026-12-31T00:00:00.000Z']
  expect(dayOf(end, 'en', 'UTC')).toBe('Dec 31, 2026')
  expect(dayOf(start, 'en', 'UTC')).toBe('Dec 31, 2026')
  expect(dayOf(end, 'en', 'Europe/Vienna')).toBe('Jan 1, 2027, 12:59 AM GMT+1')
  expect(dayOf('2026-12-30T23:00:00.000Z', 'en', 'Europe/Vienna')).toBe('Dec 31, 2026')
})
