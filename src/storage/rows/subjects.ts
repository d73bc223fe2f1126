import { createHash } from 'node:crypto'
import { and, asc, eq, getTableColumns, gt, lt, lte, ne, type SQL, sql } from 'drizzle-orm'
import type { Json, Scope } from '../../kernel/index.ts'
import type { SubjectIndex, Sums, Tip } from '../../log/index.ts'
import type { StoreReader, StoreTransaction, SubjectRow } from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { namesIn, packText, unpackText } from '../packing/packed-text.ts'
import { hexOf, insertRows, isOneOf, keyOf, saveRows } from '../statements.ts'
import { TIME_BOX } from '../tables/columns.ts'
import { setOffs, subjects, tips } from '../tables/index.ts'
import { saveDebts } from './debts.ts'

/** States read by one statement. */
const STATES_PER_READ = 1000

type SubjectReader = Pick<
  StoreReader,
  | 'subjects'
  | 'subjectsAnywhere'
  | 'scopeSubjects'
  | 'subjectsOf'
  | 'subjectsTagged'
  | 'subjectsOverlapping'
  | 'subjectsDue'
  | 'setOffs'
  | 'setOffsByRound'
  | 'eachState'
>

export function readSubjects(handle: Handle): SubjectReader {
  return {
    subjects: async (scope, ids) => {
      const found = handle.db.select().from(subjects)
      return (await found.where(and(eq(subjects.scope, scope), isOneOf(subjects.id, ids))).orderBy(subjects.id)).map(
        toSubject,
      )
    },
    subjectsAnywhere: async (ids) => {
      // The key begins with the scope: naming all scopes allows a look-up by key in each.
      const scopes = handle.db.selectDistinct({ scope: tips.scope }).from(tips)
      const condition = and(sql`${subjects.scope} = any(array(${scopes}))`, isOneOf(subjects.id, ids))
      const found = handle.db.select().from(subjects).where(condition)
      return (await found.orderBy(subjects.id, subjects.scope)).map(toSubject)
    },
    scopeSubjects: async (scopes) => {
      // Each by key: nothing else in a scope is read.
      const names = [...new Set(scopes)].map((scope) => hexOf(subjects.id, scope))
      const named = sql`(select decode(unnest(${sql.param(names)}::text[]), 'hex') as name) as named`
      const isNamed = and(sql`${subjects.scope} = named.name`, sql`${subjects.id} = named.name`)
      const found = handle.db
        .select(getTableColumns(subjects))
        .from(named as never)
        .innerJoin(subjects, isNamed)
      return (await found.orderBy(subjects.scope)).map(toSubject)
    },
    subjectsTagged: async ({ aggregate, left, tags, right, phase, untilAfter, limit }) => {
      const condition = and(
        sql`${subjects.tags} && ${sql.param([...tags])}::text[]`,
        and(eq(subjects.aggregate, aggregate), eq(subjects.left, left)),
        right === undefined ? undefined : eq(subjects.right, right),
        phase === undefined ? undefined : eq(subjects.phase, phase),
        untilAfter === undefined ? undefined : gt(subjects.untilMs, untilAfter),
      )
      const found = handle.db.select().from(subjects).where(condition).orderBy(subjects.id)
      return (await (limit === undefined ? found : found.limit(limit))).map(toSubject)
    },
    subjectsOverlapping: async (scope, { aggregate, type, reference, from, until, limit, after = null }) => {
      const { fromMs, untilMs } = subjects
      const hex = hexOf(subjects.scope, scope)
      const height = sql`hashtext(${`${hex} ${type} ${reference}`})::float8`
      // What begins later than the end of a page overlaps the time from there on.
      const wanted = sql`box(point(${Math.max(from, after?.fromMs ?? from)}::float8, ${height}), point(${until}::float8, ${height}))`
      const condition = and(
        sql`${sql.raw(TIME_BOX)} && ${wanted}`,
        sql`${fromMs} < ${untilMs}`,
        and(eq(subjects.type, type), eq(subjects.reference, reference)),
        and(lt(fromMs, until), gt(untilMs, from)),
        after === null
          ? undefined
          : sql`(${fromMs}, ${subjects.id}) > (${after.fromMs}, ${sql.param(after.id, subjects.id)})`,
        // Written so that no other index answers them: before the first ANALYZE one over the scope looks as cheap.
        sql`encode(${subjects.scope}, 'hex') = ${hex} and ${subjects.aggregate} || '' = ${aggregate}`,
      )
      const found = handle.db.select().from(subjects).where(condition)
      return (await found.orderBy(fromMs, subjects.id).limit(limit)).map(toSubject)
    },
    subjectsOf: async (scope, aggregate, phases) => {
      const condition = and(
        isListed(scope, aggregate),
        eq(subjects.scope, scope),
        eq(subjects.aggregate, aggregate),
        phases === undefined ? undefined : isOneOf(subjects.phase, phases),
      )
      return (await handle.db.select().from(subjects).where(condition).orderBy(subjects.id)).map(toSubject)
    },
    subjectsDue: async (now, limit) => {
      const found = handle.db.select().from(subjects).where(lte(subjects.wakeAt, now))
      return (await found.orderBy(subjects.wakeAt, subjects.scope, subjects.id).limit(limit)).map(toSubject)
    },
    setOffs: async (scope, obligations) =>
      handle.db
        .select()
        .from(setOffs)
        .where(and(eq(setOffs.scope, scope), obligations === null ? undefined : isOneOf(setOffs.subject, obligations)))
        .orderBy(...SET_OFF_ORDER),
    setOffsByRound: async (scope, round) =>
      handle.db
        .select()
        .from(setOffs)
        .where(and(eq(setOffs.scope, scope), eq(setOffs.round, round)))
        .orderBy(...SET_OFF_ORDER),
    eachState: (scope, onState) => eachState(handle, scope, onState),
  }
}

/** By the index `subjects_scope`. */
export function isListed(scope: Scope, ...aggregates: readonly string[]): SQL {
  const keys = aggregates.map((aggregate) => keyOf(hexOf(subjects.scope, scope), aggregate))
  return sql`${keyOf(subjects.scope, subjects.aggregate)} in (${sql.join(keys, sql`, `)})`
}

/** In pages: the embedded database blocks the process meanwhile. */
async function eachState({ db }: Handle, scope: Scope, onState: (id: string, state: Json) => void): Promise<void> {
  const { id, aggregate } = subjects
  for (let after = ''; ; ) {
    const isNext = and(eq(subjects.scope, scope), gt(id, after), ne(aggregate, 'draft'))
    const rows = await db.select().from(subjects).where(isNext).orderBy(id).limit(STATES_PER_READ)
    for (const row of rows) onState(row.id, unpackSubject(row).state)
    const last = rows.at(-1)
    if (last === undefined || rows.length < STATES_PER_READ) return
    after = last.id
  }
}

type SubjectWriter = Pick<StoreTransaction, 'saveSubjects' | 'deleteSubject' | 'replaceSetOffs'>

export function writeSubjects(handle: Handle): SubjectWriter {
  return {
    saveSubjects: async (rows) => {
      const last = new Map(rows.map((row) => [`${row.scope} ${row.id}`, row]))
      await saveRows(handle.db, subjects, [subjects.scope, subjects.id], [...last.values()].map(toSubjectRow))
      await saveDebts(handle, [...last.values()])
    },
    deleteSubject: async (scope, id) => {
      await handle.db.delete(subjects).where(and(eq(subjects.scope, scope), eq(subjects.id, id)))
    },
    replaceSetOffs: async (scope, round, rows) => {
      await handle.db.delete(setOffs).where(and(eq(setOffs.scope, scope), eq(setOffs.round, round)))
      await insertRows(handle.db, setOffs, rows)
    },
  }
}

const SET_OFF_ORDER = [asc(setOffs.subject), asc(setOffs.round), asc(setOffs.proposal)] as const

export function toSubject(row: typeof subjects.$inferSelect): SubjectRow {
  const { scope, id, aggregate, wakeAt } = row
  const { state, tips, adds, parties } = unpackSubject(row)
  return { scope, id, aggregate, state, tips, wakeAt, index: toIndex(row, adds, parties) }
}

/** A subject as it is read back once it has been written. */
export function asStoredSubject(row: SubjectRow): SubjectRow {
  const { index, ...fields } = row
  return { ...fields, index: toIndex(indexColumns(index), index?.adds ?? null, [...(index?.parties ?? [])]) }
}

function toIndex(row: IndexColumns, adds: Sums | null, parties: readonly string[]): SubjectIndex | null {
  const { phase } = row
  if (phase === null) return null
  const { type, left, right, currency, reference, fromMs, untilMs, dueMs } = row
  const { size, rest, scale, awaiting, tags, searchText } = row
  const text = searchText === null ? null : (row.text ?? reference)
  return {
    ...{ phase, type, parties, left, right, currency, reference, fromMs, untilMs, dueMs },
    ...{ size, rest, scale, awaiting, tags, text, adds },
  }
}

export function toSubjectRow({ index, ...row }: SubjectRow): typeof subjects.$inferInsert {
  const { scope, id, aggregate, state, tips, wakeAt } = row
  const columns = indexColumns(index)
  const fields = { state, tips, adds: index?.adds ?? null, parties: index?.parties ?? [] }
  const packed = packSubject({ scope, id, ...columns }, fields)
  return { scope, id, aggregate, wakeAt, packed, ...columns }
}

/** What no query looks into of a subject. */
interface PackedFields {
  readonly state: Json
  readonly tips: readonly Tip[]
  readonly adds: Sums | null
  readonly parties: readonly string[]
}

type NamingColumns = Pick<typeof subjects.$inferSelect, 'scope' | 'id' | 'left' | 'right'>

function namesOf({ scope, id, left, right }: NamingColumns): readonly string[] {
  return namesIn(scope, id, left, right)
}

function packSubject(row: NamingColumns, { state, tips, adds, parties }: PackedFields): Uint8Array {
  return packText(JSON.stringify([state, tips, adds, parties]), namesOf(row))
}

function unpackSubject(row: NamingColumns & { readonly packed: Uint8Array }): PackedFields {
  const [state, tips, adds, parties] = JSON.parse(unpackText(row.packed, namesOf(row)))
  return { state, tips, adds, parties }
}

type IndexColumns = ReturnType<typeof indexColumns>

function indexColumns(index: SubjectIndex | null) {
  return {
    ...{ phase: index?.phase ?? null, type: index?.type ?? null },
    ...{ left: index?.left ?? null, right: index?.right ?? null },
    ...{ currency: index?.currency ?? null, reference: index?.reference ?? null },
    ...{ fromMs: index?.fromMs ?? null, untilMs: index?.untilMs ?? null, dueMs: index?.dueMs ?? null },
    ...{ size: index?.size ?? null, rest: index?.rest ?? null, scale: index?.scale ?? null },
    partyKeys: (index?.parties ?? []).map(partyKey),
    awaiting: [...(index?.awaiting ?? [])],
    tags: [...(index?.tags ?? [])],
    text: index?.text === index?.reference ? null : (index?.text ?? null),
    searchText: foldText(index?.text ?? null),
  }
}

/** By which an index finds a party: the first 64 bits of a hash of its DID. */
export function partyKey(did: string): bigint {
  return createHash('sha256').update(did).digest().readBigInt64BE()
}

/** Text normalised for search: ignores compatibility forms and letter case. */
export function foldText<Text extends string | null>(text: Text): Text {
  return (text === null ? null : text.normalize('NFKC').toLowerCase()) as Text
}
