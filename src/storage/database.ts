import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** The database of either driver; statements are built by Drizzle, never from text. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>

/** An open transaction. Each statement asks it for its database, so that it can throw once it has ended. */
export interface Handle {
  readonly db: Database
}

/** A database without a store on it: its tables may be of any version, or absent. */
export interface PlainDatabase extends AsyncDisposable {
  readonly db: Database
  readonly schema: string
  /** Runs a checkpoint, so that data is not on disk twice; no-op if the database does that itself. */
  checkpoint(): Promise<void>
}
