import { type Did, type Instant, ok, type Result, refusals, type Scope } from '../../kernel/index.ts'
import type { Change, Lease, LogStore, StoredEntry, StoreReader, SubjectRow } from './ports.ts'

export const PAGE_ROWS_DEFAULT = 50
export const PAGE_ROWS_MAX = 100

export const refuseList = refusals({
  'lists.bad-cursor': 'invalid',
  'lists.bad-page-size': 'invalid',
})

/** A list of the API: which subjects it contains, and how their status follows from the clock. */
export interface SubjectList {
  readonly aggregates: readonly string[]
  /** Phases that end at a subject's `untilMs`, and what they become then. */
  readonly lapses?: Readonly<Record<string, string>>
}

/**
 * The order of a list. Rows of equal size or due date are newest first in largest-first order, oldest first in the
 * other.
 */
export type SubjectOrder = 'NEWEST_FIRST' | 'OLDEST_FIRST' | 'DUE_FIRST' | 'LARGEST_FIRST'

/** Conditions on a list, all of which must hold; absent ones are ignored. The fields are those of the index. */
export interface SubjectFilter {
  readonly scope?: Scope | undefined
  readonly ids?: readonly string[] | undefined
  readonly exceptIds?: readonly string[] | undefined
  /** The status as of `now`. */
  readonly statuses?: readonly string[] | undefined
  readonly exceptStatuses?: readonly string[] | undefined
  readonly types?: readonly string[] | undefined
  /** It concerns all of these. */
  readonly parties?: readonly string[] | undefined
  readonly left?: string | undefined
  readonly right?: string | undefined
  readonly currency?: string | undefined
  readonly reference?: string | undefined
  /** Prefix of its text, case-insensitive. */
  readonly textStart?: string | undefined
  /** It awaits this cooperative. */
  readonly awaiting?: string | undefined
  /** It does not await this cooperative. */
  readonly exceptAwaiting?: string | undefined
  /** It has all of these. */
  readonly tags?: readonly string[] | undefined
  /** Substring of its text, case-insensitive. */
  readonly search?: string | undefined
  readonly untilBefore?: Instant | undefined
  /** Its time ends after this. */
  readonly untilAfter?: Instant | undefined
  /** Its time begins before this. */
  readonly fromBefore?: Instant | undefined
  /** Its time begins at this or later. */
  readonly fromSince?: Instant | undefined
  readonly dueBefore?: Instant | undefined
  readonly dueFrom?: Instant | undefined
  /** At or after `fromMs` and before `untilMs`; an absent bound is open. */
  readonly validAt?: Instant | undefined
}

/** The arguments of a connection, as the API receives them. */
export interface PageRequest {
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

/** A range of a list; bounds are exclusive. */
export interface PageWindow {
  readonly limit: number
  /** True if the rows next to `before` (or the oldest) are wanted. */
  readonly fromEnd: boolean
  readonly after: number | null
  readonly before: number | null
}

/** A page of a list of subjects, each with its cursor. */
export interface SubjectPage {
  readonly edges: readonly { readonly cursor: string; readonly row: SubjectRow }[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
}

export interface ChangeFilter {
  /** The last number that the client has; 0 for none. */
  readonly after: number
  readonly limit: number
  readonly subjectKinds?: readonly string[] | undefined
  readonly scope?: Scope | undefined
}

/** A page of the change feed, in order of numbers. */
export interface ChangePage {
  readonly changes: readonly Change[]
  readonly hasNextPage: boolean
  /** All changes up to this number have been examined: continue from here, even if nothing matched. */
  readonly through: number
}

export interface EntryFilter {
  readonly scope: Scope
  /** The number of the last entry that the client has; 0 for none. */
  readonly after: number
  readonly limit: number
}

/** A page of entries in the order in which they were admitted here. */
export interface EntryPage {
  readonly rows: readonly { readonly number: number; readonly stored: StoredEntry }[]
  readonly hasNextPage: boolean
}

/** The newest changes, or the newest before a number. */
export interface LatestChanges extends Pick<ChangeFilter, 'limit' | 'subjectKinds' | 'scope'> {
  readonly before: number | null
}

/** The open total of a list's subjects in one currency and of one status, on one side of a cooperative. */
export interface SubjectSum {
  readonly currency: string
  readonly scale: number
  readonly phase: string
  /** The side of the cooperative; null if the subject is between others. */
  readonly side: 'left' | 'right' | null
  readonly count: number
  /** Sum of the positive open amounts, and of the negative ones without sign, in minor units as decimal strings. */
  readonly above: string
  readonly below: string
}

/** Maximum number of sums of one list: far more than there are currencies. */
export const SUMS_MAX = 5_000

/** Lists for people, read in the same snapshot as everything else of a reader. */
export interface ReadModels {
  /** Newest first, unless another order is given. */
  page(
    list: SubjectList,
    filter: SubjectFilter,
    window: PageWindow,
    now: Instant,
    order?: SubjectOrder,
  ): Promise<SubjectPage>
  /** How many subjects the whole list has: all of them are looked at. */
  count(list: SubjectList, filter: SubjectFilter, now: Instant): Promise<number>
  /** The open totals of all subjects of a list that have a currency; at most SUMS_MAX sums. */
  sums(list: SubjectList, filter: SubjectFilter, self: Did, now: Instant): Promise<readonly SubjectSum[]>
  /** Oldest first. */
  changesPage(filter: ChangeFilter): Promise<ChangePage>
  /** In the order of admission. */
  entriesPage(filter: EntryFilter): Promise<EntryPage>
  /** Oldest first, too. */
  latestChanges(filter: LatestChanges): Promise<{ readonly changes: readonly Change[]; readonly hasOlder: boolean }>
}

/** A store whose readers also answer lists. */
export interface ListingStore extends LogStore {
  read<T>(work: (reader: StoreReader & ReadModels) => Promise<T>, lease?: Lease): Promise<T>
  ask<T>(work: (reader: StoreReader & ReadModels) => Promise<T>, lease?: Lease): Promise<T>
}

/** Reads the arguments of a connection: `first` with `after`, or `last` with `before`. */
export function decodePage({ first, after, last, before }: PageRequest): Result<PageWindow> {
  const limit = first ?? last ?? PAGE_ROWS_DEFAULT
  const both = typeof first === 'number' && typeof last === 'number'
  if (both || !Number.isInteger(limit) || limit < 0 || limit > PAGE_ROWS_MAX)
    return refuseList('lists.bad-page-size', `ask for first or last, 0 to ${PAGE_ROWS_MAX} rows at once`)
  const start = decodeCursor(after)
  const end = decodeCursor(before)
  if (!start.ok) return start
  if (!end.ok) return end
  return ok({ limit, fromEnd: typeof last === 'number', after: start.value, before: end.value })
}

/** The opaque cursor of a row in a list. */
export function cursorOf(ordinal: number): string {
  return Buffer.from(`${CURSOR_TAG}${ordinal}`).toString('base64url')
}

const CURSOR_TAG = 'row:'

function decodeCursor(cursor: string | null | undefined): Result<number | null> {
  if (cursor === null || cursor === undefined) return ok(null)
  const ordinal = Number(/^row:([1-9]\d{0,15})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1])
  if (Number.isSafeInteger(ordinal)) return ok(ordinal)
  return refuseList('lists.bad-cursor', 'a cursor is one that this list has given, unchanged')
}
