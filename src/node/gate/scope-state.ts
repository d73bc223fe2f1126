import { sha256 } from '../../identity/index.ts'
import type { Json } from '../../kernel/index.ts'
import { type Entry, liesOn } from '../../log/index.ts'
import { type FoldReader, foldAgreement } from './removals.ts'

/** Maximum number of cached states of agreements as earlier entries saw them. */
const STATES_MAX = 64

/** Caches states by the entries that they were folded from, which determine them. */
export class ScopeStates {
  readonly #states = new Map<string, Json>()

  find(key: string): Json | undefined {
    return this.#states.get(key)
  }

  remember(key: string, state: Json): void {
    this.#states.set(key, state)
    const [oldest] = this.#states.keys()
    if (this.#states.size > STATES_MAX && oldest !== undefined) this.#states.delete(oldest)
  }
}

export interface ScopeStateReader extends FoldReader {
  readonly pasts: { readonly scopeStates: ScopeStates }
}

/**
 * The facts of the agreement that a scope is named after, as an entry's author had them: folded from exactly the entries
 * in that entry's causal past, with the removals that these state. So it never changes, whatever comes later.
 */
export async function scopeStateBefore(work: ScopeStateReader, entry: Entry): Promise<Json> {
  const { scope, prev, after } = entry
  const row = await work.subject(scope, scope)
  const aggregate = row === null ? undefined : work.protocol.aggregate(row.aggregate)
  if (row === null || aggregate === undefined) return null
  await work.loadEntries(prev === null ? after : [prev, ...after])
  const reach = (await work.scopePast(scope)).reachOf(work.followedBy(entry))
  if (row.tips.every((tip) => liesOn(tip, reach))) return row.state
  const entries = (await work.subjectLog(scope, scope)).within(reach)
  const key = sha256(Buffer.from(entries.map(({ hash }) => hash).join()))
  const known = work.pasts.scopeStates.find(key)
  if (known !== undefined) return known
  const { state } = await foldAgreement(work, aggregate, scope, entries)
  work.pasts.scopeStates.remember(key, state)
  return state
}
