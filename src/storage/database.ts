import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** A database or an open transaction of either driver; statements are built by Drizzle, never from text. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>

/** Where statements go now: inside a savepoint it is the savepoint's own handle. */
export interface Handle {
  readonly db: Database
}
