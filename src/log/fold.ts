import { type Did, type Hash, type Json, type Refusal, type Result } from '../kernel/index.ts'
import { isAncestor, type Line, type Position } from './chain.ts'
import type { SealedEntry, UnsignedEntry } from './entry.ts'
import type { AnyKind, EntryContext, NamedFacts } from './kind.ts'
import { refuse } from './refusals.ts'

/** What the fold says of an admitted entry: null where it counts, else why it is inert. */
export type Verdict = Refusal | null

/** An admitted entry with its place in its author's log. */
export interface PlacedEntry extends SealedEntry {
  readonly position: Position
}

/** An entry of a subject that no other entry of that subject follows. */
export interface Tip extends Position {
  readonly hash: Hash
}

/** What a subject's entries come to. `state` is null while none of them counted. */
export interface Folded {
  readonly state: Json
  readonly tips: readonly Tip[]
}

export const NOTHING_FOLDED: Folded = { state: null, tips: [] }

/**
 * An author who signed his own removal: what he wrote after `signed` in his log counts no more, except on subjects that
 * already existed at `heads`, the log heads named by the entry that made the amendment effective.
 */
export interface Removal {
  readonly author: Did
  readonly signed: Position
  readonly heads: readonly Position[]
}

/** The body of an entry, read by its kind and held against its subject. A refusal here is the entry's verdict. */
export function decodeBody(kind: AnyKind, entry: UnsignedEntry['entry']): Result<unknown> {
  const body = kind.decode(entry.body)
  if (!body.ok) return refuse('log.bad-body', body.refusal.message)
  const subject = kind.subject(body.value, entry)
  if (subject !== entry.subject)
    return refuse('log.wrong-subject', `the body is about ${subject}, the entry about ${entry.subject}`)
  return body
}

/** Whether an entry's causal past holds all that these tips stand for: then the past is the whole subject so far. */
export function coversTips(entry: PlacedEntry, tips: readonly Tip[], lines: ReadonlyMap<Hash, Line>): boolean {
  return tips.every((tip) => entry.entry.after.includes(tip.hash) || isAncestor(tip, entry.position, lines))
}

/** The entries of a subject in the causal past of one of them, in the order given (which must be causal). */
export function causalPast<E extends PlacedEntry>(
  entry: PlacedEntry,
  entries: readonly E[],
  lines: ReadonlyMap<Hash, Line>,
): E[] {
  const past = new Set<Hash>()
  const frontier: PlacedEntry[] = [entry]
  for (let current = frontier.pop(); current !== undefined; current = frontier.pop()) {
    const { after } = current.entry
    for (const other of entries) {
      if (other.hash === current.hash || past.has(other.hash)) continue
      if (!after.includes(other.hash) && !isAncestor(other.position, current.position, lines)) continue
      past.add(other.hash)
      frontier.push(other)
    }
  }
  return entries.filter((other) => past.has(other.hash))
}

/** The verdict on an entry, given the state that its own causal past folds to. */
export function judge(kind: AnyKind, sealed: UnsignedEntry, past: Json, named: NamedFacts): Verdict {
  const body = decodeBody(kind, sealed.entry)
  if (!body.ok) return body.refusal
  const checked = kind.check(past, body.value, contextOf(sealed, named))
  return checked.ok ? null : checked.refusal
}

/** The state with one more entry in it. Only entries that count are evolved. */
export function evolve(kind: AnyKind, sealed: UnsignedEntry, state: Json, named: NamedFacts): Json {
  const body = decodeBody(kind, sealed.entry)
  if (!body.ok) throw new Error(`an entry that counts has a body: ${sealed.hash}`)
  return kind.evolve(state, body.value, contextOf(sealed, named)) as Json
}

/** The tips after one more entry. */
export function advanceTips(tips: readonly Tip[], entry: PlacedEntry, lines: ReadonlyMap<Hash, Line>): Tip[] {
  const left = tips.filter((tip) => !entry.entry.after.includes(tip.hash) && !isAncestor(tip, entry.position, lines))
  return [...left, { hash: entry.hash, ...entry.position }]
}

export interface FoldInput<E extends PlacedEntry> {
  /** All entries of one subject, in a causal order (any: the outcome is the same). */
  readonly entries: readonly E[]
  readonly lines: ReadonlyMap<Hash, Line>
  readonly kindOf: (name: string) => AnyKind | undefined
  readonly namedBy: (entry: E) => NamedFacts
  readonly removals?: readonly Removal[]
}

export interface FoldOutput extends Folded {
  readonly verdicts: ReadonlyMap<Hash, Verdict>
}

/** Folds a subject from all of its entries: what the node's store holds must equal this, always. */
export function foldSubject<E extends PlacedEntry>(input: FoldInput<E>): FoldOutput {
  const { entries, lines, kindOf, namedBy, removals = [] } = input
  const verdicts = new Map<Hash, Verdict>()
  let folded: Folded = NOTHING_FOLDED
  const seen: E[] = []
  const stateOf = (subset: readonly E[]): Json =>
    subset.reduce<Json>((state, entry) => {
      const kind = kindOf(entry.entry.kind)
      return kind !== undefined && verdicts.get(entry.hash) === null
        ? evolve(kind, entry, state, namedBy(entry))
        : state
    }, null)
  for (const entry of entries) {
    const kind = kindOf(entry.entry.kind)
    if (kind === undefined) {
      verdicts.set(entry.hash, unknownKind(entry))
      continue
    }
    const past = coversTips(entry, folded.tips, lines) ? folded.state : stateOf(causalPast(entry, seen, lines))
    const verdict = removedVerdict(entry, entries, removals, lines) ?? judge(kind, entry, past, namedBy(entry))
    verdicts.set(entry.hash, verdict)
    seen.push(entry)
    const state = verdict === null ? evolve(kind, entry, folded.state, namedBy(entry)) : folded.state
    folded = { state, tips: advanceTips(folded.tips, entry, lines) }
  }
  return { ...folded, verdicts }
}

/** The verdict on an entry that its author wrote after signing his own removal, or null where that does not matter. */
export function removedVerdict(
  entry: PlacedEntry,
  subjectEntries: readonly PlacedEntry[],
  removals: readonly Removal[],
  lines: ReadonlyMap<Hash, Line>,
): Verdict {
  const removal = removals.find(
    ({ author, signed }) =>
      author === entry.entry.author && entry.position.seq > signed.seq && isAncestor(signed, entry.position, lines),
  )
  if (removal === undefined) return null
  // The agreement itself is no exception, only what hangs on it: his debts and claims.
  const existed =
    entry.entry.subject !== entry.entry.scope &&
    subjectEntries.some((other) => removal.heads.some((head) => isAncestor(other.position, head, lines)))
  return existed ? null : refuse('log.author-removed', 'its author had signed his removal from the agreement').refusal
}

/** The verdict on an entry of a kind that this version does not know: stored, inert, replayed after an upgrade. */
export function unknownKind(entry: UnsignedEntry): Refusal {
  return refuse('log.unknown-kind', `this version does not know the kind ${entry.entry.kind}`).refusal
}

function contextOf(sealed: UnsignedEntry, named: NamedFacts): EntryContext {
  const { author, scope, seq, at } = sealed.entry
  return { author, scope, seq, at, hash: sealed.hash, named }
}

/** Named facts for entries that name nothing. */
export const NOTHING_NAMED: NamedFacts = {
  document: () => null,
  attachment: () => null,
  subjectAtCut: () => null,
}

/** A record in canonical key order, so that states built in different orders are equal byte for byte. */
export function withKey<T>(record: Readonly<Record<string, T>> | undefined, key: string, value: T): Record<string, T> {
  return { ...record, [key]: value }
}
