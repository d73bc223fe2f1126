import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Did, Hash, Instant, JsonObject, RefusalClass, Scope } from '../../kernel/index.ts'
import type { Presence } from '../../log/index.ts'
import type { Origin } from '../../node/index.ts'
import { bytes, byteText, hashBytes, idBytes, keyIndex, ordinal, whole } from './columns.ts'

const SCOPE = "encode(scope, 'hex')"

/** Every admitted entry as received, except stubs. Only the fields needed for search are columns. */
export const entries = pgTable(
  'entries',
  {
    number: ordinal('number'),
    hash: hashBytes('hash').primaryKey(),
    author: byteText('author').$type<Did>().notNull(),
    scope: idBytes('scope').$type<Scope>().notNull(),
    seq: whole('seq').notNull(),
    subject: idBytes('subject').notNull(),
    kind: byteText('kind').notNull(),
    at: whole('at').$type<Instant>().notNull(),
    presence: byteText('presence').$type<Presence>().notNull().default('whole'),
    /** Packed: what the columns beside it name is in it by number (`rows/log.ts`). */
    bytes: bytes('bytes').notNull(),
    signature: bytes('signature').notNull(),
    line: hashBytes('line').notNull(),
    verdictCode: byteText('verdict_code'),
    verdictClass: byteText('verdict_class').$type<RefusalClass>(),
    verdictMessage: byteText('verdict_message'),
    origin: byteText('origin').$type<Origin>().notNull(),
    receivedAt: whole('received_at').$type<Instant>().notNull(),
  },
  (table) => [
    index('entries_log').on(keyIndex(SCOPE, 'author'), table.seq),
    index('entries_log_order').on(keyIndex(SCOPE, 'author'), table.number),
    index('entries_subject').on(keyIndex(SCOPE, "encode(subject, 'hex')")),
    index('entries_verdict').on(table.verdictCode, table.number).where(sql`verdict_code is not null`),
    index('entries_part').on(table.author, table.seq).where(sql`presence <> 'whole'`),
  ],
)

/** The last entry of each branch of a log. */
export const tips = pgTable(
  'tips',
  {
    scope: idBytes('scope').$type<Scope>().notNull(),
    author: byteText('author').$type<Did>().notNull(),
    line: byteText('line').$type<Hash>().notNull(),
    seq: whole('seq').notNull(),
    hash: byteText('hash').$type<Hash>().notNull(),
    at: whole('at').$type<Instant>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.author, table.line] })],
)

/** Branches of forked logs. */
export const lines = pgTable(
  'lines',
  {
    scope: byteText('scope').$type<Scope>().notNull(),
    line: byteText('line').$type<Hash>().notNull(),
    author: byteText('author').$type<Did>().notNull(),
    parent: byteText('parent').$type<Hash>(),
    parentSeq: whole('parent_seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.line] }), index('lines_author').on(table.author)],
)

/** Documents that entries brought, and the parties that they allow to write. */
export const openings = pgTable(
  'openings',
  {
    number: ordinal('number'),
    entryHash: byteText('entry_hash').$type<Hash>().primaryKey(),
    scope: idBytes('scope').$type<Scope>().notNull(),
    documentHash: byteText('document_hash').$type<Hash>().notNull(),
    document: jsonb('document').$type<JsonObject>().notNull(),
    parties: text('parties').array().$type<readonly Did[]>().notNull(),
  },
  (table) => [index('openings_document').on(table.scope, table.documentHash)],
)

/** Pending entries. */
export const held = pgTable(
  'held',
  {
    hash: byteText('hash').$type<Hash>().primaryKey(),
    author: byteText('author').$type<Did>().notNull(),
    scope: byteText('scope').$type<Scope>().notNull(),
    seq: whole('seq').notNull(),
    bytes: bytes('bytes').notNull(),
    signature: bytes('signature').notNull(),
    waitsFor: byteText('waits_for').$type<Hash>(),
    until: whole('until').$type<Instant>(),
    heldAt: whole('held_at').$type<Instant>().notNull(),
  },
  (table) => [
    index('held_author').on(table.author),
    index('held_waits_for').on(table.waitsFor),
    index('held_until').on(table.until),
  ],
)

/** The pages of the trie from which a scope's digest follows (`log/trie-pages.ts`), by the digits above each. */
export const digestPages = pgTable(
  'digest_pages',
  {
    scope: byteText('scope').$type<Scope>().notNull(),
    digits: byteText('digits').notNull(),
    page: bytes('page').notNull(),
  },
  (table) => [primaryKey({ columns: [table.scope, table.digits] })],
)
