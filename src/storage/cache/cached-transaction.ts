import type { Scope } from '../../kernel/index.ts'
import type { EntryVerdict } from '../../log/index.ts'
import type { LogTip, StoredEntry, StoreReader, StoreTransaction, SubjectRow } from '../../node/index.ts'
import { asStoredSubject } from '../rows/subjects.ts'
import { EVERYTHING } from './answers.ts'
import { ABOUT, ASKED, type Finder, knownReads, sizedEntry, sizedPage, sizedSubject, weightOf } from './known-reads.ts'
import type { PendingRows } from './pending-rows.ts'
import type { WriteBehind } from './write-behind.ts'

/** The reads that go to the database where memory does not know the answer. */
type Reads = Omit<StoreReader, 'headChange' | 'verdictsOf'> &
  Pick<
    StoreTransaction,
    | 'attachmentBytesOf'
    | 'heldBy'
    | 'heldByEach'
    | 'heldNewest'
    | 'heldAmong'
    | 'heldWaitingFor'
    | 'heldUntil'
    | 'missing'
  >
type Writes = Omit<StoreTransaction, keyof Reads | 'savepoint' | 'headChange' | 'verdictsOf'>

const entries = ({ entries }: PendingRows) => entries.length > 0
const lines = ({ lines }: PendingRows) => lines.length > 0
const openings = ({ openings }: PendingRows) => openings.length > 0
const changes = ({ changes }: PendingRows) => changes.length > 0
const subjects = ({ subjects }: PendingRows) => subjects.size > 0
const locals = ({ locals }: PendingRows) => locals.size > 0
const totals = ({ totals }: PendingRows) => totals.size > 0
const digestPages = ({ digestPages }: PendingRows) => digestPages.size > 0
const ofAggregate = (aggregate: string) => (pending: PendingRows) => pending.hasAggregate(aggregate)
/** What it reads is never pending. */
const nothing = () => false

/** Every read, and which pending rows may change its answer. */
const DEPENDS: {
  readonly [Read in keyof Reads]: (...args: Parameters<Reads[Read]>) => (rows: PendingRows) => boolean
} = {
  entries: () => entries,
  entriesOf: () => entries,
  logAfter: () => entries,
  logsAfter: () => entries,
  placesAfter: () => entries,
  logTips: () => entries,
  lines: () => lines,
  forksOf: () => lines,
  subjectsWrittenBy: () => entries,
  scopes: () => entries,
  entriesRefusedWith: () => entries,
  subjects: () => subjects,
  subjectsAnywhere: () => subjects,
  scopeSubjects: () => subjects,
  subjectsOf: (_scope, aggregate) => ofAggregate(aggregate),
  subjectsTagged: ({ aggregate }) => ofAggregate(aggregate),
  subjectsOverlapping: (_scope, { aggregate }) => ofAggregate(aggregate),
  subjectsDue: () => subjects,
  openings: () => openings,
  scopesOfDocument: () => openings,
  openingsBy: () => openings,
  openingsNaming: () => openings,
  attachments: () => nothing,
  attachmentsHere: () => nothing,
  projected: () => subjects,
  totals: () => totals,
  totalsWhere: () => totals,
  rootPages: () => digestPages,
  digestPages: () => digestPages,
  setOffs: () => nothing,
  setOffsByRound: () => nothing,
  changesAfter: () => changes,
  changedAfter: () => changes,
  eachState: () => subjects,
  entryCount: () => entries,
  shares: () => nothing,
  spokenOf: () => entries,
  logSizes: () => entries,
  local: () => locals,
  locals: () => locals,
  wholeTips: () => entries,
  authorsInPart: () => entries,
  stubbedLogs: () => entries,
  entriesBehind: () => entries,
  attachmentBytesOf: () => nothing,
  heldBy: () => nothing,
  heldByEach: () => nothing,
  heldNewest: () => nothing,
  heldAmong: () => nothing,
  heldWaitingFor: () => nothing,
  heldUntil: () => nothing,
  missing: () => nothing,
}

/** A transaction that reads from memory what is known, and writes as late as it can. */
export function cachedTransaction(behind: WriteBehind): StoreTransaction {
  const raw = awareReads(behind)
  return {
    ...raw,
    ...knownReads(finderOf(behind), raw),
    ...writesOf(behind),
    headChange: () => behind.head(),
    changesAfter: async (number, limit, subjectKind) => {
      const known = behind.changesAfter(number)
      if (known === null) return await raw.changesAfter(number, limit, subjectKind)
      return known.filter((change) => subjectKind === undefined || change.subjectKind === subjectKind).slice(0, limit)
    },
    verdictsOf: (scope, subjects) => verdictsOf(behind, scope, subjects),
    savepoint: (work) => behind.savepoint(work),
  }
}

/** Reads of the database that first write what they depend on. */
function awareReads(behind: WriteBehind): Reads {
  const reads = Object.entries(DEPENDS).map(([name, dependsOn]) => {
    const read = (...args: unknown[]) =>
      (behind.raw[name as keyof Reads] as (...args: unknown[]) => Promise<unknown>)(...args)
    const aware = (...args: unknown[]) =>
      behind.askAbout((dependsOn as (...args: unknown[]) => (rows: PendingRows) => boolean)(...args), () =>
        read(...args),
      )
    return [name, aware]
  })
  return Object.fromEntries(reads) as Reads
}

function finderOf(behind: WriteBehind): Finder {
  return {
    row: (question, ask) => behind.row(question, ask),
    list: (question, topics, ask) => behind.list(question, topics, ask),
    rows: async (items, questionOf, ask) => {
      const found = new Map()
      const unknown: { readonly item: (typeof items)[number]; readonly isOurs: boolean }[] = []
      for (const item of items) {
        const known = behind.knownRow(questionOf(item))
        if (known === undefined || known === 'outdated') unknown.push({ item, isOurs: known === 'outdated' })
        found.set(item, known === undefined || known === 'outdated' ? null : known.answer)
      }
      if (unknown.length === 0) return found
      const answers = await ask(unknown.map(({ item }) => item))
      for (const { item, isOurs } of unknown) {
        const sized = answers.get(item)
        found.set(item, sized?.answer ?? null)
        behind.learnRow(questionOf(item), sized?.answer ?? null, isOurs, sized?.weight)
      }
      return found
    },
  }
}

function writesOf(behind: WriteBehind): Writes {
  return {
    append: async (appended) => {
      for (const stored of appended) addEntry(behind, stored)
    },
    saveSubjects: async (rows, isNew) => {
      for (const row of rows) putSubject(behind, row, isNew?.(row) ?? false)
    },
    saveTotals: async (rows) => {
      for (const row of rows) {
        const question = ASKED.total(row.scope, row)
        behind.layer.putRow(question, row, weightOf(row))
        behind.layer.pending.totals.set(question, row)
      }
    },
    saveDigestPages: async (rows) => {
      for (const row of rows) {
        const question = ASKED.digestPage(row.scope, row.digits)
        behind.layer.putRow(question, row, sizedPage(row).weight)
        behind.layer.pending.digestPages.set(question, row)
      }
    },
    addLines: async (rows) => {
      behind.layer.pending.lines.push(...rows)
      behind.layer.outdate(ABOUT.lines)
    },
    addOpenings: async (rows) => {
      behind.layer.pending.openings.push(...rows)
      behind.layer.outdate(...rows.map(({ scope }) => ABOUT.openings(scope)))
    },
    putLocal: async (collection, id, value) => putLocal(behind, { collection, id, value }),
    deleteLocal: async (collection, id) => putLocal(behind, { collection, id, value: null }),
    appendChanges: async (added) => {
      if (added.length === 0) return []
      const last = await behind.advance(added.length)
      const numbered = added.map((change, i) => ({ ...change, number: last - added.length + 1 + i }))
      for (const change of numbered) {
        behind.layer.pending.changes.push(change)
        behind.layer.changes.push(change)
      }
      return numbered
    },
    setVerdicts: async (verdicts) => {
      await behind.write(() => behind.raw.setVerdicts(verdicts))
      for (const { hash } of verdicts) behind.layer.outdateRow(ASKED.entry(hash))
    },
    fillStubs: async (filled) => {
      await behind.write(() => behind.raw.fillStubs(filled))
      for (const { hash } of filled) behind.layer.outdateRow(ASKED.entry(hash))
    },
    setWhole: async (hashes) => {
      await behind.write(() => behind.raw.setWhole(hashes))
      for (const hash of hashes) behind.layer.outdateRow(ASKED.entry(hash))
    },
    deleteSubject: async (scope, id) => {
      await behind.write(() => behind.raw.deleteSubject(scope, id))
      behind.layer.outdateRow(ASKED.subject(scope, id))
      behind.layer.outdate('subjects')
    },
    replaceSetOffs: async (scope, round, rows) => {
      await behind.write(() => behind.raw.replaceSetOffs(scope, round, rows))
      behind.layer.outdate(ABOUT.setOffs(scope))
    },
    addAttachment: async (...attachment) => {
      await behind.write(() => behind.raw.addAttachment(...attachment))
      behind.layer.outdate(ABOUT.attachments)
    },
    hold: (rows) => behind.write(() => behind.raw.hold(rows)),
    unhold: (hashes) => behind.write(() => behind.raw.unhold(hashes)),
    saveShares: (rows) => behind.write(() => behind.raw.saveShares(rows)),
    deleteShares: (rows) => behind.write(() => behind.raw.deleteShares(rows)),
    removeLog: (...log) => behind.remove(() => behind.raw.removeLog(...log)),
    removeScope: (scope) => behind.remove(() => behind.raw.removeScope(scope)),
  }
}

/** Those of pending entries are added here, so that they need not be written before. */
async function verdictsOf(
  behind: WriteBehind,
  scope: Scope,
  subjects: readonly string[] | null,
): Promise<EntryVerdict[]> {
  const stored = await behind.ask(() => behind.raw.verdictsOf(scope, subjects), false)
  const wanted = subjects === null ? null : new Set(subjects)
  const pending = behind.pendingEntries().flatMap(({ entry, hash, verdict }): EntryVerdict[] => {
    const isWanted = entry.scope === scope && (wanted === null || wanted.has(entry.subject))
    return isWanted ? [{ subject: entry.subject, hash, code: verdict?.code ?? null }] : []
  })
  return [...stored, ...pending]
}

function addEntry(behind: WriteBehind, { entry, ...stored }: StoredEntry): void {
  const { hash, presence, bytes, signature, position, verdict, origin, receivedAt } = stored
  const { scope, author, at } = entry
  const known = behind.knownRow(ASKED.entry(hash))
  if (known !== undefined && known !== 'outdated' && known.answer !== null)
    throw new Error(`the entry ${hash} is already here`)
  const row: StoredEntry = { entry, hash, presence, bytes, signature, position, verdict, origin, receivedAt }
  const { layer } = behind
  layer.putRow(ASKED.entry(hash), row, sizedEntry(row).weight)
  layer.pending.entries.push(row)
  const tip: LogTip = { scope, author, line: position.line, seq: position.seq, hash, at }
  moveTip(behind, ASKED.tips(scope, author), tip)
  moveTip(behind, ASKED.allTips(scope), tip)
}

/** Replaces the last entry of a branch in a list of them, where that is known. */
function moveTip(behind: WriteBehind, question: string, tip: LogTip): void {
  const known = behind.knownRow(question)
  if (known === undefined || known === 'outdated') {
    behind.layer.outdateRow(question)
    return
  }
  const tips = (known.answer ?? []) as readonly LogTip[]
  const last = tips.find(({ line }) => line === tip.line)
  if (last !== undefined && last.seq >= tip.seq) return
  const moved = [...tips.filter((other) => other !== last), tip].sort(inOrder)
  behind.layer.putRow(question, moved, weightOf(moved))
}

function inOrder(one: LogTip, other: LogTip): number {
  if (one.author !== other.author) return one.author < other.author ? -1 : 1
  return one.seq - other.seq || (one.hash < other.hash ? -1 : 1)
}

function putSubject(behind: WriteBehind, row: SubjectRow, isSaidNew: boolean): void {
  const { layer } = behind
  const { scope, id, aggregate } = row
  const question = ASKED.subject(scope, id)
  const known = behind.knownRow(question)
  const isNew = known === undefined ? isSaidNew : known !== 'outdated' && known.answer === null
  const before =
    known === undefined || known === 'outdated' ? undefined : (known.answer as SubjectRow | null)?.aggregate
  layer.outdate(...ABOUT.subjects(aggregate).slice(1))
  // Where it is not known which lists it was in, it may leave any.
  if (before === undefined && !isNew) layer.outdate('subjects')
  else if (before !== undefined && before !== aggregate) layer.outdate(...ABOUT.subjects(before).slice(1))
  const stored = asStoredSubject(row)
  layer.putRow(question, stored, sizedSubject(stored).weight)
  layer.pending.putSubject(row, before ?? (isNew ? null : EVERYTHING))
}

function putLocal(behind: WriteBehind, row: Parameters<PendingRows['putLocal']>[0]): void {
  const { layer } = behind
  layer.putRow(ASKED.local(row.collection, row.id), row.value, weightOf(row.value))
  layer.outdate(ABOUT.locals(row.collection))
  layer.pending.putLocal(row)
}
