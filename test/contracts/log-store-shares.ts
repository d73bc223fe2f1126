import { expect, test } from 'vitest'
import { type Did, PUBLIC_SCOPE, type Scope } from '../../src/kernel/index.ts'
import type { LogStore, ShareRow } from '../../src/node/index.ts'
import {
  ALICE,
  at,
  BOB,
  CAROL,
  hashesOf,
  hashOf,
  heldRow,
  logOf,
  scopeOf,
  storedEntry,
  subjectRow,
} from '../support/store-rows.ts'

/** What strangers may store, and how it is taken away again. */
export function describeShares(store: () => LogStore): void {
  const share = (scope: Scope, author: Did, fields: Partial<ShareRow> = {}): ShareRow => ({
    ...{
      scope,
      author,
      relay: null,
      since: at(5),
      byteCount: 9_007_199_254_740_991,
      keptSeq: 0,
      namedSeq: 0,
      letGo: null,
    },
    ...fields,
  })

  test('shares are kept by scope and author, replaced, told by lane, and gone when they are deleted', async () => {
    const [one, other] = [scopeOf('a share'), scopeOf('another share')].sort() as [Scope, Scope]
    const author = `did:key:z6MkShare` as Did
    const rows = [share(one, author), share(other, author, { relay: BOB, letGo: hashOf('head'), byteCount: 0 })]
    const open = share(PUBLIC_SCOPE, author, { keptSeq: 7, namedSeq: 3 })
    const mine = async (lane: 'public' | 'agreements' | null) =>
      (await store().read((reader) => reader.shares(lane))).filter((row) => row.author === author)
    await store().transact((tx) => tx.saveShares([share(one, author, { byteCount: 1 }), ...rows, open].slice(1)))
    await store().transact((tx) => tx.saveShares(rows))
    expect(await mine('agreements')).toEqual(rows.slice(0, 1))
    expect(await mine('public')).toEqual([open])
    expect(await mine(null)).toEqual([...rows, open])
    await store().transact((tx) => tx.deleteShares([open, rows[0] as ShareRow]))
    expect(await mine(null)).toEqual(rows.slice(1))
  })

  test('the end of a log goes on all its branches, and what is left is its head', async () => {
    const scope = scopeOf('shortened')
    const log = logOf(scope, ALICE, 5)
    const [first, second] = log
    const line = hashOf('branch')
    const branch = storedEntry({ scope, author: ALICE, seq: 3, prev: second?.hash ?? null, subject: 'sub_b' }, { line })
    const others = logOf(scope, BOB, 2)
    const long = storedEntry({ scope, author: CAROL, body: { text: 'x'.repeat(70_000) } })
    await store().transact((tx) => tx.append([...log, branch, ...others, long]))
    const sizes = await store().read((reader) => reader.logSizes(scope, ALICE, 3))
    const end = [log[4], log[3]].map((stored) => ({ seq: stored?.entry.seq, byteCount: stored?.bytes.length }))
    expect(sizes).toEqual(end)
    const [longest] = await store().read((reader) => reader.logSizes(scope, CAROL, 0))
    expect(longest).toEqual({ seq: 1, byteCount: long.bytes.length })
    const removed = await store().transact((tx) => tx.removeLog(scope, ALICE, 2))
    expect(removed).toEqual(['sub_3', 'sub_4', 'sub_5', 'sub_b'])
    await store().read(async (reader) => {
      expect(hashesOf(await reader.logTips([scope], [ALICE]))).toEqual([second?.hash])
      expect(hashesOf(await reader.logAfter(scope, ALICE, 0, 10))).toEqual([first?.hash, second?.hash])
      expect(await reader.logAfter(scope, BOB, 0, 10)).toHaveLength(2)
    })
  })

  test('a scope goes with everything that belongs to it, and nothing else does', async () => {
    const [gone, stays] = [scopeOf('to go'), scopeOf('to stay')]
    const bytes = [new Uint8Array([1, 2]), new Uint8Array([3, 4])] as const
    const hashes = [hashOf('of one'), hashOf('of both')] as const
    await store().transact(async (tx) => {
      for (const scope of [gone, stays]) {
        const [entry] = logOf(scope, ALICE, 1)
        if (entry === undefined) throw new Error('a log of one')
        await tx.append([entry])
        await tx.addLines([{ scope, author: ALICE, line: hashOf(scope), parent: null, parentSeq: 0 }])
        await tx.addOpenings([
          { scope, documentHash: hashOf('doc'), document: {}, parties: [ALICE], entryHash: entry.hash },
        ])
        await tx.saveSubjects([subjectRow({ scope, id: scope, aggregate: 'agreement' })])
        await tx.hold([heldRow(storedEntry({ scope, author: ALICE, seq: 9 }), { waitsFor: hashOf('nothing') })])
        await tx.addAttachment(hashes[1], ALICE, bytes[1], scope)
      }
      await tx.addAttachment(hashes[0], ALICE, bytes[0], gone)
      await tx.removeScope(gone)
    })
    await store().transact(async (tx) => {
      for (const [scope, count] of [
        [gone, 0],
        [stays, 1],
      ] as const) {
        expect(await tx.entryCount(scope)).toBe(count)
        expect(await tx.logTips([scope])).toHaveLength(count)
        expect(await tx.lines(scope)).toHaveLength(count)
        expect(await tx.openings(scope, [hashOf('doc')])).toHaveLength(count)
        expect(await tx.subjects(scope, [scope])).toHaveLength(count)
        expect(await tx.missing([scope], [ALICE], 10)).toHaveLength(count)
        expect((await tx.attachmentsHere(scope, hashes)).size).toBe(count)
      }
      expect([...(await tx.attachments(hashes)).keys()]).toEqual([hashes[1]])
    })
  })

  test('of whom authors spoke last is told by kinds, oldest first, and only where it counts', async () => {
    const [one, other] = ['1', '2'].map((name) => `did:key:z6MkSpoke${name}` as Did) as [Did, Did]
    const said = (author: Did, seq: number, kind: string, subject: string, code: string | null = null) =>
      storedEntry(
        { scope: PUBLIC_SCOPE, author, seq, prev: seq === 1 ? null : hashOf('?'), kind, subject },
        { line: hashOf(author), verdict: code === null ? null : { code, class: 'conflict', message: '' } },
      )
    await store().transact((tx) =>
      tx.append([
        ...[said(one, 1, 'x.vouched', 'b'), said(one, 2, 'x.other', 'c'), said(one, 3, 'x.vouched', 'a')],
        ...[said(one, 4, 'x.withdrawn', 'b'), said(one, 5, 'x.withdrawn', 'a', 'no'), said(other, 1, 'x.vouched', 'b')],
      ]),
    )
    const kinds = ['x.vouched', 'x.withdrawn']
    expect(await store().read((reader) => reader.spokenOf([one], kinds))).toEqual([
      { author: one, subject: 'a', kind: 'x.vouched' },
      { author: one, subject: 'b', kind: 'x.withdrawn' },
    ])
    expect(await store().read((reader) => reader.spokenOf([one, other], kinds))).toHaveLength(3)
    expect(await store().read((reader) => reader.spokenOf([], kinds))).toEqual([])
  })
}
