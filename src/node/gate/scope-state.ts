import { sha256 } from '../../identity/index.ts'
import type { Hash, Json, Scope } from '../../kernel/index.ts'
import { type Ancestry, type Entry, evolveAll, type FoldedPasts, liesOn } from '../../log/index.ts'
import type { StoredEntry } from '../ports/ports.ts'
import {
  type FoldReader,
  foldAgreement,
  foldEntries,
  removalFacts,
  resolveRemovals,
  textOfRemovals,
} from './removals.ts'

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
  readonly pasts: { readonly scopeStates: ScopeStates; readonly folded: FoldedPasts }
}

/**
 * The facts of the agreement that a scope is named after, as an entry's author had them: folded from exactly the entries
 * in that entry's causal past, with the removals that these state. So it never changes, whatever comes later.
 */
export async function scopeStateBefore(work: ScopeStateReader, entry: Entry): Promise<Json> {
  const { scope } = entry
  const row = await work.subject(scope, scope)
  const aggregate = row === null ? undefined : work.protocol.aggregate(row.aggregate)
  if (row === null || aggregate === undefined) return null
  const reach = await reachBefore(work, entry)
  if (row.tips.every((tip) => liesOn(tip, reach))) return row.state
  const entries = (await work.subjectLog(scope, scope)).within(reach)
  if (removalFacts(aggregate, row.state).length === 0) {
    const state = await foldOn(work, { scope, id: scope, line: lineOf(work, entry) }, entries)
    if (removalFacts(aggregate, state).length === 0) return state
  }
  const key = sha256(entries.map(({ hash }) => hash).join())
  const known = work.pasts.scopeStates.find(key)
  if (known !== undefined) return known
  const { state } = await foldAgreement(work, aggregate, scope, entries)
  work.pasts.scopeStates.remember(key, state)
  return state
}

/** The facts of another subject of an entry's scope, in the same way; removals count as far as they are in that past. */
export async function subjectBefore(work: ScopeStateReader, entry: Entry, id: string): Promise<Json> {
  const { scope } = entry
  const [row, agreement] = [await work.subject(scope, id), await work.subject(scope, scope)]
  const aggregate = agreement === null ? undefined : work.protocol.aggregate(agreement.aggregate)
  if (row === null || agreement === null || aggregate === undefined) return null
  const reach = await reachBefore(work, entry)
  const removals = removalFacts(aggregate, await scopeStateBefore(work, entry))
  const isCurrent = textOfRemovals(removals) === textOfRemovals(removalFacts(aggregate, agreement.state))
  if (isCurrent && row.tips.every((tip) => liesOn(tip, reach))) return row.state
  const entries = (await work.subjectLog(scope, id)).within(reach)
  return (await foldEntries(work, scope, entries, await resolveRemovals(work, removals))).state
}

/** A subject, and the line whose next entry goes on from the past that is folded. */
export interface FoldedPlace {
  readonly scope: Scope
  readonly id: string
  readonly line: Hash
}

/**
 * The state that a causal past of a subject folds to by the verdicts on its entries, from the last one of the line on: an
 * entry costs what its author has newly seen.
 */
export async function foldOn(
  work: Pick<ScopeStateReader, 'pasts' | 'protocol' | 'namedByEach'>,
  { scope, id, line }: FoldedPlace,
  past: readonly StoredEntry[],
): Promise<Json> {
  const { folded } = work.pasts
  const key = `${scope} ${id}`
  const { state, rest } = folded.continue(key, line, past)
  const counted = rest.filter(({ verdict }) => verdict === null)
  const whole = evolveAll(work.protocol.kindOf, counted, state, await work.namedByEach(counted))
  folded.remember(key, line, past, whole)
  return whole
}

/** The line of an entry that need not be admitted yet, or another that its past goes on from. */
function lineOf(work: ScopeStateReader, entry: Entry): Hash {
  return work.followedBy(entry)[0]?.line ?? (entry.scope as string as Hash)
}

/** The causal past of an entry that need not be admitted yet. */
async function reachBefore(work: ScopeStateReader, entry: Entry): Promise<Ancestry> {
  const { scope, prev, after } = entry
  await work.loadEntries(prev === null ? after : [prev, ...after])
  return (await work.scopePast(scope)).reachOf(work.followedBy(entry))
}
