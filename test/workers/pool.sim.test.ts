import { expect, test } from 'vitest'
import { previewComputation, roundComputation } from '../../src/app/index.ts'
import { debtBook } from '../../src/clearing/index.ts'
import type { Did, Instant } from '../../src/kernel/index.ts'
import { openCalculator } from '../../src/workers/index.ts'
import { obligationNamed } from '../clearing/inputs.ts'
import { tradeDebts } from '../netting/debts.ts'

const book = debtBook(
  tradeDebts({ parties: 300, obligations: 6_000, seed: 1 }).map(({ id, debtor, creditor, amount, dueMs }) => ({
    ...{ id: obligationNamed(id), from: debtor as Did, to: creditor as Did, backward: false },
    ...{ amount: String(amount), pending: '0', dueMs: dueMs as Instant | null },
  })),
)
const input = { debts: { book }, participants: null, reserved: new Set<string>() }

test('a thread comes to the same bytes as this one, and keeps nobody here waiting', async () => {
  await using calculator = openCalculator()
  let turns = 0
  const timer = setInterval(() => turns++, 5)
  const computed = await calculator.calculate(roundComputation, [input, 'EUR'])
  clearInterval(timer)
  expect(computed).toEqual(roundComputation.run([input, 'EUR']))
  expect(turns).toBeGreaterThan(3)
})

test('what a thread refuses comes back as a refusal', async () => {
  await using calculator = openCalculator()
  const lines = [{ cooperative: 'did:key:z6MkStranger' as Did, amount: '5' }]
  const asked = { together: null, credit: { lines, pool: null, signers: [] } }
  expect(
    await calculator.calculate(previewComputation, [input, { currency: 'EUR', scale: 2 }, 'SET_OFF', asked]),
  ).toMatchObject({ ok: false, refusal: { code: 'clearing.bad-credit' } })
})

test('it is told how far a computation is, and ends one that nobody waits for any more', async () => {
  await using calculator = openCalculator()
  const stages: string[] = []
  const report = (stage: string) => stages.push(stage)
  await calculator.calculate(roundComputation, [input, 'EUR'], { report })
  expect(stages).toEqual(['READING', 'SETTING_OFF', 'FINDING_CYCLES'])
  const gone = new AbortController()
  const long = calculator.calculate(roundComputation, [input, 'EUR'], {
    signal: gone.signal,
    report: () => gone.abort(),
  })
  await expect(long).rejects.toThrow()
  // The thread that was ended is followed by another.
  expect(await calculator.calculate(roundComputation, [input, 'EUR'])).toMatchObject({ ok: true })
})
