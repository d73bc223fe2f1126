import { expect, test } from 'vitest'
import { type BatchProgress, runBatch } from '../../src/dashboard/logic/clearing/batch.ts'

const pause = () => new Promise((resolve) => setTimeout(resolve, 1))

async function run(count: number, work: (item: number) => string | null, stopAfter = Number.POSITIVE_INFINITY) {
  const items = Array.from({ length: count }, (_, i) => i)
  const seen: number[] = []
  const told: BatchProgress<number>[] = []
  const stop = new AbortController()
  let [underWay, most] = [0, 0]
  const result = await runBatch(
    items,
    async (item) => {
      seen.push(item)
      underWay++
      most = Math.max(most, underWay)
      await pause()
      underWay--
      return work(item)
    },
    {
      atOnce: 4,
      signal: stop.signal,
      onProgress: (progress) => {
        told.push(progress)
        if (progress.done >= stopAfter) stop.abort()
      },
    },
  )
  return { result, seen, told, most }
}

test('each item is worked on once, in order, at most four at a time, and every step is told', async () => {
  const { result, seen, told, most } = await run(190, () => null)
  expect(result).toEqual({ total: 190, done: 190, failed: [] })
  expect(seen).toEqual(Array.from({ length: 190 }, (_, i) => i))
  expect(most).toBe(4)
  expect(told.map(({ done }) => done)).toEqual(Array.from({ length: 190 }, (_, i) => i + 1))
})

test('what fails is told with its reason and holds up nothing else', async () => {
  const { result } = await run(10, (item) => (item % 4 === 3 ? `${item} is over the limit` : null))
  expect(result).toMatchObject({ done: 8, failed: [{ item: 3, reason: '3 is over the limit' }, { item: 7 }] })
})

test('stopped halfway, it awaits what is under way and begins nothing more', async () => {
  const { result, seen } = await run(100, () => null, 12)
  expect(seen.length).toBeLessThan(20)
  expect(result.done).toBe(seen.length)
})

test('of nothing there is nothing to do', async () => {
  expect((await run(0, () => null)).result).toEqual({ total: 0, done: 0, failed: [] })
})
