import { expect } from 'vitest'
import { type Signer, sha256 } from '../../src/identity/index.ts'
import {
  canonicalText,
  type Did,
  type Hash,
  type Instant,
  type Json,
  type JsonObject,
  type Scope,
} from '../../src/kernel/index.ts'
import {
  type Aggregate,
  type AnyKind,
  type Entry,
  encodeEntry,
  type FoldOutput,
  foldSubject,
  isAncestor,
  type Line,
  liesOn,
  type NamedFacts,
  NOTHING_NAMED,
  type PlacedEntry,
  type Position,
  type Removal,
  type RemovalFact,
  ScopePast,
  type SealedEntry,
  sealEntry,
  type Verdict,
} from '../../src/log/index.ts'

const REMOVAL_ROUNDS_MAX = 8
const MINUTE_MS = 60_000

export interface WriteOptions {
  /** By default a minute after the desk's last entry. */
  readonly at?: number
  /** Entries of others that it answers; by default all tips of the subject that the desk has seen. */
  readonly after?: readonly Hash[]
  /** Further entries that it answers. */
  readonly also?: readonly Hash[]
  /** By default what the kind says of the body; needed where the body cannot be decoded. */
  readonly subject?: string
}

/** Entries in an order of delivery, each with its place in its author's log, as a node that got them so would have it. */
interface Delivery {
  readonly entries: readonly PlacedEntry[]
  readonly lines: ReadonlyMap<Hash, Line>
  readonly past: ScopePast
}

/**
 * Real signed entries of one scope by several signers, folded as a node folds them. Whoever shares a desk has seen the
 * same entries; a desk that is split off writes concurrently, and a signer who writes at two desks forks its log.
 */
export class History {
  readonly scope: Scope
  readonly sealed: SealedEntry[] = []
  readonly #aggregates: readonly Aggregate[]
  readonly #kinds: ReadonlyMap<string, AnyKind>
  readonly attachments = new Map<Hash, Uint8Array>()
  readonly #folded = new Map<string, FoldOutput>()

  constructor(scope: Scope, aggregates: readonly Aggregate[]) {
    this.scope = scope
    this.#aggregates = aggregates
    this.#kinds = new Map(aggregates.flatMap(({ kinds }) => kinds.map((kind) => [kind.name, kind])))
  }

  /** A desk whose users have seen nothing yet. */
  desk(now: number): Desk {
    return new Desk(this, now, [])
  }

  /** Some of these entries alone, with everything that is attached. */
  only(entries: readonly SealedEntry[]): History {
    const history = new History(this.scope, this.#aggregates)
    for (const bytes of this.attachments.values()) history.attach(bytes)
    for (const entry of entries) history.add(entry)
    return history
  }

  attach(bytes: Uint8Array): Hash {
    this.attachments.set(sha256(bytes), bytes)
    return sha256(bytes)
  }

  kindOf(name: string): AnyKind | undefined {
    return this.#kinds.get(name)
  }

  add(sealed: SealedEntry): void {
    if (this.sealed.some(({ hash }) => hash === sealed.hash)) return
    this.sealed.push(sealed)
    this.#folded.clear()
  }

  /** What a subject comes to, removals included. */
  fold(subject: string = this.scope): FoldOutput {
    const known = this.#folded.get(subject)
    if (known !== undefined) return known
    const delivery = deliver(this.sealed)
    const folded = this.#foldSubject(subject, delivery, this.#removals(delivery))
    this.#folded.set(subject, folded)
    return folded
  }

  state<State>(subject: string = this.scope): State {
    return this.fold(subject).state as State
  }

  /** Why an entry is inert, or null where it counts. */
  refusalOf(entry: SealedEntry): string | null {
    return this.fold(entry.entry.subject).verdicts.get(entry.hash)?.code ?? null
  }

  subjects(): string[] {
    return [...new Set(this.sealed.map(({ entry }) => entry.subject))].sort()
  }

  /** States and verdicts of all subjects as one text; equal texts mean equal nodes. */
  digest(order: readonly SealedEntry[] = this.sealed): string {
    const delivery = deliver(order)
    const removals = this.#removals(delivery)
    const all = this.subjects().map((subject) => {
      const { state, verdicts } = this.#foldSubject(subject, delivery, removals)
      return [subject, { state, verdicts: codesOf(verdicts) }] as const
    })
    return canonicalText(Object.fromEntries(all) as Json)
  }

  /** An order of delivery that respects what each entry needs; `random` answers numbers from 0 up to 1. */
  shuffled(random: () => number): SealedEntry[] {
    const waiting = new Map(this.sealed.map((sealed) => [sealed.hash, this.#needs(sealed)]))
    const byHash = new Map(this.sealed.map((sealed) => [sealed.hash, sealed]))
    const order: SealedEntry[] = []
    while (waiting.size > 0) {
      const ready = [...waiting].filter(([, needs]) => needs.every((hash) => !waiting.has(hash)))
      const [hash] = ready[Math.floor(random() * ready.length)] ?? []
      const sealed = hash === undefined ? undefined : byHash.get(hash)
      if (hash === undefined || sealed === undefined) throw new Error('entries that need each other')
      waiting.delete(hash)
      order.push(sealed)
    }
    return order
  }

  /** Holds the first law: whatever the order of delivery, the same states and the same verdicts. */
  expectSameInAnyOrder(seeds: readonly number[] = [1, 2, 3, 4, 5]): void {
    const expected = this.digest()
    for (const seed of seeds) expect(this.digest(this.shuffled(seededRandom(seed)))).toBe(expected)
  }

  #needs({ entry }: SealedEntry): Hash[] {
    const kind = this.kindOf(entry.kind)
    const body = kind?.decode(entry.body)
    const named = kind?.names !== undefined && body?.ok ? (kind.names(body.value).entries ?? []) : []
    return [...(entry.prev === null ? [] : [entry.prev]), ...entry.after, ...named]
  }

  #removals(delivery: Delivery): readonly Removal[] {
    let removals: readonly Removal[] = []
    let before = '[]'
    for (let round = 0; round < REMOVAL_ROUNDS_MAX; round++) {
      const { state } = this.#foldSubject(this.scope, delivery, removals)
      const aggregate = this.#aggregateOf(this.scope)
      const facts = state === null ? [] : (aggregate?.removals?.(state) ?? [])
      const text = canonicalText(facts as unknown as Json)
      if (text === before) return removals
      before = text
      removals = placeRemovals(facts, delivery)
    }
    return removals
  }

  #aggregateOf(subject: string): Aggregate | undefined {
    const names = this.sealed.filter(({ entry }) => entry.subject === subject).map(({ entry }) => entry.kind)
    return this.#aggregates.find(({ kinds }) => kinds.some(({ name }) => names.includes(name)))
  }

  #foldSubject(subject: string, delivery: Delivery, removals: readonly Removal[]): FoldOutput {
    return foldSubject({
      entries: delivery.entries.filter(({ entry }) => entry.subject === subject),
      lines: delivery.lines,
      kindOf: (name) => this.kindOf(name),
      aggregateOf: (name) => this.#aggregates.find(({ kinds }) => kinds.some((kind) => kind.name === name)),
      namedBy: (placed) => this.#namedBy(placed, delivery),
      reachOf: ({ position }) => delivery.past.reachOf([position]),
      removals,
    })
  }

  #namedBy({ entry, position }: PlacedEntry, delivery: Delivery): NamedFacts {
    const kind = this.kindOf(entry.kind)
    const body = kind?.decode(entry.body)
    if (kind === undefined || !body?.ok) return NOTHING_NAMED
    const attachment = (hash: Hash) => this.attachments.get(hash) ?? null
    const cut = kind.cut?.(body.value, attachment) ?? null
    const named = kind.names?.(body.value).documents ?? []
    return {
      document: (hash) => (named.includes(hash) ? this.#document(hash) : null),
      attachment,
      subjectAtCut: (subject) =>
        cut?.subjects.includes(subject) ? this.#atCut(subject, cut.heads, position, delivery) : null,
      cutHoldsPast: cut === null || holdsPast(cut.heads, position, delivery),
      scopeState: kind.readsScopeState ? this.#stateBefore(this.scope, position, delivery) : null,
      subjectBefore: (subject) =>
        kind.reads?.(body.value).includes(subject) ? this.#stateBefore(subject, position, delivery) : null,
    }
  }

  /** What a node that has only an entry's past would make of a subject. */
  #stateBefore(subject: string, at: Position, delivery: Delivery): Json {
    const reach = delivery.past.reachOf([at])
    const isSelf = ({ position }: PlacedEntry) => position.line === at.line && position.seq === at.seq
    const entries = delivery.entries.filter((entry) => liesOn(entry.position, reach) && !isSelf(entry))
    const then = { ...delivery, entries }
    return this.#foldSubject(subject, then, this.#removals(then)).state
  }

  #document(hash: Hash): JsonObject | null {
    for (const { entry } of this.sealed) {
      const kind = this.kindOf(entry.kind)
      const body = kind?.decode(entry.body)
      const opening = body?.ok ? kind?.opens?.(body.value, entry) : null
      if (opening?.ok && opening.value.documentHash === hash) return opening.value.document
    }
    return null
  }

  #atCut(subject: string, heads: readonly Hash[], at: Position, { entries, lines, past }: Delivery): Json {
    const positions = entries.filter(({ hash }) => heads.includes(hash)).map(({ position }) => position)
    const isBefore = (entry: PlacedEntry) => positions.some((head) => isAncestor(entry.position, head, lines))
    const reach = past.reachOf([...positions, at])
    const followed = entries.filter(({ entry, position }) => entry.subject === subject && liesOn(position, reach))
    if (!followed.every(isBefore)) return null
    return this.#foldSubject(subject, { entries: entries.filter(isBefore), lines, past }, []).state
  }
}

/** What the users of a desk have seen; they write one after the other. */
export class Desk {
  readonly history: History
  now: number
  readonly #seen: SealedEntry[]

  constructor(history: History, now: number, seen: readonly SealedEntry[]) {
    this.history = history
    this.now = now
    this.#seen = [...seen]
  }

  /** Writes an entry, whatever its verdict will be: strangers and cheats write too. */
  write(signer: Signer, kind: string, body: JsonObject, options: WriteOptions = {}): SealedEntry {
    this.now = options.at ?? this.now + MINUTE_MS
    const { scope } = this.history
    const subject = options.subject ?? this.#subjectOf(signer.did, kind, body)
    const prev = this.#headOf(signer.did)
    const entry: Entry = {
      v: 1,
      author: signer.did,
      scope,
      seq: (prev?.entry.seq ?? 0) + 1,
      prev: prev?.hash ?? null,
      at: Math.max(this.now, prev?.entry.at ?? 0) as Instant,
      kind,
      subject,
      after: [...new Set([...(options.after ?? this.#tipsOf(subject)), ...(options.also ?? [])])].sort(),
      body,
    }
    const unsigned = encodeEntry(entry)
    if (!unsigned.ok) throw new Error(unsigned.refusal.message)
    const sealed = sealEntry(unsigned.value, signer)
    this.#seen.push(sealed)
    this.history.add(sealed)
    return sealed
  }

  /** Another desk that has seen the same so far, and from now on hears nothing of this one. */
  split(): Desk {
    return new Desk(this.history, this.now, this.#seen)
  }

  /** Tells this desk everything that another has seen. */
  hear(other: Desk): void {
    const known = new Set(this.#seen.map(({ hash }) => hash))
    for (const sealed of other.#seen) if (!known.has(sealed.hash)) this.#seen.push(sealed)
    this.now = Math.max(this.now, other.now)
  }

  /** Everything that this desk has seen, in the order it came. */
  get seen(): readonly SealedEntry[] {
    return this.#seen
  }

  /** The last entries of every log that this desk has seen. */
  heads(): Hash[] {
    const prevs = new Set(this.#seen.map(({ entry }) => entry.prev))
    return this.#seen.flatMap(({ hash }) => (prevs.has(hash) ? [] : [hash])).sort()
  }

  #subjectOf(author: Did, kind: string, body: JsonObject): string {
    const known = this.history.kindOf(kind)
    const decoded = known?.decode(body)
    if (known !== undefined && decoded?.ok) return known.subject(decoded.value, { author, scope: this.history.scope })
    throw new Error(`name the subject: ${decoded?.ok === false ? decoded.refusal.message : `${kind} is unknown`}`)
  }

  /** The longest branch of an author's log, as his own node would go on with it. */
  #headOf(author: Did): SealedEntry | null {
    const own = this.#seen.filter(({ entry }) => entry.author === author)
    return own.reduce<SealedEntry | null>((best, e) => (best === null || e.entry.seq > best.entry.seq ? e : best), null)
  }

  #tipsOf(subject: string): Hash[] {
    const entries = this.#seen.filter(({ entry }) => entry.subject === subject)
    const followed = new Set(entries.flatMap(({ entry }) => [...entry.after, entry.prev]))
    return entries.flatMap(({ hash }) => (followed.has(hash) ? [] : [hash]))
  }
}

/** Places entries in their authors' logs in the order they come, as the gate does: a second successor branches off. */
function deliver(order: readonly SealedEntry[]): Delivery {
  const placed = new Map<Hash, PlacedEntry>()
  const lines = new Map<Hash, Line>()
  const continued = new Set<Hash>()
  const past = new ScopePast()
  const begun = new Set<Did>()
  for (const sealed of order) {
    const { author, seq, prev } = sealed.entry
    const before = prev === null ? null : (placed.get(prev) ?? null)
    if (prev !== null && before === null) throw new Error('an entry came before the one that it follows')
    const isBranch = before === null ? begun.has(author) : continued.has(before.hash)
    const line = before === null || isBranch ? sealed.hash : before.position.line
    if (isBranch) {
      lines.set(line, { line, parent: before?.position.line ?? null, parentSeq: before?.position.seq ?? 0 })
    }
    if (before === null) begun.add(author)
    else continued.add(before.hash)
    const position = { author, seq, line }
    past.add(
      position,
      [...(prev === null ? [] : [prev]), ...sealed.entry.after].flatMap((hash) => placed.get(hash)?.position ?? []),
    )
    placed.set(sealed.hash, { ...sealed, position })
  }
  return { entries: [...placed.values()], lines, past }
}

function placeRemovals(facts: readonly RemovalFact[], { entries }: Delivery): Removal[] {
  const positions = new Map(entries.map(({ hash, position }) => [hash, position]))
  return facts.flatMap(({ author, signed }) => {
    const position = positions.get(signed)
    return position === undefined ? [] : [{ author, signed: position }]
  })
}

/**
 * Whether everything before a place, and before these heads, lies at or before one of them in its log; what authors said
 * who had forked their log in that past may be left out.
 */
function holdsPast(
  heads: readonly Hash[],
  { author, line, seq }: Position,
  { entries, lines, past }: Delivery,
): boolean {
  const ends = entries.filter(({ hash }) => heads.includes(hash)).map(({ position }) => position)
  const reach = past.reachOf([...ends, { author, line, seq }])
  const isSelf = ({ position }: PlacedEntry) => position.line === line && position.seq === seq
  const followed = entries.filter((entry) => liesOn(entry.position, reach) && !isSelf(entry))
  const isBefore = (one: Position, other: Position) => isAncestor(one, other, lines)
  const forked = new Set<Did>()
  for (const { position: one } of followed) {
    const own = followed.filter(({ position }) => position.author === one.author)
    if (own.some(({ position: other }) => !isBefore(one, other) && !isBefore(other, one))) forked.add(one.author)
  }
  return followed.every(
    ({ position }) => forked.has(position.author) || ends.some((end) => isAncestor(position, end, lines)),
  )
}

function codesOf(verdicts: ReadonlyMap<Hash, Verdict>): Record<string, string | null> {
  return Object.fromEntries([...verdicts].map(([hash, verdict]) => [hash, verdict?.code ?? null]))
}

/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
