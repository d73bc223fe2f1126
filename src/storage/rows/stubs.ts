import { and, asc, desc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { PUBLIC_SCOPE } from '../../kernel/index.ts'
import type { StubReader, StubWriter } from '../../node/index.ts'
import type { Handle } from '../database.ts'
import { isOneOf, updateRows } from '../statements.ts'
import { entries, tips } from '../tables/index.ts'
import { packEntry, toStored } from './log.ts'

/** Written as in the partial index, so that this is used. */
const IS_PART = sql`presence <> 'whole'`

export function readStubs({ db }: Handle): StubReader {
  return {
    wholeTips: async () => {
      const wholeLogs = db.select().from(tips).where(eq(tips.scope, PUBLIC_SCOPE)).$dynamic()
      if ((await db.select({ seq: entries.seq }).from(entries).where(IS_PART).limit(1)).length === 0) return wholeLogs
      const inPart = sql`(select distinct ${entries.author} from ${entries} where ${IS_PART})`
      const { scope, author, line, seq, hash, at } = entries
      const isWhole = and(eq(scope, PUBLIC_SCOPE), eq(entries.presence, 'whole'))
      const ofParts = db
        .selectDistinctOn([line], { scope, author, line, seq, hash, at })
        .from(entries)
        .where(and(isWhole, sql`${author} in ${inPart}`))
        .orderBy(line, desc(seq))
      const ofWhole = wholeLogs.where(and(eq(tips.scope, PUBLIC_SCOPE), sql`${tips.author} not in ${inPart}`))
      return [...(await ofWhole), ...(await ofParts)]
    },
    authorsInPart: async () => {
      const rows = await db.selectDistinct({ author: entries.author }).from(entries).where(IS_PART)
      return rows.map(({ author }) => author)
    },
    stubbedLogs: async (kinds) => {
      const firstSeq = sql<number>`min(${entries.seq})`.mapWith(Number)
      const ofKinds = sql<number | null>`min(${entries.seq}) filter (where ${isOneOf(entries.kind, kinds)})`
      const firstOfKindsSeq = ofKinds.mapWith((seq) => (seq === null ? null : Number(seq)))
      return db
        .select({ author: entries.author, firstSeq, firstOfKindsSeq })
        .from(entries)
        .where(partsThatAre('stub'))
        .groupBy(entries.author)
        .orderBy(asc(entries.author))
    },
    entriesBehind: async (after, limit) => {
      const condition = and(partsThatAre('behind'), gt(entries.number, after))
      const rows = await db.select().from(entries).where(condition).orderBy(asc(entries.number)).limit(limit)
      return { entries: rows.map(toStored), last: rows.at(-1)?.number ?? after }
    },
  }
}

export function writeStubs({ db }: Handle): StubWriter {
  return {
    fillStubs: async (filled) =>
      updateRows(
        db,
        entries,
        entries.hash,
        filled.map((entry) => {
          const { hash, presence, signature } = entry
          return { hash, presence, bytes: packEntry(entry), signature }
        }),
      ),
    setWhole: async (hashes) => {
      await db.update(entries).set({ presence: 'whole' }).where(isOneOf(entries.hash, hashes))
    },
  }
}

function partsThatAre(presence: 'stub' | 'behind'): SQL | undefined {
  return and(IS_PART, eq(entries.presence, presence))
}
