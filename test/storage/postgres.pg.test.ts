import { readMigrationFiles } from 'drizzle-orm/migrator'
import type postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openPostgres, type SqlStore, UnfitServerError } from '../../src/storage/index.ts'
import { migrationConfig } from '../../src/storage/migrations.ts'
import { describeLogStore } from '../contracts/log-store.ts'
import { describeReadModels } from '../contracts/read-models.ts'
import { describeRebuild } from '../contracts/rebuild.ts'
import { describeSqlStore } from '../contracts/sql-store.ts'
import { BreakingLine } from '../support/breaking-line.ts'
import { TEST_DATABASE_URL, TestSchema } from '../support/postgres.ts'
import { newChange } from '../support/store-rows.ts'

describe.skipIf(TEST_DATABASE_URL === null)('on a PostgreSQL server', () => {
  describe('the contract', () => {
    const schema = ownSchema('contract')
    describeLogStore('the store', () => schema.open())
    describeSqlStore('the store, over SQL', () => schema.open())
  })

  describe('the lists', () => {
    const schema = ownSchema('lists')
    describeReadModels('of the store', () => schema.open())
  })

  describe('rebuilt', () => {
    const schema = ownSchema('rebuilt')
    describeRebuild('the store', () => schema.open())
  })

  describe('shared by two processes', () => {
    const schema = ownSchema('shared')
    describeShared(schema)
  })

  describe('over a line that breaks', () => describeBroken(ownSchema('broken')))

  test('a name that is no plain schema is refused', async () => {
    await expect(openPostgres(TEST_DATABASE_URL ?? '', { schema: 'a"b' })).rejects.toThrow(UnfitServerError)
  })
})

function describeBroken(schema: TestSchema): void {
  test('a connection that is lost while it begins fails whoever waits for it, and nobody else', async () => {
    await using line = await BreakingLine.open(new URL(schema.url))
    await using store = await openPostgres(line.url, { schema: schema.name })
    const unhandled: unknown[] = []
    const note = (error: unknown) => unhandled.push(error)
    process.on('unhandledRejection', note)
    line.breaks = true
    const reads = Array.from({ length: 5 }, () => store.read((reader) => reader.headChange()))
    expect(codesOf(await Promise.allSettled(reads))).toEqual(Array(5).fill('StoreUnavailableError'))
    line.breaks = false
    expect(
      codesOf(await Promise.allSettled([1, 2, 3, 4, 5].map(() => store.read((reader) => reader.headChange())))),
    ).toEqual(Array(5).fill('ok'))
    process.off('unhandledRejection', note)
    expect(unhandled).toEqual([])
  })
}

function codesOf(results: readonly PromiseSettledResult<unknown>[]): string[] {
  return results.map((result) => (result.status === 'fulfilled' ? 'ok' : (result.reason as Error).name))
}

function ownSchema(part: string): TestSchema {
  const schema = new TestSchema(import.meta.filename, part)
  beforeAll(() => schema.clear())
  afterAll(() => schema[Symbol.asyncDispose]())
  return schema
}

function describeShared(schema: TestSchema): void {
  test('stores that are opened at the same time migrate once and share one history', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => schema.open()))
    expect(new Set(stores.map(({ epoch }) => epoch)).size).toBe(1)
    const migrations = await schema.run((sql) => sql`select count(*)::int as count from migrations`)
    expect(migrations[0]).toEqual({ count: readMigrationFiles(migrationConfig(schema.name)).length })
    await Promise.all(stores.map((store) => store[Symbol.asyncDispose]()))
  })

  test('writers in two processes number changes without a gap, in commit order', async () => {
    await using one = await schema.open()
    await using two = await schema.open()
    const before = await one.read((reader) => reader.headChange())
    const observed = observeOrder(two, before)
    const write = (store: SqlStore, i: number) =>
      store
        .transact(async (tx) => {
          const local = Number((await tx.local('cursor', 'shared'))?.count ?? 0)
          await tx.putLocal('cursor', 'shared', { count: local + 1 })
          await tx.appendChanges([newChange({ subject: `${i}` }), newChange()])
          if (i % 4 === 0) throw new Error('undone')
        })
        .catch(() => undefined)
    await Promise.all(Array.from({ length: 60 }, (_, i) => write(i % 2 === 0 ? one : two, i)))
    const changes = await two.read((reader) => reader.changesAfter(before, 1_000))
    expect(changes.map(({ number }) => number)).toEqual(Array.from({ length: 90 }, (_, i) => before + i + 1))
    expect(await one.read((reader) => reader.local('cursor', 'shared'))).toEqual({ count: 45 })
    expect(await observed(before + 90)).toBe(true)
  })

  test('a reader is not held up by a writer, and sees what was committed before it', async () => {
    await using store = await schema.open()
    const head = await store.read((reader) => reader.headChange())
    await store.transact(async (tx) => {
      await tx.appendChanges([newChange()])
      expect(await store.read((reader) => reader.headChange())).toBe(head)
    })
    expect(await store.read((reader) => reader.headChange())).toBe(head + 1)
  })

  test('a snapshot lasts as long as its reader, whatever is committed beside it', async () => {
    await using one = await schema.open()
    await using two = await schema.open()
    await one.read(async (reader) => {
      const head = await reader.headChange()
      await two.transact((tx) => tx.appendChanges([newChange()]))
      expect(await reader.headChange()).toBe(head)
      expect(await reader.changesAfter(head, 10)).toEqual([])
    })
  })

  test('a commit in one process wakes the listeners of the other, also where nothing polls', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    try {
      await using one = await schema.open()
      await using two = await schema.open()
      const heard = vi.fn()
      two.onChange(heard)
      const calls = heard.mock.calls.length
      await one.transact((tx) => tx.appendChanges([newChange()]))
      await expect.poll(() => heard.mock.calls.length).toBeGreaterThan(calls)
    } finally {
      vi.useRealTimers()
    }
  })

  test('listeners are woken even after the connection that listens has been cut', async () => {
    await using one = await schema.open()
    await using two = await schema.open()
    const heard = vi.fn()
    two.onChange(heard)
    await schema.run(
      (sql) => sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = 'rochdale' and query like ${`listen "rochdale_${schema.name}"%`}`,
    )
    heard.mockClear()
    await one.transact((tx) => tx.appendChanges([newChange()]))
    await expect.poll(() => heard.mock.calls.length).toBeGreaterThan(0)
  })

  test('a transaction whose connection is lost is undone, and the next one is as good as new', async () => {
    await using store = await schema.open()
    const head = await store.read((reader) => reader.headChange())
    let next: Promise<unknown> = Promise.resolve()
    const lost = store.transact(async (tx) => {
      await tx.heldBy(null)
      await tx.appendChanges([newChange({ kind: 'test.lost' })])
      next = store.transact((other) => other.appendChanges([newChange({ kind: 'test.next' })]))
      await cutWriters(schema)
      await tx.savepoint(() => tx.appendChanges([newChange({ kind: 'test.lost too' })])).catch(() => undefined)
      await expect(tx.heldBy(null)).rejects.toThrow('connection')
    })
    await expect(lost).rejects.toThrow('connection')
    await next
    await store.transact((tx) => tx.appendChanges([newChange({ kind: 'test.after' })]))
    const changes = await store.read((reader) => reader.changesAfter(head, 10))
    expect(changes.map(({ number, kind }) => [number - head, kind])).toEqual([
      [1, 'test.next'],
      [2, 'test.after'],
    ])
  })

  test('a connection that is lost in the middle of a statement fails that transaction and no other', async () => {
    await using store = await schema.open()
    await using other = await schema.open()
    const head = await store.read((reader) => reader.headChange())
    await other.transact(async (tx) => {
      await tx.heldBy(null)
      const late = store.transact((waiting) => waiting.appendChanges([newChange({ kind: 'test.lost' })]))
      const refused = expect(late).rejects.toThrow()
      await expect.poll(() => waitingForLock(schema)).toBe(1)
      await cutLocked(schema)
      await refused
      await tx.appendChanges([newChange({ kind: 'test.kept' })])
    })
    await store.transact((tx) => tx.appendChanges([newChange({ kind: 'test.after' })]))
    const changes = await other.read((reader) => reader.changesAfter(head, 10))
    expect(changes.map(({ kind }) => kind)).toEqual(['test.kept', 'test.after'])
  })

  test('a transaction takes no statements after its end', async () => {
    await using store = await schema.open()
    const escaped = await store.transact(async (tx) => tx)
    await expect(escaped.putLocal('cursor', 'late', {})).rejects.toThrow('the transaction has ended')
  })
}

/** Ends the sessions of this schema that stand inside a writing transaction. */
function cutWriters(schema: TestSchema) {
  return schema.run(
    (sql) => sql`select pg_terminate_backend(pid) from pg_locks join pg_class on pg_class.oid = relation
      where relname = 'ledger' and relnamespace = ${schema.name}::regnamespace and mode = 'RowShareLock'`,
  )
}

async function waitingForLock(schema: TestSchema): Promise<number> {
  const rows = await schema.run((sql) => sql`select pid from pg_stat_activity where ${isWaiting(sql, schema)}`)
  return rows.length
}

function cutLocked(schema: TestSchema) {
  return schema.run(
    (sql) => sql`select pg_terminate_backend(pid) from pg_stat_activity where ${isWaiting(sql, schema)}`,
  )
}

/** Sessions that wait for the ledger of this schema. */
function isWaiting(sql: postgres.Sql, schema: TestSchema) {
  return sql`wait_event_type = 'Lock' and pid in (select pid from pg_locks join pg_class on pg_class.oid = relation
    where relname = 'ledger' and relnamespace = ${schema.name}::regnamespace)`
}

/** Follows the feed of a store while others write: what it has seen must never be joined by a lower number. */
function observeOrder(store: SqlStore, start: number): (head: number) => Promise<boolean> {
  const seen: number[] = []
  const follow = async () => {
    const last = seen.at(-1) ?? start
    const changes = await store.read((reader) => reader.changesAfter(last, 1_000))
    seen.push(...changes.map(({ number }) => number))
    return seen.at(-1) ?? start
  }
  let done = false
  const following = (async () => {
    while (!done) await follow()
  })()
  return async (head) => {
    done = true
    await following
    await follow()
    return seen.at(-1) === head && seen.every((number, i) => number === start + i + 1)
  }
}
