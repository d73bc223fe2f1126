import { pgTable, primaryKey } from 'drizzle-orm/pg-core'
import type { Did, Hash, Instant, Scope } from '../../kernel/index.ts'
import { byteText, whole } from './columns.ts'

/**
 * What strangers may store: for each author its public log, for each proposal that nobody here has answered its scope, with
 * what it takes, the neighbour that it came from, and what of it was let go.
 */
export const shares = pgTable(
  'shares',
  {
    scope: byteText('scope').$type<Scope>().notNull(),
    author: byteText('author').$type<Did>().notNull(),
    /** Null where it is not known. */
    relay: byteText('relay').$type<Did>(),
    since: whole('since').$type<Instant>().notNull(),
    byteCount: whole('byte_count').notNull(),
    /** Entries up to this number of the log stay, whatever it takes. */
    keptSeq: whole('kept_seq').notNull(),
    /** Up to this number the bodies are fetched, as others name them. */
    namedSeq: whole('named_seq').notNull().default(0),
    /** The head as it was told when something was let go; null where all is here. */
    letGo: byteText('let_go').$type<Hash>(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.author] })],
)
