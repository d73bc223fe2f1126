import { expect, test } from 'vitest'
import { type Did, PUBLIC_SCOPE } from '../../src/kernel/index.ts'
import { stubOf } from '../../src/log/index.ts'
import type { LogStore, StoredEntry } from '../../src/node/index.ts'
import { hashesOf, hashOf, logOf, storedEntry } from '../support/store-rows.ts'

/** Public entries of which only a part is here. */
export function describeStubs(store: () => LogStore): void {
  const stub = (stored: StoredEntry): StoredEntry => ({ ...stubOf(stored), presence: 'stub' })
  const behind = (stored: StoredEntry): StoredEntry => ({ ...stored, presence: 'behind' })
  const did = (name: string) => `did:key:z6MkStub${name}` as Did
  const tipsOf = async (author: Did) =>
    hashesOf((await store().read((reader) => reader.wholeTips())).filter((tip) => tip.author === author))

  test('a stub has no body, is found by its kind, and gets its bytes back', async () => {
    const author = did('One')
    const [first, second, third] = logOf(PUBLIC_SCOPE, author, 3) as [StoredEntry, StoredEntry, StoredEntry]
    const said = storedEntry(
      { ...third.entry, kind: 'test.new', body: { much: 'x'.repeat(1000) } },
      { line: third.position.line },
    )
    await store().transact((tx) => tx.append([first, stub(second), stub(said)]))
    const logs = async (...kinds: string[]) =>
      (await store().read((reader) => reader.stubbedLogs(kinds))).filter((log) => log.author === author)
    expect(await logs('test.new')).toEqual([{ author, firstSeq: 2, firstOfKindsSeq: 3 }])
    expect(await logs()).toEqual([{ author, firstSeq: 2, firstOfKindsSeq: null }])
    const [kept] = await store().read((reader) => reader.entries([said.hash]))
    expect(kept).toEqual({ ...said, ...stubOf(said), presence: 'stub' })
    expect(kept?.bytes.length).toBeLessThan(600)
    await store().transact((tx) => tx.fillStubs([{ ...said, presence: 'behind' }]))
    expect(await store().read((reader) => reader.entries([said.hash]))).toEqual([behind(said)])
    expect(await logs('test.new')).toEqual([{ author, firstSeq: 2, firstOfKindsSeq: null }])
  })

  test('others are told of each branch as far as it is whole', async () => {
    const [author, other] = [did('Two'), did('Three')]
    const log = logOf(PUBLIC_SCOPE, author, 4) as [StoredEntry, StoredEntry, StoredEntry, StoredEntry]
    const line = hashOf('a branch of it')
    const branch = storedEntry({ scope: PUBLIC_SCOPE, author, seq: 2, prev: log[0].hash, subject: 'b' }, { line })
    const all = logOf(PUBLIC_SCOPE, other, 2)
    await store().transact((tx) => tx.append([log[0], stub(log[1]), behind(log[2]), behind(log[3]), branch, ...all]))
    expect((await tipsOf(author)).sort()).toEqual(hashesOf([log[0], branch]).sort())
    expect(await tipsOf(other)).toEqual(hashesOf(all.slice(1)))
    const page = async (after: number) => {
      const { entries, last } = await store().read((reader) => reader.entriesBehind(after, 1000))
      return { hashes: hashesOf(entries.filter(({ entry }) => entry.author === author)), last }
    }
    const { hashes, last } = await page(0)
    expect(hashes).toEqual(hashesOf([log[2], log[3]]))
    expect((await page(last)).hashes).toEqual([])
    await store().transact(async (tx) => {
      await tx.fillStubs([{ ...log[1], presence: 'whole' }])
      await tx.setWhole(hashesOf([log[2]]))
    })
    expect((await page(0)).hashes).toEqual(hashesOf([log[3]]))
    expect((await tipsOf(author)).sort()).toEqual(hashesOf([log[2], branch]).sort())
  })

  test('what a stub says is not asked again by a kind that has become known', async () => {
    const author = did('Four')
    const verdict = { code: 'test.unknown-stub', class: 'conflict' as const, message: '' }
    const [first, second] = logOf(PUBLIC_SCOPE, author, 2) as [StoredEntry, StoredEntry]
    await store().transact((tx) => tx.append([stub({ ...first, verdict }), behind({ ...second, verdict })]))
    const found = await store().read((reader) =>
      reader.entriesRefusedWith(PUBLIC_SCOPE, verdict.code, ['test.said'], 9),
    )
    expect(hashesOf(found)).toEqual(hashesOf([second]))
  })
}
