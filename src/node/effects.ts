import {
  canonicalText,
  type Did,
  type Hash,
  type Instant,
  isPublicScope,
  type Json,
  type Scope,
} from '../kernel/index.ts'
import { type Aggregate, type AnyKind, foldSubject, type Removal, type RemovalFact, type Tip } from '../log/index.ts'
import type { Change, NewChange, SetOffRow, StoredEntry, SubjectRow } from './ports.ts'
import type { Workspace } from './workspace.ts'

/** How often the removals of an agreement are folded again until they agree with themselves. */
const REMOVAL_ROUNDS_MAX = 8

/** The change that tells of a second branch of an author's log. */
export const LOG_FORKED = 'log.forked'

/** Collects what the admissions of one job tell the change feed. */
export class Effects {
  readonly changes: NewChange[] = []

  /** One change for each admitted entry; a refused one is told as such, so that an operator can see it. */
  tell({ entry, hash, verdict, origin, receivedAt }: StoredEntry, kind: AnyKind | null): void {
    const body = kind === null || verdict !== null ? null : kind.decode(entry.body)
    const about = kind?.about !== undefined && body?.ok ? kind.about(body.value, { hash }) : null
    this.changes.push({
      kind: verdict === null ? entry.kind : 'entry.refused',
      subjectKind: about?.kind ?? subjectKindOf(entry.subject),
      subject: about?.id ?? apiIdOf(entry.subject),
      scope: entry.scope,
      author: entry.author,
      entryHash: hash,
      refusal: verdict?.code ?? null,
      at: entry.at,
      receivedAt,
      origin,
    })
  }

  /** A change that follows from another subject's entry: a set-off, a verdict that a removal reversed. */
  follow(
    kind: string,
    subject: string,
    cause: { scope: Scope; at: Instant; now: Instant; author: Did | null; entryHash: Hash | null },
  ): void {
    this.changes.push({
      kind,
      subjectKind: subjectKindOf(subject),
      subject: apiIdOf(subject),
      scope: cause.scope,
      author: cause.author,
      entryHash: cause.entryHash,
      refusal: null,
      at: cause.at,
      receivedAt: cause.now,
      origin: 'CLOCK',
    })
  }
}

export interface FoldedSubject {
  readonly aggregate: Aggregate
  readonly row: SubjectRow | null
  readonly scope: Scope
  readonly id: string
  readonly state: Json
  readonly tips: readonly Tip[]
  readonly now: Instant
  readonly effects: Effects
}

/** Saves a subject's new state, and what that state means for others: set-offs of obligations, removed authors. */
export async function applyEffects(work: Workspace, folded: FoldedSubject): Promise<void> {
  const { aggregate, scope, id, row, state } = folded
  const before = row?.state ?? null
  const removed = [...removalFacts(aggregate, before), ...removalFacts(aggregate, state)]
  if (removed.length > 0) return await refoldRemovals(work, folded)
  await saveSubject(work, folded)
  if (aggregate.adjusts !== undefined) await adjustOthers(work, folded, scope, id)
}

async function saveSubject(
  work: Workspace,
  { aggregate, scope, id, row, state, tips, now }: FoldedSubject,
): Promise<void> {
  const adjustments = aggregate.adjustable && row !== null ? await work.setOffsOf(scope, id) : []
  work.putSubject({
    scope,
    id,
    aggregate: aggregate.name,
    state,
    tips,
    wakeAt: state === null ? null : (aggregate.wake?.(state, now)?.at ?? null),
    index: state === null ? null : (aggregate.index?.(state, adjustments) ?? null),
  })
}

/** Replaces what this subject adds to others, and indexes and tells every one of these whose sum changed. */
async function adjustOthers(work: Workspace, folded: FoldedSubject, scope: Scope, round: string): Promise<void> {
  const { aggregate, state, now, effects } = folded
  const attachments = new Map<Hash, Uint8Array | null>()
  if (state !== null) {
    for (const hash of aggregate.adjusts?.attachments(state) ?? []) attachments.set(hash, await work.attachment(hash))
  }
  const adjustments =
    state === null ? [] : (aggregate.adjusts?.rows(state, (hash) => attachments.get(hash) ?? null) ?? [])
  const rows: SetOffRow[] = adjustments.map((adjustment) => ({ ...adjustment, scope, round }))
  const before = await work.setOffsByRound(scope, round)
  const changed = changedSubjects(before, rows)
  if (changed.length === 0) return
  await work.replaceSetOffs(scope, round, rows)
  for (const id of changed) {
    const row = await work.subject(scope, id)
    const adjusted = row === null ? undefined : work.protocol.aggregate(row.aggregate)
    if (row === null || adjusted === undefined) continue
    await saveSubject(work, { ...folded, aggregate: adjusted, row, id, state: row.state, tips: row.tips })
    const at = rows.find(({ subject }) => subject === id)?.at ?? now
    effects.follow('obligation.set-off', id, { scope, at, now, author: null, entryHash: null })
  }
}

function changedSubjects(before: readonly SetOffRow[], after: readonly SetOffRow[]): string[] {
  const textOf = (rows: readonly SetOffRow[]) => {
    const texts = new Map<string, string[]>()
    for (const row of rows) {
      const text = `${row.proposal} ${row.cycle} ${row.amount} ${row.backward}`
      const list = texts.get(row.subject)
      if (list === undefined) texts.set(row.subject, [text])
      else list.push(text)
    }
    return texts
  }
  const [old, fresh] = [textOf(before), textOf(after)]
  return [...new Set([...old.keys(), ...fresh.keys()])].filter(
    (id) => old.get(id)?.sort().join() !== fresh.get(id)?.sort().join(),
  )
}

/** The authors whose later entries in a scope count no more, with their places in the logs resolved. */
export async function removalsIn(work: Workspace, scope: Scope): Promise<readonly Removal[]> {
  if (isPublicScope(scope)) return []
  const row = await work.subject(scope, scope)
  const aggregate = row === null ? undefined : work.protocol.aggregate(row.aggregate)
  return aggregate === undefined ? [] : await resolveRemovals(work, removalFacts(aggregate, row?.state ?? null))
}

function removalFacts(aggregate: Aggregate, state: Json): readonly RemovalFact[] {
  return state === null ? [] : (aggregate.removals?.(state) ?? [])
}

async function resolveRemovals(work: Workspace, facts: readonly RemovalFact[]): Promise<Removal[]> {
  await work.loadEntries(facts.flatMap(({ signed, heads }) => [signed, ...heads]))
  const removals: Removal[] = []
  for (const { author, signed, heads } of facts) {
    const entry = await work.entry(signed)
    const positions = await Promise.all(heads.map((hash) => work.entry(hash)))
    if (entry === null) continue
    removals.push({ author, signed: entry.position, heads: positions.flatMap((head) => head?.position ?? []) })
  }
  return removals
}

/**
 * Folds an agreement with removals from nothing until its removals agree with themselves, then every other subject of
 * the scope that a removed author (now or before) has written about. Always from nothing, so that the outcome is a
 * function of the set of entries.
 */
async function refoldRemovals(work: Workspace, folded: FoldedSubject): Promise<void> {
  const { aggregate, row, scope, id } = folded
  const before = removalFacts(aggregate, row?.state ?? null)
  let facts: readonly RemovalFact[] = []
  for (let round = 0; round < REMOVAL_ROUNDS_MAX; round++) {
    const state = await refold(work, folded, id, await resolveRemovals(work, facts))
    const next = removalFacts(aggregate, state)
    if (textOf(next) === textOf(facts)) break
    facts = next
  }
  if (textOf(before) === textOf(facts)) return
  const removals = await resolveRemovals(work, facts)
  const subjects = new Set<string>()
  for (const { author } of [...before, ...facts]) {
    for (const subject of await work.subjectsWrittenBy(scope, author)) if (subject !== id) subjects.add(subject)
  }
  for (const subject of [...subjects].sort()) await refold(work, folded, subject, removals)
}

/** Folds one subject from all its entries and saves what changed; answers its new state. */
async function refold(work: Workspace, cause: FoldedSubject, id: string, removals: readonly Removal[]): Promise<Json> {
  const { scope, now, effects } = cause
  const { entries } = await work.subjectLog(scope, id)
  const namedBy = await work.namedByEach(scope, entries)
  const { state, tips, verdicts } = foldSubject({
    entries,
    lines: await work.lines(scope),
    kindOf: work.protocol.kindOf,
    aggregateOf: work.protocol.aggregateOf,
    namedBy,
    removals,
  })
  for (const stored of [...entries]) {
    const verdict = verdicts.get(stored.hash) ?? null
    if ((verdict?.code ?? null) === (stored.verdict?.code ?? null)) continue
    work.setVerdict({ ...stored, verdict })
    const { author, at } = stored.entry
    effects.follow(verdict === null ? 'entry.counted' : 'entry.reversed', id, {
      scope,
      at,
      now,
      author,
      entryHash: stored.hash,
    })
  }
  const row = await work.subject(scope, id)
  const aggregate = work.protocol.aggregate(row?.aggregate ?? cause.aggregate.name) ?? cause.aggregate
  const refolded = { ...cause, aggregate, row, id, state, tips }
  await saveSubject(work, refolded)
  if (aggregate.adjusts !== undefined) await adjustOthers(work, refolded, scope, id)
  return state
}

function textOf(facts: readonly RemovalFact[]): string {
  return canonicalText(facts as unknown as Json)
}

function subjectKindOf(subject: string): Change['subjectKind'] {
  const prefixes: Readonly<Record<string, Change['subjectKind']>> = {
    agr: 'AGREEMENT',
    obl: 'OBLIGATION',
    rnd: 'NETTING_ROUND',
    att: 'ATTESTATION',
  }
  return prefixes[subject.split('_')[0] ?? ''] ?? 'COOPERATIVE'
}

/** A fork is shown as a change of the cooperative that forked. */
function apiIdOf(subject: string): string {
  return subject.startsWith('frk_') ? subject.slice('frk_'.length) : subject
}
