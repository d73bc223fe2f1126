import { expect, test } from 'vitest'
import type { Did, Hash } from '../../src/kernel/index.ts'
import type { LogStore } from '../../src/node/index.ts'
import {
  ALICE,
  at,
  BOB,
  CAROL,
  hashesOf,
  hashOf,
  heldRow,
  ODD_TEXTS,
  scopeOf,
  sealedEntry,
  storedEntry,
} from '../support/store-rows.ts'

/** What a store keeps beside the log and its subjects: documents, attachments, held entries, the node's own rows. */
export function describeStoredDocuments(store: () => LogStore): void {
  describeDocuments(store)
  describeHeld(store)
  describeLocalRecords(store)
}

function describeDocuments(store: () => LogStore): void {
  test('a document is found by its hash, by the entry that brought it, and by its parties', async () => {
    const scope = scopeOf('openings')
    const opening = (document: string, entry: string, parties: readonly Did[]) => ({
      ...{ scope, documentHash: hashOf(document), document: { odd: [...ODD_TEXTS] }, parties },
      entryHash: hashOf(`${scope} ${entry}`),
    })
    const [first, again, second] = [
      opening('v1', 'z', [ALICE, BOB]),
      opening('v1', 'a', [ALICE, BOB]),
      opening('v2', 'm', [ALICE, CAROL]),
    ]
    await store().transact(async (tx) => {
      await tx.append([storedEntry({ scope })])
      await tx.addOpenings([first, again])
      await tx.addOpenings([second, first])
    })
    await store().read(async (reader) => {
      expect(await reader.openings(scope, [hashOf('v1'), hashOf('none')])).toEqual([first, again])
      expect(await reader.openingsBy(scope, [again.entryHash, second.entryHash])).toEqual([again, second])
      expect(await reader.openingsNaming(scope, BOB)).toEqual([first, again])
      expect(await reader.openingsNaming(scope, CAROL)).toEqual([second])
      expect(await reader.scopesOfDocument(first.documentHash)).toContain(scope)
      expect(await reader.scopesOfDocument(hashOf('no document'))).toEqual([])
      expect(await reader.openings(scopeOf('elsewhere'), [hashOf('v1')])).toEqual([])
    })
  })

  test('an attachment comes back whole, however large, and counts once for whoever brought it to a scope', async () => {
    const scope = scopeOf('attachments')
    const author = `did:key:z6Mk${scope}` as Did
    const large = new Uint8Array(9 * 1024 * 1024 + 17)
    for (let i = 0; i < large.length; i++) large[i] = (i * 31) % 251
    const [empty, small, big] = [hashOf('empty'), hashOf('small'), hashOf('big')]
    await store().transact(async (tx) => {
      await tx.addAttachment(empty, author, new Uint8Array(), scope)
      await tx.addAttachment(small, author, new Uint8Array([0, 255, 92]), scope)
      await tx.addAttachment(small, author, new Uint8Array([0, 255, 92]), scope)
      await tx.addAttachment(small, null, new Uint8Array([0, 255, 92]), scopeOf('another'))
      await tx.addAttachment(big, author, large, scope)
      expect(await tx.attachmentBytesOf(author)).toBe(large.length + 3)
      expect(await tx.attachmentBytesOf(CAROL)).toBe(0)
    })
    await store().read(async (reader) => {
      expect(await reader.attachmentsHere(scope, [small, big, hashOf('none')])).toEqual(new Set([small, big]))
      expect(await reader.attachmentsHere(scopeOf('another'), [small, big])).toEqual(new Set([small]))
      const read = await reader.attachments([empty, small, big, hashOf('none')])
      expect([...read.keys()].toSorted()).toEqual([empty, small, big].toSorted())
      expect(read.get(empty)).toEqual(new Uint8Array())
      expect(read.get(small)).toEqual(new Uint8Array([0, 255, 92]))
      expect(Buffer.compare(read.get(big) ?? new Uint8Array(), large)).toBe(0)
    })
  })
}

function describeHeld(store: () => LogStore): void {
  test('held entries are found by what they wait for, and by the time that they wait for', async () => {
    const scope = scopeOf('held')
    const author = `did:key:z6Mk${scope}` as Did
    const sealed = (seq: number) => sealedEntry({ scope, author, seq, prev: seq === 1 ? null : hashOf(`${seq}`) })
    const absent = hashOf('held: absent')
    const [second, third, early, late] = [sealed(2), sealed(3), sealed(4), sealed(5)]
    const rows = [
      heldRow(third, { waitsFor: second.hash }),
      heldRow(second, { waitsFor: absent }),
      heldRow(late, { until: at(200) }),
      heldRow(early, { until: at(100) }),
    ]
    await store().transact(async (tx) => {
      await tx.hold(rows)
      const byteCount = rows.reduce((sum, { sealed }) => sum + sealed.bytes.length, 0)
      expect(await tx.heldBy(author)).toEqual({ count: 4, byteCount })
      const all = await tx.heldBy(null)
      expect(all.count).toBeGreaterThanOrEqual(4)
      expect(all.byteCount).toBeGreaterThanOrEqual(byteCount)
      expect((await tx.heldByEach()).find((row) => row.author === author)).toEqual({ author, count: 4, byteCount })
      const newest = (await tx.heldNewest(author, 3)).map(({ heldAt, sealed }) => [heldAt, sealed.entry.seq])
      expect(newest).toEqual(newest.toSorted(([a = 0, i = 0], [b = 0, k = 0]) => b - a || k - i))
      expect(newest).toHaveLength(3)
      expect(await tx.heldWaitingFor([absent, second.hash])).toEqual([rows[1], rows[0]])
      expect((await tx.heldUntil(at(200), 1_000)).filter((row) => row.sealed.entry.author === author)).toEqual([
        rows[3],
        rows[2],
      ])
      expect(await tx.heldAmong([second.hash, absent])).toEqual(new Set([second.hash]))
      expect(await tx.missing([scope], [author], 10_000)).toEqual([absent])
      expect(await tx.missing([scope], [`${author} else` as Did], 10_000)).toEqual([])
      await tx.hold([heldRow(third, { waitsFor: absent, heldAt: at(6) })])
      expect(hashesOf((await tx.heldWaitingFor([absent])).map((row) => row.sealed))).toEqual([second.hash, third.hash])
      expect(hashesOf((await tx.heldWaitingFor([absent], 1)).map((row) => row.sealed))).toEqual([second.hash])
      await tx.unhold([second.hash, third.hash, hashOf('nobody')])
      expect(await tx.heldAmong([second.hash])).toEqual(new Set())
      expect(await tx.heldBy(author)).toMatchObject({ count: 2 })
      expect(await tx.heldBy(null)).toMatchObject({ count: all.count - 2 })
      expect(await tx.heldBy(`${author} else` as Did)).toEqual({ count: 0, byteCount: 0 })
      expect(await tx.missing([scope], [author], 10_000)).toEqual([])
    })
  })

  test('what is missing is named in turn for one author after the other, so that nobody crowds out the others', async () => {
    const scope = scopeOf('missing in turn')
    const [loud, quiet] = ['1', '2'].map((name) => `did:key:z6Mk${name}${scope}` as Did) as [Did, Did]
    const hashOfNumber = (number: number) => `${number}`.padStart(64, '0') as Hash
    await store().transact(async (tx) => {
      for (let seq = 2; seq < 12; seq++) {
        await tx.hold([
          heldRow(sealedEntry({ scope, author: loud, seq, prev: hashOf('?') }), { waitsFor: hashOfNumber(seq) }),
        ])
      }
      const waiting = sealedEntry({ scope, author: quiet, seq: 2, prev: hashOf('?') })
      await tx.hold([heldRow(waiting, { waitsFor: hashOfNumber(99) })])
      expect(await tx.missing([scope], [loud, quiet], 3)).toEqual([2, 99, 3].map(hashOfNumber))
    })
  })
}

function describeLocalRecords(store: () => LogStore): void {
  test("a node's own rows are kept by collection and id", async () => {
    const value = { weight: 0.25, odd: [...ODD_TEXTS], nested: { none: null } }
    await store().transact(async (tx) => {
      await tx.putLocal('trust-edge', 'b', { old: true })
      await tx.putLocal('trust-edge', 'b', value)
      await tx.putLocal('trust-edge', 'a', {})
      await tx.putLocal('denial', 'b', { reason: 'no' })
    })
    await store().read(async (reader) => {
      expect(await reader.local('trust-edge', 'b')).toEqual(value)
      expect(await reader.local('trust-edge', 'c')).toBeNull()
      expect([...(await reader.locals('trust-edge'))]).toEqual([
        ['a', {}],
        ['b', value],
      ])
    })
    await store().transact((tx) => tx.deleteLocal('trust-edge', 'a'))
    expect([...(await store().read((reader) => reader.locals('trust-edge'))).keys()]).toEqual(['b'])
  })
}
