import { and, asc, eq, gt, inArray, ne, type SQL, sql } from 'drizzle-orm'
import type { Hash, Scope } from '../../kernel/index.ts'
import type { Entry } from '../../log/index.ts'
import type { EntryPage, OpeningRow, StoredEntry, StoreReader, StoreTransaction } from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { namesIn, packText, unpackText } from '../packing/packed-text.ts'
import { hexOf, insertRows, isOneOf, keyOf, saveRows, updateRows } from '../statements.ts'
import { entries, lines, openings, tips } from '../tables/index.ts'

type LogReader = Pick<
  StoreReader,
  | 'entries'
  | 'entriesOf'
  | 'entriesRefusedWith'
  | 'entryCount'
  | 'logAfter'
  | 'logsAfter'
  | 'placesAfter'
  | 'logTips'
  | 'lines'
  | 'forksOf'
  | 'subjectsWrittenBy'
  | 'scopes'
  | 'openings'
  | 'scopesOfDocument'
  | 'openingsBy'
  | 'openingsNaming'
>

export function readLog(handle: Handle): LogReader {
  const entriesWhere = (condition: ReturnType<typeof and>) =>
    handle.db.select().from(entries).where(condition).$dynamic()
  const openingsWhere = async (condition: ReturnType<typeof and>) =>
    (await handle.db.select().from(openings).where(condition).orderBy(asc(openings.number))).map(toOpening)
  return {
    entries: async (hashes) =>
      (await entriesWhere(isOneOf(entries.hash, hashes)).orderBy(asc(entries.number))).map(toStored),
    entriesOf: async (scope, subjects) => {
      const condition = areAbout(scope, subjects)
      return (await entriesWhere(condition).orderBy(asc(entries.number))).map(toStored)
    },
    entriesRefusedWith: async (scope, code, kinds, limit) => {
      const isRefused = and(eq(entries.scope, scope), eq(entries.verdictCode, code), isOneOf(entries.kind, kinds))
      const condition = and(isRefused, ne(entries.presence, 'stub'))
      return (await entriesWhere(condition).orderBy(asc(entries.number)).limit(limit)).map(toStored)
    },
    entryCount: async (scope) => handle.db.$count(entries, isInScope(scope)),
    logAfter: async (scope, author, seq, limit) => {
      const condition = and(isOfLog(scope, author), gt(entries.seq, seq))
      return (await entriesWhere(condition).orderBy(asc(entries.seq), asc(entries.hash)).limit(limit)).map(toStored)
    },
    logsAfter: async (scope, ranges, after, limit) => {
      const hashes = sql`(${hashesAfter(scope, ranges, after, limit)})`
      const found = await entriesWhere(inArray(entries.hash, hashes)).orderBy(asc(entries.number))
      return { entries: found.map(toStored), last: found.at(-1)?.number ?? after }
    },
    placesAfter: async (scope, ranges, after, limit) => {
      const hashes = sql`(${hashesAfter(scope, ranges, after, limit)})`
      const { number, hash, author, scope: within, subject, line, seq, bytes } = entries
      const columns = { number, hash, author, scope: within, subject, line, seq, bytes }
      const rows = await handle.db.select(columns).from(entries).where(inArray(hash, hashes)).orderBy(asc(number))
      const places = rows.map((row) => {
        const { hash, author, line, seq } = row
        return { hash, position: { author, line, seq }, after: afterIn(textOf(row)) }
      })
      return { entries: places, last: rows.at(-1)?.number ?? after }
    },
    logTips: async (scopes, authors) =>
      handle.db
        .select()
        .from(tips)
        .where(and(isOneOf(tips.scope, scopes), authors === undefined ? undefined : isOneOf(tips.author, authors)))
        .orderBy(asc(tips.scope), asc(tips.author), asc(tips.seq), asc(tips.hash)),
    lines: async (scope) => {
      const { line, parent, parentSeq, author } = lines
      const columns = { line, parent, parentSeq, author }
      return handle.db.select(columns).from(lines).where(eq(lines.scope, scope)).orderBy(asc(lines.line))
    },
    forksOf: async (authors) => {
      const columns = { scope: lines.scope, author: lines.author, line: lines.line }
      const found = handle.db.select(columns).from(lines).where(isOneOf(lines.author, authors))
      return found.orderBy(asc(lines.scope), asc(lines.line))
    },
    subjectsWrittenBy: async (scope, author, kinds) => {
      const found = handle.db.selectDistinct({ subject: entries.subject }).from(entries)
      const condition = and(isOfLog(scope, author), isOneOf(entries.kind, kinds))
      const rows = await found.where(condition).orderBy(entries.subject)
      return rows.map(({ subject }) => subject)
    },
    scopes: async () => {
      const rows = await handle.db.selectDistinct({ scope: tips.scope }).from(tips).orderBy(tips.scope)
      return rows.map(({ scope }) => scope)
    },
    openings: async (scope, hashes) =>
      openingsWhere(and(eq(openings.scope, scope), isOneOf(openings.documentHash, hashes))),
    scopesOfDocument: async (hash) => {
      const scopes = handle.db.selectDistinct({ scope: tips.scope }).from(tips)
      const condition = and(sql`${openings.scope} = any(array(${scopes}))`, eq(openings.documentHash, hash))
      const found = handle.db.selectDistinct({ scope: openings.scope }).from(openings).where(condition)
      return (await found.orderBy(openings.scope)).map(({ scope }) => scope)
    },
    openingsBy: async (scope, hashes) =>
      openingsWhere(and(eq(openings.scope, scope), isOneOf(openings.entryHash, hashes))),
    openingsNaming: async (scope, party) =>
      openingsWhere(and(eq(openings.scope, scope), sql`${openings.parties} @> ${sql.param([party])}::text[]`)),
  }
}

const AFTER_START = '{"after":'

/** The `after` of an entry: its text begins with it, and it contains no bracket inside. */
function afterIn(text: string): Hash[] {
  return JSON.parse(text.slice(AFTER_START.length, text.indexOf(']') + 1)) as Hash[]
}

/**
 * The first following entries of these logs. An entry with a greater `seq` was admitted after the one that it follows, so
 * each log is read from there by ascending number, up to the limit.
 */
function hashesAfter(scope: Scope, ranges: Parameters<StoreReader['logsAfter']>[1], after: number, limit: number): SQL {
  const { number, hash, seq } = entries
  const ofAuthor = isOfLog(scope, sql`range."author"`)
  const begin = sql`select min(${number}) from ${entries} where ${ofAuthor} and ${seq} = range."afterSeq"`
  const next = sql`select ${number} as number, ${hash} as hash from ${entries}
    where ${ofAuthor} and ${seq} > range."afterSeq" and ${number} > greatest(${after}::bigint, coalesce((${begin}), 0))
    order by ${number} limit ${limit}`
  return sql`select next.hash from
    json_to_recordset(${JSON.stringify(ranges)}::json) as range("author" text collate "C", "afterSeq" bigint)
    cross join lateral (${next}) as next order by next.number limit ${limit}`
}

/** The entries of a log, by its indexes. */
export function isOfLog(scope: Scope, author: string | SQL): SQL {
  const isItsKey = sql`${keyOf(entries.scope, entries.author)} = ${keyOf(hexOf(entries.scope, scope), author)}`
  return sql`(${isItsKey} and ${eq(entries.scope, scope)} and ${entries.author} = ${author})`
}

/** The entries of a scope: of all its logs. */
export function isInScope(scope: Scope): SQL {
  const keys = sql`array(select ${keyOf(tips.scope, tips.author)} from ${tips} where ${eq(tips.scope, scope)})`
  return sql`(${keyOf(entries.scope, entries.author)} = any(${keys}) and ${eq(entries.scope, scope)})`
}

/** The entries of a scope about some subjects. */
export function areAbout(scope: Scope, subjects: readonly string[]): SQL {
  const names = subjects.map((subject) => hexOf(entries.subject, subject))
  const named = sql`unnest(${sql.param(names)}::text[]) as named`
  const keys = sql`array(select ${keyOf(hexOf(entries.scope, scope), sql`named`)} from ${named})`
  const isItsKey = sql`${keyOf(entries.scope, entries.subject)} = any(${keys})`
  return sql`(${isItsKey} and ${eq(entries.scope, scope)} and ${isOneOf(entries.subject, subjects)})`
}

/** Entries of a scope after a position in the order of admission. */
export async function readEntriesAfter(
  { db }: Handle,
  scope: Scope,
  after: number,
  limit: number,
): Promise<EntryPage['rows'][number][]> {
  const authors = await db.selectDistinct({ author: tips.author }).from(tips).where(eq(tips.scope, scope))
  const wholeLogs = authors.map(({ author }) => ({ author, afterSeq: 0 }))
  const hashes = sql`(${hashesAfter(scope, wholeLogs, after, limit)})`
  const found = await db.select().from(entries).where(inArray(entries.hash, hashes)).orderBy(asc(entries.number))
  return found.map((row) => ({ number: row.number, stored: toStored(row) }))
}

type LogWriter = Pick<StoreTransaction, 'append' | 'setVerdicts' | 'addLines' | 'addOpenings'>

export function writeLog(handle: Handle): LogWriter {
  return {
    append: async (appended) => {
      await insertRows(handle.db, entries, appended.map(toEntryRow))
      await saveRows(handle.db, tips, [tips.scope, tips.author, tips.line], lastOfEachLine(appended))
    },
    setVerdicts: async (verdicts) =>
      updateRows(
        handle.db,
        entries,
        entries.hash,
        verdicts.map(({ hash, verdict }) => ({ hash, ...verdictColumns(verdict) })),
      ),
    addLines: async (rows) => insertRows(handle.db, lines, rows, sql`on conflict do nothing`),
    addOpenings: async (rows) => insertRows(handle.db, openings, rows, sql`on conflict do nothing`),
  }
}

const [utf8, toUtf8] = [new TextDecoder(), new TextEncoder()]

/** Decodes the bytes of an admitted entry. */
export function entryIn(bytes: Uint8Array): Entry {
  return JSON.parse(utf8.decode(bytes)) as Entry
}

type PackedEntry = Pick<typeof entries.$inferSelect, 'author' | 'scope' | 'subject' | 'bytes'>

function textOf({ author, scope, subject, bytes }: PackedEntry): string {
  return unpackText(bytes, namesIn(author, scope, subject))
}

/** An entry as it was received. */
export function unpackEntry(row: PackedEntry): Pick<StoredEntry, 'entry' | 'bytes'> {
  const text = textOf(row)
  return { entry: JSON.parse(text) as Entry, bytes: toUtf8.encode(text) }
}

export function packEntry({ entry, bytes }: Pick<StoredEntry, 'entry' | 'bytes'>): Uint8Array {
  return packText(utf8.decode(bytes), namesIn(entry.author, entry.scope, entry.subject))
}

export function toStored(row: typeof entries.$inferSelect): StoredEntry {
  const { hash, presence, signature, author, seq, line, origin, receivedAt } = row
  const { verdictCode, verdictClass, verdictMessage } = row
  return {
    ...unpackEntry(row),
    hash,
    presence,
    signature,
    position: { author, seq, line },
    verdict:
      verdictCode === null || verdictClass === null
        ? null
        : { code: verdictCode, class: verdictClass, message: verdictMessage ?? '' },
    origin,
    receivedAt,
  }
}

export function toEntryRow(stored: StoredEntry) {
  const { entry, hash, presence, signature, position, verdict, origin, receivedAt } = stored
  const { author, scope, seq, subject, kind, at } = entry
  const { line } = position
  const columns = { hash, author, scope, seq, subject, kind, at, presence, signature, line, origin, receivedAt }
  return { ...columns, bytes: packEntry(stored), ...verdictColumns(verdict) }
}

function verdictColumns(verdict: StoredEntry['verdict']) {
  return {
    verdictCode: verdict?.code ?? null,
    verdictClass: verdict?.class ?? null,
    verdictMessage: verdict?.message ?? null,
  }
}

export function lastOfEachLine(appended: readonly StoredEntry[]): (typeof tips.$inferInsert)[] {
  const last = new Map<string, typeof tips.$inferInsert>()
  for (const { entry, hash, position } of appended) {
    const { author, scope, seq, at } = entry
    const key = `${scope} ${position.line}`
    if ((last.get(key)?.seq ?? 0) < seq) last.set(key, { scope, author, line: position.line, seq, hash, at })
  }
  return [...last.values()]
}

function toOpening({ number: _, ...row }: typeof openings.$inferSelect): OpeningRow {
  return row
}
