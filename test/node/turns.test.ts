import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Turns } from '../../src/node/quotas/turns.ts'
import { shortOrLong } from '../support/short-or-long.ts'

const REST_MS = 50

test('owners take turns, however much one of them wants', async () => {
  const turns = new Turns({ max: 1, ownMax: 1 })
  const served: string[] = []
  const want = (owner: string) =>
    turns.run(owner, async () => {
      served.push(owner)
      await setImmediate()
    })
  await Promise.all([want('greedy'), want('greedy'), want('greedy'), want('modest'), want('modest')])
  expect(served.indexOf('modest')).toBeLessThanOrEqual(2)
  expect(served.lastIndexOf('modest')).toBeLessThanOrEqual(4)
  expect(served).toHaveLength(5)
})

test('whoever holds a turn is told once that another waits, and never of its own', async () => {
  const turns = new Turns({ max: 1, ownMax: 1 })
  const hurried: string[] = []
  const end = await turns.take('one', () => hurried.push('one'))
  void turns.run('one', () => undefined)
  await setImmediate()
  expect(hurried).toEqual([])
  const other = turns.take('other')
  void turns.run('third', () => undefined)
  await setImmediate()
  expect(hurried).toEqual(['one'])
  end()
  ;(await other)()
})

test('one owner holds no more than its own, and a turn that is given back twice is given back once', async () => {
  const turns = new Turns({ max: 3, ownMax: 2 })
  const ends = await Promise.all([turns.take('one'), turns.take('one')])
  const third = turns.take('one')
  const other = await turns.take('other')
  expect(turns.waiting('one')).toBe(1)
  other()
  other()
  await setImmediate()
  expect(turns.waiting('one')).toBe(1)
  ends[0]?.()
  ;(await third)()
  expect(turns.waiting('one')).toBe(0)
})

test('many thousands that wait are served in no more than a moment', async () => {
  const turns = new Turns({ max: 1, ownMax: 1 })
  const count = shortOrLong(8_000, 100_000)
  let served = 0
  await Promise.all(Array.from({ length: count }, (_, i) => turns.run(`${i % 7}`, () => served++)))
  expect(served).toBe(count)
})

test('whoever rests lets others go first, and then has its turn', async () => {
  const turns = new Turns({ max: 1, ownMax: 1 })
  const served: string[] = []
  const end = await turns.take('greedy')
  const start = performance.now()
  turns.rest('greedy', REST_MS)
  const again = turns.run('greedy', () => served.push('greedy'))
  const others = ['one', 'other'].map((owner) => turns.run(owner, () => served.push(owner)))
  end()
  await Promise.all(others)
  await again
  expect(served).toEqual(['one', 'other', 'greedy'])
  // A timer may be a millisecond early.
  expect(performance.now() - start).toBeGreaterThanOrEqual(REST_MS - 1)
})
