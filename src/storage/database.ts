import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'

/** The database of either driver; statements are built by Drizzle, never from text. */
export type Database = PgDatabase<PgQueryResultHKT, Record<string, never>>

/** A transaction, which begins with its first statement. Each asks for the database, so that it throws once it has ended. */
export interface Handle {
  readonly db: Database
}

/** A statement that Drizzle has built once, with the values for its placeholders. */
export interface PreparedStatement {
  readonly sql: string
  readonly params: readonly (string | number | null)[]
}

/** The transaction of a writer. */
export interface WriterHandle extends Handle {
  /** Whether any statement was issued. */
  readonly hasBegun: boolean
  /** Runs a statement: in the transaction if that has begun, as a transaction of its own if not. */
  run(statement: PreparedStatement): Promise<readonly Readonly<Record<string, unknown>>[]>
}

/** A database without a store on it: its tables may be of any version, or absent. */
export interface PlainDatabase extends AsyncDisposable {
  readonly db: Database
  readonly schema: string
  /** Runs a checkpoint, so that data is not on disk twice; no-op if the database does that itself. */
  checkpoint(): Promise<void>
}
