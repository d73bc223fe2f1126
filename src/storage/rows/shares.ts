import { and, asc, desc, eq, gt, isNull, ne, type SQL, sql } from 'drizzle-orm'
import { isPublicScope, PUBLIC_SCOPE, type Scope } from '../../kernel/index.ts'
import type { StoreReader, StoreTransaction } from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { unpackedLength } from '../packing/packed-text.ts'
import { hexOf, isOneOf, keyOf, saveRows } from '../statements.ts'
import {
  attachmentParts,
  attachments,
  debtParties,
  debts,
  debtVersions,
  digestPages,
  entries,
  held,
  lines,
  openings,
  setOffs,
  shares,
  subjects,
  tips,
  totals,
} from '../tables/index.ts'
import { detachChanges } from './changes.ts'
import { isInScope, isOfLog } from './log.ts'

type ShareReader = Pick<StoreReader, 'shares' | 'spokenOf' | 'logSizes'>

export function readShares({ db }: Handle): ShareReader {
  const isProposal = and(ne(shares.scope, PUBLIC_SCOPE), gt(shares.byteCount, 0))
  const lanes = { public: eq(shares.scope, PUBLIC_SCOPE), agreements: isProposal }
  return {
    shares: async (lane) => {
      const found = db.select().from(shares)
      return found.where(lane === null ? undefined : lanes[lane]).orderBy(asc(shares.scope), asc(shares.author))
    },
    spokenOf: async (authors, kinds) => {
      const { author, subject, kind, seq } = entries
      const logs = sql`array(select ${keyOf(hexOf(entries.scope, PUBLIC_SCOPE), sql`named`)} from unnest(${sql.param(authors)}::text[]) as named)`
      const isPublic = and(
        sql`${keyOf(entries.scope, author)} = any(${logs})`,
        and(eq(entries.scope, PUBLIC_SCOPE), isOneOf(author, authors)),
      )
      const last = db
        .selectDistinctOn([author, subject], { author, subject, kind, seq })
        .from(entries)
        .where(and(isPublic, isOneOf(kind, kinds), isNull(entries.verdictCode)))
        .orderBy(author, subject, desc(seq))
        .as('last')
      const rows = await db.select().from(last).orderBy(asc(last.author), asc(last.seq))
      return rows.map(({ seq: _, ...row }) => row)
    },
    logSizes: async (scope, author, after) => {
      const byteCount = unpackedLength(entries.bytes)
      const found = db.select({ seq: entries.seq, byteCount }).from(entries)
      return found.where(partOfLog(scope, author, after)).orderBy(desc(entries.seq))
    },
  }
}

type ShareWriter = Pick<StoreTransaction, 'saveShares' | 'deleteShares' | 'removeLog' | 'removeScope'>

export function writeShares({ db }: Handle): ShareWriter {
  return {
    saveShares: (rows) => saveRows(db, shares, [shares.scope, shares.author], rows),
    deleteShares: async (rows) => {
      for (const { scope, author } of rows) {
        await db.delete(shares).where(and(eq(shares.scope, scope), eq(shares.author, author)))
      }
    },
    removeLog: async (scope, author, after) => {
      if (!isPublicScope(scope)) await detachChanges({ db }, scope)
      const removed = await db
        .delete(entries)
        .where(partOfLog(scope, author, after))
        .returning({
          subject: entries.subject,
        })
      await db.delete(tips).where(and(eq(tips.scope, scope), eq(tips.author, author), gt(tips.seq, after)))
      await db.execute(sql`insert into ${tips} (scope, author, line, seq, hash, at)
        select distinct on (line) scope, author, encode(line, 'hex'), seq, encode(hash, 'hex'), at from ${entries}
        where ${partOfLog(scope, author, 0)} order by line, seq desc on conflict do nothing`)
      return [...new Set(removed.map(({ subject }) => subject))].sort()
    },
    removeScope: async (scope) => {
      const hashes = db.select({ hash: attachments.hash }).from(attachments).where(eq(attachments.scope, scope))
      const named = (await hashes).map(({ hash }) => hash)
      const derived = [setOffs, totals, debts, debtParties, debtVersions, digestPages]
      await detachChanges({ db }, scope)
      await db.delete(entries).where(isInScope(scope))
      const tables = [tips, lines, openings, ...derived, held, attachments]
      for (const table of tables) await db.delete(table).where(eq(table.scope, scope))
      await db.delete(subjects).where(and(eq(subjects.scope, scope), ne(subjects.aggregate, 'draft')))
      const isElsewhere = sql`exists (select from ${attachments} where ${attachments.hash} = ${attachmentParts.hash})`
      await db.delete(attachmentParts).where(and(isOneOf(attachmentParts.hash, named), sql`not ${isElsewhere}`))
    },
  }
}

function partOfLog(scope: Scope, author: string, after: number): SQL | undefined {
  return and(isOfLog(scope, author), gt(entries.seq, after))
}
