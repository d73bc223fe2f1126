import { pgTable, primaryKey } from 'drizzle-orm/pg-core'
import type { Did, Hash, Instant, Scope } from '../../kernel/index.ts'
import { byteText, whole } from './columns.ts'

/**
 * Storage used by strangers: for each author its public log, for each unanswered proposal its scope, with its size, the
 * neighbour that brought it, and what was evicted.
 */
export const shares = pgTable(
  'shares',
  {
    scope: byteText('scope').$type<Scope>().notNull(),
    author: byteText('author').$type<Did>().notNull(),
    /** Null if unknown. */
    relay: byteText('relay').$type<Did>(),
    since: whole('since').$type<Instant>().notNull(),
    byteCount: whole('byte_count').notNull(),
    /** Entries up to this number of the log are never evicted. */
    keptSeq: whole('kept_seq').notNull(),
    /** Up to this number the bodies are fetched, as others name them. */
    namedSeq: whole('named_seq').notNull().default(0),
    /** The head as known when something was evicted; null if all is here. */
    letGo: byteText('let_go').$type<Hash>(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.author] })],
)
