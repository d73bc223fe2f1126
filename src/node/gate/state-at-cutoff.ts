import type { Did, Hash, Json, Scope } from '../../kernel/index.ts'
import {
  type Ancestry,
  ancestryOf,
  type Cut,
  type Entry,
  evolveAll,
  forkedIn,
  type Line,
  liesOn,
  type NamedFacts,
  type PlacedEntry,
  type Position,
  type ScopePast,
  type SubjectLog,
} from '../../log/index.ts'
import type { LogTip, StoredEntry, SubjectRow } from '../ports/ports.ts'
import type { Protocol } from '../protocol.ts'

/** What the fold at a cutoff reads. */
export interface CutoffReader {
  readonly protocol: Pick<Protocol, 'kindOf'>
  loadEntries(hashes: readonly Hash[]): Promise<void>
  loadEntriesOf(scope: Scope, subjects: readonly string[]): Promise<void>
  loadSubjects(scope: Scope, ids: readonly string[]): Promise<void>
  entry(hash: Hash): Promise<StoredEntry | null>
  subject(scope: Scope, id: string): Promise<SubjectRow | null>
  subjectLog(scope: Scope, subject: string): Promise<SubjectLog<StoredEntry>>
  lines(scope: Scope): Promise<ReadonlyMap<Hash, Line & { readonly author: Did }>>
  allTips(scope: Scope): Promise<readonly LogTip[]>
  scopePast(scope: Scope): Promise<ScopePast>
  followedBy(entry: Entry): Position[]
  namedByEach(entries: readonly PlacedEntry[]): Promise<(entry: PlacedEntry) => NamedFacts>
}

/**
 * The states of subjects at a cutoff; null if its heads omit what they, or the entry that names them, follow. Logs that
 * had forked in that past may be omitted: their branches have no bound, and no node nets with a forker automatically. A
 * subject with omitted entries has no facts at the cutoff.
 */
export async function foldAtCut(
  work: CutoffReader,
  entry: Entry,
  { heads, subjects }: Cut,
): Promise<ReadonlyMap<string, Json> | null> {
  const { scope } = entry
  await work.loadEntries([...(entry.prev === null ? [] : [entry.prev]), ...entry.after, ...heads])
  const ends = (await Promise.all(heads.map((hash) => work.entry(hash)))).flatMap((head) => head?.position ?? [])
  const lines = await work.lines(scope)
  const then = ancestryOf(ends, lines)
  const past = (await work.scopePast(scope)).reachOf([...ends, ...work.followedBy(entry)])
  const leftOut = [...past].filter(([line, seq]) => (then.get(line) ?? 0) < seq)
  if (leftOut.length > 0) {
    const forked = forkedIn(past, await work.allTips(scope), lines)
    if (leftOut.some(([line]) => !forked.has(line))) return null
  }
  const states = leftOut.length > 0 ? new Map<string, Json>() : await statesWithin(work, scope, subjects, then)
  const missing = subjects.filter((id) => !states.has(id))
  await work.loadEntriesOf(scope, missing)
  for (const id of missing) {
    const whole = await work.subjectLog(scope, id)
    const log = whole.within(then)
    if (log.length < whole.within(past).length) continue
    const counted = log.filter(({ verdict }) => verdict === null)
    const namedBy = await work.namedByEach(counted)
    states.set(id, evolveAll(work.protocol.kindOf, counted, null, namedBy))
  }
  return states
}

/** The states of those subjects that have no entry beyond the cutoff: usually almost all. */
async function statesWithin(
  work: CutoffReader,
  scope: Scope,
  subjects: readonly string[],
  then: Ancestry,
): Promise<Map<string, Json>> {
  const states = new Map<string, Json>()
  await work.loadSubjects(scope, subjects)
  for (const id of subjects) {
    const row = await work.subject(scope, id)
    if (row?.tips.every((tip) => liesOn(tip, then))) states.set(id, row.state)
  }
  return states
}
