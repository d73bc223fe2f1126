import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Hash } from '../../src/kernel/index.ts'
import {
  changePages,
  decodePage,
  digestOfFacts,
  encodePage,
  hashOfPage,
  LEAVES_PER_PAGE,
  leafOf,
  type TrieLeaf,
  type TriePage,
  trieRoot,
} from '../../src/log/index.ts'

describe('D1: a trie', () => {
  test('is as the definition says, bit by bit, in whatever order its leaves come', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { maxLength: 40 }), (ids) => {
        const leaves = ids.map((id, i) => leafOf(id, i))
        expect(trieRoot(leaves)).toBe(naiveRoot(leaves, 0))
        expect(trieRoot(leaves.toReversed())).toBe(trieRoot(leaves))
      }),
    )
  })

  test('has other roots for other leaves, and none for none', () => {
    const leaves = ['a', 'b', 'c'].map((id) => leafOf(id, null))
    const roots = [leaves, leaves.slice(1), [...leaves.slice(1), leafOf('a', 'other')], leaves.slice(0, 1)].map(
      trieRoot,
    )
    expect(new Set(roots).size).toBe(4)
    expect(trieRoot([])).toBeNull()
    expect(trieRoot(leaves.slice(0, 1))).toBe(leaves[0]?.hash)
  })

  test('in pages has the same root after any changes as one made at once', () => {
    const change = fc.array(fc.tuple(fc.nat(400), fc.option(fc.nat(9), { nil: null, freq: 4 })), { maxLength: 150 })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 8 }), (rounds) => {
        const pages = new Map<string, TriePage>()
        const leaves = new Map<string, TrieLeaf>()
        for (const round of rounds) {
          const changes = new Map(
            round.map(([number, value]) => {
              const leaf = leafOf(`subject ${number}`, value)
              return [leaf.id, value === null ? { ...leaf, hash: null } : leaf]
            }),
          )
          const changed = changePages(pages, [...changes.values()])
          for (const [digits, page] of changed) pages.set(digits, decodePage(encodePage(page)))
          for (const { hash, ...leaf } of changes.values()) {
            if (hash === null) leaves.delete(leaf.id)
            else leaves.set(leaf.id, { ...leaf, hash })
          }
          const root = pages.get('')
          expect(root === undefined ? null : hashOfPage(root)).toBe(trieRoot([...leaves.values()]))
        }
      }),
      { numRuns: 30 },
    )
  })

  test('changes a page for each level where one leaf of many changes', () => {
    const many = Array.from({ length: 5_000 }, (_, i) => leafOf(`subject ${i}`, null))
    const pages = changePages(new Map(), many)
    const changed = changePages(pages, [leafOf('subject 77', 'other')])
    expect(changed.size).toBeLessThanOrEqual(Math.ceil(Math.log(5_000 / LEAVES_PER_PAGE) / Math.log(16)) + 2)
  })
})

test('a digest tells facts, verdicts and subjects without facts apart', () => {
  const hash = 'a'.repeat(64) as Hash
  const counted = { subject: 'x', hash, code: null }
  const digests = [
    digestOfFacts(new Map([['x', { n: 1 }]]), [counted]),
    digestOfFacts(new Map([['x', { n: 2 }]]), [counted]),
    digestOfFacts(new Map([['x', { n: 1 }]]), [{ ...counted, code: 'log.unknown-kind' }]),
    digestOfFacts(new Map(), [counted]),
    digestOfFacts(new Map(), []),
  ]
  expect(new Set(digests).size).toBe(digests.length)
  expect(digestOfFacts(new Map([['x', null]]), [counted])).toBe(digestOfFacts(new Map(), [counted]))
})

/** PROTOCOL.md §5, word by word. */
function naiveRoot(leaves: readonly TrieLeaf[], bit: number): Hash | null {
  if (leaves.length < 2) return leaves[0]?.hash ?? null
  const isSet = ({ key }: TrieLeaf) => ((Buffer.from(key, 'hex')[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0
  const left = naiveRoot(
    leaves.filter((leaf) => !isSet(leaf)),
    bit + 1,
  )
  const right = naiveRoot(leaves.filter(isSet), bit + 1)
  if (left === null || right === null) return left ?? right
  const bytes = Buffer.concat([Buffer.from('rochdale-trie-node-v1\n'), Buffer.from(left + right, 'hex')])
  return createHash('sha256').update(bytes).digest('hex') as Hash
}
