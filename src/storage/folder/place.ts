export const HEAD_FILE = 'heads.jsonl'
export const DATABASE_FOLDER = 'database'

/** Where a node keeps its store. */
export interface StorePlace {
  readonly dataDir: string
  /** A server's URL; null if the database is in the data folder. */
  readonly databaseUrl: string | null
}
