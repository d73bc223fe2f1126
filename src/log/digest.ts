import { taggedHash } from '../identity/index.ts'
import { canonicalText, type Hash, type Json } from '../kernel/index.ts'
import { leafOf, type TrieLeaf, trieRoot } from './trie.ts'

/** Version of the rules as a whole, included in every digest. Documents of earlier versions are read by these rules. */
export const RULE_SET = 6
export const DIGEST_TAG = 'rochdale-digest-v2'
/** Leaves of entries that are kept. */
const COUNTED_MAX = 10_000

/** The verdict on one entry of a subject: the code of its refusal, or null where it counts. */
export interface EntryVerdict {
  readonly subject: string
  readonly hash: Hash
  readonly code: string | null
}

/** What the digest holds of one subject: its facts, and the verdict on each of its entries (D1). */
export function subjectLeaf(id: string, state: Json, verdicts: readonly EntryVerdict[]): TrieLeaf {
  const entries = trieRoot(verdicts.map(verdictLeaf))
  if (state === null || typeof state !== 'object') return leafOf(id, { entries, state })
  const known = leaves.get(state)
  if (known?.entries === entries && known.leaf.id === id) return known.leaf
  const leaf = leafOf(id, { entries, state })
  leaves.set(state, { entries, leaf })
  return leaf
}

/** By the state in it, which is never changed in place: the nodes of one process share states. */
const leaves = new WeakMap<object, { readonly entries: Hash | null; readonly leaf: TrieLeaf }>()

/** Of entries that count: a subject's earlier ones are in its leaf again with each later one. */
const counted = new Map<Hash, TrieLeaf>()

function verdictLeaf({ hash, code }: EntryVerdict): TrieLeaf {
  const known = code === null ? counted.get(hash) : undefined
  if (known !== undefined) return known
  const leaf = leafOf(hash, code)
  if (counted.size >= COUNTED_MAX) counted.clear()
  if (code === null) counted.set(hash, leaf)
  return leaf
}

/** The state digest of a scope by the root of its subjects' trie; null where nothing is. */
export function stateDigest(root: Hash | null): Hash {
  return taggedHash(DIGEST_TAG, canonicalText({ root, rules: RULE_SET }))
}

/** The state digest of all facts and verdicts of a scope, in any order. */
export function digestOfFacts(states: ReadonlyMap<string, Json>, verdicts: Iterable<EntryVerdict>): Hash {
  const bySubject = new Map<string, EntryVerdict[]>()
  for (const verdict of verdicts) {
    const known = bySubject.get(verdict.subject)
    if (known === undefined) bySubject.set(verdict.subject, [verdict])
    else known.push(verdict)
  }
  const ids = new Set([...states.keys(), ...bySubject.keys()])
  const leaves = [...ids].map((id) => subjectLeaf(id, states.get(id) ?? null, bySubject.get(id) ?? []))
  return stateDigest(trieRoot(leaves))
}
