import { spawn } from 'node:child_process'
import { expect, test } from 'vitest'
import { exponentOf, familyMs, figure, medianOf, processMs } from './measure.ts'
import { tableOf } from './row.ts'

test('the median of five, and how far they lie apart', () => {
  expect(medianOf([5, 1, 4, 2, 3])).toEqual({ value: 3, spread: 4 / 3 })
  expect(medianOf([7])).toEqual({ value: 7, spread: 0 })
})

test('the exponent of a cost: none where it is constant, two where it is quadratic', () => {
  const curve = (cost: (n: number) => number) => exponentOf([1_000, 10_000, 100_000].map((n) => [n, cost(n)]))
  expect(curve(() => 5)).toBeCloseTo(0)
  expect(curve((n) => n * n)).toBeCloseTo(2)
  expect(curve((n) => 10 + n / 1_000)).toBeGreaterThan(0.1)
})

test.skipIf(process.platform !== 'linux')(
  'processor time of a process, and of its children, also when they have ended',
  async () => {
    const spin = 'const end = process.cpuUsage().user + 100_000; while (process.cpuUsage().user < end);'
    const [own, family] = [processMs(process.pid), familyMs(process.pid)]
    await new Promise((resolve) => spawn(process.execPath, ['-e', spin]).once('exit', resolve))
    expect(familyMs(process.pid) - family).toBeGreaterThanOrEqual(80)
    expect(processMs(process.pid)).toBeGreaterThanOrEqual(own)
  },
)

test('a table has the ratio last, and a dash where there is none', () => {
  const row = { what: 'a', baseline: 'b', now: 'c', note: 'd' }
  expect(
    tableOf([
      { ...row, ratio: 0.0136 },
      { ...row, ratio: null },
    ]),
  ).toBe(
    '| what | baseline | now | note | ratio |\n| --- | --- | --- | --- | --- |\n| a | b | c | d | 0.014 |\n| a | b | c | d | – |\n',
  )
})

test('figures have two digits, and large ones all', () => {
  expect([2_430.4, 99.6, 31.2, 0.3641, 0].map(figure)).toEqual(['2,430', '100', '31', '0.36', '0'])
})
