import type { Hash, Scope } from '../kernel/index.ts'
import { StateDigest } from '../log/index.ts'
import type { StoreReader } from './ports.ts'

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
