import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { SealedEntry } from '../../src/log/index.ts'
import { bookingAggregate } from '../../src/resources/index.ts'
import { alder, amendmentOf, birch, cedar } from '../agreements/agreeing.ts'
import { Bookings, document, HOUR_MS, NOON } from './sharing.ts'

const RUNS = 30
const STEPS_MAX = 24
const WORDS = ['request', 'grant', 'decline', 'cancel', 'revoke', 'hear', 'remove', 'decide'] as const
/** Cedar is removed; what it requests after it has signed that lapses once it is decided. */
const without = amendmentOf(document, alder, { parties: document.parties.slice(0, 2) })

const stepArbitrary = fc.record({
  word: fc.constantFrom(...WORDS),
  desk: fc.nat({ max: 2 }),
  signer: fc.constantFrom(alder, birch, cedar),
  /** Which of the entries so far it is about. */
  about: fc.nat({ max: 50 }),
  nonce: fc.constantFrom('one', 'two', 'three'),
  hours: fc.nat({ max: 4 }),
})
type Step = typeof stepArbitrary extends fc.Arbitrary<infer Each> ? Each : never

/** One entry by any signer about anything that its desk has seen: allowed, mistaken, or at another place of its log. */
function play(desks: readonly Bookings[], { word, desk: number, signer, about, nonce, hours }: Step): void {
  const desk = desks[number]
  const other = desks[(number + 1) % desks.length]
  if (desk === undefined || other === undefined) throw new Error('three desks')
  const pick = (kind: string): SealedEntry | undefined => {
    const found = desk.desk.seen.filter(({ entry }) => entry.kind === kind)
    return found[about % Math.max(1, found.length)]
  }
  const [requested, granted, cancelled] = [
    pick('booking.requested'),
    pick('booking.granted'),
    pick('booking.cancelled'),
  ]
  if (word === 'hear') desk.hear(other)
  else if (word === 'remove') {
    if (desk.desk.seen.every(({ entry }) => entry.kind !== 'amendment.proposed')) desk.amend(alder, without)
    desk.sign(birch, without)
    desk.sign(cedar, without)
    desk.request(cedar, { nonce })
  } else if (word === 'decide') {
    const signed = desk.desk.seen.filter(({ entry }) => entry.kind === 'amendment.signed')
    if (signed.length > 0) desk.effect(alder, without, signed)
  } else if (word === 'request' || requested === undefined) {
    const from = NOON + hours * HOUR_MS
    desk.request(signer, { nonce, from, until: from + 2 * HOUR_MS, resource: hours === 0 ? 'shed' : 'van-1' })
  } else if (word === 'grant') desk.grant(hours === 0 ? signer : alder, requested)
  else if (word === 'decline') desk.declineRequest(about % 4 === 0 ? signer : alder, requested)
  else if (word === 'revoke' && granted !== undefined) {
    desk.revoke(
      about % 4 === 0 ? signer : alder,
      granted,
      cancelled?.entry.subject === granted.entry.subject ? cancelled : null,
    )
  } else {
    const isNamed = granted !== undefined && granted.entry.subject === requested.entry.subject
    const user = [alder, birch, cedar].find(({ did }) => did === requested.entry.author) ?? signer
    desk.cancel(about % 4 === 0 ? signer : user, requested, isNamed && hours > 1 ? granted : null)
  }
}

test('any order of delivery of any bookings, honest, mistaken or forked, gives the same states and verdicts', () => {
  const counted = new Set<string>()
  const scenario = fc.record({
    steps: fc.array(stepArbitrary, { minLength: 8, maxLength: STEPS_MAX }),
    orders: fc.array(fc.nat(), { minLength: 2, maxLength: 2 }),
  })
  fc.assert(
    fc.property(scenario, ({ steps, orders }) => {
      const first = Bookings.begin()
      const desks = [first, first.split(), first.split()]
      for (const step of steps) play(desks, step)
      const { history } = first.desk
      history.expectSameInAnyOrder(orders)
      for (const { entry, hash } of history.sealed) {
        const verdict = history.fold(entry.subject).verdicts.get(hash)
        counted.add(verdict === null ? entry.kind : (verdict?.code ?? ''))
        if (entry.kind === 'booking.requested') {
          const state = history.fold(entry.subject).state
          if (state !== null) expect(bookingAggregate.index?.(bookingAggregate.readState(state), [])).toMatchObject({})
        }
      }
    }),
    { numRuns: RUNS, seed: 11 },
  )
  expect([...counted]).toContain('log.author-removed')
  expect([...counted].filter((kind) => kind.startsWith('booking.')).sort(), 'every kind counted somewhere').toEqual(
    bookingAggregate.kinds.map(({ name }) => name).sort(),
  )
})
