import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { asUsage, usageAggregate, viewUsage } from '../../src/resources/index.ts'
import { alder, amendmentOf, birch, cedar } from '../agreements/agreeing.ts'
import { type Bookings, document, HOUR_MS, NOON } from './sharing.ts'
import { granted, Uses, usageOf } from './using.ts'

const RUNS = 30
const STEPS_MAX = 24
const DAY_MS = 24 * HOUR_MS
/** How many periods the booking at a FIXED price has. */
const DAYS = 3
const WORDS = [
  ...['record', 'record', 'confirm', 'dispute', 'resolve', 'decide', 'cancel', 'revoke', 'hear'],
  ...['remove', 'effect', 'period', 'period'],
] as const
/** Cedar is removed; what it books after it has signed that lapses once it is decided, and its use counts by what its author had seen. */
const without = amendmentOf(document, alder, { parties: document.parties.slice(0, 2) })
const OUTCOMES: readonly JsonObject[] = [{ kind: 'UPHOLD' }, { kind: 'VOID' }, { kind: 'QUANTITY', quantity: '0.5' }]

const stepArbitrary = fc.record({
  word: fc.constantFrom(...WORDS),
  desk: fc.nat({ max: 2 }),
  signer: fc.constantFrom(alder, birch, alder, birch, cedar),
  /** Which of the entries so far it is about. */
  about: fc.nat({ max: 50 }),
  reference: fc.constantFrom('one', 'two'),
  quantity: fc.constantFrom('1', '2', '2', '2.5'),
  outcome: fc.constantFrom(...OUTCOMES),
})
type Step = typeof stepArbitrary extends fc.Arbitrary<infer Each> ? Each : never

/** One entry by anybody about anything that its desk has seen: allowed, mistaken, or at another place of its log. */
function play(desks: readonly Bookings[], first: SealedEntry, step: Step): void {
  const { word, signer, about, reference, quantity, outcome } = step
  const words = desks[step.desk]
  const other = desks[(step.desk + 1) % desks.length]
  if (words === undefined || other === undefined) throw new Error('three desks')
  const uses = new Uses(words)
  const pick = (kind: string): SealedEntry | undefined => {
    const found = words.desk.seen.filter(({ entry }) => entry.kind === kind)
    return found[about % Math.max(1, found.length)]
  }
  const [recorded, offered, requested] = [pick('usage.recorded'), pick('usage.resolved'), pick('booking.requested')]
  const grant = pick('booking.granted') ?? first
  if (word === 'hear') words.hear(other)
  else if (word === 'period') {
    const number = 1 + (about % DAYS)
    const from = (NOON + (number - 1) * DAY_MS) as never
    const period = { reference: String(number), quantity: '1', from, until: (Number(from) + DAY_MS) as never }
    const daily = words.desk.seen.find((entry) => resourceOf(words, entry) === 'stall') ?? first
    const late = about % 3 === 0 ? DAYS * DAY_MS : number * DAY_MS
    uses.record(signer, usageOf(daily, period, 'stall'), Math.max(words.desk.now, NOON + late) + HOUR_MS)
  } else if (word === 'remove') {
    if (words.desk.seen.every(({ entry }) => entry.kind !== 'amendment.proposed')) words.amend(alder, without)
    for (const party of [birch, cedar]) words.sign(party, without)
    words.grant(alder, words.request(cedar, { resource: 'press', nonce: reference }))
  } else if (word === 'effect') {
    const signed = words.desk.seen.filter(({ entry }) => entry.kind === 'amendment.signed')
    if (signed.length > 0) words.effect(alder, without, signed)
  } else if (word === 'cancel' && requested !== undefined) words.cancel(birch, requested, grant)
  else if (word === 'revoke') words.revoke(alder, grant)
  else if (word === 'record' || recorded === undefined) {
    const time = about % 5 === 0 ? { from: NOON as never } : {}
    uses.record(
      signer,
      usageOf(grant, { reference, quantity, ...time }),
      Math.max(words.desk.now, about % 7 === 0 ? 0 : NOON) + HOUR_MS,
    )
  } else if (word === 'confirm') uses.confirm(signer, recorded)
  else if (word === 'dispute') uses.dispute(signer, recorded)
  else if (word === 'decide' && offered !== undefined) {
    const said = offered.entry.body.outcome as JsonObject
    uses.resolve(about % 4 === 0 ? signer : alder, recorded, about % 5 === 0 ? outcome : said, offered)
  } else uses.resolve(signer, recorded, outcome)
}

/** The resource that an entry grants; null where it grants nothing. */
function resourceOf({ desk }: Bookings, { entry }: SealedEntry): unknown {
  if (entry.kind !== 'booking.granted') return null
  return desk.seen.find(({ hash }) => hash === entry.body.request)?.entry.body.resource ?? null
}

test('any order of delivery of any use, honest, mistaken or forked, gives the same states and verdicts', () => {
  const counted = new Set<string>()
  const scenario = fc.record({
    steps: fc.array(stepArbitrary, { minLength: 8, maxLength: STEPS_MAX }),
    orders: fc.array(fc.nat(), { minLength: 2, maxLength: 2 }),
  })
  fc.assert(
    fc.property(scenario, ({ steps, orders }) => {
      const { words, grant } = granted()
      granted({ resource: 'stall', expectedUse: null, until: NOON + DAYS * DAY_MS }, words)
      const desks = [words, words.split(), words.split()]
      for (const step of steps) play(desks, grant, step)
      const { history } = words.desk
      history.expectSameInAnyOrder(orders)
      for (const { entry, hash } of history.sealed) {
        const { verdicts, state } = history.fold(entry.subject)
        counted.add(verdicts.get(hash)?.code ?? entry.kind)
        if (state === null || !entry.kind.startsWith('usage.')) continue
        const view = viewUsage(asUsage(state))
        expect(view.charge === null || view.status === 'CONFIRMED').toBe(true)
        expect(usageAggregate.index?.(asUsage(state), [])).toMatchObject({ phase: view.status })
      }
    }),
    { numRuns: RUNS, seed: 12 },
  )
  expect([...counted]).toContain('log.author-removed')
  expect([...counted].filter((kind) => kind.startsWith('usage.')).sort(), 'every kind counted somewhere').toEqual(
    usageAggregate.kinds.map(({ name }) => name).sort(),
  )
})
