import { type Did, done, groupBy, type Hash, type Instant, type Result, type Scope } from '../kernel/index.ts'
import { BEFORE_ANSWERED_MS_MAX, type Entry, type SealedEntry } from './entry.ts'
import { refuse } from './refusals.ts'
import type { Presence } from './stub.ts'

/**
 * Position of an entry among its author's entries in a scope. A log is one line until its author forks it; each further
 * branch is a line of its own, identified by the hash of its first entry.
 */
export interface Position {
  readonly author: Did
  readonly seq: number
  readonly line: Hash
}

/** An admitted entry with its position in its author's log. */
export interface PlacedEntry extends SealedEntry {
  readonly position: Position
  /** Left out where it is whole. A stub is never folded, whatever its kind. */
  readonly presence?: Presence
}

/** What a later entry needs of one that it names, to compute its own causal past. */
export interface NamingPlace {
  readonly hash: Hash
  readonly position: Position
  readonly after: readonly Hash[]
}

/** A line that branched off: its first entry follows `parentSeq` on `parent`; a second first entry has no parent. */
export interface Line {
  readonly line: Hash
  readonly parent: Hash | null
  readonly parentSeq: number
}

/** What the chain check needs to know of the entry before. */
export interface ChainLink extends Position {
  readonly scope: Scope
  readonly at: Instant
}

/** Whether an entry may follow the one that it calls its previous: same log, next number, not earlier. */
export function checkChain(entry: Entry, prev: ChainLink | null): Result<void> {
  if (prev === null) return done
  if (prev.author !== entry.author || prev.scope !== entry.scope) {
    return refuse('log.bad-chain', 'prev belongs to another log')
  }
  if (prev.seq + 1 !== entry.seq)
    return refuse('log.bad-chain', `prev has number ${prev.seq}, so this is ${prev.seq + 1}`)
  if (entry.at < prev.at) return refuse('log.bad-chain', 'at is earlier than that of prev')
  return done
}

/** Whether an entry is dated late enough for what it names in `after`: an author cannot date itself before what it answers. */
export function checkAnswered({ at }: Entry, answeredAt: readonly Instant[]): Result<void> {
  const latest = Math.max(0, ...answeredAt)
  if (at >= latest - BEFORE_ANSWERED_MS_MAX) return done
  const allowed = new Date(latest - BEFORE_ANSWERED_MS_MAX).toISOString()
  return refuse('log.before-answered', `at is ${new Date(at).toISOString()}; what it names in after allows ${allowed}`)
}

/** The path from a position back to the beginning of its log: for each line on it, the highest sequence number. */
export type Ancestry = ReadonlyMap<Hash, number>

/** The path back from one position, or the union of those from several. */
export function ancestryOf(positions: readonly Position[], lines: ReadonlyMap<Hash, Line>): Ancestry {
  const ancestry = new Map<Hash, number>()
  for (const position of positions) {
    let line: Hash | null = position.line
    let seq = position.seq
    while (line !== null && seq > (ancestry.get(line) ?? 0)) {
      ancestry.set(line, seq)
      const branch: Line | undefined = lines.get(line)
      line = branch?.parent ?? null
      seq = branch?.parentSeq ?? 0
    }
  }
  return ancestry
}

/** Whether a position lies on a path back. A line belongs to one author's log, so the author need not be compared. */
export function liesOn({ line, seq }: Position, ancestry: Ancestry): boolean {
  return seq <= (ancestry.get(line) ?? 0)
}

/** Whether `earlier` is `later` or stands before it on its branch of the same author's log. */
export function isAncestor(earlier: Position, later: Position, lines: ReadonlyMap<Hash, Line>): boolean {
  if (earlier.author !== later.author || earlier.seq > later.seq) return false
  let line: Hash | null = later.line
  let seq = later.seq
  while (line !== null && line !== earlier.line) {
    const branch: Line | undefined = lines.get(line)
    if (branch === undefined) return false
    seq = branch.parentSeq
    line = branch.parent
  }
  return line !== null && earlier.seq <= seq
}

/**
 * The lines of those authors whose logs fork within a past: a function of that past alone. `tips`: the last entry of
 * each line.
 */
export function forkedIn(past: Ancestry, tips: readonly Position[], lines: ReadonlyMap<Hash, Line>): ReadonlySet<Hash> {
  const known = tips.filter(({ line }) => past.has(line))
  const wentOn = new Set<Hash>()
  for (const { line } of known) {
    const branch = lines.get(line)
    if (branch?.parent != null && past.get(branch.parent) === branch.parentSeq) wentOn.add(branch.parent)
  }
  const ends = groupBy(
    known.filter(({ line }) => !wentOn.has(line)),
    ({ author }) => author,
  )
  return new Set(known.filter(({ author }) => (ends.get(author)?.length ?? 0) > 1).map(({ line }) => line))
}
