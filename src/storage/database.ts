import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** The database of either driver; statements are built by Drizzle, never from text. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>

/** An open transaction. It is asked for its database before each statement, so that it can say that it has ended. */
export interface Handle {
  readonly db: Database
}

/** A database without a store on it: its tables may be of any version, or not be there. */
export interface PlainDatabase extends AsyncDisposable {
  readonly db: Database
  readonly schema: string
  /** Lets the database forget what it has written twice; does nothing where it sees to that itself. */
  checkpoint(): Promise<void>
}
