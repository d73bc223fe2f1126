import { expect, test } from 'vitest'
import { ChangeFeed } from '../../src/node/feed/change-feed.ts'
import { FeedFollower } from '../../src/node/feed/feed-follower.ts'
import type { Change } from '../../src/node/ports/ports.ts'
import { MemoryStore } from '../support/memory-store.ts'
import { newChange } from '../support/store-rows.ts'

function follow(store: MemoryStore, handle: (numbers: number[]) => Promise<void>, from = 0) {
  const failures: unknown[] = []
  const follower = new FeedFollower({
    store,
    feed: new ChangeFeed(store),
    from: async () => from,
    pageSize: 3,
    read: async () => null,
    handle: async (changes: readonly Change[]) => await handle(changes.map(({ number }) => number)),
    onError: (error) => failures.push(error),
  })
  return { follower, failures }
}

const commit = (store: MemoryStore, count: number) =>
  store.transact(async (tx) => void (await tx.appendChanges(Array.from({ length: count }, () => newChange()))))

test('a follower handles what was there, in pages, then each commit, and nothing twice', async () => {
  const store = new MemoryStore()
  await commit(store, 7)
  const pages: number[][] = []
  const { follower } = follow(store, async (page) => void pages.push(page), 1)
  await follower.idle()
  expect(pages).toEqual([
    [2, 3, 4],
    [5, 6, 7],
  ])
  await commit(store, 1)
  await follower.idle()
  await follower.stop()
  await commit(store, 1)
  expect(pages.flat()).toEqual([2, 3, 4, 5, 6, 7, 8])
})

test('what could not be handled is handled again after the next commit, before anything later', async () => {
  const store = new MemoryStore()
  await commit(store, 2)
  const handled: number[][] = []
  let isBroken = true
  const { follower, failures } = follow(store, async (page) => {
    if (isBroken) throw new Error('not now')
    handled.push(page)
  })
  await follower.idle()
  expect([handled, failures.length]).toEqual([[], 1])
  isBroken = false
  await commit(store, 2)
  await follower.idle()
  expect(handled).toEqual([[1, 2, 3], [4]])
})

test('what is committed while a page is handled is not missed', async () => {
  const store = new MemoryStore()
  const handled: number[] = []
  const { follower } = follow(store, async (page) => {
    handled.push(...page)
    if (handled.length < 5) await commit(store, 1)
  })
  await commit(store, 1)
  await follower.idle()
  expect(handled).toEqual([1, 2, 3, 4, 5])
})
