import { and, asc, count, desc, eq, gt, gte, isNotNull, lt, not, type SQL, sql } from 'drizzle-orm'
import type { Did, Instant, Scope } from '../../kernel/index.ts'
import {
  type ChangeFilter,
  type ChangePage,
  cursorOf,
  type LatestChanges,
  type PageWindow,
  type ReadModels,
  SUMS_MAX,
  type SubjectFilter,
  type SubjectList,
  type SubjectOrder,
  type SubjectPage,
  type SubjectSum,
} from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { isOneOf } from '../statements.ts'
import { changes, subjects } from '../tables/index.ts'
import { areOfScope, readChanges, selectChanges } from './changes.ts'
import { readEntriesAfter } from './log.ts'
import { foldText, isListed, partyKey, toSubject } from './subjects.ts'

export function readModels(handle: Handle): ReadModels {
  return {
    page: async (list, filter, window, now, order = 'NEWEST_FIRST') =>
      readPage(handle, conditionOf(list, filter, now), window, ORDERS[order]),
    count: (list, filter, now) => handle.db.$count(subjects, conditionOf(list, filter, now)),
    sums: async (list, filter, self, now) => readSums(handle, conditionOf(list, filter, now), self),
    changesPage: async (filter) => readChangesPage(handle, filter),
    entriesPage: async ({ scope, after, limit }) => {
      const rows = await readEntriesAfter(handle, scope, after, limit + 1)
      return { rows: rows.slice(0, limit), hasNextPage: rows.length > limit }
    },
    latestChanges: async (filter) => readLatestChanges(handle, filter),
  }
}

/** An order by ordinal, or by another column and then by ordinal. */
interface Order {
  readonly by: SQL | null
  readonly direction: 'ascending' | 'descending'
}

/** As in the index `subjects_due`. */
const DUE_OR_LAST = sql.raw(`coalesce(due_ms, ${Number.MAX_SAFE_INTEGER})`)
/** As in the index `subjects_size`. */
const SIZE_OR_LAST = sql.raw('coalesce(size, -1)')
/** The length of the runs of characters in the index `subjects_contains`. */
const GRAM_CHARS = 3
const ORDERS: Readonly<Record<SubjectOrder, Order>> = {
  NEWEST_FIRST: { by: null, direction: 'descending' },
  OLDEST_FIRST: { by: null, direction: 'ascending' },
  DUE_FIRST: { by: DUE_OR_LAST, direction: 'ascending' },
  LARGEST_FIRST: { by: SIZE_OR_LAST, direction: 'descending' },
}

/** The condition that a row comes after, or before, the row with this ordinal. */
function stands(where: 'after' | 'before', { by, direction }: Order, ordinal: number, or = ''): SQL {
  const sign = sql.raw(`${(where === 'after') === (direction === 'ascending') ? '>' : '<'}${or}`)
  if (by === null) return sql`${subjects.ordinal} ${sign} ${ordinal}`
  const place = sql`select ${by}, ${subjects.ordinal} from ${subjects} where ${subjects.ordinal} = ${ordinal}`
  return sql`(${by}, ${subjects.ordinal}) ${sign} (${place})`
}

async function readPage(
  handle: Handle,
  matches: SQL | undefined,
  window: PageWindow,
  order: Order,
): Promise<SubjectPage> {
  const { limit, fromEnd, after, before } = window
  const isAfter = after === null ? undefined : stands('after', order, after)
  const isBefore = before === null ? undefined : stands('before', order, before)
  const sorted = (order.direction === 'ascending') === fromEnd ? desc : asc
  const found = handle.db.select().from(subjects)
  const rows = await found
    .where(and(matches, isAfter, isBefore))
    .orderBy(...(order.by === null ? [] : [sorted(order.by)]), sorted(subjects.ordinal))
    .limit(limit + 1)
  const more = rows.length > limit
  const shown = rows.slice(0, limit)
  if (fromEnd) shown.reverse()
  const start = fromEnd ? before : after
  const beyond =
    start !== null && (await isAny(handle, and(matches, stands(fromEnd ? 'after' : 'before', order, start, '='))))
  return {
    edges: shown.map((row) => ({ cursor: cursorOf(row.ordinal), row: toSubject(row) })),
    hasNextPage: fromEnd ? beyond : more,
    hasPreviousPage: fromEnd ? more : beyond,
  }
}

async function readSums(handle: Handle, matches: SQL | undefined, self: Did): Promise<SubjectSum[]> {
  const { currency, scale, phase, left, right, rest } = subjects
  const side = sql<SubjectSum['side']>`case ${self} when ${left} then 'left' when ${right} then 'right' end`
  const above = sql<string>`coalesce(sum(${rest}) filter (where ${rest} > 0), 0)::text`
  const below = sql<string>`coalesce(-sum(${rest}) filter (where ${rest} < 0), 0)::text`
  const fields = { currency, scale, phase, side: side.as('side'), count: count(), above, below }
  const rows = await handle.db
    .select(fields)
    .from(subjects)
    .where(and(matches, isNotNull(currency), isNotNull(rest)))
    .groupBy(currency, scale, phase, sql`side`)
    .orderBy(currency, scale, phase, sql`side`)
    .limit(SUMS_MAX)
  return rows as SubjectSum[]
}

async function isAny(handle: Handle, condition: SQL | undefined): Promise<boolean> {
  const rows = await handle.db.select({ id: subjects.id }).from(subjects).where(condition).limit(1)
  return rows.length > 0
}

/** A subject without an entry that counts has no phase: it is in no list. */
function conditionOf(list: SubjectList, filter: SubjectFilter, now: Instant): SQL | undefined {
  const { aggregate, phase } = subjects
  return and(
    isOneOf(aggregate, list.aggregates),
    isNotNull(phase),
    when(filter.statuses, (wanted) => hasStatus(list, wanted, now)),
    when(filter.exceptStatuses, (unwanted) => not(hasStatus(list, unwanted, now))),
    when(filter.awaiting, (awaiting) => awaits(list, awaiting, now)),
    when(filter.exceptAwaiting, (awaiting) => not(awaits(list, awaiting, now))),
    when(filter.scope, (scope) => isListed(scope as Scope, ...list.aggregates)),
    narrow(filter),
  )
}

/** The stored phase follows from the facts; a phase that the clock has ended counts as its successor. */
function hasStatus({ lapses = {} }: SubjectList, statuses: readonly string[], now: Instant): SQL {
  const ending = Object.keys(lapses)
  const ended = ending.filter((phase) => statuses.includes(lapses[phase] ?? ''))
  const stored = sql`(${isOneOf(subjects.phase, statuses)} and not ${isOver(ending, now)})`
  return sql`(${stored} or ${isOver(ended, now)})`
}

/** What the clock has ended awaits nothing more. */
function awaits({ lapses = {} }: SubjectList, awaiting: string, now: Instant): SQL {
  return sql`(${holdsAll(subjects.awaiting, [awaiting])} and not ${isOver(Object.keys(lapses), now)})`
}

function isOver(phases: readonly string[], now: Instant): SQL {
  if (phases.length === 0) return sql`false`
  return sql`(${isOneOf(subjects.phase, phases)} and coalesce(${subjects.untilMs} <= ${now}, false))`
}

function narrow(filter: SubjectFilter): SQL | undefined {
  return and(
    when(filter.scope, (scope) => eq(subjects.scope, scope)),
    when(filter.ids, (ids) => isOneOf(subjects.id, ids)),
    when(filter.exceptIds, (ids) => not(isOneOf(subjects.id, ids))),
    when(filter.types, (types) => isOneOf(subjects.type, types)),
    when(filter.left, (left) => eq(subjects.left, left)),
    when(filter.right, (right) => eq(subjects.right, right)),
    when(filter.currency, (currency) => eq(subjects.currency, currency)),
    when(filter.reference, (reference) => eq(subjects.reference, reference)),
    when(filter.parties, (parties) => concernsAll(parties)),
    when(filter.tags, (tags) => holdsAll(subjects.tags, tags)),
    when(filter.search, contains),
    when(filter.untilBefore, (instant) => lt(subjects.untilMs, instant)),
    when(filter.untilAfter, (instant) => gt(subjects.untilMs, instant)),
    when(filter.fromBefore, (instant) => lt(subjects.fromMs, instant)),
    when(filter.fromSince, (instant) => gte(subjects.fromMs, instant)),
    when(filter.textStart, startsWith),
    when(filter.dueBefore, (instant) => sql`${DUE_OR_LAST} < ${instant}`),
    when(filter.dueFrom, (instant) => and(sql`${DUE_OR_LAST} >= ${instant}`, isNotNull(subjects.dueMs)) ?? sql`true`),
    when(filter.validAt, isValidAt),
  )
}

function when<T>(given: T | undefined, condition: (given: T) => SQL): SQL | undefined {
  return given === undefined ? undefined : condition(given)
}

function contains(text: string): SQL {
  const wanted = foldText(text)
  return sql`(${hasGramsOf(wanted)} and strpos(${subjects.searchText}, ${wanted}) > 0)`
}

function startsWith(text: string): SQL {
  const wanted = foldText(text)
  return sql`(${hasGramsOf(wanted)} and starts_with(${subjects.searchText}, ${wanted}))`
}

/**
 * Narrows by the index `subjects_contains`; a shorter text than its runs of characters may be anywhere. Of a long text, it
 * only knows that it is long: an index of descriptions would be larger than they are, and strangers write them.
 */
function hasGramsOf(text: string): SQL {
  const isShort = [...text].length < GRAM_CHARS
  const grams = sql`text_grams(${subjects.searchText})`
  return isShort ? sql`true` : sql`(${grams} @> text_grams(${text}) or ${grams} @> array[''])`
}

function isValidAt(instant: Instant): SQL {
  const { fromMs, untilMs } = subjects
  return sql`(coalesce(${fromMs} <= ${instant}, true) and coalesce(${untilMs} > ${instant}, true))`
}

function concernsAll(parties: readonly string[]): SQL {
  return sql`${subjects.partyKeys} @> (${`{${parties.map(partyKey).join(',')}}`}::text)::bigint[]`
}

function holdsAll(column: (typeof subjects)['awaiting' | 'tags'], values: readonly string[]): SQL {
  return sql`${column} @> ${sql.param(values)}::text[]`
}

async function readChangesPage(handle: Handle, filter: ChangeFilter): Promise<ChangePage> {
  const { after, limit } = filter
  const found = selectChanges(handle)
  const rows = await found
    .where(and(gt(changes.number, after), isAbout(filter)))
    .orderBy(asc(changes.number))
    .limit(limit + 1)
  const shown = rows.slice(0, limit)
  const hasNextPage = rows.length > limit
  const head = await readChanges(handle).headChange()
  return { changes: shown, hasNextPage, through: hasNextPage ? (shown.at(-1)?.number ?? after) : Math.max(head, after) }
}

async function readLatestChanges(handle: Handle, filter: LatestChanges) {
  const { before, limit } = filter
  const found = selectChanges(handle)
  const rows = await found
    .where(and(before === null ? undefined : lt(changes.number, before), isAbout(filter)))
    .orderBy(desc(changes.number))
    .limit(limit + 1)
  return { changes: rows.slice(0, limit).reverse(), hasOlder: rows.length > limit }
}

function isAbout({ subjectKinds, scope }: Pick<ChangeFilter, 'subjectKinds' | 'scope'>): SQL | undefined {
  return and(
    when(subjectKinds, (kinds) => isOneOf(changes.subjectKind, kinds)),
    when(scope, areOfScope),
  )
}
