import { index, integer, pgTable, primaryKey } from 'drizzle-orm/pg-core'
import type { Did, Hash, Scope } from '../../kernel/index.ts'
import { bytes, byteText, whole } from './columns.ts'

/** Which attachments stand beside which logs, and on whose account. */
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

/** The contents, each once, in parts that no statement finds too large. An empty attachment has one empty part. */
export const attachmentParts = pgTable(
  'attachment_parts',
  {
    hash: byteText('hash').$type<Hash>().notNull(),
    part: integer('part').notNull(),
    bytes: bytes('bytes').notNull(),
  },
  (table) => [primaryKey({ columns: [table.hash, table.part] })],
)
