import { expect, test } from 'vitest'
import { doSum } from '../../src/node/index.ts'
import { openCalculator } from '../../src/workers/index.ts'
import { tradeDebts } from '../netting/debts.ts'

const obligations = tradeDebts({ parties: 300, obligations: 6_000, seed: 1 })
const input = { obligations, backward: new Set<string>() }

test('a thread comes to the same bytes as this one, and keeps nobody here waiting', async () => {
  await using calculator = openCalculator()
  let turns = 0
  const timer = setInterval(() => turns++, 5)
  const computed = await calculator.calculate('computeRound', [input, 'EUR'])
  clearInterval(timer)
  expect(computed).toEqual(doSum('computeRound', [input, 'EUR']))
  expect(turns).toBeGreaterThan(3)
})

test('what a thread refuses comes back as a refusal', async () => {
  await using calculator = openCalculator()
  const twice = { ...input, obligations: [...obligations.slice(0, 1), ...obligations.slice(0, 1)] }
  expect(await calculator.calculate('computeRound', [twice, 'EUR'])).toMatchObject({
    ok: false,
    refusal: { code: 'clearing.cannot-net' },
  })
})
