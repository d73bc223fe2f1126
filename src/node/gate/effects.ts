import type { Did, Hash, Instant, Json, Scope } from '../../kernel/index.ts'
import {
  type Aggregate,
  type AnyKind,
  type FoldOutput,
  indexOf,
  isAdjustable,
  outrightVerdict,
  type RemovalFact,
  readBody,
  type Tip,
  type Verdict,
  wakeAfter,
} from '../../log/index.ts'
import type { NewChange, SetOffRow, StoredEntry, SubjectRow } from '../ports/ports.ts'
import type { Protocol } from '../protocol.ts'
import { foldAgreement, foldEntries, removalFacts, removalsIn, resolveRemovals, textOfRemovals } from './removals.ts'
import type { UnitOfWork } from './unit-of-work.ts'

/** Collects the changes that one job's admissions report to the change feed. */
export class Effects {
  readonly changes: NewChange[] = []
  readonly #protocol: Protocol

  constructor(protocol: Protocol) {
    this.#protocol = protocol
  }

  /** One change for each admitted entry; a refused one is reported as such, so that an operator can see it. */
  tell({ entry, hash, verdict, origin, receivedAt }: StoredEntry, kind: AnyKind | null): void {
    const body = kind?.about === undefined || verdict !== null ? null : readBody(kind, entry)
    const about = body?.ok ? kind?.about?.(body.value, { hash }) : null
    const { subjectKind, subject } = about ?? this.#protocol.aboutEntry(entry)
    this.changes.push({
      kind: verdict === null ? entry.kind : 'entry.refused',
      subjectKind,
      subject,
      scope: entry.scope,
      author: entry.author,
      entryHash: hash,
      refusal: verdict?.code ?? null,
      at: entry.at,
      receivedAt,
      origin,
    })
  }

  /** Reports that the verdict on an earlier entry has changed: by a removal, or because an upgrade knows its kind. */
  tellAltered({ entry, hash, verdict }: StoredEntry, altered: Verdict, now: Instant, subject: string): void {
    const kind = altered === null ? 'entry.counted' : verdict === null ? 'entry.reversed' : 'entry.refused'
    const { scope, at, author } = entry
    this.follow(kind, subject, { scope, at, now, author, entryHash: hash, refusal: altered?.code ?? null })
  }

  /** A change that follows from another subject's entry: a set-off, a verdict that a removal reversed. */
  follow(
    kind: string,
    subject: string,
    cause: {
      readonly scope: Scope
      readonly at: Instant
      readonly now: Instant
      readonly author: Did | null
      readonly entryHash: Hash | null
      readonly refusal?: string | null
    },
  ): void {
    const about = this.#protocol.aboutSubject(subject)
    this.changes.push({
      kind,
      subjectKind: about.subjectKind,
      subject: about.subject,
      scope: cause.scope,
      author: cause.author,
      entryHash: cause.entryHash,
      refusal: cause.refusal ?? null,
      at: cause.at,
      receivedAt: cause.now,
      origin: 'CLOCK',
    })
  }
}

/** The reason for folding: an entry was admitted, or an upgrade knows new kinds. */
interface Cause {
  /** The entry that was admitted; it is reported separately. */
  readonly admitted: Hash | null
  readonly scope: Scope
  readonly now: Instant
  readonly effects: Effects
}

export interface FoldedSubject extends Omit<Cause, 'admitted'> {
  readonly aggregate: Aggregate
  readonly row: SubjectRow | null
  readonly id: string
  readonly state: Json
  readonly tips: readonly Tip[]
}

/** Saves a subject's new state and its effects on other subjects: set-offs of obligations, removed authors. */
export async function applyEffects(work: UnitOfWork, folded: FoldedSubject & Cause): Promise<void> {
  const { aggregate, scope, id, row, state } = folded
  const before = row?.state ?? null
  const removed = [...removalFacts(aggregate, before), ...removalFacts(aggregate, state)]
  if (removed.length > 0 && !(await staysWhole(work, folded))) return await refoldScope(work, folded)
  await saveSubject(work, folded, isAdjustable(aggregate, row))
  if (aggregate.adjusts !== undefined) await adjustOthers(work, folded, scope, id)
}

/** `adjusted`: whether other subjects may have added to this one. */
async function saveSubject(
  work: UnitOfWork,
  { aggregate, scope, id, row, state, tips, now }: FoldedSubject,
  adjusted = aggregate.adjustable !== undefined,
): Promise<void> {
  const adjustments = adjusted ? await work.setOffs.of(scope, id) : []
  work.putSubject({
    scope,
    id,
    aggregate: aggregate.name,
    state,
    tips,
    wakeAt: wakeAfter(aggregate, state, lookedAtBefore(row, now))?.at ?? null,
    index: indexOf(aggregate, state, adjustments),
  })
}

/** The instant of a subject's last time check: what is due and not yet reported stays due. */
function lookedAtBefore(row: SubjectRow | null, now: Instant): Instant {
  const due = row?.wakeAt ?? null
  return due !== null && due <= now ? ((due - 1) as Instant) : now
}

/** Replaces what this subject adds to others; indexes and reports each of these whose sum changed. */
async function adjustOthers(work: UnitOfWork, folded: FoldedSubject, scope: Scope, round: string): Promise<void> {
  const { now, effects } = folded
  const rows = await adjustmentRows(work, folded, scope, round)
  // A subject that is new has added nothing yet.
  const before = folded.row === null ? [] : await work.setOffs.byRound(scope, round)
  const changed = changedSubjects(before, rows)
  if (changed.length === 0) return
  await work.setOffs.replace(scope, round, rows, changed)
  await work.loadSubjects(scope, changed)
  const setOffAt = new Map(rows.map(({ subject, at }) => [subject, at]))
  for (const id of changed) {
    const row = await work.subject(scope, id)
    const adjusted = row === null ? undefined : work.protocol.aggregate(row.aggregate)
    if (row === null || adjusted === undefined) continue
    await saveSubject(work, { ...folded, aggregate: adjusted, row, id, state: row.state, tips: row.tips })
    const at = setOffAt.get(id) ?? now
    effects.follow(folded.aggregate.adjusts?.change ?? '', id, { scope, at, now, author: null, entryHash: null })
  }
}

async function adjustmentRows(
  work: UnitOfWork,
  { aggregate: { adjusts, readState }, state }: FoldedSubject,
  scope: Scope,
  round: string,
): Promise<SetOffRow[]> {
  if (state === null || adjusts === undefined) return []
  const read = readState(state)
  const attachments = new Map<Hash, Uint8Array | null>()
  for (const hash of adjusts.attachments(read)) attachments.set(hash, await work.attachment(hash))
  const adjustments = adjusts.rows(read, (hash) => attachments.get(hash) ?? null)
  return adjustments.map((adjustment) => ({ ...adjustment, scope, round }))
}

function changedSubjects(before: readonly SetOffRow[], after: readonly SetOffRow[]): string[] {
  const textOf = (rows: readonly SetOffRow[]) => {
    const texts = new Map<string, string[]>()
    for (const row of rows) {
      const text = `${row.proposal} ${row.amount} ${row.backward}`
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

/**
 * Whether adding one more entry to the state of an agreement with removals equals folding it from the beginning: no
 * entry about it lapses by the removals stated before and now, this one included.
 */
async function staysWhole(work: UnitOfWork, { aggregate, row, scope, state, admitted }: FoldedSubject & Cause) {
  const facts = removalFacts(aggregate, state)
  if (admitted === null || textOfRemovals(facts) !== textOfRemovals(removalFacts(aggregate, row?.state ?? null)))
    return false
  const author = (await work.entry(admitted))?.entry.author
  return (
    facts.every((fact) => fact.author !== author) && work.pasts.wholeWith(scope) === (await logsOf(work, scope, facts))
  )
}

/** The heads of removed authors' logs: while these are unchanged, nothing more of theirs can lapse. */
async function logsOf(work: UnitOfWork, scope: Scope, facts: readonly RemovalFact[]): Promise<string> {
  const tips = await Promise.all(facts.map(({ author }) => work.tips(scope, author)))
  const hashes = tips.flat().map(({ hash }) => hash)
  return `${textOfRemovals(facts)} ${hashes.sort().join()}`
}

/**
 * Folds an agreement with removals from the beginning, then every other subject of the scope about which a removed
 * author (now or before) has written entries that may lapse. Always from the beginning, so that the outcome is a
 * function of the set of entries.
 */
async function refoldScope(work: UnitOfWork, folded: FoldedSubject & Cause): Promise<void> {
  const { aggregate, row, scope, id } = folded
  const agreement = await foldAgreement(work, aggregate, scope, (await work.subjectLog(scope, id)).entries)
  await applyFold(work, folded, id, agreement)
  const before = removalFacts(aggregate, row?.state ?? null)
  const after = removalFacts(aggregate, agreement.state)
  const removals = await resolveRemovals(work, after)
  const surroundings = { removals, lines: await work.lines(scope) }
  const said = (await work.subjectLog(scope, id)).entries
  const isWhole = said.every((entry) => outrightVerdict(entry, aggregate, surroundings) === null)
  work.pasts.noteWhole(scope, isWhole ? await logsOf(work, scope, after) : null)
  if (textOfRemovals(before) === textOfRemovals(after)) return
  const authors = new Set([...before, ...after].map(({ author }) => author))
  const subjects = new Set<string>()
  for (const author of authors) {
    for (const subject of await work.subjectsOfLapsing(scope, author)) if (subject !== id) subjects.add(subject)
  }
  for (const subject of [...subjects].sort()) {
    const { entries } = await work.subjectLog(scope, subject)
    await applyFold(work, folded, subject, await foldEntries(work, scope, entries, removals))
  }
}

/** Folds one subject of a scope from the beginning, and reports what changed. */
export async function refold(
  work: UnitOfWork,
  scope: Scope,
  id: string,
  { now, effects }: { now: Instant; effects: Effects },
): Promise<void> {
  const row = await work.subject(scope, id)
  const aggregate = row === null ? undefined : work.protocol.aggregate(row.aggregate)
  const { entries } = await work.subjectLog(scope, id)
  const fold =
    aggregate?.removals === undefined
      ? await foldEntries(work, scope, entries, await removalsIn(work, scope))
      : await foldAgreement(work, aggregate, scope, entries)
  await applyFold(work, { scope, now, effects, admitted: null }, id, fold)
}

/** Saves the result of folding a subject again, and reports each changed verdict. */
async function applyFold(work: UnitOfWork, cause: Cause, id: string, fold: FoldOutput): Promise<void> {
  const { scope, now, effects, admitted } = cause
  const { aggregate, state, tips, verdicts } = fold
  for (const stored of [...(await work.subjectLog(scope, id)).entries]) {
    const verdict = verdicts.get(stored.hash) ?? null
    if ((verdict?.code ?? null) === (stored.verdict?.code ?? null)) continue
    work.setVerdict({ ...stored, verdict })
    if (stored.hash !== admitted) effects.tellAltered(stored, verdict, now, id)
  }
  // Nothing is stored for a subject that has only entries of unknown kinds.
  if (aggregate === null) return
  const refolded = { scope, now, effects, aggregate, row: await work.subject(scope, id), id, state, tips }
  await saveSubject(work, refolded)
  if (aggregate.adjusts !== undefined) await adjustOthers(work, refolded, scope, id)
}
