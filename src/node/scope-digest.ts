import type { Did, Hash, Scope } from '../kernel/index.ts'
import { StateDigest } from '../log/index.ts'
import type { StoreReader } from './ports.ts'

/** The digest of a scope, with what it was made of. */
export interface ScopeDigest {
  readonly scope: Scope
  readonly digest: Hash
  readonly entryCount: number
  readonly heads: readonly { readonly author: Did; readonly seq: number; readonly hash: Hash }[]
}

/** The digest of everything in a scope, as a reader sees it. */
export async function digestOf(reader: StoreReader, scope: Scope): Promise<Hash> {
  const digest = new StateDigest()
  await reader.eachFact(
    scope,
    (id, state) => digest.addSubject(id, state),
    (hash, code) => digest.addVerdict(hash, code),
  )
  return digest.finish()
}

/** The same with the heads and the number of entries that it was made of. */
export async function stateDigestOf(reader: StoreReader, scope: Scope): Promise<ScopeDigest> {
  const digest = await digestOf(reader, scope)
  const tips = await reader.logTips([scope])
  const heads = tips.map(({ author, seq, hash }) => ({ author, seq, hash })).sort((a, b) => (a.hash < b.hash ? -1 : 1))
  return { scope, digest, entryCount: await reader.entryCount(scope), heads }
}
