import { index, integer, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import type { Did, Instant, JsonObject, Scope } from '../../kernel/index.ts'
import type { LocalCollection, Origin } from '../../node/index.ts'
import { byteText, hashBytes, idBytes, keyIndex, whole } from './columns.ts'

/** One row. Its lock serialises the writers of all processes, so that its counter is gap-free in commit order. */
export const ledger = pgTable('ledger', {
  id: integer('id').primaryKey(),
  epoch: uuid('epoch').notNull(),
  lastChange: whole('last_change').notNull(),
})

/**
 * The change feed, which subscriptions stream: consequences of admissions, clock and local settings. Without a kind, a
 * change says of itself what its entry says (`rows/changes.ts`).
 */
export const changes = pgTable(
  'changes',
  {
    number: whole('number').primaryKey(),
    kind: byteText('kind'),
    subjectKind: byteText('subject_kind').notNull(),
    subject: idBytes('subject'),
    scope: idBytes('scope').$type<Scope>(),
    author: byteText('author').$type<Did>(),
    entryHash: hashBytes('entry_hash'),
    refusal: byteText('refusal'),
    at: whole('at').$type<Instant>(),
    receivedAt: whole('received_at').$type<Instant>(),
    origin: byteText('origin').$type<Origin>(),
  },
  (table) => [
    index('changes_scope').on(keyIndex("encode(scope, 'hex')"), table.number),
    index('changes_subject_kind').on(table.subjectKind, table.number),
  ],
)

/** This node's own rows, which are in no log. */
export const localRecords = pgTable(
  'local_records',
  {
    collection: byteText('collection').$type<LocalCollection>().notNull(),
    id: byteText('id').notNull(),
    value: jsonb('value').$type<JsonObject>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.collection, table.id] })],
)
