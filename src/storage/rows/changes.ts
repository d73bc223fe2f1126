import { and, asc, type Column, eq, gt, isNull, type SQL, sql } from 'drizzle-orm'
import { isPublicScope, type Scope } from '../../kernel/index.ts'
import type { Change, StoredEntry, StoreReader, StoreTransaction } from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { hexOf, insertRows, keyOf } from '../statements.ts'
import { changes, entries, ledger } from '../tables/index.ts'

/** The number of the ledger's one row. */
export const LEDGER_ROW = 1

type ChangeReader = Pick<StoreReader, 'changesAfter' | 'headChange' | 'changedAfter'>

export function readChanges(handle: Handle): ChangeReader {
  const headChange = async () => {
    const rows = await handle.db.select({ last: ledger.lastChange }).from(ledger).where(eq(ledger.id, LEDGER_ROW))
    return rows[0]?.last ?? 0
  }
  return {
    changesAfter: async (number, limit, subjectKind) => {
      const isMeant = subjectKind === undefined ? undefined : eq(changes.subjectKind, subjectKind)
      const found = selectChanges(handle).where(and(isMeant, gt(changes.number, number)))
      return await found.orderBy(asc(changes.number)).limit(limit)
    },
    headChange,
    changedAfter: async (after) => {
      const head = await headChange()
      if (head === after) return { head, scopes: [], kinds: [] }
      const { scope, kind } = CHANGE
      const found = handle.db.selectDistinct({ scope, kind }).from(changes).leftJoin(entries, TELLS)
      const rows = await found.where(gt(changes.number, after)).orderBy(scope)
      const scopes = new Set(rows.flatMap(({ scope }) => scope ?? []))
      return { head, scopes: [...scopes], kinds: [...new Set(rows.map(({ kind }) => kind))].sort() }
    },
  }
}

/** The entry of a change that says nothing of itself. */
const TELLS = and(isNull(changes.kind), eq(entries.hash, changes.entryHash))
const CHANGE = {
  number: changes.number,
  kind: told(changes.kind, entries.kind),
  subjectKind: changes.subjectKind,
  subject: told(changes.subject, entries.subject),
  scope: changes.scope,
  author: sql<Change['author']>`coalesce(${changes.author}, ${entries.author})`,
  entryHash: changes.entryHash,
  refusal: changes.refusal,
  at: told(changes.at, entries.at),
  receivedAt: told(changes.receivedAt, entries.receivedAt),
  origin: told(changes.origin, entries.origin),
}

function told<Told extends Column>(column: Column, ofEntry: Told): SQL<Told['_']['data']> {
  return sql<Told['_']['data']>`coalesce(${column}, ${ofEntry})`.mapWith(ofEntry)
}

/** Changes whole, also those that leave it to their entries what they say. */
export function selectChanges({ db }: Handle) {
  return db.select(CHANGE).from(changes).leftJoin(entries, TELLS).$dynamic()
}

/**
 * A change in an agreement's scope that says of itself what its entry says leaves it to that. Public entries may be
 * evicted, one log at a time: their changes say it themselves.
 */
export function toChangeRow(change: Change, written: StoredEntry | undefined): typeof changes.$inferInsert {
  if (written === undefined || isPublicScope(written.entry.scope)) return change
  const { number, subjectKind, scope, entryHash, refusal, ...own } = change
  const { kind, subject, author, at } = written.entry
  const entrys: typeof own = { kind, subject, author, at, receivedAt: written.receivedAt, origin: written.origin }
  const names = Object.keys(own) as (keyof typeof own)[]
  return names.every((name) => own[name] === entrys[name]) ? { number, subjectKind, scope, entryHash, refusal } : change
}

/** Lets the changes of a scope say what its entries say, before these are removed. */
export async function detachChanges({ db }: Handle, scope: Scope): Promise<void> {
  const { kind, subject, author, at, receivedAt, origin } = entries
  await db
    .update(changes)
    .set({ kind, subject, author, at, receivedAt, origin } as never)
    .from(entries)
    .where(and(areOfScope(scope), TELLS))
}

/** The changes in a scope, by the index `changes_scope`. */
export function areOfScope(scope: Scope): SQL {
  return sql`(${keyOf(changes.scope)} = ${keyOf(hexOf(changes.scope, scope))} and ${eq(changes.scope, scope)})`
}

type ChangeWriter = Pick<StoreTransaction, 'appendChanges'>

export function writeChanges(handle: Handle): ChangeWriter {
  return {
    appendChanges: async (added) => {
      if (added.length === 0) return []
      const lastChange = sql`${ledger.lastChange} + ${added.length}`
      const counted = handle.db.update(ledger).set({ lastChange }).where(eq(ledger.id, LEDGER_ROW))
      const [{ last } = { last: 0 }] = await counted.returning({ last: ledger.lastChange })
      const numbered = added.map((change, i) => ({ ...change, number: last - added.length + 1 + i }))
      await insertRows(handle.db, changes, numbered)
      return numbered
    },
  }
}
