import { sha256, taggedHash } from '../identity/index.ts'
import { canonicalText, type Hash, type Json } from '../kernel/index.ts'

export const TRIE_LEAF_TAG = 'rochdale-trie-leaf-v1'
export const TRIE_NODE_TAG = 'rochdale-trie-node-v1'
const NODE_TAG_LINE = Buffer.from(`${TRIE_NODE_TAG}\n`).toString('hex')

/** A leaf of a trie by the bits of its key. */
export interface TrieLeaf {
  readonly id: string
  /** SHA-256 of the id. */
  readonly key: Hash
  readonly hash: Hash
}

export function trieKey(id: string): Hash {
  return sha256(id)
}

/** The id is in the hash, so that a leaf proves which subject or entry it is about. */
export function leafOf(id: string, value: Json): TrieLeaf {
  return { id, key: trieKey(id), hash: taggedHash(TRIE_LEAF_TAG, canonicalText([id, value])) }
}

/** The hash of a node with two children; with one, it is that child: a path without branches is one step. */
export function joinNodes(left: Hash | null, right: Hash | null): Hash | null {
  if (left === null || right === null) return left ?? right
  return sha256(Buffer.from(`${NODE_TAG_LINE}${left}${right}`, 'hex'))
}

export function inOrder(leaves: readonly TrieLeaf[]): TrieLeaf[] {
  return leaves.toSorted((one, other) => (one.key < other.key ? -1 : 1))
}

/** The root of the binary trie over leaves of different ids, in any order; null for none (PROTOCOL.md §5). */
export function trieRoot(leaves: readonly TrieLeaf[]): Hash | null {
  const sorted = inOrder(leaves)
  return rootBetween(sorted, 0, sorted.length)
}

function rootBetween(leaves: readonly TrieLeaf[], begin: number, end: number): Hash | null {
  const [first, last] = [leaves[begin], leaves[end - 1]]
  if (first === undefined || last === undefined || begin >= end) return null
  if (end - begin === 1) return first.hash
  const bit = firstDifference(first.key, last.key)
  let middle = begin + 1
  while (middle < end && !bitAt(leaves[middle]?.key ?? '', bit)) middle++
  return joinNodes(rootBetween(leaves, begin, middle), rootBetween(leaves, middle, end))
}

function firstDifference(one: string, other: string): number {
  let digit = 0
  while (one[digit] === other[digit]) digit++
  const bits = Number.parseInt(one[digit] ?? '0', 16) ^ Number.parseInt(other[digit] ?? '0', 16)
  return digit * 4 + Math.clz32(bits) - 28
}

function bitAt(key: string, bit: number): boolean {
  return ((Number.parseInt(key[bit >> 2] ?? '0', 16) >> (3 - (bit & 3))) & 1) === 1
}
