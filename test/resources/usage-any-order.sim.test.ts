import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../src/kernel/index.ts'
import type { SealedEntry } from '../../src/log/index.ts'
import { asUsage, usageAggregate, viewUsage } from '../../src/resources/index.ts'
import { alder, birch, cedar } from '../agreements/agreeing.ts'
import { type Bookings, HOUR_MS, NOON } from './sharing.ts'
import { granted, Uses, usageOf } from './using.ts'

const RUNS = 30
const STEPS_MAX = 24
const WORDS = ['record', 'record', 'confirm', 'dispute', 'resolve', 'decide', 'cancel', 'revoke', 'hear'] as const
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
function play(desks: readonly Bookings[], grant: SealedEntry, step: Step): void {
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
  if (word === 'hear') words.hear(other)
  else if (word === 'cancel' && requested !== undefined) words.cancel(birch, requested, grant)
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

test('any order of delivery of any use, honest, mistaken or forked, gives the same states and verdicts', () => {
  const counted = new Set<string>()
  const scenario = fc.record({
    steps: fc.array(stepArbitrary, { minLength: 8, maxLength: STEPS_MAX }),
    orders: fc.array(fc.nat(), { minLength: 2, maxLength: 2 }),
  })
  fc.assert(
    fc.property(scenario, ({ steps, orders }) => {
      const { words, grant } = granted()
      const desks = [words, words.split(), words.split()]
      for (const step of steps) play(desks, grant, step)
      const { history } = words.desk
      history.expectSameInAnyOrder(orders)
      for (const { entry, hash } of history.sealed) {
        if (!entry.kind.startsWith('usage.')) continue
        const { verdicts, state } = history.fold(entry.subject)
        if (verdicts.get(hash) === null) counted.add(entry.kind)
        if (state === null) continue
        const view = viewUsage(asUsage(state))
        expect(view.charge === null || view.status === 'CONFIRMED').toBe(true)
        expect(usageAggregate.index?.(asUsage(state), [])).toMatchObject({ phase: view.status })
      }
    }),
    { numRuns: RUNS, seed: 12 },
  )
  expect([...counted].sort(), 'every kind counted somewhere').toEqual(
    usageAggregate.kinds.map(({ name }) => name).sort(),
  )
})
