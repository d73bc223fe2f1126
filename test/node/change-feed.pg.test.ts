import fc from 'fast-check'
import { expect, test } from 'vitest'
import { changesAfter } from '../../src/api/changes/change-stream.ts'
import type { Scope } from '../../src/kernel/index.ts'
import { ChangeFeed, RECENT_MAX } from '../../src/node/feed/change-feed.ts'
import { TestFolder } from '../support/folders.ts'
import { openFreshPglite } from '../support/pglite.ts'
import { newChange, scopeOf } from '../support/store-rows.ts'

const SCOPES: readonly Scope[] = [scopeOf('one'), scopeOf('other')]
const COMMITS_MAX = 6
const CHANGES_MAX = 100_000

test('after each of random commits, every follower has had what the store has after its start and under its filter', async () => {
  using folder = new TestFolder()
  await using store = await openFreshPglite(folder.at('store'))
  const size = fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constantFrom(RECENT_MAX - 1, RECENT_MAX, RECENT_MAX + 1))
  const commits = fc.array(fc.tuple(size, fc.constantFrom(...SCOPES)), { minLength: 1, maxLength: COMMITS_MAX })
  const follower = fc.record({
    /** Joins after so many commits, from a place before what is there then. */
    joins: fc.nat(COMMITS_MAX),
    back: fc.nat(RECENT_MAX * 3),
    scope: fc.constantFrom(undefined, ...SCOPES),
  })
  const run = fc.asyncProperty(
    commits,
    fc.array(follower, { minLength: 1, maxLength: 5 }),
    async (sizes, followers) => {
      const feed = new ChangeFeed(store)
      const sources = { store, feed }
      const base = await store.read((reader) => reader.headChange())
      const following: { had: number[]; start: number; scope: Scope | undefined; stop: () => void }[] = []
      const join = async (done: number) => {
        const head = await store.read((reader) => reader.headChange())
        for (const { joins, back, scope } of followers) {
          if (Math.min(joins, sizes.length) !== done) continue
          const start = Math.max(base, head - back)
          const changes = changesAfter(sources, start, { scope })
          const had: number[] = []
          following.push({ had, start, scope, stop: () => void changes.return?.() })
          void (async () => {
            for await (const page of changes) had.push(...page.map(({ number }) => number))
          })()
        }
      }
      await join(0)
      for (const [i, [count, scope]] of sizes.entries()) {
        await store.transact(async (tx) => {
          await tx.appendChanges(Array.from({ length: count }, () => ({ ...newChange(), scope })))
        })
        await join(i + 1)
      }
      const all = await store.read((reader) => reader.changesAfter(base, CHANGES_MAX))
      for (const { had, start, scope, stop } of following) {
        const due = all.filter((change) => change.number > start && (scope ?? change.scope) === change.scope)
        await expect.poll(() => had.length).toBe(due.length)
        expect(had).toEqual(due.map(({ number }) => number))
        stop()
      }
    },
  )
  await fc.assert(run, { numRuns: 12 })
})
