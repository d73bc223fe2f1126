import { expect, test } from 'vitest'
import { shortOrLong } from '../support/short-or-long.ts'
import { readCorpus } from './corpus.ts'
import { fuzz } from './engine.ts'
import { TARGETS } from './targets/index.ts'

const INPUTS = shortOrLong(250, 1_500)

test.each(TARGETS)('$name answers whatever comes, in bounds', async (target) => {
  try {
    const inputs = Math.ceil(INPUTS / Math.sqrt(target.cost ?? 1))
    const { findings, answers } = await fuzz(target, { inputs, seed: 1, corpus: readCorpus(target.name) })
    const told = findings.map(
      ({ problem, input }) => `${problem}: ${Buffer.from(input).toString('base64').slice(0, 2_000)}`,
    )
    expect(told).toEqual([])
    expect(answers.size, 'inputs take different ways').toBeGreaterThan(1)
  } finally {
    await target.close?.()
  }
})
