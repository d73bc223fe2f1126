import { type Did, type Hash, type Json, type Scope } from '../../kernel/index.ts'
import { digestOfFacts, hashOfPage, stateDigest } from '../../log/index.ts'
import type { StoreReader } from '../ports/ports.ts'

/** The digest of a scope, with the heads that it covers. */
export interface ScopeDigest {
  readonly scope: Scope
  readonly digest: Hash
  readonly entryCount: number
  readonly heads: readonly { readonly author: Did; readonly seq: number; readonly hash: Hash }[]
}

/** The digest of everything in a scope as of a snapshot, with the heads that it covers: read, not computed. */
export async function readScopeDigest(reader: StoreReader, scope: Scope): Promise<ScopeDigest> {
  const tips = await reader.logTips([scope])
  const parentSeqs = new Map((await reader.lines(scope)).map(({ line, parentSeq }) => [line, parentSeq]))
  const heads = tips.map(({ author, seq, hash }) => ({ author, seq, hash })).sort((a, b) => (a.hash < b.hash ? -1 : 1))
  // The entries of each line are numbered without gaps.
  const entryCount = tips.reduce((count, { line, seq }) => count + seq - (parentSeqs.get(line) ?? 0), 0)
  const [root] = await reader.digestPages(scope, [''])
  return { scope, digest: stateDigest(root === undefined ? null : hashOfPage(root.page)), entryCount, heads }
}

/** The same digest, computed from all facts and verdicts that are stored. */
export async function digestOf(reader: StoreReader, scope: Scope): Promise<Hash> {
  const states = new Map<string, Json>()
  await reader.eachState(scope, (id, state) => states.set(id, state))
  return digestOfFacts(states, await reader.verdictsOf(scope, null))
}
