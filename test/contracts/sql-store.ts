import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Instant } from '../../src/kernel/index.ts'
import type { ListingStore } from '../../src/node/index.ts'
import { ALICE, logOf, newChange, scopeOf } from '../support/store-rows.ts'

/** What a store over SQL does beyond the port: it never takes a rollback for a commit. */
export function describeSqlStore(name: string, make: () => Promise<ListingStore>): void {
  describe(name, () => {
    let store: ListingStore
    beforeAll(async () => {
      store = await make()
    })
    afterAll(() => store[Symbol.asyncDispose]())

    test('a statement that failed and was passed over undoes its transaction, and the caller is told', async () => {
      const [entry] = logOf(scopeOf('passed over'), ALICE, 1)
      assert(entry)
      const head = await store.read((reader) => reader.headChange())
      const passedOver = store.transact(async (tx) => {
        await tx.appendChanges([newChange()])
        await tx.append([entry])
        await tx.heldUntil(1.5 as Instant, 1).catch(() => undefined)
      })
      await expect(passedOver).rejects.toThrow()
      expect(await store.read((reader) => reader.headChange())).toBe(head)
      expect(await store.read((reader) => reader.entries([entry.hash]))).toEqual([])
    })
  })
}
