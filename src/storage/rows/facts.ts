import { and, eq, gt, ne, sql } from 'drizzle-orm'
import type { Hash, Json, Scope } from '../../kernel/index.ts'
import type { FactPlace } from '../../log/index.ts'
import type { Handle } from '../database.ts'
import { entries, subjects } from '../tables/index.ts'

/** Rows read by one statement: the embedded database blocks the process meanwhile. */
const FACTS_PER_READ = 1000

interface Reading {
  readonly onSubject: (id: string, state: Json) => void
  readonly onVerdict: (hash: Hash, code: string | null) => void
  readonly after?: FactPlace | null
  readonly limit?: number
}

/** Feeds subjects by ascending id, then verdicts by ascending hash; returns where to continue, or null at the end. */
export async function eachFact(handle: Handle, scope: Scope, reading: Reading): Promise<FactPlace | null> {
  let place: FactPlace | null = reading.after ?? { part: 'subjects', key: '' }
  for (let left = reading.limit ?? Number.POSITIVE_INFINITY; place !== null && left > 0; ) {
    const limit = Math.min(left, FACTS_PER_READ)
    const keys: string[] = await FEEDS[place.part](handle, scope, { ...reading, key: place.key, limit })
    left -= keys.length
    const last = keys.length < limit ? undefined : keys.at(-1)
    if (last !== undefined) place = { part: place.part, key: last }
    else place = place.part === 'subjects' ? { part: 'verdicts', key: '' } : null
  }
  return place
}

type Page = Reading & { readonly key: string; readonly limit: number }

const FEEDS: Record<FactPlace['part'], (handle: Handle, scope: Scope, page: Page) => Promise<string[]>> = {
  subjects: async ({ db }, scope, { key, limit, onSubject }) => {
    const condition = and(eq(subjects.scope, scope), gt(subjects.id, key), ne(subjects.aggregate, 'draft'))
    const found = db.select({ id: subjects.id, state: subjects.state }).from(subjects).where(condition)
    const rows = await found.orderBy(subjects.id).limit(limit)
    for (const { id, state } of rows) onSubject(id, state)
    return rows.map(({ id }) => id)
  },
  verdicts: async ({ db }, scope, { key, limit, onVerdict }) => {
    const condition = and(eq(entries.scope, scope), sql`${entries.hash} > ${key}`)
    const found = db.select({ hash: entries.hash, code: entries.verdictCode }).from(entries).where(condition)
    const rows = await found.orderBy(entries.hash).limit(limit)
    for (const { hash, code } of rows) onVerdict(hash, code)
    return rows.map(({ hash }) => hash)
  },
}
