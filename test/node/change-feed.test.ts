import { expect, test } from 'vitest'
import { changesAfter } from '../../src/api/changes/change-stream.ts'
import { ChangeFeed, RECENT_MAX } from '../../src/node/feed/change-feed.ts'
import type { Change, ListingStore } from '../../src/node/index.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { newChange } from '../support/store-rows.ts'

/** A store of commits by other processes, which counts its reads, and whose reads fail while it is broken. */
class WatchedStore extends MemoryStore {
  reads = 0
  isBroken = false

  override read: MemoryStore['read'] = async (work) => {
    this.reads++
    if (this.isBroken) throw new Error('the database is away')
    return await super.read(work)
  }

  override onChange: MemoryStore['onChange'] = (listener) => super.onChange(() => listener(null))
}

const commit = (store: MemoryStore, count: number) =>
  store.transact(async (tx) => void (await tx.appendChanges(Array.from({ length: count }, () => newChange()))))

async function take(pages: AsyncIterator<readonly { number: number }[]>, count: number): Promise<number[]> {
  const numbers: number[] = []
  while (numbers.length < count) numbers.push(...(await pages.next()).value.map(({ number }: Change) => number))
  return numbers
}

test('a commit is read once, however many follow', async () => {
  const store = new WatchedStore()
  await commit(store, 5)
  const feed = new ChangeFeed(store)
  const sources = { store: store as unknown as ListingStore, feed }
  await feed.after(5, 1)
  const followers = Array.from({ length: 500 }, () => changesAfter(sources, 5, {}))
  const first = followers.map((follower) => take(follower, 3))
  store.reads = 0
  await commit(store, 3)
  for (const numbers of await Promise.all(first)) expect(numbers).toEqual([6, 7, 8])
  expect(store.reads).toBe(1)
})

test('a reading that failed is done again, and loses nothing', async () => {
  const store = new WatchedStore()
  const feed = new ChangeFeed(store)
  expect(await feed.after(0, 10)).toEqual([])
  await commit(store, 2)
  store.isBroken = true
  await expect(feed.after(0, 10)).rejects.toThrow('away')
  store.isBroken = false
  expect((await feed.after(0, 10))?.map(({ number }) => number)).toEqual([1, 2])
})

test('what is no longer kept is left to the store', async () => {
  const store = new MemoryStore()
  const feed = new ChangeFeed(store)
  expect(await feed.after(0, 1)).toEqual([])
  await commit(store, RECENT_MAX + 1)
  expect((await feed.after(0, 10))?.length).toBe(10)
  expect(await feed.after(0, 10)).toBe(null)
  expect((await feed.after(RECENT_MAX, 10))?.map(({ number }) => number)).toEqual([RECENT_MAX + 1])
})
