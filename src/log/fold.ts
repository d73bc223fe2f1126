import {
  type Did,
  type Hash,
  isPublicScope,
  type Json,
  type JsonObject,
  type Refusal,
  type Result,
} from '../kernel/index.ts'
import { type Ancestry, ancestryOf, isAncestor, type Line, liesOn, type PlacedEntry, type Position } from './chain.ts'
import type { UnsignedEntry } from './entry.ts'
import type { AnyKind, EntryContext, NamedFacts } from './kind.ts'
import { FoldedPasts, SubjectLog } from './past.ts'
import { refuse } from './refusals.ts'
import type { Aggregate } from './subject.ts'

/** Total hashes in the causal pasts that are cached while one subject is folded. */
const PAST_HASHES_MAX = 1_000_000

/** Outcome of the fold for an admitted entry: null where it counts, else the reason why it is inert. */
export type Verdict = Refusal | null

/** An entry of a subject that no other entry of that subject follows. */
export interface Tip extends Position {
  readonly hash: Hash
}

/** The result of folding a subject's entries. `state` is null while none of them counted. */
export interface Folded {
  readonly state: Json
  readonly tips: readonly Tip[]
}

const NOTHING_FOLDED: Folded = { state: null, tips: [] }

/** An author who signed its own removal: entries after `signed` in its log do not count where their kind lapses. */
export interface Removal {
  readonly author: Did
  readonly signed: Position
}

const bodies = new WeakMap<JsonObject, { readonly decode: AnyKind['decode']; readonly body: Result<unknown> }>()

/** The body of an entry, decoded by its kind and cached. */
export function readBody({ decode }: AnyKind, { body: raw }: UnsignedEntry['entry']): Result<unknown> {
  const known = bodies.get(raw)
  if (known?.decode === decode) return known.body
  const body = decode(raw)
  bodies.set(raw, { decode, body })
  return body
}

const checkedBodies = new WeakMap<UnsignedEntry['entry'], { readonly kind: AnyKind; readonly body: Result<unknown> }>()

/**
 * The body of an entry, decoded by its kind and checked against its subject; cached. A refusal here is the entry's
 * verdict.
 */
export function decodeBody(kind: AnyKind, entry: UnsignedEntry['entry']): Result<unknown> {
  const known = checkedBodies.get(entry)
  if (known?.kind === kind) return known.body
  const body = checkBody(kind, entry)
  checkedBodies.set(entry, { kind, body })
  return body
}

function checkBody(kind: AnyKind, entry: UnsignedEntry['entry']): Result<unknown> {
  const body = readBody(kind, entry)
  if (!body.ok) return refuse('log.bad-body', body.refusal.message)
  const subject = kind.subject(body.value, entry)
  if (subject !== entry.subject)
    return refuse('log.wrong-subject', `the body is about ${subject}, the entry about ${entry.subject}`)
  return body
}

/**
 * Whether an entry itself names or follows all of these tips: then its past is the whole subject so far. If not, its
 * past may still contain them through other subjects.
 */
export function coversTips(entry: PlacedEntry, tips: readonly Tip[], lines: ReadonlyMap<Hash, Line>): boolean {
  return uncovered(entry, tips, lines).length === 0
}

/** The verdict on an entry, given the state that its own causal past folds to. */
export function judge(kind: AnyKind, sealed: UnsignedEntry, past: Json, named: NamedFacts): Verdict {
  const body = decodeBody(kind, sealed.entry)
  if (!body.ok) return body.refusal
  const checked = kind.check(past, body.value, contextOf(sealed, named))
  return checked.ok ? null : checked.refusal
}

/** The state with one more entry applied. Only entries that count are evolved. */
export function evolve(kind: AnyKind, sealed: UnsignedEntry, state: Json, named: NamedFacts): Json {
  const body = decodeBody(kind, sealed.entry)
  if (!body.ok) throw new Error(`an entry that counts has a body: ${sealed.hash}`)
  return kind.evolve(state, body.value, contextOf(sealed, named)) as Json
}

/** The tips after one more entry. */
export function advanceTips(tips: readonly Tip[], entry: PlacedEntry, lines: ReadonlyMap<Hash, Line>): Tip[] {
  return [...uncovered(entry, tips, lines), { hash: entry.hash, ...entry.position }]
}

/** The tips that an entry neither names nor follows in its author's log. */
function uncovered(entry: PlacedEntry, tips: readonly Tip[], lines: ReadonlyMap<Hash, Line>): readonly Tip[] {
  const named = new Set(entry.entry.after)
  const own = ancestryOf([entry.position], lines)
  return tips.filter((tip) => !named.has(tip.hash) && !liesOn(tip, own))
}

/** What the fold needs of the protocol. */
export interface FoldRules {
  readonly kindOf: (name: string) => AnyKind | undefined
  /** The aggregate that a kind belongs to. */
  readonly aggregateOf: (kind: string) => Aggregate | undefined
}

export interface FoldInput<E extends PlacedEntry> extends FoldRules {
  /** All entries of one subject, in a causal order (any: the outcome is the same). */
  readonly entries: readonly E[]
  readonly lines: ReadonlyMap<Hash, Line>
  readonly namedBy: (entry: E) => NamedFacts
  /** The causal past of an entry as a reach into each log of its scope; if absent, it is followed within the subject. */
  readonly reachOf?: (entry: E) => Ancestry
  readonly removals?: readonly Removal[]
}

export interface FoldOutput extends Folded {
  readonly verdicts: ReadonlyMap<Hash, Verdict>
  /** The aggregate that owns the subject; null where no entry is of a known kind. */
  readonly aggregate: Aggregate | null
}

/** Folds a subject from all of its entries, deterministically. The state in the node's store must always equal this. */
export function foldSubject<E extends PlacedEntry>(input: FoldInput<E>): FoldOutput {
  const { entries, lines, kindOf, aggregateOf, namedBy, reachOf, removals = [] } = input
  const verdicts = new Map<Hash, Verdict>()
  const seen = new SubjectLog<E>()
  let folded: Folded = NOTHING_FOLDED
  let owner: Aggregate | null = null
  const pasts = new FoldedPasts(PAST_HASHES_MAX)
  const pastState = (entry: E): Json => {
    if (coversTips(entry, folded.tips, lines)) return folded.state
    const past = reachOf === undefined ? seen.pastOf(entry, lines) : seen.within(reachOf(entry), entry)
    const { subject } = entry.entry
    const { line } = entry.position
    const { state, rest } = pasts.continue(subject, line, past)
    const counted = rest.filter(({ hash }) => verdicts.get(hash) === null)
    const whole = evolveAll(kindOf, counted, state, namedBy)
    pasts.remember(subject, line, past, whole)
    return whole
  }
  for (const entry of entries) {
    const kind = entry.presence === 'stub' ? undefined : kindOf(entry.entry.kind)
    const aggregate = aggregateOf(entry.entry.kind)
    if (kind === undefined || aggregate === undefined) {
      verdicts.set(entry.hash, unknownKind(entry))
      seen.add(entry)
      continue
    }
    const verdict =
      outrightVerdict(entry, aggregate, { removals, lines }) ??
      judge(kind, entry, owner?.name === aggregate.name ? pastState(entry) : null, namedBy(entry))
    verdicts.set(entry.hash, verdict)
    seen.add(entry)
    const before = stateFor(aggregate, owner, folded.state)
    owner = ownerAfter(owner, folded.state, aggregate, verdict)
    const state = verdict === null ? evolve(kind, entry, before, namedBy(entry)) : folded.state
    folded = { state, tips: advanceTips(folded.tips, entry, lines) }
  }
  return { ...folded, verdicts, aggregate: owner }
}

/** The state with several more entries applied, all of which count. */
export function evolveAll<E extends PlacedEntry>(
  kindOf: FoldRules['kindOf'],
  entries: readonly E[],
  state: Json,
  namedBy: (entry: E) => NamedFacts,
): Json {
  return entries.reduce((before, entry) => {
    const kind = kindOf(entry.entry.kind)
    return kind === undefined ? before : evolve(kind, entry, before, namedBy(entry))
  }, state)
}

/** Who was removed from an entry's scope, and how its forked logs branch. */
export interface Surroundings {
  readonly removals: readonly Removal[]
  readonly lines: ReadonlyMap<Hash, Line>
}

/** The reason why an entry of a known kind is inert whatever its past; null where its kind decides. */
export function outrightVerdict(entry: PlacedEntry, aggregate: Aggregate, surroundings: Surroundings): Verdict {
  const { kind, scope } = entry.entry
  if (aggregate.scope !== 'either' && (aggregate.scope === 'public') !== isPublicScope(scope)) {
    const wanted = aggregate.scope === 'public' ? 'the public' : "an agreement's"
    return refuse('log.wrong-scope', `${kind} is written in ${wanted} scope`).refusal
  }
  return mayLapse(aggregate, kind) ? removedVerdict(entry, surroundings) : null
}

/** Whether removals can make entries of a kind inert. */
export function mayLapse(aggregate: Aggregate, kind: string): boolean {
  return aggregate.removals !== undefined || aggregate.kinds.some((each) => each.name === kind && each.lapses)
}

/** The verdict on an entry that its author wrote after signing its own removal, or null where that does not matter. */
function removedVerdict(entry: PlacedEntry, { removals, lines }: Surroundings): Verdict {
  const isRemoved = removals.some(
    ({ author, signed }) =>
      author === entry.entry.author && entry.position.seq > signed.seq && isAncestor(signed, entry.position, lines),
  )
  if (!isRemoved) return null
  return refuse('log.author-removed', 'its author had signed its own removal from the agreement').refusal
}

/** What the kinds of an aggregate may read of a state: all of it if they made it, else nothing. */
export function stateFor(aggregate: Aggregate, owner: Aggregate | null, state: Json): Json {
  return owner?.name === aggregate.name ? state : null
}

/**
 * The owner of a subject after one more entry: the aggregate whose kinds made its state; while it has none, the first
 * by name of the aggregates with entries about it. Kinds that begin a subject derive its id so that no other
 * aggregate's kinds can.
 */
export function ownerAfter(owner: Aggregate | null, state: Json, next: Aggregate, verdict: Verdict): Aggregate {
  if (owner === null || verdict === null) return next
  return state !== null || owner.name <= next.name ? owner : next
}

/** The verdict on an entry of a kind that this version does not know: inert until an upgrade replays it. */
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
  cutHoldsPast: true,
  scopeState: null,
  subjectBefore: () => null,
}

/** A record in canonical key order, so that states built in different orders are equal byte for byte. */
export function withKey<T>(record: Readonly<Record<string, T>> | undefined, key: string, value: T): Record<string, T> {
  return { ...record, [key]: value }
}
