import { fillPlaceholders, type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type { Hash } from '../../kernel/index.ts'
import type { PreparedStatement } from '../database.ts'
import { LEDGER_ROW, toChangeRow } from '../rows/changes.ts'
import type { DebtRows } from '../rows/debts.ts'
import { toPageRow } from '../rows/digest-pages.ts'
import { lastOfEachLine, toEntryRow } from '../rows/log.ts'
import { toSubjectRow } from '../rows/subjects.ts'
import { arrayText, deletion, insertion, keyText, replacing, rowText } from '../statements.ts'
import {
  changes,
  debts,
  debtVersions,
  digestPages,
  entries,
  ledger,
  lines,
  localRecords,
  openings,
  subjects,
  tips,
  totals,
} from '../tables/index.ts'
import type { PendingRows } from './pending-rows.ts'

/** The ledger as this process has left it: while its mark stands, no other process has written. */
export interface LedgerState {
  readonly head: number
  readonly mark: string
}

/** The transaction that wrote the ledger's row last, which tells whether another process has written since. */
export const LEDGER_MARK = sql<string>`${sql.identifier('xmin')}::text`

/** Holds where the ledger is as this process left it: then its row is locked, and everything is written. */
const IS_OURS = sql`exists (select from ours)`

const PARTS: Readonly<Record<string, SQL>> = {
  entries: insertion(entries, sql.placeholder('entries'), { where: IS_OURS }),
  tips: insertion(tips, sql.placeholder('tips'), {
    where: IS_OURS,
    onConflict: replacing(tips, [tips.scope, tips.author, tips.line]),
  }),
  lines: insertion(lines, sql.placeholder('lines'), { where: IS_OURS, onConflict: sql`on conflict do nothing` }),
  openings: insertion(openings, sql.placeholder('openings'), {
    where: IS_OURS,
    onConflict: sql`on conflict do nothing`,
  }),
  subjects: insertion(subjects, sql.placeholder('subjects'), {
    where: IS_OURS,
    onConflict: replacing(subjects, [subjects.scope, subjects.id]),
  }),
  debts: insertion(debts, sql.placeholder('debts'), {
    where: IS_OURS,
    onConflict: replacing(debts, [debts.scope, debts.id]),
  }),
  closedDebts: deletion(debts, [debts.scope, debts.id], sql.placeholder('closedDebts'), IS_OURS),
  debtVersions: insertion(debtVersions, sql.placeholder('debtVersions'), {
    where: IS_OURS,
    onConflict: replacing(debtVersions, [debtVersions.scope]),
  }),
  locals: insertion(localRecords, sql.placeholder('locals'), {
    where: IS_OURS,
    onConflict: replacing(localRecords, [localRecords.collection, localRecords.id]),
  }),
  deletedLocals: deletion(
    localRecords,
    [localRecords.collection, localRecords.id],
    sql.placeholder('deletedLocals'),
    IS_OURS,
  ),
  totals: insertion(totals, sql.placeholder('totals'), {
    where: IS_OURS,
    onConflict: replacing(totals, [totals.scope, totals.left, totals.right, totals.currency, totals.scale]),
  }),
  digestPages: insertion(digestPages, sql.placeholder('digestPages'), {
    where: IS_OURS,
    onConflict: replacing(digestPages, [digestPages.scope, digestPages.digits]),
  }),
  changes: insertion(changes, sql.placeholder('changes'), { where: IS_OURS }),
}

/**
 * One statement that writes to all tables, and tells the ledger's new mark: no row if another process has written since
 * the known one. `channel`: where other processes hear of the last change; null if there are none.
 */
function flushStatement(channel: string | null): { readonly sql: string; readonly params: unknown[] } {
  const { id } = ledger
  const head = sql.placeholder('head')
  const ours = sql`ours as (update ${ledger} set last_change = ${head}::bigint
    where ${id} = ${LEDGER_ROW} and ${LEDGER_MARK} = ${sql.placeholder('mark')} returning ${LEDGER_MARK} as mark)`
  const parts = Object.entries(PARTS).map(([name, part]) => sql`${sql.identifier(`part_${name}`)} as (${part})`)
  const [place, announced] = [sql.placeholder('channel'), sql.placeholder('announced')]
  const notify =
    channel === null
      ? sql.empty()
      : sql`, (select pg_notify(${place}::text, ${announced}::text) where ${announced}::text <> '')`
  return new PgDialect().sqlToQuery(sql`with ${sql.join([ours, ...parts], sql`, `)} select mark ${notify} from ours`)
}

const TEXT_OF = {
  entries: rowText(entries),
  tips: rowText(tips),
  lines: rowText(lines),
  openings: rowText(openings),
  subjects: rowText(subjects),
  debts: rowText(debts),
  debtVersions: rowText(debtVersions),
  locals: rowText(localRecords),
  totals: rowText(totals),
  digestPages: rowText(digestPages),
  changes: rowText(changes),
}

const CLOSED_TEXT = keyText([debts.scope, debts.id])

/** Pending rows as the texts of their JSON objects. */
export class FlushedRows {
  readonly #texts: Readonly<Record<keyof typeof PARTS, readonly string[]>>

  constructor(rows: PendingRows, debtRows: DebtRows) {
    const locals = [...rows.locals.values()]
    const written = new Map(rows.entries.map((entry) => [entry.hash as Hash | null, entry]))
    this.#texts = {
      entries: rows.entries.map((entry) => TEXT_OF.entries(toEntryRow(entry))),
      tips: lastOfEachLine(rows.entries).map(TEXT_OF.tips),
      lines: rows.lines.map(TEXT_OF.lines),
      openings: rows.openings.map(TEXT_OF.openings),
      subjects: [...rows.subjects.values()].map((row) => TEXT_OF.subjects(toSubjectRow(row))),
      debts: debtRows.open.map(TEXT_OF.debts),
      closedDebts: debtRows.closed.map(({ scope, id }) => CLOSED_TEXT([scope, id])),
      debtVersions: debtRows.versions.map(TEXT_OF.debtVersions),
      locals: locals.flatMap(({ value, ...key }) => (value === null ? [] : [TEXT_OF.locals({ ...key, value })])),
      deletedLocals: locals.flatMap(({ value, ...key }) => (value === null ? [JSON.stringify(key)] : [])),
      totals: [...rows.totals.values()].map(TEXT_OF.totals),
      digestPages: [...rows.digestPages.values()].map((row) => TEXT_OF.digestPages(toPageRow(row))),
      changes: rows.changes.map((change) => TEXT_OF.changes(toChangeRow(change, written.get(change.entryHash)))),
    }
  }

  /** How many characters a statement with these rows has. */
  get length(): number {
    return Object.values(this.#texts).reduce(
      (sum, texts) => sum + texts.reduce((all, { length }) => all + length, 0),
      0,
    )
  }

  params(): Record<string, string> {
    return Object.fromEntries(Object.entries(this.#texts).map(([name, texts]) => [name, arrayText(texts)]))
  }
}

/** Builds the statement of a flush. */
export class Flush {
  readonly #query: { readonly sql: string; readonly params: unknown[] }
  readonly #channel: string | null

  constructor(channel: string | null) {
    this.#query = flushStatement(channel)
    this.#channel = channel
  }

  /** `head`: the last change there is then, which other processes are told if it is new. */
  statement(rows: FlushedRows, { head, mark }: LedgerState, isNew: boolean): PreparedStatement {
    const { sql, params } = this.#query
    const values = { ...rows.params(), head, mark, channel: this.#channel, announced: isNew ? String(head) : '' }
    return { sql, params: fillPlaceholders(params, values) as (string | number | null)[] }
  }
}
