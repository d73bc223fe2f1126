import fc from 'fast-check'
import { expect, test } from 'vitest'
import { viewAgreement } from '../../src/agreements/index.ts'
import { newHistory, START, Words } from './agreeing.ts'
import { begin, document, KINDS, play, STAGES, stepArbitrary } from './steps.ts'

const RUNS = 40
const STEPS_MAX = 30

const scenarioArbitrary = fc.record({
  stage: fc.constantFrom(...STAGES),
  steps: fc.array(stepArbitrary, { minLength: 5, maxLength: STEPS_MAX }),
  orders: fc.array(fc.nat(), { minLength: 2, maxLength: 2 }),
})

test('any order of delivery of any history, honest, mistaken or forked, gives the same state and verdicts', () => {
  const counted = new Set<string>()
  fc.assert(
    fc.property(scenarioArbitrary, ({ stage, steps, orders }) => {
      const history = newHistory(document)
      const first = new Words(history.desk(START))
      begin(first, stage)
      const desks = [first.desk, first.desk.split(), first.desk.split()]
      for (const step of steps) play(desks, step)
      history.expectSameInAnyOrder(orders)
      const { verdicts, state } = history.fold()
      for (const { entry, hash } of history.sealed) if (verdicts.get(hash) === null) counted.add(entry.kind)
      expect(viewAgreement(state as never, START).documentHash).toHaveLength(64)
    }),
    { numRuns: RUNS, seed: 5 },
  )
  expect([...counted].sort(), 'every kind counted somewhere').toEqual([...KINDS].sort())
})
