import { index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import type { Did, Hash, Scope } from '../../kernel/index.ts'
import { bytes, byteText, whole } from './columns.ts'

/** Which attachments belong to which scope, and to whose account. */
export const attachments = pgTable(
  'attachments',
  {
    scope: byteText('scope').$type<Scope>().notNull(),
    hash: byteText('hash').$type<Hash>().notNull(),
    author: byteText('author').$type<Did>(),
    size: whole('size').notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.scope, table.hash] }),
    index('attachments_author').on(table.author, table.size),
  ],
)

/** The contents, deduplicated, in parts small enough for a statement. An empty attachment has one empty part. */
export const attachmentParts = pgTable(
  'attachment_parts',
  {
    hash: byteText('hash').$type<Hash>().notNull(),
    part: integer('part').notNull(),
    bytes: bytes('bytes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.hash, table.part] })],
)
