import {
  type Did,
  type Hash,
  type Instant,
  isPublicScope,
  type Json,
  type Refusal,
  type Scope,
} from '../../kernel/index.ts'
import {
  AHEAD_OF_CLOCK_MS_MAX,
  type AnyKind,
  advanceTips,
  type ChainLink,
  checkAnswered,
  checkChain,
  coversTips,
  decodeBody,
  evolve,
  forkSubject,
  judge,
  type Line,
  mayLapse,
  type NamedFacts,
  NOTHING_NAMED,
  outrightVerdict,
  ownerAfter,
  type PlacedEntry,
  type Position,
  readBody,
  refuseLog,
  type SealedEntry,
  stateFor,
  stubOf,
  type UnsignedEntry,
  unknownKind,
  type Verdict,
} from '../../log/index.ts'
import { LOG_FORKED } from '../forks/forks.ts'
import type { Origin, StoredEntry, SubjectRow } from '../ports/ports.ts'
import { refuse } from '../refusals.ts'
import { applyEffects, type Effects } from './effects.ts'
import { presenceOf } from './presence.ts'
import { removalsIn } from './removals.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** The refusal of a branch without a witness, by an author that has forked before. */
export const FORK_NOT_NAMED = 'node.fork-not-named'

/**
 * What happened to an entry. `known`: it is admitted or pending already. `dropped`: no room among the pending ones; the
 * next sync asks again. Only `refused` with the class `forged` counts against the sender.
 */
export type Outcome =
  | { readonly outcome: 'admitted'; readonly stored: StoredEntry }
  | { readonly outcome: 'known' }
  | {
      readonly outcome: 'held'
      readonly waitsFor: Hash | null
      readonly until: Instant | null
      /** All that is known to be missing, if it is more than what it waits for. */
      readonly missing?: readonly Hash[]
    }
  | { readonly outcome: 'dropped' }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }

export interface Arrival {
  readonly origin: Origin
  readonly now: Instant
  /** Store only a stub of it. */
  readonly asStub?: boolean
  /** Collects the effects of admissions beyond the entry's own subject, and the changes for the feed. */
  readonly effects: Effects
  /** The pending entries: a branch that another author's pending entry names is admitted. */
  readonly hold: BranchNaming
}

/** Whether a pending entry of another author names a branch or a later entry on it. */
export interface BranchNaming {
  names(author: Did, branch: Hash): Promise<boolean>
}

/**
 * The only gate into the log, for a local mutation and an entry from a peer alike. It tests only what can never change
 * (chain, presence of all that is named, who may write); whether the entry counts is the fold's verdict, and an entry
 * that the fold refuses is stored, inert. The signature has been verified before, outside the transaction.
 */
export async function admit(work: UnitOfWork, sealed: SealedEntry, arrival: Arrival): Promise<Outcome> {
  const { entry, hash } = sealed
  if (!work.haveLookedUp([hash])) await work.loadEntries([hash])
  if (work.loaded(hash) !== null) return { outcome: 'known' }
  if (entry.at > arrival.now + AHEAD_OF_CLOCK_MS_MAX) {
    return { outcome: 'held', waitsFor: null, until: (entry.at - AHEAD_OF_CLOCK_MS_MAX) as Instant }
  }
  const gate = await passGate(work, sealed)
  if (gate !== null) return gate
  const place = await placeInLog(work, sealed, arrival.hold)
  if ('outcome' in place) return place
  const placed = at(sealed, place.position)
  if (place.branch !== null) {
    const { scope, author } = entry
    work.addLine({ ...place.branch, scope, author })
    const cause = { scope, at: entry.at, now: arrival.now, author, entryHash: hash }
    arrival.effects.follow(LOG_FORKED, forkSubject(author), cause)
  }
  const stored = await foldIn(work, placed, arrival)
  return { outcome: 'admitted', stored }
}

/** The reason why an unsigned entry would not be admitted, or would not count; null if it will. */
export async function refusalOf(work: UnitOfWork, unsigned: UnsignedEntry): Promise<Refusal | null> {
  const { entry } = unsigned
  const sealed: SealedEntry = { ...unsigned, signature: new Uint8Array() }
  const gate = await passGate(work, sealed)
  if (gate !== null) return gateRefusal(gate)
  const place = await placeInLog(work, sealed, null)
  if ('outcome' in place) return gateRefusal(place)
  const kind = work.protocol.kindOf(entry.kind)
  if (kind === undefined) return unknownKind(unsigned)
  const body = decodeBody(kind, entry)
  const named = body.ok ? await work.namedFacts(entry, kind, body.value) : null
  return await judgeIn(work, at(sealed, place.position), { kind, named, lines: await work.lines(entry.scope) })
}

/** Member by member, not by a spread, so that all entries have one shape and the engine reads them quickly. */
function at({ entry, hash, bytes, signature }: SealedEntry, position: Position): PlacedEntry {
  return { entry, hash, bytes, signature, position }
}

function gateRefusal(outcome: Outcome): Refusal {
  if (outcome.outcome === 'refused') return outcome.refusal
  const missing = outcome.outcome === 'held' ? outcome.waitsFor : null
  return refuseLog('log.missing', `it names ${missing}, which is not here`).refusal
}

/** The tests that need no state: presence of what is named, the chain, who may write. Null where all hold. */
async function passGate(work: UnitOfWork, sealed: SealedEntry): Promise<Outcome | null> {
  const { entry } = sealed
  const followed = entry.prev === null ? entry.after : [entry.prev, ...entry.after]
  if (!work.haveLookedUp(followed)) await work.loadEntries(followed)
  const prev = entry.prev === null ? null : work.loaded(entry.prev)
  if (entry.prev !== null && prev === null) return heldFor(entry.prev)
  const chained = checkChain(entry, prev === null ? null : linkOf(prev))
  if (!chained.ok) return { outcome: 'refused', refusal: chained.refusal }
  const missing = missingEntry(work, entry.scope, entry.after)
  if (missing !== null) return missing
  const dated = checkAnswered(
    entry,
    entry.after.flatMap((hash) => work.loaded(hash)?.entry.at ?? []),
  )
  if (!dated.ok) return { outcome: 'refused', refusal: dated.refusal }
  // Last: with the attachment as the only thing missing, its author may be given room for it.
  const unknownAuthor = await checkAuthor(work, sealed)
  return (
    unknownAuthor ?? (work.protocol.kindOf(entry.kind)?.names === undefined ? null : await missingNamed(work, sealed))
  )
}

function linkOf({ entry: { scope, at }, position: { author, seq, line } }: StoredEntry): ChainLink {
  return { author, seq, line, scope, at }
}

/** What of these entries, all looked up already, is not here; or the refusal of one that belongs to another scope. */
function missingEntry(work: UnitOfWork, scope: Scope, hashes: readonly Hash[]): Outcome | null {
  const missing: Hash[] = []
  for (const hash of hashes) {
    const named = work.loaded(hash)
    if (named === null) missing.push(hash)
    else if (named.entry.scope !== scope) {
      return {
        outcome: 'refused',
        refusal: refuseLog('log.foreign-reference', 'it names an entry of another scope').refusal,
      }
    }
  }
  const [first] = missing
  return first === undefined ? null : { ...heldFor(first), missing }
}

async function missingNamed(work: UnitOfWork, { entry }: SealedEntry): Promise<Outcome | null> {
  const kind = work.protocol.kindOf(entry.kind)
  const body = kind?.names === undefined ? null : readBody(kind, entry)
  if (kind?.names === undefined || body === null || !body.ok) return null
  const named = kind.names(body.value)
  for (const hash of named.documents ?? []) {
    if ((await work.document(entry.scope, hash)) === null) return heldFor(hash)
  }
  const entries = named.entries ?? []
  await work.loadEntries(entries)
  const missing = missingEntry(work, entry.scope, entries)
  if (missing !== null) return missing
  for (const hash of named.attachments ?? []) {
    if (!(await work.hasAttachment(entry.scope, hash))) return heldFor(hash)
  }
  return null
}

/**
 * Any author may write in the public scope. In an agreement's, an author's first entry founds the scope or directly
 * answers an entry whose document names the author as a party; its later ones follow from that by their chain.
 */
async function checkAuthor(work: UnitOfWork, { entry, hash }: SealedEntry): Promise<Outcome | null> {
  const kind = work.protocol.kindOf(entry.kind)
  const opening = openingOf(kind, entry)
  if (opening !== null && !opening.ok) return { outcome: 'refused', refusal: opening.refusal }
  if (isPublicScope(entry.scope) || entry.seq > 1) return null
  if (opening?.value.founding === true && opening.value.parties.includes(entry.author)) return null
  for (const answered of entry.after) {
    const openings = await work.openingsBy(entry.scope, answered)
    if (openings.some(({ parties }) => parties.includes(entry.author))) return null
  }
  const message = `${entry.author} is not a party of a document that its first entry ${hash} in ${entry.scope} answers`
  return { outcome: 'refused', refusal: refuseLog('log.not-a-party', message).refusal }
}

/** The document that an entry brings, or why it cannot; null if it brings none. */
export function openingOf(kind: AnyKind | undefined, entry: SealedEntry['entry']) {
  const body = kind?.opens === undefined ? null : readBody(kind, entry)
  return kind?.opens === undefined || body === null || !body.ok ? null : kind.opens(body.value, entry)
}

/** Finds the line of an entry; a second successor of one entry begins a line of its own: a fork. */
async function placeInLog(
  work: UnitOfWork,
  { entry, hash }: SealedEntry,
  hold: BranchNaming | null,
): Promise<{ position: Position; branch: Line | null } | Outcome> {
  const tips = await work.tips(entry.scope, entry.author)
  const prev = entry.prev === null ? null : work.loaded(entry.prev)
  const continues = prev === null ? tips.length === 0 : tips.some((tip) => tip.hash === prev.hash)
  const position = {
    author: entry.author,
    seq: entry.seq,
    line: continues && prev !== null ? prev.position.line : hash,
  }
  if (continues) return { position, branch: null }
  if ((await work.hasForked(entry.scope, entry.author)) && !(await isNamed(work, hold, entry, hash))) {
    const message = `${entry.author} has forked this log; further branches count only where another author names them`
    return { outcome: 'refused', refusal: refuse(FORK_NOT_NAMED, message).refusal }
  }
  return { position, branch: { line: hash, parent: prev?.position.line ?? null, parentSeq: prev?.position.seq ?? 0 } }
}

/** Whether another author has witnessed a branch, or its pending entry names it. */
async function isNamed(
  work: UnitOfWork,
  hold: BranchNaming | null,
  { scope, author }: SealedEntry['entry'],
  hash: Hash,
): Promise<boolean> {
  if ((await work.witnessedBranches(scope, author)).has(hash)) return true
  return (await hold?.names(author, hash)) ?? false
}

/** Judges an entry by its own causal past, applies it to its subject's state, and reports the changes. */
async function foldIn(work: UnitOfWork, placed: PlacedEntry, arrival: Arrival): Promise<StoredEntry> {
  const { origin, now, effects, asStub = false } = arrival
  const { entry } = placed
  const kind = asStub ? undefined : work.protocol.kindOf(entry.kind)
  const presence = asStub ? 'stub' : isPublicScope(entry.scope) ? await presenceOf(work, entry) : 'whole'
  const aggregate = work.protocol.aggregateOf(entry.kind)
  const opening = openingOf(kind, entry)
  if (opening?.ok) {
    work.addOpening({ scope: entry.scope, ...opening.value, entryHash: placed.hash })
  }
  if (kind === undefined || aggregate === undefined) {
    const kept = asStub ? stubOf(placed) : placed
    const stored: StoredEntry = { ...kept, presence, verdict: unknownKind(placed), origin, receivedAt: now }
    work.add(stored)
    effects.tell(stored, null)
    return stored
  }
  const lines = await work.lines(entry.scope)
  const body = decodeBody(kind, entry)
  const named = body.ok ? await work.namedFacts(entry, kind, body.value) : null
  const row = await work.subject(entry.scope, entry.subject)
  const verdict = await judgeIn(work, placed, { kind, named, lines })
  const { hash, bytes, signature, position } = placed
  const stored: StoredEntry = { entry, hash, bytes, signature, position, presence, verdict, origin, receivedAt: now }
  work.add(stored)
  const before = row?.state ?? null
  const owner = row === null ? null : (work.protocol.aggregate(row.aggregate) ?? null)
  const counts = verdict === null && named !== null
  const state = counts ? evolve(kind, placed, stateFor(aggregate, owner, before), named) : before
  const tips = advanceTips(row?.tips ?? [], placed, lines)
  const { scope, subject: id } = entry
  const after = ownerAfter(owner, before, aggregate, verdict)
  await applyEffects(work, { scope, id, state, tips, admitted: hash, aggregate: after, row, now, effects })
  // A removal may have changed the verdict already.
  const final = work.loaded(placed.hash) ?? stored
  effects.tell(final, kind)
  return final
}

/** What an entry is judged with; without named facts its body is malformed. */
interface Judged {
  readonly kind: AnyKind
  readonly named: NamedFacts | null
  readonly lines: ReadonlyMap<Hash, Line>
}

/** The verdict on a placed entry that is not yet in the unit of work. */
async function judgeIn(work: UnitOfWork, placed: PlacedEntry, { kind, named, lines }: Judged): Promise<Verdict> {
  const { scope } = placed.entry
  const aggregate = work.protocol.aggregateOf(kind.name)
  if (aggregate === undefined) return unknownKind(placed)
  const removals = mayLapse(aggregate, kind.name) ? await removalsIn(work, scope) : []
  const outright = outrightVerdict(placed, aggregate, { removals, lines })
  if (outright !== null) return outright
  if (named === null) return judge(kind, placed, null, NOTHING_NAMED)
  const { subject } = placed.entry
  const row = await work.subject(scope, subject)
  return judge(
    kind,
    placed,
    row?.aggregate === aggregate.name ? await pastState(work, placed, row, lines) : null,
    named,
  )
}

/** The state before an entry, folded from its causal past alone. */
async function pastState(
  work: UnitOfWork,
  placed: PlacedEntry,
  row: SubjectRow,
  lines: ReadonlyMap<Hash, Line>,
): Promise<Json> {
  return coversTips(placed, row.tips, lines) ? row.state : await work.pastState(placed, row)
}

function heldFor(hash: Hash): Extract<Outcome, { outcome: 'held' }> {
  return { outcome: 'held', waitsFor: hash, until: null }
}
