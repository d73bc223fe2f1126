import assert from 'node:assert/strict'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Json, Scope } from '../../src/kernel/index.ts'
import type { Change, LogStore, StoreReader, StoreTransaction } from '../../src/node/index.ts'
import { ALICE, at, BOB, hashOf, heldRow, logOf, newChange, scopeOf, subjectRow } from '../support/store-rows.ts'
import { describeStoredDocuments } from './log-store-documents.ts'
import { describeStoredRows } from './log-store-rows.ts'
import { describeShares } from './log-store-shares.ts'
import { describeStubs } from './log-store-stubs.ts'

/** What every store does, whatever it is made of. The suite shares one store; each test has a scope of its own. */
export function describeLogStore(name: string, make: () => Promise<LogStore>): void {
  describe(name, () => {
    let store: LogStore
    beforeAll(async () => {
      store = await make()
    })
    afterAll(() => store[Symbol.asyncDispose]())
    describeTransactions(() => store)
    describeChangeFeed(() => store)
    describeStoredRows(() => store)
    describeStoredDocuments(() => store)
    describeShares(() => store)
    describeStubs(() => store)

    test('a closed store refuses work', async () => {
      const closed = await make()
      await closed[Symbol.asyncDispose]()
      await expect(closed.read((reader) => reader.headChange())).rejects.toThrow('closed')
      await expect(closed.transact((tx) => tx.headChange())).rejects.toThrow('closed')
    })
  })
}

class Stop extends Error {}

async function stop(): Promise<never> {
  throw new Stop('stop')
}

/** Writes a row of every sort into a scope. */
async function writeEverything(tx: StoreTransaction, scope: ReturnType<typeof scopeOf>): Promise<void> {
  const [first, second] = logOf(scope, ALICE, 2)
  assert(first && second)
  await tx.append([first])
  await tx.addLines([{ line: first.hash, parent: null, parentSeq: 0, scope, author: ALICE }])
  await tx.saveSubjects([subjectRow({ scope, id: 'sub_1', state: { amount: '1' }, wakeAt: at(1) })])
  await tx.addOpenings([
    { scope, documentHash: hashOf(scope), document: { title: 'T' }, parties: [ALICE], entryHash: first.hash },
  ])
  await tx.addAttachment(hashOf(`${scope} attachment`), ALICE, new Uint8Array([1, 2, 3]), scope)
  await tx.replaceSetOffs(scope, 'rnd_1', [
    {
      scope,
      round: 'rnd_1',
      subject: 'sub_1',
      proposal: first.hash,
      amount: '5',
      backward: false,
      at: at(1),
    },
  ])
  await tx.hold([heldRow(second, { waitsFor: hashOf(`${scope} missing`) })])
  await tx.putLocal('cursor', scope, { number: 1 })
}

async function readEverything(reader: StoreReader, scope: ReturnType<typeof scopeOf>): Promise<Json> {
  const facts: string[] = []
  await reader.eachState(scope, (id) => facts.push(id))
  facts.push(...(await reader.verdictsOf(scope, null)).map(({ hash }) => hash))
  return {
    entries: await reader.entryCount(scope),
    tips: (await reader.logTips([scope])).length,
    lines: (await reader.lines(scope)).length,
    subjects: (await reader.subjectsOf(scope, 'obligation')).length,
    openings: (await reader.openingsNaming(scope, ALICE)).length,
    attachments: (await reader.attachmentsHere(scope, [hashOf(`${scope} attachment`)])).size,
    setOffs: (await reader.setOffs(scope, null)).length,
    local: (await reader.local('cursor', scope)) === null ? 0 : 1,
    facts: facts.length,
  }
}

const ONE_OF_EACH = {
  ...{ entries: 1, tips: 1, lines: 1, subjects: 1, openings: 1, attachments: 1, setOffs: 1, local: 1, facts: 2 },
}
const NOTHING = {
  ...{ entries: 0, tips: 0, lines: 0, subjects: 0, openings: 0, attachments: 0, setOffs: 0, local: 0, facts: 0 },
}

function describeTransactions(store: () => LogStore): void {
  test('what a transaction has written is there for the next reader', async () => {
    const scope = scopeOf('commit')
    await store().transact((tx) => writeEverything(tx, scope))
    expect(await store().read((reader) => readEverything(reader, scope))).toEqual(ONE_OF_EACH)
  })

  test('a transaction reads what it has written', async () => {
    const scope = scopeOf('own writes')
    const seen = await store().transact(async (tx) => {
      await writeEverything(tx, scope)
      return await readEverything(tx, scope)
    })
    expect(seen).toEqual(ONE_OF_EACH)
  })

  test('an error leaves nothing of its transaction and is thrown to the caller', async () => {
    const scope = scopeOf('rollback')
    const headBefore = await store().read((reader) => reader.headChange())
    const failing = store().transact(async (tx) => {
      await writeEverything(tx, scope)
      await tx.appendChanges([newChange(), newChange()])
      await stop()
    })
    await expect(failing).rejects.toThrow(Stop)
    expect(await store().read((reader) => readEverything(reader, scope))).toEqual(NOTHING)
    expect(await store().read((reader) => reader.headChange())).toBe(headBefore)
    expect(await store().transact((tx) => tx.heldWaitingFor([hashOf(`${scope} missing`)]))).toEqual([])
  })

  test('a savepoint undoes its own writes and no others', async () => {
    const [kept, undone] = [scopeOf('savepoint kept'), scopeOf('savepoint undone')]
    await store().transact(async (tx) => {
      await writeEverything(tx, kept)
      await expect(tx.savepoint(() => writeEverything(tx, undone).then(stop))).rejects.toThrow(Stop)
      expect(await readEverything(tx, undone)).toEqual(NOTHING)
      expect(await tx.savepoint(async () => 'answer')).toBe('answer')
    })
    expect(await store().read((reader) => readEverything(reader, kept))).toEqual(ONE_OF_EACH)
    expect(await store().read((reader) => readEverything(reader, undone))).toEqual(NOTHING)
  })

  test('an outer savepoint undoes an inner one that had succeeded', async () => {
    const scope = scopeOf('nested savepoints')
    await store().transact(async (tx) => {
      const outer = tx.savepoint(async () => {
        await tx.savepoint(() => writeEverything(tx, scope))
        await stop()
      })
      await expect(outer).rejects.toThrow(Stop)
      await tx.putLocal('cursor', `${scope} after`, {})
    })
    expect(await store().read((reader) => readEverything(reader, scope))).toEqual(NOTHING)
    expect(await store().read((reader) => reader.local('cursor', `${scope} after`))).toEqual({})
  })

  test('a statement that fails inside a savepoint does not fail the transaction', async () => {
    const [entry] = logOf(scopeOf('failing statement'), ALICE, 1)
    assert(entry)
    await store().transact(async (tx) => {
      await tx.append([entry])
      await expect(tx.savepoint(() => tx.append([entry]))).rejects.toThrow()
    })
    expect(await store().read((reader) => reader.entries([entry.hash]))).toEqual([entry])
  })

  test('a reader sees one snapshot while a writer commits', async () => {
    const scope = scopeOf('snapshot')
    let writing: Promise<void> | null = null
    const seen = await store().read(async (reader) => {
      const before = await readEverything(reader, scope)
      writing = store().transact((tx) => writeEverything(tx, scope))
      await new Promise((resolve) => setTimeout(resolve, 50))
      return [before, await readEverything(reader, scope)]
    })
    await writing
    expect(seen).toEqual([NOTHING, NOTHING])
    expect(await store().read((reader) => readEverything(reader, scope))).toEqual(ONE_OF_EACH)
  })

  test('writers run one after the other, each seeing what the one before has written', async () => {
    const id = scopeOf('counter')
    const increments = Array.from({ length: 20 }, () =>
      store().transact(async (tx) => {
        const count = Number((await tx.local('cursor', id))?.count ?? 0)
        await new Promise((resolve) => setImmediate(resolve))
        await tx.putLocal('cursor', id, { count: count + 1 })
      }),
    )
    await Promise.all(increments)
    expect(await store().read((reader) => reader.local('cursor', id))).toEqual({ count: 20 })
  })
}

function describeChangeFeed(store: () => LogStore): void {
  const headOf = () => store().read((reader) => reader.headChange())

  test('changes are numbered in commit order, without a gap where a transaction failed', async () => {
    const before = await headOf()
    const jobs = Array.from({ length: 30 }, (_, i) =>
      store()
        .transact(async (tx) => {
          const added = await tx.appendChanges([newChange({ subject: `${i} a` }), newChange({ subject: `${i} b` })])
          if (i % 3 === 0) await stop()
          return added
        })
        .catch(() => []),
    )
    const numbered = (await Promise.all(jobs)).flat()
    const stored = await store().read((reader) => reader.changesAfter(before, 1_000))
    expect(stored.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, i) => before + i + 1))
    expect(stored).toEqual([...numbered].sort((one, other) => one.number - other.number))
    expect(await headOf()).toBe(before + 40)
  })

  test('changes about one kind of subject are found among others, those of this transaction included', async () => {
    const before = await headOf()
    const kinds = ['AGREEMENT', 'USAGE', 'AGREEMENT', 'USAGE', 'USAGE'] as const
    const [, ...added] = await store().transact(async (tx) => {
      await tx.appendChanges(kinds.map((subjectKind) => newChange({ subjectKind })))
      return await tx.changesAfter(before, 2, 'USAGE')
    })
    expect(added.map(({ number }) => number)).toEqual([before + 4])
    const stored = await store().read((reader) => reader.changesAfter(before + 2, 10, 'USAGE'))
    expect(stored.map(({ number }) => number)).toEqual([before + 4, before + 5])
  })

  test('the scopes and kinds that changes were about are told once each, after a number', async () => {
    const before = await store().read((reader) => reader.headChange())
    const [one, other] = [scopeOf('changed'), scopeOf('changed as well')].sort() as [Scope, Scope]
    const changes = [one, null, other, one].map((scope, i) => newChange({ scope, kind: i === 3 ? 'test.b' : 'test.a' }))
    await store().transact((tx) => tx.appendChanges(changes))
    const changed = (after: number) => store().read((reader) => reader.changedAfter(after))
    expect(await changed(before)).toEqual({ head: before + 4, scopes: [one, other], kinds: ['test.a', 'test.b'] })
    expect(await changed(before + 3)).toEqual({ head: before + 4, scopes: [one], kinds: ['test.b'] })
    expect(await changed(before + 4)).toEqual({ head: before + 4, scopes: [], kinds: [] })
  })

  test('a savepoint that is undone gives its numbers back', async () => {
    const before = await headOf()
    const kept: readonly Change[] = await store().transact(async (tx) => {
      await expect(tx.savepoint(() => tx.appendChanges([newChange()]).then(stop))).rejects.toThrow(Stop)
      return await tx.appendChanges([newChange({ kind: 'test.kept' })])
    })
    expect(kept.map(({ number }) => number)).toEqual([before + 1])
    expect(await store().read((reader) => reader.changesAfter(before, 10))).toEqual(kept)
  })

  test('a change is read back with all that it says', async () => {
    const scope = scopeOf('whole change')
    const change = newChange({ scope, entryHash: hashOf('e'), refusal: 'clearing.over-limit', origin: 'CLOCK' })
    const [stored] = await store().transact((tx) => tx.appendChanges([change]))
    assert(stored)
    expect(stored).toEqual({ ...change, number: stored.number })
    expect(await store().read((reader) => reader.changesAfter(stored.number - 1, 1))).toEqual([stored])
  })

  test('listeners are called after a commit with changes, and after no other', async () => {
    const heard: string[] = []
    const calls = vi.fn(() => void heard.push('called'))
    const silence = store().onChange(calls)
    const settle = () => new Promise((resolve) => setTimeout(resolve, 100))
    await store().transact((tx) => tx.putLocal('cursor', 'quiet', {}))
    await store()
      .transact((tx) => tx.appendChanges([newChange()]).then(stop))
      .catch(() => undefined)
    await settle()
    expect(heard).toEqual([])
    await store().transact(async (tx) => {
      await tx.appendChanges([newChange()])
      heard.push('still inside')
    })
    await expect.poll(() => heard).toContain('called')
    expect(heard[0]).toBe('still inside')
    silence()
    await settle()
    const callsBefore = calls.mock.calls.length
    await store().transact((tx) => tx.appendChanges([newChange()]))
    await settle()
    expect(calls.mock.calls.length).toBe(callsBefore)
  })

  test('ten thousand entries with their subjects and changes fit one transaction', async () => {
    const scope = scopeOf('ten thousand')
    const log = logOf(scope, BOB, 10_000)
    const rows = log.map(({ entry, hash, position }) =>
      subjectRow({
        ...{ scope, id: entry.subject, state: { amount: String(entry.seq), by: { [hash]: BOB } } },
        ...{ tips: [{ hash, ...position }], index: { phase: 'RECORDED', parties: [ALICE, BOB], awaiting: [ALICE] } },
      }),
    )
    const before = await headOf()
    await store().transact(async (tx) => {
      await tx.append(log)
      await tx.saveSubjects(rows)
      await tx.appendChanges(log.map(({ entry, hash }) => newChange({ subject: entry.subject, entryHash: hash })))
    })
    expect(await headOf()).toBe(before + 10_000)
    const read = await store().read(async (reader) => ({
      log: await reader.logAfter(scope, BOB, 0, 20_000),
      named: await reader.entries(log.map(({ hash }) => hash)),
      states: (
        await reader.subjects(
          scope,
          rows.map(({ id }) => id),
        )
      ).length,
      tips: await reader.logTips([scope]),
    }))
    expect(read.log.map(({ hash }) => hash)).toEqual(log.map(({ hash }) => hash))
    expect(read.named.map(({ hash }) => hash)).toEqual(log.map(({ hash }) => hash))
    expect(read.states).toBe(10_000)
    expect(read.tips.map(({ hash }) => hash)).toEqual([log.at(-1)?.hash])
  })

  test('the history has a name, until it is given another', async () => {
    const before = store().epoch
    expect(before).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    await store().renewEpoch()
    expect(store().epoch).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(store().epoch).not.toBe(before)
  })
}
