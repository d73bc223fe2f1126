import { and, asc, desc, eq, isNotNull, lte, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { HeldRow, StoreReader, StoreTransaction } from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { isOneOf, saveRows } from '../statements.ts'
import { held } from '../tables/index.ts'
import { entryIn } from './log.ts'

type HeldEntries = Pick<
  StoreTransaction,
  'hold' | 'heldBy' | 'heldByEach' | 'heldNewest' | 'heldAmong' | 'heldUntil' | 'unhold'
>

const AMOUNT = {
  count: sql<string>`count(*)`,
  byteCount: sql<string>`coalesce(sum(octet_length(${held.bytes})), 0)`,
}

export function readHeld(handle: Handle): Pick<StoreReader, 'heldWaitingFor' | 'missing'> {
  return {
    heldWaitingFor: async (hashes, limit) => {
      const found = handle.db.select().from(held).where(isOneOf(held.waitsFor, hashes)).$dynamic()
      const sorted = found.orderBy(asc(held.seq), asc(held.hash))
      return (await (limit === undefined ? sorted : sorted.limit(limit))).map(toHeld)
    },
    missing: async (scopes, authors, limit) => {
      const sent = alias(held, 'sent')
      const isSent = handle.db.select({ hash: sent.hash }).from(sent).where(eq(sent.hash, held.waitsFor))
      const turn = sql<number>`row_number() over (partition by ${held.author} order by ${held.waitsFor})`.as('turn')
      const awaited = handle.db
        .select({ hash: held.waitsFor, turn })
        .from(held)
        .where(
          and(isOneOf(held.author, authors), isOneOf(held.scope, scopes), isNotNull(held.waitsFor), notExists(isSent)),
        )
        .groupBy(held.author, held.waitsFor)
        .as('awaited')
      const found = handle.db.select({ hash: awaited.hash }).from(awaited).groupBy(awaited.hash)
      const rows = await found.orderBy(sql`min(${awaited.turn})`, awaited.hash).limit(limit)
      return rows.flatMap(({ hash }) => hash ?? [])
    },
  }
}

export function keepHeld(handle: Handle): HeldEntries {
  return {
    hold: (rows) => saveRows(handle.db, held, [held.hash], rows.map(toRow)),
    heldBy: async (author) => {
      const chosen = author === null ? undefined : eq(held.author, author)
      const [row] = await handle.db.select(AMOUNT).from(held).where(chosen)
      return { count: Number(row?.count ?? 0), byteCount: Number(row?.byteCount ?? 0) }
    },
    heldByEach: async () => {
      const rows = await handle.db
        .select({ author: held.author, ...AMOUNT })
        .from(held)
        .groupBy(held.author)
      return rows.map(({ author, count, byteCount }) => ({
        author,
        count: Number(count),
        byteCount: Number(byteCount),
      }))
    },
    heldNewest: async (author, limit) => {
      const found = handle.db.select().from(held).where(eq(held.author, author))
      return (await found.orderBy(desc(held.heldAt), desc(held.seq), desc(held.hash)).limit(limit)).map(toHeld)
    },
    heldAmong: async (hashes) => {
      const rows = await handle.db.select({ hash: held.hash }).from(held).where(isOneOf(held.hash, hashes))
      return new Set(rows.map(({ hash }) => hash))
    },
    heldUntil: async (now, limit) => {
      const found = handle.db.select().from(held).where(lte(held.until, now))
      return (await found.orderBy(asc(held.until), asc(held.seq), asc(held.hash)).limit(limit)).map(toHeld)
    },
    unhold: async (hashes) => {
      await handle.db.delete(held).where(isOneOf(held.hash, hashes))
    },
  }
}

function toHeld({ hash, bytes, signature, waitsFor, until, heldAt }: typeof held.$inferSelect): HeldRow {
  return { sealed: { entry: entryIn(bytes), hash, bytes, signature }, waitsFor, until, heldAt }
}

function toRow({ sealed, waitsFor, until, heldAt }: HeldRow): typeof held.$inferInsert {
  const { hash, bytes, signature, entry } = sealed
  return { hash, author: entry.author, scope: entry.scope, seq: entry.seq, bytes, signature, waitsFor, until, heldAt }
}
