import type { Hash } from '../kernel/index.ts'
import { packId, unpackId } from './packed-id.ts'
import { inOrder, joinNodes, type TrieLeaf, trieKey, trieRoot } from './trie.ts'

/** Leaves of one page; where there are more, there is a page for each next hexadecimal digit of their keys. */
export const LEAVES_PER_PAGE = 32
/** Children of a page that was divided: one for each hexadecimal digit. */
export const BRANCHES = 16
const HASH_BYTES = 32
const DIGITS = '0123456789abcdef'

/** The part of a trie below the first digits of its keys: its leaves, or the hash of the part below each next digit. */
export type TriePage = { readonly leaves: readonly TrieLeaf[] } | { readonly branches: readonly (Hash | null)[] }

/** Pages by the digits above them. */
export type TriePages = ReadonlyMap<string, TriePage>

/** By page, which is never changed in place. */
const hashes = new WeakMap<TriePage, Hash | null>()

export function hashOfPage(page: TriePage): Hash | null {
  const known = hashes.get(page)
  if (known !== undefined) return known
  const hash = 'leaves' in page ? trieRoot(page.leaves) : joinAll(page.branches)
  hashes.set(page, hash)
  return hash
}

function joinAll(hashes: readonly (Hash | null)[]): Hash | null {
  if (hashes.length === 1) return hashes[0] ?? null
  const middle = hashes.length >> 1
  return joinNodes(joinAll(hashes.slice(0, middle)), joinAll(hashes.slice(middle)))
}

/** The part below more digits of a page that holds it: its own, or some of its leaves. */
export function partOfPage(page: TriePage, digits: string): TriePage {
  return 'branches' in page ? page : { leaves: page.leaves.filter(({ key }) => key.startsWith(digits)) }
}

/**
 * Where two parts below the same digits differ: in a leaf, by its id, where both hold leaves, else below a further digit.
 * Null where they do not.
 */
export function findDifference(
  digits: string,
  one: TriePage,
  other: TriePage,
): { readonly id: string } | { readonly digits: string } | null {
  if ('leaves' in one && 'leaves' in other) {
    const hashes = new Map(other.leaves.map(({ id, hash }) => [id, hash]))
    const known = new Set(one.leaves.map(({ id }) => id))
    const differing = [
      ...one.leaves.filter(({ id, hash }) => hashes.get(id) !== hash),
      ...other.leaves.filter(({ id }) => !known.has(id)),
    ]
    const [first] = inOrder(differing)
    return first === undefined ? null : { id: first.id }
  }
  const [left, right] = [branchesOf(one, digits), branchesOf(other, digits)]
  const branch = left.findIndex((hash, i) => hash !== right[i])
  return branch < 0 ? null : { digits: `${digits}${DIGITS[branch]}` }
}

function branchesOf(page: TriePage, digits: string): readonly (Hash | null)[] {
  if ('branches' in page) return page.branches
  return Array.from(DIGITS, (digit) => trieRoot(page.leaves.filter(({ key }) => key[digits.length] === digit)))
}

/** Whether there is a page below a further digit. */
export function leadsOn(page: TriePage, digit: string): boolean {
  return 'branches' in page && (page.branches[DIGITS.indexOf(digit)] ?? null) !== null
}

/** A leaf as it is from now on; without a hash it is removed. */
export type LeafChange = Omit<TrieLeaf, 'hash'> & { readonly hash: Hash | null }

function isKept(leaf: LeafChange): leaf is TrieLeaf {
  return leaf.hash !== null
}

/**
 * The pages that change when leaves of different keys are replaced or removed. `pages` holds those of the old pages in
 * which the keys lie. Where a page has too many leaves it is divided; it is never united again, which no hash depends on.
 */
export function changePages(pages: TriePages, changes: readonly LeafChange[]): TriePages {
  const changed = new Map<string, TriePage>()
  change('', changes)
  return changed

  function change(digits: string, some: readonly LeafChange[]): TriePage {
    const page = changedPage(digits, pages.get(digits) ?? { leaves: [] }, some)
    changed.set(digits, page)
    return page
  }

  function changedPage(digits: string, page: TriePage, some: readonly LeafChange[]): TriePage {
    if ('leaves' in page) {
      const replaced = new Set(some.map(({ key }) => key))
      const kept = [...page.leaves.filter(({ key }) => !replaced.has(key)), ...some.filter(isKept)]
      if (kept.length <= LEAVES_PER_PAGE) return { leaves: inOrder(kept) }
      return changedPage(digits, { branches: Array.from({ length: BRANCHES }, () => null) }, kept)
    }
    return {
      branches: page.branches.map((hash, branch) => {
        const inside = some.filter(({ key }) => key[digits.length] === DIGITS[branch])
        return inside.length === 0 ? hash : hashOfPage(change(digits + DIGITS[branch], inside))
      }),
    }
  }
}

/**
 * A page as bytes: 1 and the hashes of its branches, zeros where there is none; or 0 and its leaves, each as the length
 * of the id in two bytes, the id (`packId`), and the hash.
 */
export function encodePage(page: TriePage): Uint8Array {
  if ('branches' in page) {
    return new Uint8Array(Buffer.from(`01${page.branches.map((hash) => hash ?? NONE).join('')}`, 'hex'))
  }
  const leaves = page.leaves.flatMap(({ id, hash }) => {
    const packed = packId(id)
    return [Buffer.from([packed.length >> 8, packed.length & 0xff]), packed, Buffer.from(hash, 'hex')]
  })
  return new Uint8Array(Buffer.concat([Buffer.from([0]), ...leaves]))
}

export function decodePage(page: Uint8Array): TriePage {
  const bytes = Buffer.from(page.buffer, page.byteOffset, page.length)
  const hashAt = (place: number) => bytes.toString('hex', place, place + HASH_BYTES) as Hash
  if (bytes[0] === 1) {
    const hashes = Array.from({ length: BRANCHES }, (_, i) => hashAt(1 + i * HASH_BYTES))
    return { branches: hashes.map((hash) => (hash === NONE ? null : hash)) }
  }
  const leaves: TrieLeaf[] = []
  for (let place = 1; place < bytes.length; ) {
    const begin = place + 2
    const end = begin + bytes.readUInt16BE(place)
    const id = unpackId(bytes.subarray(begin, end))
    leaves.push({ id, key: trieKey(id), hash: hashAt(end) })
    place = end + HASH_BYTES
  }
  return { leaves }
}

const NONE = '0'.repeat(HASH_BYTES * 2) as Hash
