import { type Did, type Hash, isPublicScope, type Json, type Scope } from '../../kernel/index.ts'
import { type FactPlace, StateDigest } from '../../log/index.ts'
import type { StoreReader } from '../ports/ports.ts'
import { headsDigest } from '../ports/sync-port.ts'
import type { ReadOnce } from './scope-pasts.ts'

/** The digest of a scope, with the heads that it covers. */
export interface ScopeDigest {
  readonly scope: Scope
  readonly digest: Hash
  readonly entryCount: number
  readonly heads: readonly { readonly author: Did; readonly seq: number; readonly hash: Hash }[]
}

/** The digest of everything in a scope, as of a snapshot. */
export async function digestOf(reader: StoreReader, scope: Scope): Promise<Hash> {
  const digest = new StateDigest()
  await feed(digest, reader, scope)
  return digest.finish()
}

/** A cached state digest, by the digest of the heads. */
interface KnownDigest {
  readonly heads: Hash
  readonly digest: Hash
}

/** Facts read in one snapshot, and number of scopes whose digest is cached. */
const FACTS_PER_PIECE = 1000
const DIGESTS_MAX = 1000

/**
 * The digests of scopes. Those computed in advance are cached with the heads of their logs: the state of a set of
 * entries never changes, except while bodies are awaited of stubs whose kinds have become known. A scope can therefore
 * be read in pieces, each in a snapshot of its own, as long as nothing is written in that scope meanwhile.
 */
export class ScopeDigests {
  readonly #known = new Map<Scope, KnownDigest>()
  readonly #kindNames: readonly string[]

  /** `kindNames`: the kinds that this version knows. */
  constructor(kindNames: readonly string[]) {
    this.#kindNames = kindNames
  }

  /** The digest of a scope as of a snapshot, with the heads that it covers; computed now if it is not cached. */
  async of(reader: StoreReader, scope: Scope): Promise<ScopeDigest> {
    const tips = await reader.logTips([scope])
    const heads = tips
      .map(({ author, seq, hash }) => ({ author, seq, hash }))
      .sort((a, b) => (a.hash < b.hash ? -1 : 1))
    const digest = this.#find(scope, headsDigest(heads)) ?? (await digestOf(reader, scope))
    return { scope, digest, entryCount: await reader.entryCount(scope), heads }
  }

  /** Computes the digest of a scope in advance, in pieces; restarts if the scope has changed, until aborted. */
  async prepare(scope: Scope, read: ReadOnce, signal: AbortSignal): Promise<void> {
    while (!(await this.#readInPieces(scope, read, signal)));
  }

  /** False if the scope was written to meanwhile. Nothing is read or cached while bodies are awaited. */
  async #readInPieces(scope: Scope, read: ReadOnce, signal: AbortSignal): Promise<boolean> {
    const digest = new StateDigest()
    const begun = await read(async (reader) => headsDigest(await reader.logTips([scope])))
    if (this.#find(scope, begun) !== null || (isPublicScope(scope) && (await this.#awaitsBodies(read)))) return true
    let place: FactPlace | null = null
    do {
      signal.throwIfAborted()
      const after: FactPlace | null = place
      const isSame: boolean = await read(async (reader) => {
        if (headsDigest(await reader.logTips([scope])) !== begun) return false
        place = await feed(digest, reader, scope, { after, limit: FACTS_PER_PIECE })
        return true
      })
      if (!isSame) return false
    } while (place !== null)
    this.#remember(scope, { heads: begun, digest: digest.finish() })
    return true
  }

  /**
   * An entry becomes a stub in this version only while its kind is unknown, so no stub of a known kind is added later.
   */
  async #awaitsBodies(read: ReadOnce): Promise<boolean> {
    const logs = await read((reader) => reader.stubbedLogs(this.#kindNames))
    return logs.some(({ firstOfKindsSeq }) => firstOfKindsSeq !== null)
  }

  #find(scope: Scope, heads: Hash): Hash | null {
    const known = this.#known.get(scope)
    return known?.heads === heads ? known.digest : null
  }

  #remember(scope: Scope, known: KnownDigest): void {
    this.#known.delete(scope)
    this.#known.set(scope, known)
    const [oldest] = this.#known.keys()
    if (this.#known.size > DIGESTS_MAX && oldest !== undefined) this.#known.delete(oldest)
  }
}

function feed(
  digest: StateDigest,
  reader: StoreReader,
  scope: Scope,
  piece?: { readonly after: FactPlace | null; readonly limit: number },
): Promise<FactPlace | null> {
  const onSubject = (id: string, state: Json) => digest.addSubject(id, state)
  return reader.eachFact(scope, onSubject, (hash, code) => digest.addVerdict(hash, code), piece)
}
