import { canonicalText, type Hash, isPublicScope, type Json, type Scope } from '../../kernel/index.ts'
import {
  type Aggregate,
  type FoldOutput,
  foldSubject,
  type PlacedEntry,
  type Removal,
  type RemovalFact,
} from '../../log/index.ts'
import type { StoredEntry } from '../ports/ports.ts'
import type { Protocol } from '../protocol.ts'
import type { CutoffReader } from './state-at-cutoff.ts'

/** Maximum number of times that an agreement with removals is folded to find a fixed point. */
const REMOVAL_ROUNDS_MAX = 8

/** What folding a subject as a whole reads. */
export interface FoldReader extends CutoffReader {
  readonly protocol: Protocol
  loaded(hash: Hash): StoredEntry | null
}

/** The authors that were removed from a scope, with the positions of their signatures in their logs. */
export async function removalsIn(work: FoldReader, scope: Scope): Promise<readonly Removal[]> {
  if (isPublicScope(scope)) return []
  const row = await work.subject(scope, scope)
  const aggregate = row === null ? undefined : work.protocol.aggregate(row.aggregate)
  return aggregate === undefined ? [] : await resolveRemovals(work, removalFacts(aggregate, row?.state ?? null))
}

/** The removals that the facts of a subject state. */
export function removalFacts(aggregate: Aggregate, state: Json): readonly RemovalFact[] {
  return state === null ? [] : (aggregate.removals?.(aggregate.readState(state)) ?? [])
}

/** Removals with the positions of the signatures that they name. */
export async function resolveRemovals(work: FoldReader, facts: readonly RemovalFact[]): Promise<Removal[]> {
  await work.loadEntries(facts.map(({ signed }) => signed))
  return facts.flatMap(({ author, signed }) => {
    const entry = work.loaded(signed)
    return entry === null ? [] : { author, signed: entry.position }
  })
}

/** Equal texts mean equal removals. */
export function textOfRemovals(facts: readonly RemovalFact[]): string {
  return canonicalText(facts as unknown as Json)
}

/**
 * Folds an agreement by the removals that it itself states, until a fixed point. If there is none, which requires
 * parties that remove each other, all of the removals stand, and refuse nothing in the agreement.
 */
export async function foldAgreement(
  work: FoldReader,
  aggregate: Aggregate,
  scope: Scope,
  entries: readonly StoredEntry[],
): Promise<FoldOutput> {
  const plain = await foldEntries(work, scope, entries, [])
  let fold = plain
  let facts: readonly RemovalFact[] = []
  for (let round = 0; round < REMOVAL_ROUNDS_MAX; round++) {
    const stated = removalFacts(aggregate, fold.state)
    if (textOfRemovals(stated) === textOfRemovals(facts)) return fold
    facts = stated
    fold = await foldEntries(work, scope, entries, await resolveRemovals(work, facts))
  }
  return plain
}

/** Folds entries of one subject from the beginning. */
export async function foldEntries(
  work: FoldReader,
  scope: Scope,
  entries: readonly StoredEntry[],
  removals: readonly Removal[],
): Promise<FoldOutput> {
  const namedBy = await work.namedByEach(entries)
  const { kindOf, aggregateOf } = work.protocol
  const lines = await work.lines(scope)
  const past = isPublicScope(scope) ? null : await work.scopePast(scope)
  const reach = past === null ? {} : { reachOf: ({ position }: PlacedEntry) => past.reachOf([position]) }
  return foldSubject({ entries, lines, kindOf, aggregateOf, namedBy, removals, ...reach })
}
