import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import type { Hash } from '../../src/kernel/index.ts'
import type { LogStore, StoredEntry } from '../../src/node/index.ts'
import {
  ALICE,
  at,
  BOB,
  CAROL,
  hashesOf,
  hashOf,
  logOf,
  ODD_TEXTS,
  scopeOf,
  storedEntry,
} from '../support/store-rows.ts'

/** What a store keeps of entries and of the branches of logs. */
export function describeStoredEntries(store: () => LogStore): void {
  describeLog(store)
  describeForks(store)
}

function describeLog(store: () => LogStore): void {
  test('an entry comes back byte for byte, with its place, verdict and origin', async () => {
    const scope = scopeOf('round trip')
    const verdict = { code: 'test.refused', class: 'conflict', message: 'because “it” is so' } as const
    const row = { verdict, origin: 'GOSSIP', receivedAt: at(9_007_199_254_740_991) } as const
    const stored = storedEntry({ scope, body: { odd: [...ODD_TEXTS], deep: { a: [null, true, -1] } } }, row)
    await store().transact((tx) => tx.append([stored]))
    const read = await store().read((reader) => reader.entries([stored.hash, hashOf('nobody')]))
    expect(read).toEqual([stored])
    expect(read[0]?.bytes).toBeInstanceOf(Uint8Array)
  })

  test('entries are read in the order of admission, whatever order is asked for', async () => {
    const scope = scopeOf('order')
    const alice = logOf(scope, ALICE, 3, () => 'shared')
    const bob = logOf(scope, BOB, 2, () => 'shared')
    const admitted = [alice[0], bob[0], alice[1], bob[1], alice[2]] as StoredEntry[]
    await store().transact(async (tx) => {
      await tx.append(admitted.slice(0, 3))
      await tx.append(admitted.slice(3))
    })
    await store().read(async (reader) => {
      expect(await reader.entries(hashesOf(admitted).toReversed())).toEqual(admitted)
      expect(await reader.entriesOf(scope, ['shared', 'other'])).toEqual(admitted)
      expect(await reader.entriesOf(scopeOf('elsewhere'), ['shared'])).toEqual([])
      expect(await reader.entryCount(scope)).toBe(5)
      expect(await reader.subjectsWrittenBy(scope, BOB, ['test.said'])).toEqual(['shared'])
      expect(await reader.subjectsWrittenBy(scope, BOB, ['test.other'])).toEqual([])
      expect(await reader.scopes()).toContain(scope)
      expect(await reader.entries([])).toEqual([])
    })
  })

  test('a log is read from a number on, and the logs of several authors together in the order of admission', async () => {
    const scope = scopeOf('log after')
    const [alice, bob] = [logOf(scope, ALICE, 5), logOf(scope, BOB, 5)]
    const last = { scope, author: BOB, seq: 6, prev: hashOf('x'), after: hashesOf([...alice, ...bob]).toSorted() }
    const admitted = [...alice.flatMap((entry, i) => [entry, bob[i] as StoredEntry]), storedEntry(last)]
    await store().transact((tx) => tx.append(admitted))
    await store().read(async (reader) => {
      expect(await reader.logAfter(scope, ALICE, 2, 2)).toEqual(alice.slice(2, 4))
      const ranges = [
        { author: ALICE, afterSeq: 3 },
        { author: BOB, afterSeq: 0 },
      ]
      const wanted = admitted.filter(({ entry }) => entry.author === BOB || entry.seq > 3)
      const first = await reader.logsAfter(scope, ranges, 0, 4)
      expect(first.entries).toEqual(wanted.slice(0, 4))
      const rest = await reader.logsAfter(scope, ranges, first.last, 100)
      expect(rest.entries).toEqual(wanted.slice(4))
      expect(await reader.logsAfter(scope, ranges, rest.last, 100)).toEqual({ entries: [], last: rest.last })
      const places = wanted.map(({ hash, position, entry: { after } }) => ({ hash, position, after }))
      expect(await reader.placesAfter(scope, ranges, 0, 100)).toEqual({ entries: places, last: rest.last })
      expect((await reader.logsAfter(scope, [], 0, 100)).entries).toEqual([])
    })
  })

  test('a verdict can be replaced, and refused entries are found by their code', async () => {
    const scope = scopeOf('verdicts')
    const log = logOf(scope, ALICE, 4)
    const code = `test.${scope}`
    const refused = { code, class: 'not-yet', message: 'this version does not know it' } as const
    await store().transact(async (tx) => {
      await tx.append(log.map((entry, i) => (i < 3 ? { ...entry, verdict: refused } : entry)))
      await tx.setVerdicts([
        { hash: log[0]?.hash as Hash, verdict: null },
        { hash: log[3]?.hash as Hash, verdict: refused },
        { hash: hashOf('nobody'), verdict: refused },
      ])
    })
    await store().read(async (reader) => {
      const refusedOf = async (kind: string, limit: number) =>
        hashesOf(await reader.entriesRefusedWith(scope, code, [kind, 'test.else'], limit))
      expect(await refusedOf('test.said', 2)).toEqual(hashesOf(log.slice(1, 3)))
      expect(await refusedOf('test.said', 9)).toEqual(hashesOf(log.slice(1)))
      expect(await refusedOf('test.unsaid', 9)).toEqual([])
      expect(await reader.entriesRefusedWith(scopeOf('elsewhere'), code, ['test.said'], 9)).toEqual([])
      expect((await reader.entries(hashesOf(log))).map(({ verdict }) => verdict)).toEqual([
        null,
        refused,
        refused,
        refused,
      ])
    })
  })
}

function describeForks(store: () => LogStore): void {
  test('each branch of a forked log has its tip', async () => {
    const scope = scopeOf('fork')
    const trunk = logOf(scope, ALICE, 3)
    const [first, second, third] = trunk as [StoredEntry, StoredEntry, StoredEntry]
    const branch = storedEntry({ scope, seq: 2, prev: first.hash, subject: 'fork', at: at(7) })
    const [other] = logOf(scope, BOB, 1)
    assert(other)
    const line = { line: branch.hash, parent: first.position.line, parentSeq: 1 }
    await store().transact(async (tx) => {
      await tx.append([first, second, branch])
      await tx.append([third, other])
      await tx.addLines([{ ...line, scope, author: ALICE }])
      await tx.addLines([{ ...line, scope, author: ALICE }])
    })
    await store().read(async (reader) => {
      expect(await reader.logTips([scope])).toEqual([tipOf(branch), tipOf(third), tipOf(other)])
      expect(await reader.logTips([scope], [BOB, CAROL])).toEqual([tipOf(other)])
      expect(await reader.logTips([])).toEqual([])
      expect(await reader.lines(scope)).toEqual([{ ...line, author: ALICE }])
      expect(await reader.forksOf([ALICE, BOB])).toContainEqual({ scope, author: ALICE, line: branch.hash })
      expect(await reader.forksOf([BOB])).toEqual([])
      const both = await reader.logAfter(scope, ALICE, 1, 10)
      expect(both.map(({ entry, hash }) => [entry.seq, hash])).toEqual(
        [second, branch, third].map(({ entry, hash }) => [entry.seq, hash]).sort(compare),
      )
    })
  })
}

function tipOf({ entry, hash, position }: StoredEntry) {
  const { author, scope, seq, at } = entry
  return { author, scope, seq, at, hash, line: position.line }
}

function compare(one: readonly (string | number)[], other: readonly (string | number)[]): number {
  return one < other ? -1 : 1
}
