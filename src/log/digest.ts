import { taggedHash } from '../identity/index.ts'
import { canonicalText, type Hash, type Json } from '../kernel/index.ts'
import { leafOf, type TrieLeaf, trieRoot } from './trie.ts'

/** Version of the rules as a whole, included in every digest. Documents of earlier versions are read by these rules. */
export const RULE_SET = 6
export const DIGEST_TAG = 'rochdale-digest-v2'

/** The verdict on one entry of a subject: the code of its refusal, or null where it counts. */
export interface EntryVerdict {
  readonly subject: string
  readonly hash: Hash
  readonly code: string | null
}

/** What the digest holds of one subject: its facts, and the verdict on each of its entries (D1). */
export function subjectLeaf(id: string, state: Json, verdicts: readonly EntryVerdict[]): TrieLeaf {
  return leafOf(id, { entries: trieRoot(verdicts.map(({ hash, code }) => leafOf(hash, code))), state })
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
