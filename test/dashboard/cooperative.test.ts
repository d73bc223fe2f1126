import { expect, test } from 'vitest'
import {
  booksText,
  cooperativeHref,
  netPerCurrency,
  STANDING,
  worstVerdict,
} from '../../src/dashboard/logic/cooperative.ts'
import { readRoute } from '../../src/dashboard/logic/route.ts'
import { wordFor } from '../../src/dashboard/logic/words.ts'

test('the page of a cooperative is at its DID', () => {
  expect(readRoute(cooperativeHref('did:key:z6MkA')).path).toEqual(['cooperatives', 'did:key:z6MkA'])
})

test('whether books agree is told with since when, or why it is not known', () => {
  const now = Date.parse('2026-01-31T12:00:00.000Z')
  const [hourAgo, justNow] = ['2026-01-31T11:00:00.000Z', '2026-01-31T11:59:58.000Z']
  const text = (verdict: 'AGREE' | 'DIFFER' | 'UNKNOWN', since: string | null, comparedAt: string | null) =>
    booksText({ verdict, since, comparedAt, differsIn: null }, now, 'en')
  expect(text('AGREE', hourAgo, justNow)).toBe('since 1 hour ago, compared just now')
  expect(text('DIFFER', hourAgo, justNow)).toMatch(/^since 1 hour ago; the nodes keep synchronising/)
  const found = { verdict: 'DIFFER', since: hourAgo, comparedAt: justNow, differsIn: 'obl_1' } as const
  expect(booksText(found, now, 'en')).toBe('since 1 hour ago, first in obl_1; the nodes keep synchronising')
  expect(text('UNKNOWN', null, null)).toBe('not compared since our node started')
  expect(text('UNKNOWN', null, hourAgo)).toBe('new entries since the comparison 1 hour ago')
})

test('one agreement whose books differ stands out of all that agree', () => {
  expect(worstVerdict(['AGREE', 'DIFFER', 'UNKNOWN'])).toBe('DIFFER')
  expect(worstVerdict(['AGREE', 'UNKNOWN'])).toBe('UNKNOWN')
  expect(worstVerdict(['AGREE', 'AGREE'])).toBe('AGREE')
  expect(worstVerdict([])).toBe(null)
})

test('positions under several arrangements are one sum for each currency and scale, however large', () => {
  const eur = { currency: 'EUR', scale: 2 }
  expect(
    netPerCurrency([
      { ...eur, net: '9223372036854775807' },
      { ...eur, net: '-7' },
      { currency: 'HOURS', scale: 0, net: '3' },
      { currency: 'EUR', scale: 3, net: '-5' },
    ]),
  ).toEqual([
    { ...eur, net: '9223372036854775800' },
    { currency: 'HOURS', scale: 0, net: '3' },
    { currency: 'EUR', scale: 3, net: '-5' },
  ])
})

test('a fork and a block stand out; a standing of a later version is still shown', () => {
  expect([STANDING.FORKED.tone, STANDING.DENIED.tone, STANDING.MEMBER.tone]).toEqual(['bad', 'bad', 'good'])
  expect(wordFor(STANDING, 'ON_TRIAL')).toEqual({ text: 'on trial', tone: 'plain' })
})
